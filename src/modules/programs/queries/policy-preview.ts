import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import type { Input, Output } from '#kernel/contract/handlers.ts';
import { cut, isAfter } from '#kernel/contract/paging.ts';
import { csvPartOf } from '#kernel/csv.ts';
import { notFound } from '#kernel/errors.ts';
import { JUDGES } from '../checks/judge-again.ts';
import { titleOf } from '../checks/registry.ts';
import type { policyContract } from '../contract/policy.ts';
import { COUNTED, type Totals } from '../policy/preview-totals.ts';
import type { CheckName } from '../policy/requirements.ts';
import { type Policy, policy as policySchema } from '../policy.ts';
import { numberOf } from '../standing.ts';
import { type PastRow, pastApplications, pastOf } from './past-applications.ts';

type Contract = typeof policyContract;
type Listed = Output<Contract['listPolicyPreviewRows']>['rows'][number];
type Filters = Pick<Input<Contract['listPolicyPreviewRows']>, 'id' | 'change' | 'made'>;

const MOST = 20_000;

type Found = {
  id: string;
  version: number | null;
  as_of: Temporal.Instant;
  looked: number;
  of_all: number;
  totals: Partial<Totals>;
  finished_at: Temporal.Instant | null;
  asked_by: string | null;
};
const SELECT = sql`select v.id, v.version, v.as_of, v.looked, v.of_all, v.totals, v.finished_at, n.name asked_by
  from programs.policy_previews v left join access.account_names n on n.id = v.asked_by`;

const shown = (row: Found) => ({
  id: row.id,
  version: row.version,
  asOf: row.as_of.toString(),
  askedBy: row.asked_by,
  looked: row.looked,
  of: row.of_all,
  finishedAt: row.finished_at?.toString() ?? null,
  totals: Object.fromEntries(COUNTED.map((name) => [name, row.totals[name] ?? 0])) as Totals,
});

/** How far a preview is, and what came of it so far. Throws `not found`. */
export async function policyPreview(
  c: Context,
  { id }: Input<Contract['policyPreview']>,
): Promise<Output<Contract['policyPreview']>> {
  const { rows } = await sql<Found>`${SELECT} where v.id = ${id}`.execute(c.tx);
  if (!rows[0]) throw notFound('This preview is not there any more.');
  return shown(rows[0]);
}

/** The latest previews of a program. */
export async function listPolicyPreviews(
  c: Context,
  { program }: Input<Contract['listPolicyPreviews']>,
): Promise<Output<Contract['listPolicyPreviews']>> {
  const { rows } =
    await sql<Found>`${SELECT} where v.program = ${program} order by v.as_of desc, v.id desc limit 20`.execute(c.tx);
  return { previews: rows.map(shown) };
}

const CHANGES: Record<NonNullable<Filters['change']>, RawBuilder<boolean>> = {
  fails: sql<boolean>`r.after = 'fails' and r.before <> 'fails'`,
  approves: sql<boolean>`r.after = 'approves' and r.before <> 'approves'`,
  person: sql<boolean>`r.after = 'person' and r.before <> 'person'`,
  tier: sql<boolean>`r.tier_before is distinct from r.tier_after`,
  promise: sql<boolean>`r.kept_before <> r.kept_after`,
  against: sql<boolean>`r.before <> r.after and (case when r.made = 'refused' then r.after = 'approves' else r.after = 'fails' end)`,
};

const fits = ({ id, change, made }: Filters) => sql<boolean>`r.preview = ${id}
  and ${change ? CHANGES[change] : sql<boolean>`true`} and ${made ? sql<boolean>`r.made = ${made}` : sql<boolean>`true`}`;

type Row = {
  application: string;
  number: number;
  prefix: string;
  project: string;
  decided_at: Temporal.Instant;
  made: Listed['made'];
  before: Listed['before'];
  after: Listed['after'];
  tier_before: string | null;
  tier_after: string | null;
  kept_before: boolean;
  kept_after: boolean;
  because: string[];
};

async function rowsOf(c: Context, filters: Filters, after: string | undefined, most: number): Promise<Row[]> {
  const then = after
    ? isAfter(sql`r.decided_at`, sql`r.application`, after, 'desc', 'timestamptz')
    : sql<boolean>`true`;
  const { rows } = await sql<Row>`
    select r.*, a.number, a.project, p.prefix from (
      select * from programs.policy_preview_rows r where ${fits(filters)} and ${then}
      order by r.decided_at desc, r.application desc limit ${most + 1}) r
    join programs.applications a on a.id = r.application join programs.programs p on p.id = a.program
    order by r.decided_at desc, r.application desc`.execute(c.tx);
  return rows;
}

/** The candidate of a preview. Throws `not found`. */
async function candidate(c: Context, id: string): Promise<Policy> {
  const { rows } = await sql<{ policy: unknown }>`select policy from programs.policy_previews where id = ${id}`.execute(
    c.tx,
  );
  if (!rows[0]) throw notFound('This preview is not there any more.');
  return policySchema.parse(rows[0].policy);
}

/** Applications that would come out differently, the latest decisions first, each with the reasons in words. */
export async function listPolicyPreviewRows(
  c: Context,
  input: Input<Contract['listPolicyPreviewRows']>,
): Promise<Output<Contract['listPolicyPreviewRows']>> {
  const policy = await candidate(c, input.id);
  const found = await rowsOf(c, input, input.after, input.limit);
  const { rows, next } = cut(found, input.limit, (row) => [row.decided_at.toString(), row.application]);
  const past = await pastApplications(
    c,
    sql<boolean>`d.application = any(${rows.map((r) => r.application)}::uuid[])`,
    input.limit,
  );
  const facts = new Map(past.map((row) => [row.application, row]));
  const counted = input.after
    ? {}
    : {
        total: (
          await sql<{
            n: number;
          }>`select count(*)::int n from programs.policy_preview_rows r where ${fits(input)}`.execute(c.tx)
        ).rows[0]?.n,
      };
  return { rows: rows.map((row) => told(row, policy, facts.get(row.application))), next, ...counted };
}

function told(row: Row, policy: Policy, facts: PastRow | undefined): Listed {
  return {
    application: row.application,
    number: numberOf(row.prefix, row.number),
    project: row.project,
    decidedAt: row.decided_at.toString(),
    made: row.made,
    before: row.before,
    after: row.after,
    tierBefore: row.tier_before,
    tierAfter: row.tier_after,
    keptBefore: row.kept_before,
    keptAfter: row.kept_after,
    because: [
      ...row.because.map((code) => inWords(code, policy, facts)),
      ...(row.kept_before === row.kept_after
        ? []
        : [`The decision took ${facts?.days ?? 'some'} business days; the promise would be ${policy.promiseDays}.`]),
    ],
  };
}

const STATES: Readonly<Record<string, string>> = {
  passed: 'would be met',
  failed: 'would not be met',
  unsure: 'could not be judged by machine',
  unavailable: 'could not be checked',
  waiting: 'would wait for the applicant',
  running: 'was still at work',
  anew: 'would have to be looked at anew',
  gone: 'would not be asked any more',
};

/** A code of `because` in words; what a check would say is worked out again, since nothing personal is kept with the result. */
function inWords(code: string, policy: Policy, facts: PastRow | undefined): string {
  const [kind = '', name = '', state = ''] = code.split(':');
  if (kind === 'check') {
    const said = facts && state !== 'gone' ? JUDGES[name as CheckName]?.(pastOf(facts), policy) : null;
    return `“${titleOf(name)}” ${STATES[state] ?? state}${said && said.state === state ? `: ${said.words}` : '.'}`;
  }
  const words = policy.statements.find((each) => each.code === name)?.words ?? name;
  if (kind === 'statement') return `A statement was not signed: “${words}”`;
  if (kind === 'unsigned') return `The statement “${name}” would not be asked any more.`;
  return name === 'on' ? 'The rule may approve by itself.' : 'A person decides every application.';
}

const HEAD = [
  'number',
  'project',
  'decided_at',
  'decided',
  'rule_before',
  'rule_after',
  'tier_before',
  'tier_after',
  'kept_before',
  'kept_after',
  'because',
];

/** The same rows as CSV; reasons by their codes. */
export async function exportPolicyPreview(
  c: Context,
  input: Input<Contract['exportPolicyPreview']>,
): Promise<Output<Contract['exportPolicyPreview']>> {
  await candidate(c, input.id);
  const { rows, next } = cut(await rowsOf(c, input, input.after, MOST), MOST, (row) => [
    row.decided_at.toString(),
    row.application,
  ]);
  const yesNo = (value: boolean) => (value ? 'yes' : 'no');
  const lines = rows.map((r) => [
    numberOf(r.prefix, r.number),
    r.project,
    r.decided_at.toString(),
    r.made,
    r.before,
    r.after,
    r.tier_before,
    r.tier_after,
    yesNo(r.kept_before),
    yesNo(r.kept_after),
    r.because.join(' '),
  ]);
  return csvPartOf(input.after, HEAD, lines, next);
}
