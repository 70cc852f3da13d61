import { sql } from 'kysely';
import { loadCalendar } from '#kernel/calendar/store.ts';
import { type Context, may } from '#kernel/context.ts';
import type { Output } from '#kernel/contract/handlers.ts';
import { prepared } from '#kernel/database/prepared.ts';
import { notFound } from '#kernel/errors.ts';
import type { Told } from '../appeal.ts';
import { acts, type CheckState, type Records } from '../application.ts';
import { titleOf } from '../checks/registry.ts';
import type { programsContract } from '../contract.ts';
import { endingOf } from '../coupon.ts';
import { answersInWords } from '../policy/answers.ts';
import type { Policy } from '../policy.ts';
import { policiesOf } from '../program-of.ts';
import { renewsRevoked } from '../renewals.ts';
import { historyOf, nameOf, readHistory, utc } from './application-history.ts';
import { mailOf, readMailOf } from './application-mail.ts';
import { blindTo, mayReview, readReview, reviewOf } from './application-review.ts';
import { type ReadRow, ROW, rowFrom, rowOf } from './application-rows.ts';
import { blinded } from './blinded.ts';
import { earlierOf } from './earlier-applications.ts';

type Application = Output<(typeof programsContract)['getApplication']>;
type Check = Application['checkList'][number];
type Row = ReadRow & {
  kind: 'new' | 'renewal';
  address: string | null;
  country: string | null;
  language: string;
  identity: string;
  person: string | null;
  organisation: { id: string; name: string } | null;
  namespace_url: string | null;
  answers: Record<string, string | string[]>;
  statements: { code: string; words: string; at: string }[];
  erased_at: Temporal.Instant | null;
  policy_version: number;
  newest_version: number;
  repositories: { key: string; url: string }[] | null;
  checks: (Omit<Check, 'title' | 'askedAt' | 'finishedAt'> & { asked_at: string; finished_at: string | null })[] | null;
  question: { words: string; at: string } | null;
  decision: DecisionRow | null;
  withdrawal: 'applicant' | 'silence' | null;
  agreed_at: Temporal.Instant | null;
  revoked: boolean;
  membership: {
    id: string;
    starts: string | null;
    ends: string | null;
    reference: string | null;
    delivery: string | null;
  } | null;
  coupon: { sku: string; code: string; at: string } | null;
};
type DecisionRow = {
  verdict: 'approved' | 'refused';
  reason: string | null;
  words: string;
  by: string | null;
  version: number;
  at: string;
  final: string;
  settled_at: string | null;
  decided_by: string | null;
  tier: string | null;
  seconded_by: string | null;
  seconded: string | null;
  /** As `decide` wrote it; what was erased since is missing. */
  evidence: {
    checks?: EvidenceRow[];
    statements?: Row['statements'];
    exceptions?: { requirements: string[]; agreed: string[] | null }[];
  };
};
type EvidenceRow = Pick<Check, 'name' | 'state' | 'words' | 'evidence'> & { at: string | null };

/** What is recorded of one application itself. */
async function read(c: Context, id: string): Promise<Row | null> {
  const found = await sql<Row>`${prepared}
    select ${ROW}, a.kind, a.address, a.country, a.language, a.identity, a.namespace_url, a.answers, a.statements, a.erased_at,
      (select pe.person from community.people pe where pe.identity = a.identity) person,
      (select json_build_object('id', o.whole, 'name', o.name) from community.organisation_names o where o.organisation = a.organisation) organisation,
      (select pol.version from programs.policies pol where pol.id = a.policy) policy_version,
      (select max(pol.version) from programs.policies pol where pol.program = a.program) newest_version,
      (select json_agg(json_build_object('key', r.key, 'url', r.url) order by r.position) from programs.repositories r where r.application = a.id) repositories,
      (select json_agg(json_build_object('id', k.id, 'name', k.name, 'state', k.state, 'words', k.words, 'evidence', k.evidence,
          'asked_at', k.asked_at, 'finished_at', k.finished_at) order by k.name)
       from programs.checks k where k.application = a.id and k.superseded_at is null) checks,
      (select json_build_object('words', q.words, 'at', q.asked_at) from programs.questions q
       where q.application = a.id and q.answered_at is null and q.withdrawn_at is null) question,
      (select json_build_object('verdict', d.verdict, 'reason', d.reason, 'words', d.words, 'tier', d.tier, 'decided_by', d.decided_by,
          'seconded_by', d.seconded_by, 'seconded', case when d.seconded_by is not null then ${nameOf('d.seconded_by')} end, 'by', case when d.decided_by is not null then ${nameOf('d.decided_by')} end,
          'version', (select v.version from programs.policies v where v.id = d.policy),
          'at', d.decided_at, 'final', d.final_at, 'settled_at', d.settled_at, 'evidence', d.evidence)
       from programs.decisions d where d.application = a.id and d.undone_at is null and d.reopened_at is null) decision,
      (select w.cause from programs.withdrawals w where w.application = a.id and w.reopened_at is null) withdrawal,
      (select g.accepted_at from programs.agreements g where g.application = a.id) agreed_at, ${renewsRevoked('a')} revoked,
      (select json_build_object('id', m.id, 'starts', t.starts_at, 'ends', least(t.ends_at, m.ended_at), 'reference', b.reference,
         'delivery', e.delivery)
       from programs.terms t join programs.memberships m on m.id = t.membership
       left join programs.entitlements e on e.term = t.id and e.kind <> 'second' and e.replaced_at is null
       left join programs.bookings b on b.entitlement = e.id where t.application = a.id) membership,
      (select json_build_object('sku', co.sku, 'code', co.code, 'at', i.issued_at)
       from programs.terms t join programs.entitlements e on e.term = t.id and e.replaced_at is null and e.kind <> 'second'
       join programs.coupon_issues i on i.entitlement = e.id and i.superseded_at is null
       join programs.coupons co on co.id = i.coupon where t.application = a.id) coupon
    from ${rowFrom(sql`(select * from programs.applications where id = ${id})`)}`.execute(c.tx);
  return found.rows[0] ?? null;
}

/** One application with its checks, decision, messages and timeline, and what the viewer may do. Throws `not found`. */
export async function getApplication(c: Context, input: { id: string }): Promise<Application> {
  const [row, history, review, earlier, mail] = await Promise.all([
    read(c, input.id),
    readHistory(c, input.id),
    readReview(c, input.id),
    earlierOf(c, input.id),
    readMailOf(c, input.id),
  ]);
  if (!row) throw notFound('There is no such application.');
  const [policies, calendar] = await Promise.all([policiesOf(c, [row.policy]), loadCalendar(c, row.calendar)]);
  const policy = policies(row.policy);
  const records = recordsOf(row);
  const standing = {
    ...{ id: row.id, program: row.program, decision: toldOf(row.decision), withdrawal: row.withdrawal },
    ...{ erased: row.erased_at !== null, reachable: row.address !== null, records, policy },
  };
  const { said, ...told } = historyOf(c, history);
  const answer: Application = {
    ...rowOf(c, row, policy, calendar),
    applicantName: row.applicant_name,
    blind: false,
    kind: row.kind,
    address: row.address,
    mailConfirmedAt: row.mail_confirmed_at?.toString() ?? null,
    country: row.country,
    language: row.language,
    identity: row.identity,
    person: row.person ?? row.identity,
    organisation: row.organisation,
    namespaceUrl: row.namespace_url,
    purpose: String(row.answers.purpose ?? ''),
    answers: answersInWords(policy.form.fields, row.answers),
    repositories: row.repositories ?? [],
    statements: row.statements.map((s) => ({ ...s, at: utc(s.at) })),
    policy: {
      version: row.policy_version,
      newest: row.newest_version,
      automatic: policy.automatic,
      reasons: policy.reasons,
      undoMinutes: policy.undoMinutes,
    },
    checkList: inPolicyOrder(
      row.checks ?? [],
      policy.requirements.map((r) => r.check),
    ).map(checkOf),
    question: row.question && { words: row.question.words, at: utc(row.question.at) },
    decision: row.decision && decisionOf(row.decision, policy),
    withdrawal: row.withdrawal,
    agreementAcceptedAt: row.agreed_at?.toString() ?? null,
    coupon: row.coupon && { sku: row.coupon.sku, ending: endingOf(row.coupon.code), sentAt: utc(row.coupon.at) },
    membership: row.membership && {
      id: row.membership.id,
      startsAt: row.membership.starts && utc(row.membership.starts),
      endsAt: row.membership.ends && utc(row.membership.ends),
      bookingReference: row.membership.reference,
    },
    ...told,
    ...mailOf(c, mail, said, { address: row.address, program: row.program, question: row.question !== null }),
    review: await reviewOf(c, review, standing),
    earlier,
    may: { ...mayOf(c, row, records), ...mayReview(c, review, standing) },
    erasedAt: row.erased_at?.toString() ?? null,
  };
  return blindTo(c, review, standing) ? blinded(answer) : answer;
}

export function inPolicyOrder<K extends { name: string }>(checks: readonly K[], order: readonly string[]): K[] {
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return checks.toSorted((a, b) => place(a.name) - place(b.name) || a.name.localeCompare(b.name));
}

type Finding = Check['evidence'][number];
const findingOf = ({ subject, finding, words, source, at, href }: Finding): Finding => ({
  subject,
  finding,
  words,
  source,
  at: utc(at),
  href: href ?? null,
});

export const checkOf = ({ asked_at, finished_at, ...check }: NonNullable<Row['checks']>[number]): Check => ({
  ...check,
  title: titleOf(check.name),
  evidence: check.evidence.map(findingOf),
  askedAt: utc(asked_at),
  finishedAt: finished_at && utc(finished_at),
});

function decisionOf(
  d: DecisionRow,
  policy: Pick<Policy, 'reasons' | 'requirements' | 'benefit'>,
): NonNullable<Application['decision']> {
  const { reason } = d;
  const order = policy.requirements.map((r) => r.check);
  return {
    verdict: d.verdict,
    reason:
      reason === null
        ? null
        : (policy.reasons.find((r) => r.code === reason) ?? { code: reason, label: reason, advice: '' }),
    words: d.words,
    tier: policy.benefit.tiers.find(({ code }) => code === d.tier)?.label ?? d.tier,
    by: d.by,
    secondedBy: d.seconded,
    policyVersion: d.version,
    at: utc(d.at),
    finalAt: utc(d.final),
    settled: d.settled_at !== null,
    evidence: {
      checks: inPolicyOrder(d.evidence.checks ?? [], order).map(({ at, ...check }) => ({
        ...check,
        title: titleOf(check.name),
        evidence: check.evidence.map(findingOf),
        finishedAt: at && utc(at),
      })),
      exceptions: (d.evidence.exceptions ?? []).map(({ requirements, agreed }) => ({
        requirements: requirements.map((name) => ({ name, title: titleOf(name) })),
        agreed: agreed?.length ?? 0,
      })),
      statements: (d.evidence.statements ?? []).map((s) => ({ ...s, at: utc(s.at) })),
    },
  };
}

/** The decision with who stood behind it, as the rules want it. */
const toldOf = (d: DecisionRow | null): Told | null =>
  d && {
    verdict: d.verdict,
    by: d.decided_by,
    secondedBy: d.seconded_by,
    settledAt: d.settled_at === null ? null : Temporal.Instant.from(d.settled_at),
  };

/** What was recorded, as the rules want it. */
const recordsOf = (row: Row): Records => ({
  mailConfirmed: row.mail_confirmed_at !== null,
  checks: new Map((row.checks ?? []).map((k): [string, CheckState] => [k.name, k.state])),
  openQuestion: row.question !== null,
  decision: row.decision && { verdict: row.decision.verdict, settled: row.decision.settled_at !== null },
  withdrawn: row.withdrawal !== null,
  reopened: row.reopened_at !== null,
  agreementAccepted: row.agreed_at !== null,
  couponIssued: row.coupon !== null,
  couponMissing: row.coupon === null,
  booked: row.membership?.reference != null,
  renewsRevoked: row.revoked,
});

function mayOf(c: Context, row: Row, records: Records) {
  const decision = row.decision && {
    finalAt: Temporal.Instant.from(row.decision.final),
    settled: row.decision.settled_at !== null,
  };
  const rules = acts(records, decision, c.now);
  const has = (permission: string) => may(c.actor, permission, row.program);
  const [decide, review] = [has('applications.decide'), has('applications.review')];
  const work = review && has('work.write');
  return {
    undo: decide && rules.undo,
    ask: review && rules.ask && row.address !== null,
    rerun: review && rules.rerun,
    move: has('programs.manage') && rules.rerun && row.erased_at === null && row.newest_version > row.policy_version,
    claim: work && row.assignee === null && c.actor.kind === 'account',
    assign: work,
    write: review && row.address !== null,
    confirmBooking:
      has('bookings.confirm') &&
      !records.booked &&
      (records.couponIssued || deliveredOtherwise(row.membership?.delivery)),
  };
}

/** What the shop provisions or somebody hands over is confirmed without a coupon. */
const deliveredOtherwise = (delivery: string | null | undefined): boolean =>
  delivery === 'webhook' || delivery === 'hand';
