import { sql } from 'kysely';
import { type Context, may } from '#kernel/context.ts';
import type { Input, Output } from '#kernel/contract/handlers.ts';
import { cut, isAfter } from '#kernel/contract/paging.ts';
import { csvPartOf } from '#kernel/csv.ts';
import type { programsContract } from '../contract.ts';
import { namespaceText } from '../imports/member-rows.ts';
import { policiesOf } from '../program-of.ts';
import { isBlind } from '../scoring.ts';
import { numberOf } from '../standing.ts';
import { fits } from './application-rows.ts';

type Contract = typeof programsContract;

const MOST = 50_000;
const HEAD = [
  'number',
  'program',
  'project',
  'namespace',
  'applicant',
  'address',
  'country',
  'hosting',
  'stage',
  'stage_since',
  'waiting_for',
  'submitted_at',
  'due_at',
  'decided_at',
  'decision',
  'reason',
  'decided_by',
  'business_days_without_waiting',
  'business_days_with_waiting',
  'kept',
  'assignee',
  // what was answered to the fields of the policy, as JSON
  'answers',
  'external_number',
  'withdrawn_at',
  'words',
  'purpose',
];

type Row = {
  id: string;
  program_id: string;
  policy: string;
  number: number;
  prefix: string;
  program: string;
  project: string;
  namespace_key: string | null;
  applicant_name: string | null;
  address: string | null;
  country: string | null;
  hosting: string | null;
  stage: string;
  stage_since: Temporal.Instant;
  waiting_for: string;
  submitted_at: Temporal.Instant;
  due_at: Temporal.Instant | null;
  decided_at: Temporal.Instant | null;
  verdict: string | null;
  reason: string | null;
  decided_by: string | null;
  without_waiting: number | null;
  with_waiting: number | null;
  kept: boolean | null;
  assignee: string | null;
  answers: string | null;
  external_number: string | null;
  withdrawn_at: Temporal.Instant | null;
  words: string | null;
  purpose: string | null;
};

/** The filtered applications as CSV, newest first; the header only in the first part, so that parts can be joined. Instants are UTC. */
export async function exportApplications(
  c: Context,
  input: Input<Contract['exportApplications']>,
): Promise<Output<Contract['exportApplications']>> {
  const after = input.after ? isAfter(sql`a.submitted_at`, sql`a.id`, input.after, 'desc', 'timestamptz') : sql`true`;
  const found = await sql<Row>`
    select a.id, a.program program_id, a.policy, a.number, p.prefix, p.name program, a.project, a.namespace_key, a.applicant_name, a.address, a.country, a.hosting,
      a.stage, a.stage_since, a.waiting_for, a.submitted_at, a.due_at, a.decided_at, d.verdict, d.reason,
      case when d.id is not null then coalesce(b.name, case when d.decided_by is null then 'rule' else 'former colleague' end) end decided_by,
      d.business_days_without_waiting without_waiting, d.business_days_with_waiting with_waiting, d.kept, n.name assignee,
      nullif((a.answers - 'purpose')::text, '{}') answers, a.external_number, w.withdrawn_at, nullif(d.words, '') words, a.answers ->> 'purpose' purpose
    from (select * from programs.applications a where ${fits(c, input)} and ${after} order by a.submitted_at desc, a.id desc limit ${MOST + 1}) a
    join programs.programs p on p.id = a.program
    left join programs.decisions d on d.application = a.id and d.undone_at is null and d.reopened_at is null
    left join programs.withdrawals w on w.application = a.id and w.reopened_at is null
    left join access.account_names b on b.id = d.decided_by
    left join work.assignments s on s.about_kind = 'application' and s.about_id = a.id and s.ended_at is null
    left join access.account_names n on n.id = s.account
    order by a.submitted_at desc, a.id desc`.execute(c.tx);
  const { rows, next } = cut(found.rows, MOST, (row) => [row.submitted_at.toString(), row.id]);
  const policies = await policiesOf(
    c,
    rows.map(({ policy }) => policy),
  );
  const open = (r: Row) =>
    !isBlind(policies(r.policy), {
      ...{ decided: r.decided_at !== null || r.stage === 'withdrawn', scored: false },
      runs: may(c.actor, 'programs.manage', r.program_id),
    });
  const lines = rows.map((r) => [
    numberOf(r.prefix, r.number),
    r.program,
    r.project,
    namespaceText(r.namespace_key),
    open(r) ? r.applicant_name : null,
    open(r) ? r.address : null,
    open(r) ? r.country : null,
    r.hosting,
    r.stage,
    r.stage_since.toString(),
    r.waiting_for,
    r.submitted_at.toString(),
    r.due_at?.toString() ?? null,
    r.decided_at?.toString() ?? null,
    r.verdict,
    r.reason,
    r.decided_by,
    r.without_waiting,
    r.with_waiting,
    r.kept === null ? null : r.kept ? 'yes' : 'no',
    r.assignee,
    r.answers,
    // What it is found again by where the list is brought: elsewhere its number here is the number elsewhere.
    r.external_number ?? numberOf(r.prefix, r.number),
    r.withdrawn_at?.toString() ?? null,
    r.words,
    r.purpose,
  ]);
  return csvPartOf(input.after, HEAD, lines, next);
}
