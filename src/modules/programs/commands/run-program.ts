import { sql } from 'kysely';
import { holdCalendar } from '#kernel/calendar/store.ts';
import { accountOf, type Context } from '#kernel/context.ts';
import { invalid, notFound, refused } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { record } from '#kernel/ledger/record.ts';
import { calendarChosen, policyPublished, programClosed, programOpened } from '../facts.ts';
import type { Policy } from '../policy.ts';
import { openSourcePreset } from '../presets/open-source.ts';
import { endDraft, faultsOf } from './policy-draft.ts';

/** Locks a program. Throws `not found`. */
async function lockProgram(c: Context, id: string): Promise<void> {
  const { rows } = await sql`select 1 from programs.programs where id = ${id} for update`.execute(c.tx);
  if (rows.length === 0) throw notFound('There is no such program.');
}

/** Takes applications from now on. */
export async function openProgram(c: Context, input: { program: string }) {
  await lockProgram(c, input.program);
  const { rows } = await sql`update programs.programs set opened_at = coalesce(opened_at, ${c.now}), closed_at = null
    where id = ${input.program} and (opened_at is null or closed_at is not null) returning 1`.execute(c.tx);
  if (rows.length > 0)
    await record(c, programOpened, { about: { kind: 'program', id: input.program }, program: input.program, data: {} });
  return {};
}

/** Takes no more applications; running ones go on. */
export async function closeProgram(c: Context, input: { program: string }) {
  await lockProgram(c, input.program);
  const { rows } =
    await sql`update programs.programs set closed_at = ${c.now} where id = ${input.program} and closed_at is null returning 1`.execute(
      c.tx,
    );
  if (rows.length > 0)
    await record(c, programClosed, { about: { kind: 'program', id: input.program }, program: input.program, data: {} });
  return {};
}

/**
 * Counts the program's promises by a business calendar, or by the default one (null). What is due in it is worked out again.
 * Throws `not found`.
 */
export async function chooseCalendar(c: Context, input: { program: string; calendar: string | null }) {
  await lockProgram(c, input.program);
  if (input.calendar !== null) await holdCalendar(c, input.calendar);
  const { rows } = await sql<{ before: string | null }>`
    update programs.programs set calendar = ${input.calendar}
    where id = ${input.program} and calendar is distinct from ${input.calendar} returning old.calendar before`.execute(
    c.tx,
  );
  if (rows[0]) {
    await record(c, calendarChosen, {
      about: { kind: 'program', id: input.program },
      program: input.program,
      data: { calendar: input.calendar, before: rows[0].before },
    });
  }
  return {};
}

/**
 * Publishes a version. `basedOn` is the version that the editor saw: two editors do not overwrite one another. `draft` is the edit of
 * the draft that is published; it ends.
 */
export async function publishPolicy(
  c: Context,
  input: { program: string; policy: Policy; basedOn: number; draft?: number | undefined },
) {
  const faults = await faultsOf(input.policy);
  if (faults.length > 0) throw invalid(faults.map(({ field, message }) => ({ field: `policy.${field}`, message })));
  const { rows } = await sql<{ version: number }>`
    select (select max(version) from programs.policies q where q.program = p.id) version from programs.programs p where p.id = ${input.program} for update`.execute(
    c.tx,
  );
  const current = rows[0];
  if (!current) throw notFound('There is no such program.');
  if (current.version !== input.basedOn) {
    throw refused(
      'policy.changed',
      `Version ${current.version} was published meanwhile. Load it and make your changes again.`,
    );
  }
  if (input.draft) await endDraft(c, input.program, input.draft);
  const version = current.version + 1;
  const id = newId();
  await sql`insert into programs.policies (id, program, version, policy, published_at, published_by)
    values (${id}, ${input.program}, ${version}, ${JSON.stringify(input.policy)}::jsonb, ${c.now}, ${accountOf(c)})`.execute(
    c.tx,
  );
  await record(c, policyPublished, {
    about: { kind: 'program', id: input.program },
    program: input.program,
    data: { policy: id, version },
  });
  return { version };
}

/** What a program starts from: its address, name, the letters before its numbers, and the first version of its policy. `sample`: it is invented. */
export type Preset = { slug: string; name: string; prefix: string; policy: Policy; sample?: boolean };

/** Sets the Open Source program up from its preset and opens it. Doing it again changes nothing. Answers its id. */
export const setUpOpenSource = (c: Context): Promise<string> => setUpProgram(c, openSourcePreset);

/** Sets a program up from a preset and opens it; one whose address (`slug`) is taken stays as it is. Answers its id. */
export async function setUpProgram(
  c: Context,
  { slug, name, prefix, policy, sample = false }: Preset,
): Promise<string> {
  const id = newId();
  const made = await sql`insert into programs.programs (id, slug, name, prefix, preset, made_at, opened_at, sample)
    values (${id}, ${slug}, ${name}, ${prefix}, 'open-source', ${c.now}, ${c.now}, ${sample}) on conflict (slug) do nothing returning 1`.execute(
    c.tx,
  );
  if (made.rows.length === 0) {
    const { rows } = await sql<{ id: string }>`select id from programs.programs where slug = ${slug}`.execute(c.tx);
    return (rows[0] as { id: string }).id;
  }
  const version = newId();
  await sql`insert into programs.policies (id, program, version, policy, published_at, published_by)
    values (${version}, ${id}, 1, ${JSON.stringify(policy)}::jsonb, ${c.now}, ${accountOf(c)})`.execute(c.tx);
  await record(c, policyPublished, {
    about: { kind: 'program', id },
    program: id,
    data: { policy: version, version: 1 },
  });
  await record(c, programOpened, { about: { kind: 'program', id }, program: id, data: {} });
  return id;
}
