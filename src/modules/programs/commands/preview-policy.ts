import { sql } from 'kysely';
import { z } from 'zod';
import { accountOf, type Context } from '#kernel/context.ts';
import { invalid, notFound } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { job, queueJob, type Run } from '#kernel/jobs/job.ts';
import { record } from '#kernel/ledger/record.ts';
import { policyPreviewed } from '../facts.ts';
import { differs, type Judged, judgeUnder, type Past } from '../policy/judge-past.ts';
import { COUNTED, type Totals } from '../policy/preview-totals.ts';
import { type Policy, policy as policySchema } from '../policy.ts';
import { policiesOf } from '../program-of.ts';
import { type PastRow, pastApplications, pastOf } from '../queries/past-applications.ts';
import { faultsOf } from './policy-draft.ts';

/** So many applications in one transaction: what a job that was cut off does again at most. */
const CHUNK = 4_000;
/** A result is of use while somebody decides about the version. */
const KEPT_DAYS = 14;

/** Holds the draft, or a version, against every past application of the program. Answers the preview's id; a job does the work. */
export async function previewPolicy(c: Context, input: { program: string; version?: number | undefined }) {
  const policy = await candidateOf(c, input.program, input.version ?? null);
  const id = newId();
  await sql`insert into programs.policy_previews (id, program, policy, version, as_of, asked_by)
    values (${id}, ${input.program}, ${JSON.stringify(policy)}::jsonb, ${input.version ?? null}, ${c.now},
      ${accountOf(c)})`.execute(c.tx);
  await queueJob(c, carryOutPreview, { preview: id });
  await record(c, policyPreviewed, {
    about: { kind: 'program', id: input.program },
    program: input.program,
    data: { preview: id, version: input.version ?? null },
  });
  return { id };
}

async function candidateOf(c: Context, program: string, version: number | null): Promise<Policy> {
  const { rows } = await sql<{ policy: unknown }>`
    select policy from programs.policies where program = ${program} and version = ${version}
    union all select policy from programs.policy_drafts where program = ${program} and ${version}::int is null`.execute(
    c.tx,
  );
  const found = rows[0];
  if (!found)
    throw notFound(version === null ? 'There is no draft of the policy.' : 'The program has no such version.');
  const faults = await faultsOf(found.policy);
  if (faults.length > 0) throw invalid(faults.map(({ field, message }) => ({ field: `policy.${field}`, message })));
  return policySchema.parse(found.policy);
}

export const carryOutPreview = job(
  'programs.preview-policy',
  z.object({ preview: z.uuid() }),
  (run, { preview }) => holdAgainstPast(run, preview),
  { words: 'Hold a version of a policy against past applications' },
);

type Preview = {
  program: string;
  policy: unknown;
  as_of: Temporal.Instant;
  reached_at: Temporal.Instant | null;
  reached: string | null;
  looked: number;
  of_all: number;
  totals: Partial<Totals>;
  finished_at: Temporal.Instant | null;
};

/** Goes through all decisions in the order in which they were made, some thousands a transaction; begun again it goes on where it was. */
export async function holdAgainstPast(run: Run, id: string, chunk = CHUNK): Promise<void> {
  for (;;) {
    run.signal.throwIfAborted();
    const { left, looked, of } = await run.transact('policy preview', (c) => oneChunk(c, id, chunk));
    if (!left) break;
    await run.progress.report({ kind: 'policy-preview', id }, looked, of, 'Past applications');
  }
  await run.progress.finish({ kind: 'policy-preview', id }, 'Every past application was looked at.');
}

async function oneChunk(c: Context, id: string, chunk: number): Promise<{ left: boolean; looked: number; of: number }> {
  const { rows } = await sql<Preview>`select * from programs.policy_previews where id = ${id} for update`.execute(c.tx);
  const preview = rows[0];
  if (!preview || preview.finished_at) return { left: false, looked: 0, of: 0 };
  const mine = sql<boolean>`d.program = ${preview.program} and d.decided_at <= ${preview.as_of}`;
  const of = preview.of_all || (await countOf(c, mine));
  const beyond = preview.reached
    ? sql<boolean>`(d.decided_at, d.id) > (${preview.reached_at}, ${preview.reached}::uuid)`
    : sql<boolean>`true`;
  const found = await pastApplications(c, sql<boolean>`${mine} and ${beyond}`, chunk);
  const judged = await judgeAll(c, found, policySchema.parse(preview.policy));
  await keep(
    c,
    id,
    judged.filter(({ judged: each }) => differs(each)),
  );
  const last = found.at(-1);
  const left = found.length === chunk;
  const looked = preview.looked + found.length;
  await sql`update programs.policy_previews set looked = ${looked}, of_all = ${of}, totals = ${JSON.stringify(counted(preview.totals, judged))}::jsonb,
      reached_at = coalesce(${last?.decided_at ?? null}, reached_at), reached = coalesce(${last?.decision ?? null}, reached),
      finished_at = ${left ? null : c.now}::timestamptz where id = ${id}`.execute(c.tx);
  return { left, looked, of };
}

const countOf = async (c: Context, mine: ReturnType<typeof sql<boolean>>): Promise<number> => {
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int n from programs.decisions d where d.undone_at is null and ${mine}`.execute(c.tx);
  return rows[0]?.n ?? 0;
};

type One = { row: PastRow; past: Past; judged: Judged };

/** Each application under the candidate, against the version that it was decided under. */
export async function judgeAll(c: Context, rows: readonly PastRow[], candidate: Policy): Promise<One[]> {
  const policy = await policiesOf(c, new Set(rows.map((row) => row.policy)));
  const judges = new Map<string, (past: Past) => Judged>();
  return rows.map((row) => {
    const judge = judges.get(row.policy) ?? judgeUnder(policy(row.policy), candidate);
    judges.set(row.policy, judge);
    const past = pastOf(row);
    return { row, past, judged: judge(past) };
  });
}

/** Codes have no spaces: lists of them travel as one text each, since arrays of arrays cannot be ragged. */
async function keep(c: Context, preview: string, ones: readonly One[]): Promise<void> {
  if (ones.length === 0) return;
  const of = <T>(pick: (one: One) => T) => ones.map(pick);
  await sql`insert into programs.policy_preview_rows (preview, application, decided_at, made, before, after, tier_before, tier_after,
      kept_before, kept_after, because)
    select ${preview}, application, decided_at, made, before, after, tier_before, tier_after, kept_before, kept_after, string_to_array(because, ' ')
    from unnest(${of(({ row }) => row.application)}::uuid[], ${of(({ row }) => row.decided_at.toString())}::timestamptz[],
      ${of(({ past }) => past.made)}::text[], ${of(({ judged }) => judged.before)}::text[], ${of(({ judged }) => judged.after)}::text[],
      ${of(({ judged }) => judged.tierBefore)}::text[], ${of(({ judged }) => judged.tierAfter)}::text[],
      ${of(({ judged }) => judged.keptBefore)}::boolean[], ${of(({ judged }) => judged.keptAfter)}::boolean[],
      ${of(({ judged }) => judged.because.join(' '))}::text[])
      x(application, decided_at, made, before, after, tier_before, tier_after, kept_before, kept_after, because)
    on conflict do nothing`.execute(c.tx);
}

const MADE = { 'rule-approved': 'ruleApproved', approved: 'approved', refused: 'refused' } as const;

function counted(before: Partial<Totals>, ones: readonly One[]): Totals {
  const totals = Object.fromEntries(COUNTED.map((name) => [name, before[name] ?? 0])) as Totals;
  for (const { past, judged } of ones) {
    totals[MADE[past.made]]++;
    totals[`${judged.before}Before`]++;
    totals[`${judged.after}After`]++;
    if (judged.keptBefore) totals.keptBefore++;
    if (judged.keptAfter) totals.keptAfter++;
    if (judged.tierBefore !== judged.tierAfter) totals.tiers++;
    if (differs(judged)) totals.differ++;
    if (isAgainst(past.made, judged)) totals.against++;
  }
  return totals;
}

/** The rule would now say the opposite of what was decided. */
const isAgainst = (made: Past['made'], { before, after }: Judged): boolean =>
  before !== after && (made === 'refused' ? after === 'approves' : after === 'fails');

/** Throws results away that are older than two weeks. */
export async function forgetPreviews(c: Context): Promise<void> {
  await sql`delete from programs.policy_previews where as_of < ${c.now.subtract({ hours: 24 * KEPT_DAYS })}`.execute(
    c.tx,
  );
}
