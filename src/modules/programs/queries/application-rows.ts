import { type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import type { BusinessCalendar } from '#kernel/calendar/business-calendar.ts';
import { loadCalendar } from '#kernel/calendar/store.ts';
import { accountOf, type Context, may, programsWith } from '#kernel/context.ts';
import { invalid } from '#kernel/errors.ts';
import { searchable } from '#modules/community';
import { STAGES, type Stage, type WaitingFor } from '../application.ts';
import type { ApplicationRow, applicationFilters } from '../contract/reviewer.ts';
import type { Hosting } from '../policy/benefit.ts';
import type { Policy } from '../policy.ts';
import { policiesOf } from '../program-of.ts';
import { isBlind } from '../scoring.ts';
import { clockOf, numberOf } from '../standing.ts';

export type Filters = Partial<z.output<typeof applicationFilters>>;

/** What every list reads of an application, called `a`; `rowsOf` makes the contract's rows of it. */
export type ReadRow = {
  id: string;
  number: number;
  prefix: string;
  program: string;
  slug: string;
  program_name: string;
  calendar: string | null;
  policy: string;
  promise_days: number | null;
  project: string;
  namespace_key: string | null;
  applicant_name: string | null;
  hosting: Hosting | null;
  stage: Stage;
  stage_since: Temporal.Instant;
  waiting_for: WaitingFor;
  submitted_at: Temporal.Instant;
  mail_confirmed_at: Temporal.Instant | null;
  reopened_at: Temporal.Instant | null;
  due_at: Temporal.Instant | null;
  decided_at: Temporal.Instant | null;
  waits: { since: string; until: string | null }[] | null;
  assignee: { id: string; name: string } | null;
  passed: number;
  failed: number;
  open: number;
};

export const ROW = sql`a.id, a.number, p.prefix, p.id program, p.slug, p.name program_name, p.calendar, a.policy, a.promise_days, a.project, a.namespace_key, a.applicant_name,
  a.hosting, a.stage, a.stage_since, a.waiting_for, a.submitted_at, a.mail_confirmed_at, a.reopened_at, a.due_at, a.decided_at,
  (select json_agg(json_build_object('since', w.since, 'until', w.until)) from programs.waits w where w.application = a.id and w.cause <> 'mail') waits,
  (select json_build_object('id', s.account, 'name', coalesce(n.name, 'A former colleague'))
   from work.assignments s left join access.account_names n on n.id = s.account
   where s.about_kind = 'application' and s.about_id = a.id and s.ended_at is null) assignee, k.passed, k.failed, k.open`;

/** The tables that `ROW` reads, given where the applications come from. */
export const rowFrom = (applications: RawBuilder<unknown>) => sql`${applications} a
  join programs.programs p on p.id = a.program
  cross join lateral (
    select count(*) filter (where state = 'passed') passed, count(*) filter (where state = 'failed') failed,
      count(*) filter (where state not in ('passed', 'failed')) open
    from programs.checks where application = a.id and superseded_at is null
  ) k`;

/** What is not due sorts after everything that is. The indexes `applications_due` and `applications_waiting` have this very expression. */
export const NEVER_DUE = '9999-12-31T00:00:00Z';
export const DUE_ORDER = sql`coalesce(a.due_at, timestamptz '9999-12-31 00:00:00+00')`;

/** The condition that an application `a` fits the filters and is the viewer's to see. */
export function fits(c: Context, filters: Filters): RawBuilder<boolean> {
  const conditions = [sql<boolean>`true`];
  const visible = programsWith(c.actor, 'applications.read');
  if (visible !== 'all') conditions.push(sql`a.program = any(${visible}::uuid[])`);
  if (filters.program) conditions.push(sql`a.program = ${filters.program}`);
  if (filters.stage) {
    const stages = stagesOf(filters.stage);
    conditions.push(stages.length === 1 ? sql`a.stage = ${stages[0]}` : sql`a.stage = any(${stages}::text[])`);
  }
  if (filters.waitingFor) {
    conditions.push(sql`a.waiting_for = ${filters.waitingFor}`);
    // Said again in the words of the partial index.
    if (filters.waitingFor !== 'nobody') conditions.push(sql`a.waiting_for <> 'nobody'`);
  }
  if (filters.hosting) conditions.push(sql`a.hosting = ${filters.hosting}`);
  if (filters.health === 'late') conditions.push(sql`${DUE_ORDER} < ${c.now}`);
  if (filters.health === 'at-risk') conditions.push(sql`a.at_risk_at <= ${c.now} and ${DUE_ORDER} >= ${c.now}`);
  // Whatever is late was at risk before.
  if (filters.health === 'needs-attention') conditions.push(sql`a.at_risk_at <= ${c.now}`);
  if (filters.appeal)
    conditions.push(sql`a.id in (select e.application from programs.appeals e where e.answered_at is null)`);
  if (filters.assignee) conditions.push(assignedTo(c, filters.assignee));
  if (filters.text) conditions.push(foundBy(filters.text));
  return sql<boolean>`${sql.join(conditions, sql` and `)}`;
}

function stagesOf(text: string): Stage[] {
  const stages = text.split(',').map((s) => s.trim());
  const unknown = stages.filter((s) => !STAGES.some((known) => known === s));
  if (unknown.length > 0)
    throw invalid([{ field: 'stage', message: `There is no stage "${unknown[0]}". There are: ${STAGES.join(', ')}.` }]);
  return stages as Stage[];
}

function assignedTo(c: Context, assignee: string): RawBuilder<boolean> {
  const inForce = sql`select from work.assignments s where s.about_kind = 'application' and s.about_id = a.id and s.ended_at is null`;
  if (assignee === 'nobody') return sql`not exists (${inForce})`;
  const account = assignee === 'me' ? accountOf(c) : assignee;
  return sql`a.id in (select s.about_id from work.assignments s
    where s.account = ${account}::uuid and s.about_kind = 'application' and s.ended_at is null)`;
}

/**
 * Finds a text in project, namespace, name or address, or the application with that number. Fewer than three letters are
 * looked for at the beginnings of words: that is what the trigram index can answer.
 */
export function foundBy(text: string): RawBuilder<boolean> {
  const number = /^(?:[a-z]{2,5}[- ]?)?#?(\d{1,15})$/i.exec(text.trim())?.[1];
  const folded = searchable(text).replace(/[\\%_]/g, '\\$&');
  const pattern = folded.length < 3 ? `% ${folded}%` : `%${folded}%`;
  return number ? sql`(a.number = ${Number(number)} or a.found_by like ${pattern})` : sql`a.found_by like ${pattern}`;
}

/** The contract's rows, with the clock of each as of now. */
export async function rowsOf(c: Context, read: readonly ReadRow[]): Promise<ApplicationRow[]> {
  if (read.length === 0) return [];
  const ids = read.map((row) => row.policy);
  const [calendar, policy] = await Promise.all([calendarsOf(c, read), policiesOf(c, ids)]);
  return read.map((row) => rowOf(c, row, policy(row.policy), calendar(row)));
}

/** The calendar of each row; each is loaded once. */
async function calendarsOf(c: Context, read: readonly ReadRow[]): Promise<(row: ReadRow) => BusinessCalendar> {
  const known = new Map<string | null, BusinessCalendar>();
  for (const id of new Set(read.map((row) => row.calendar))) known.set(id, await loadCalendar(c, id));
  return (row) => known.get(row.calendar) as BusinessCalendar;
}

/** The same for one that was read. */
export const rowOf = (
  c: Context,
  row: ReadRow,
  policy: Pick<Policy, 'promiseDays' | 'review'>,
  calendar: BusinessCalendar,
): ApplicationRow => ({
  id: row.id,
  number: numberOf(row.prefix, row.number),
  program: { id: row.program, slug: row.slug, name: row.program_name },
  project: row.project,
  namespace: row.namespace_key,
  // Where scoring is blind, lists name nobody before it is decided, but to those who run the program.
  applicantName: isBlind(policy, {
    ...{ decided: row.decided_at !== null || row.stage === 'withdrawn', scored: false },
    runs: may(c.actor, 'programs.manage', row.program),
  })
    ? null
    : row.applicant_name,
  hosting: row.hosting,
  stage: row.stage,
  since: row.stage_since.toString(),
  waitingFor: row.waiting_for,
  submittedAt: row.submitted_at.toString(),
  clock: clockOf(clockPartsOf(row, row.promise_days ?? policy.promiseDays), calendar, c.now),
  assignee: row.assignee,
  checks: { passed: row.passed, failed: row.failed, open: row.open },
});

type Clocked = Pick<ReadRow, 'mail_confirmed_at' | 'reopened_at' | 'decided_at' | 'stage' | 'stage_since' | 'waits'>;

/** What the clock is read from. A withdrawal stops it as a decision does. */
export function clockPartsOf(row: Clocked, promiseDays: number) {
  const withdrawn = row.stage === 'withdrawn';
  const stopped = row.decided_at ?? (withdrawn ? row.stage_since : null);
  return {
    mailConfirmedAt: row.mail_confirmed_at,
    reopenedAt: row.reopened_at,
    pauses: (row.waits ?? []).map((w) => ({
      from: Temporal.Instant.from(w.since),
      to: w.until === null ? null : Temporal.Instant.from(w.until),
    })),
    policy: { promiseDays },
    decision: stopped && { decidedAt: stopped },
    withdrawn,
  };
}

/** Counting further than this costs more than it tells; beyond, a list has no total. */
const MOST_COUNTED = 10_000;

/** How many rows a query has, counted up to 10,000; undefined beyond. */
export async function countUpTo(c: Context, rows: RawBuilder<unknown>): Promise<number | undefined> {
  const found = await sql<{ n: number }>`select count(*) n from (${rows} limit ${MOST_COUNTED + 1}) counted`.execute(
    c.tx,
  );
  const n = found.rows[0]?.n ?? 0;
  return n > MOST_COUNTED ? undefined : n;
}
