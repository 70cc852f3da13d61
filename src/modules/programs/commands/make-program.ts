import { sql } from 'kysely';
import { accountOf, type Context } from '#kernel/context.ts';
import { invalid, notFound, refused } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { record } from '#kernel/ledger/record.ts';
import { policyPublished, programMade, programRenamed } from '../facts.ts';
import { type Policy, policy as policySchema } from '../policy.ts';
import { PRESETS } from '../presets/index.ts';
import { programById } from '../program-of.ts';

type From = { preset: string } | { program: string };

/**
 * Makes a program that takes no applications yet: its policy can be changed first. Throws `refused` when the name in addresses or the
 * letters are taken, `invalid` for a preset and `not found` for a program that is not there.
 */
export async function makeProgram(
  c: Context,
  { name, slug, prefix, from }: { name: string; slug: string; prefix: string; from: From },
): Promise<{ id: string; slug: string }> {
  const { policy, preset } = await rulesOf(c, from);
  const id = newId();
  const by = accountOf(c);
  const made = await sql`insert into programs.programs (id, slug, name, prefix, preset, made_at)
    values (${id}, ${slug}, ${name}, ${prefix}, ${preset}, ${c.now}) on conflict do nothing returning 1`.execute(c.tx);
  if (made.rows.length === 0) {
    const { rows } = await sql<{ slug: string; name: string }>`
      select slug, name from programs.programs where slug = ${slug} or prefix = ${prefix} order by slug = ${slug} desc limit 1`.execute(
      c.tx,
    );
    throw rows[0]?.slug === slug
      ? refused('program.slug-taken', `The ${rows[0].name} has this name in its addresses. Choose another one.`)
      : refused('program.prefix-taken', `The ${rows[0]?.name} has these letters before its numbers. Choose others.`);
  }
  const version = newId();
  await sql`insert into programs.policies (id, program, version, policy, published_at, published_by)
    values (${version}, ${id}, 1, ${JSON.stringify(policy)}::jsonb, ${c.now}, ${by})`.execute(c.tx);
  const common = { about: { kind: 'program', id }, program: id };
  await record(c, programMade, { ...common, data: { preset } });
  await record(c, policyPublished, { ...common, data: { policy: version, version: 1 } });
  return { id, slug };
}

/** Calls a program something else. Throws `not found`. */
export async function renameProgram(c: Context, input: { program: string; name: string }) {
  const { rows } = await sql<{ before: string }>`
    update programs.programs set name = ${input.name} where id = ${input.program} returning old.name before`.execute(
    c.tx,
  );
  if (!rows[0]) throw notFound('There is no such program.');
  if (rows[0].before !== input.name)
    await record(c, programRenamed, {
      about: { kind: 'program', id: input.program },
      program: input.program,
      data: {},
    });
  return {};
}

async function rulesOf(c: Context, from: From): Promise<{ policy: Policy; preset: string }> {
  if ('program' in from) {
    const other = await programById(c, from.program);
    return { policy: other.policy, preset: 'copy' };
  }
  const preset = PRESETS.find(({ code }) => code === from.preset);
  if (!preset)
    throw invalid([
      { field: 'from', message: `Choose one of the presets: ${PRESETS.map(({ code }) => code).join(', ')}.` },
    ]);
  return { policy: policySchema.parse(preset.policy), preset: preset.code };
}
