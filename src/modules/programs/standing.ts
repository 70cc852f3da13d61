import { sql } from 'kysely';
import type { BusinessCalendar } from '#kernel/calendar/business-calendar.ts';
import { type Pause, slaReading } from '#kernel/calendar/sla-clock.ts';
import { loadCalendar } from '#kernel/calendar/store.ts';
import type { Context } from '#kernel/context.ts';
import { notFound, refused } from '#kernel/errors.ts';
import type { Told } from './appeal.ts';
import { type CheckState, type Objection, type Records, type Stage, stageOf, WAITING_FOR } from './application.ts';
import { db } from './database.ts';
import type { Hosting } from './policy/benefit.ts';
import type { Policy } from './policy.ts';
import { policyOf } from './program-of.ts';
import { renewsRevoked } from './renewals.ts';
import { nextOfSilence } from './silence.ts';

/** An application with everything that was recorded of it, as the rules want it. */
export type Standing = {
  id: string;
  number: string;
  program: { id: string; slug: string; name: string };
  /** The business calendar its clock runs on; null: the default one. */
  calendar: string | null;
  policyId: string;
  policy: Policy;
  identity: string;
  organisation: string | null;
  address: string | null;
  applicantName: string | null;
  project: string;
  hosting: Hosting | null;
  language: string;
  stage: Stage;
  submittedAt: Temporal.Instant;
  mailConfirmedAt: Temporal.Instant | null;
  decision:
    | ({
        id: string;
        decidedAt: Temporal.Instant;
        finalAt: Temporal.Instant;
        settled: boolean;
      } & Told)
    | null;
  /** The withdrawal in force. */
  withdrawal: { id: string; cause: 'applicant' | 'silence' } | null;
  /** When it was last taken up again; its clock starts there. */
  reopenedAt: Temporal.Instant | null;
  erased: boolean;
  question: string | null;
  pauses: Pause[];
  records: Records;
};

type Row = {
  id: string;
  number: number;
  prefix: string;
  program: string;
  slug: string;
  name: string;
  calendar: string | null;
  policy_id: string;
  policy: unknown;
  promise_days: number | null;
  identity: string;
  organisation: string | null;
  address: string | null;
  applicant_name: string | null;
  project: string;
  hosting: Hosting | null;
  language: string;
  stage: Stage;
  submitted_at: Temporal.Instant;
  mail_confirmed_at: Temporal.Instant | null;
  checks: Record<string, CheckState> | null;
  question: string | null;
  decision: {
    id: string;
    verdict: 'approved' | 'refused';
    decided_at: string;
    final_at: string;
    settled_at: string | null;
    by: string | null;
    seconded_by: string | null;
  } | null;
  waits: { since: string; until: string | null }[] | null;
  withdrawal: { id: string; cause: 'applicant' | 'silence' } | null;
  reopened_at: Temporal.Instant | null;
  erased: boolean;
  agreed: boolean;
  issued: boolean;
  missing: boolean;
  booked: boolean;
  revoked: boolean;
};

/** The number people see, such as OSS-1042. */
export const numberOf = (prefix: string, number: number): string => `${prefix}-${number}`;

/**
 * Locks an application's row for this transaction and reads what was recorded of it. Every command starts here, so two
 * commands on one application follow one another. Throws `not found`.
 */
export async function lockApplication(c: Context, id: string): Promise<Standing> {
  const locked = await db(c)
    .selectFrom('programs.applications')
    .select('id')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!locked) throw notFound('There is no such application.');
  return readStanding(c, id);
}

/** Reads the same without a lock. Throws `not found`. */
export async function readStanding(c: Context, id: string): Promise<Standing> {
  const [standing] = await readStandings(c, [id]);
  if (!standing) throw notFound('There is no such application.');
  return standing;
}

/** Those of the applications that are there, in one query; in no order. */
export async function readStandings(c: Context, ids: readonly string[]): Promise<Standing[]> {
  const { rows } = await sql<Row>`
    select a.id, a.number, p.prefix, p.id program, p.slug, p.name, p.calendar, a.policy policy_id, pol.policy, a.promise_days, a.identity, a.organisation,
      a.address, a.applicant_name, a.project, a.hosting, a.language, a.stage, a.submitted_at, a.mail_confirmed_at,
      a.reopened_at, a.erased_at is not null erased,
      (select json_object_agg(k.name, k.state) from programs.checks k where k.application = a.id and k.superseded_at is null) checks,
      (select q.id from programs.questions q where q.application = a.id and q.answered_at is null and q.withdrawn_at is null) question,
      (select json_build_object('id', d.id, 'verdict', d.verdict, 'decided_at', d.decided_at, 'final_at', d.final_at, 'settled_at', d.settled_at,
          'by', d.decided_by, 'seconded_by', d.seconded_by)
       from programs.decisions d where d.application = a.id and d.undone_at is null and d.reopened_at is null) decision,
      (select json_agg(json_build_object('since', w.since, 'until', w.until) order by w.since) from programs.waits w
       where w.application = a.id and w.cause <> 'mail') waits,
      (select json_build_object('id', w.id, 'cause', w.cause) from programs.withdrawals w
       where w.application = a.id and w.reopened_at is null) withdrawal,
      exists (select from programs.agreements g where g.application = a.id) agreed,
      exists (select from programs.terms t join programs.entitlements e on e.term = t.id
              join programs.coupon_issues i on i.entitlement = e.id where t.application = a.id) issued,
      exists (select from programs.terms t join programs.entitlements e on e.term = t.id
              where t.application = a.id and e.kind <> 'second' and e.replaced_at is null and e.delivery = 'coupon'
                and not exists (select from programs.coupon_issues i where i.entitlement = e.id and i.superseded_at is null)) missing,
      (a.imported_at is not null and a.reopened_at is null) or exists (select from programs.terms t where t.application = a.id and t.starts_at is not null) booked,
      ${renewsRevoked('a')} revoked
    from programs.applications a
    join programs.programs p on p.id = a.program
    join programs.policies pol on pol.id = a.policy
    where a.id = any(${[...ids]}::uuid[])`.execute(c.tx);
  return rows.map(standingOf);
}

/** The policy with the promise that was given where the version promises more: a move never takes a promise back. */
export const promising = (policy: Policy, days: number | null): Policy =>
  days === null ? policy : { ...policy, promiseDays: days };

function standingOf(row: Row): Standing {
  const decision = row.decision && {
    id: row.decision.id,
    verdict: row.decision.verdict,
    decidedAt: Temporal.Instant.from(row.decision.decided_at),
    finalAt: Temporal.Instant.from(row.decision.final_at),
    settled: row.decision.settled_at !== null,
    settledAt: row.decision.settled_at === null ? null : Temporal.Instant.from(row.decision.settled_at),
    by: row.decision.by,
    secondedBy: row.decision.seconded_by,
  };
  return {
    id: row.id,
    number: numberOf(row.prefix, row.number),
    program: { id: row.program, slug: row.slug, name: row.name },
    calendar: row.calendar,
    policyId: row.policy_id,
    policy: promising(policyOf(row.policy_id, row.policy), row.promise_days),
    identity: row.identity,
    organisation: row.organisation,
    address: row.address,
    applicantName: row.applicant_name,
    project: row.project,
    hosting: row.hosting,
    language: row.language,
    stage: row.stage,
    submittedAt: row.submitted_at,
    mailConfirmedAt: row.mail_confirmed_at,
    decision,
    withdrawal: row.withdrawal,
    reopenedAt: row.reopened_at,
    erased: row.erased,
    question: row.question,
    pauses: (row.waits ?? []).map((w) => ({
      from: Temporal.Instant.from(w.since),
      to: w.until === null ? null : Temporal.Instant.from(w.until),
    })),
    records: {
      mailConfirmed: row.mail_confirmed_at !== null,
      checks: new Map(Object.entries(row.checks ?? {})),
      openQuestion: row.question !== null,
      decision: decision && { verdict: decision.verdict, settled: decision.settled },
      withdrawn: row.withdrawal !== null,
      reopened: row.reopened_at !== null,
      agreementAccepted: row.agreed,
      couponIssued: row.issued,
      couponMissing: row.missing,
      booked: row.booked,
      renewsRevoked: row.revoked,
    },
  };
}

/** An application's facts are told of it, in its program, of its applicant. */
export const aboutApplication = ({ id, program, identity }: Pick<Standing, 'id' | 'program' | 'identity'>) => ({
  about: { kind: 'application', id },
  program: program.id,
  identity,
});

/** Throws `refused` when a rule objects. */
export function unless(objection: Objection): void {
  if (objection) throw refused(objection.rule, objection.words);
}

/** In which stages we wait for the applicant before a decision, and for what. */
const WAITS: Partial<Record<Stage, 'mail' | 'proof' | 'answer'>> = {
  confirming: 'mail',
  proving: 'proof',
  'needs-info': 'answer',
};

/**
 * Works stage, whose turn it is, waiting spans and the due instant out from the records again, and writes them where they
 * changed. Every command that changed a record ends here. Answers the standing as it is now.
 */
export async function restage(c: Context, id: string): Promise<Standing> {
  const before = await readStanding(c, id);
  const stage = stageOf(before.records);
  if (stage !== before.stage) {
    await db(c)
      .updateTable('programs.waits')
      .set({ until: c.now })
      .where('application', '=', id)
      .where('until', 'is', null)
      .execute();
    const cause = WAITS[stage];
    if (cause)
      await db(c)
        .insertInto('programs.waits')
        .values({ application: id, cause, since: c.now, silent_at: cause === 'mail' ? null : silentAt(before, c.now) })
        .execute();
  }
  const after = stage === before.stage ? before : { ...(await readStanding(c, id)), stage };
  const clock = await runningClock(c, after);
  await db(c)
    .updateTable('programs.applications')
    .set({
      stage,
      waiting_for: WAITING_FOR[stage],
      due_at: clock?.due ?? null,
      at_risk_at: clock?.atRisk ?? null,
      decided_at: after.decision?.decidedAt ?? null,
      ...(stage === before.stage ? {} : { stage_since: c.now }),
    })
    .where('id', '=', id)
    .execute();
  return after;
}

/** When something is to be done if nothing is heard in a wait that begins now. */
const silentAt = ({ policy }: Standing, now: Temporal.Instant): Temporal.Instant | null =>
  nextOfSilence({ since: now, moreTime: null, told: null }, policy.silence)?.at ?? null;

async function runningClock(c: Context, standing: Standing) {
  if (!standing.mailConfirmedAt || standing.decision || standing.records.withdrawn) return null;
  return slaOf(standing, await loadCalendar(c, standing.calendar), c.now);
}

type ClockParts = Pick<Standing, 'mailConfirmedAt' | 'reopenedAt' | 'pauses'> & {
  policy: Pick<Policy, 'promiseDays'>;
  decision: Pick<NonNullable<Standing['decision']>, 'decidedAt'> | null;
};

/** The reading of the SLA clock; null while it has not started. What was taken up again has the whole promise anew, from that moment. */
export function slaOf(standing: ClockParts, calendar: BusinessCalendar, now: Temporal.Instant) {
  const { mailConfirmedAt, reopenedAt } = standing;
  if (!mailConfirmedAt) return null;
  const again = reopenedAt !== null && Temporal.Instant.compare(reopenedAt, mailConfirmedAt) > 0;
  return slaReading(
    {
      startedAt: again ? reopenedAt : mailConfirmedAt,
      promiseDays: standing.policy.promiseDays,
      pauses: standing.pauses,
      stoppedAt: standing.decision?.decidedAt ?? null,
    },
    calendar,
    now,
  );
}

/** The clock as the contract shows it. `withdrawn` applications have a clock that is done and kept nothing. */
export function clockOf(
  standing: ClockParts & { withdrawn: boolean },
  calendar: BusinessCalendar,
  now: Temporal.Instant,
) {
  const promiseDays = standing.policy.promiseDays;
  const reading = slaOf(standing, calendar, now);
  if (!reading)
    return { state: 'not-started' as const, health: null, promiseDays, daysUsed: null, daysLeft: null, dueAt: null };
  if (standing.withdrawn)
    return {
      state: 'done' as const,
      health: null,
      promiseDays,
      daysUsed: reading.daysUsed,
      daysLeft: null,
      dueAt: null,
    };
  return {
    state: reading.state,
    health: reading.health,
    promiseDays,
    daysUsed: reading.daysUsed,
    daysLeft: reading.daysLeft,
    dueAt: reading.due?.toString() ?? null,
  };
}
