import { sql } from 'kysely';
import { accountOf, type Context } from '#kernel/context.ts';
import { type FieldFault, notFound, refused } from '#kernel/errors.ts';
import { mailFaults } from '../emails/samples.ts';
import { readPolicy } from '../policy/faults.ts';

/** Everything that stands in the way of publishing a draft, each with the path of its field. */
export async function faultsOf(draft: unknown): Promise<FieldFault[]> {
  const { policy, faults } = readPolicy(draft);
  return policy ? [...faults, ...(await mailFaults(policy))] : faults;
}

type Draft = { policy: Record<string, unknown>; basedOn: number };

/**
 * Keeps a draft; one a program. `edit` is the edit that was seen last, 0 for none. Throws `refused` when somebody else has saved
 * since: two editors do not overwrite one another unseen.
 */
async function keepDraft(c: Context, program: string, draft: Draft, edit: number): Promise<number> {
  const found = await sql<{ edit: number; by: string | null }>`
    select d.edit, n.name as by from programs.programs p left join programs.policy_drafts d on d.program = p.id
    left join access.account_names n on n.id = d.saved_by where p.id = ${program} for update of p`.execute(c.tx);
  const row = found.rows[0];
  if (!row) throw notFound('There is no such program.');
  if ((row.edit ?? 0) !== edit) {
    throw refused(
      'policy.draft-changed',
      row.edit === null
        ? 'The draft was published or discarded meanwhile. Load it anew.'
        : `${row.by ?? 'Somebody'} has changed the draft meanwhile. Load it anew; what you see here was not saved over it.`,
    );
  }
  await sql`insert into programs.policy_drafts (program, policy, based_on, edit, made_at, saved_at, saved_by)
    values (${program}, ${JSON.stringify(draft.policy)}::jsonb, ${draft.basedOn}, 1, ${c.now}, ${c.now}, ${accountOf(c)})
    on conflict (program) do update set policy = excluded.policy, based_on = excluded.based_on, edit = policy_drafts.edit + 1,
      saved_at = excluded.saved_at, saved_by = excluded.saved_by`.execute(c.tx);
  return edit + 1;
}

type Save = { program: string; policy: Record<string, unknown>; basedOn: number; edit: number };

/** Saves what is being changed, and says what is wrong with it so far. */
export async function savePolicyDraft(c: Context, { program, policy, basedOn, edit }: Save) {
  const saved = await keepDraft(c, program, { policy, basedOn }, edit);
  return { edit: saved, savedAt: c.now.toString(), faults: await faultsOf(policy) };
}

/** Throws the draft away, unless somebody has saved it since. */
export async function discardPolicyDraft(c: Context, { program, edit }: { program: string; edit: number }) {
  const { rows } =
    await sql`delete from programs.policy_drafts where program = ${program} and edit = ${edit} returning 1`.execute(
      c.tx,
    );
  if (rows.length === 0) await refuseIfThere(c, program);
  return {};
}

async function refuseIfThere(c: Context, program: string): Promise<void> {
  const { rows } = await sql`select 1 from programs.policy_drafts where program = ${program}`.execute(c.tx);
  if (rows.length > 0)
    throw refused(
      'policy.draft-changed',
      'Somebody has changed the draft meanwhile. Load it anew before you discard it.',
    );
}

/** Ends the draft that was published. Throws `refused` when another edit than `edit` is there. */
export async function endDraft(c: Context, program: string, edit: number): Promise<void> {
  const { rows } =
    await sql`delete from programs.policy_drafts where program = ${program} and edit = ${edit} returning 1`.execute(
      c.tx,
    );
  if (rows.length === 0)
    throw refused(
      'policy.draft-changed',
      'Somebody has changed the draft meanwhile. Load it anew before you publish it.',
    );
}

/** Begins a draft with an older version; `edit`: that of the draft that it may replace. */
export async function restorePolicyVersion(c: Context, input: { program: string; version: number; edit: number }) {
  const { rows } = await sql<{ policy: Record<string, unknown>; latest: number }>`
    select policy, (select max(version) from programs.policies where program = ${input.program}) latest
    from programs.policies where program = ${input.program} and version = ${input.version}`.execute(c.tx);
  const found = rows[0];
  if (!found) throw notFound('The program has no such version.');
  const edit = await keepDraft(c, input.program, { policy: found.policy, basedOn: found.latest }, input.edit);
  return { edit };
}
