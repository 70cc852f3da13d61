import { sql } from 'kysely';
import { loadCalendar } from '#kernel/calendar/store.ts';
import { type Context, may } from '#kernel/context.ts';
import type { Output } from '#kernel/contract/handlers.ts';
import { notFound } from '#kernel/errors.ts';
import { identitiesOfPerson } from '#modules/community';
import { acts, type CheckState, type Records } from '../application.ts';
import { titleOf } from '../checks/registry.ts';
import type { programsContract } from '../contract.ts';
import { endingOf } from '../coupon.ts';
import { checkFinished } from '../facts.ts';
import { answersInWords } from '../policy/answers.ts';
import type { Policy } from '../policy.ts';
import { policiesOf } from '../program-of.ts';
import { numberOf } from '../standing.ts';
import { type ReadRow, ROW, rowFrom, rowOf } from './application-rows.ts';

type Application = Output<(typeof programsContract)['getApplication']>;
type Check = Application['checkList'][number];
type Row = ReadRow & {
  kind: 'new' | 'renewal';
  address: string | null;
  country: string | null;
  identity: string;
  person: string | null;
  organisation: { id: string; name: string } | null;
  namespace_url: string | null;
  answers: Record<string, string | string[]>;
  statements: { code: string; words: string; at: string }[];
  erased_at: Temporal.Instant | null;
  policy_version: number;
  repositories: { key: string; url: string }[] | null;
  checks: (Omit<Check, 'title' | 'askedAt' | 'finishedAt'> & { asked_at: string; finished_at: string | null })[] | null;
  question: { words: string; at: string } | null;
  decision: DecisionRow | null;
  withdrawn: boolean;
  agreed_at: Temporal.Instant | null;
  membership: {
    id: string;
    starts: string | null;
    ends: string | null;
    reference: string | null;
    delivery: string | null;
  } | null;
  coupon: { sku: string; code: string; at: string } | null;
};
/** What was said and done about it. */
type History = {
  messages:
    | { id: string; sender: 'applicant' | 'team'; author: string | null; body: string; at: string; asks: boolean }[]
    | null;
  notes: { id: string; author: string; body: string; at: string }[] | null;
  timeline: { id: string; at: string; kind: string; data: unknown; who: string | null; actor: string }[] | null;
};
type DecisionRow = {
  verdict: 'approved' | 'refused';
  reason: string | null;
  words: string;
  by: string | null;
  rule: boolean;
  version: number;
  at: string;
  final: string;
  settled: boolean;
  /** As `decide` wrote it; what was erased since is missing. */
  evidence: { checks?: EvidenceRow[]; statements?: Row['statements'] };
};
type EvidenceRow = Pick<Check, 'name' | 'state' | 'words' | 'evidence'> & { at: string | null };

const FORMER = "'A former colleague'";
const nameOf = (column: string) =>
  sql.raw(`coalesce((select named.name from access.account_names named where named.id = ${column}), ${FORMER})`);
const MOST_ENTRIES = 200;

/** What is recorded of one application itself. */
async function read(c: Context, id: string): Promise<Row | null> {
  const found = await sql<Row>`
    select ${ROW}, a.kind, a.address, a.country, a.identity, a.namespace_url, a.answers, a.statements, a.erased_at,
      (select pe.person from community.people pe where pe.identity = a.identity) person,
      (select json_build_object('id', o.whole, 'name', o.name) from community.organisation_names o where o.organisation = a.organisation) organisation,
      (select pol.version from programs.policies pol where pol.id = a.policy) policy_version,
      (select json_agg(json_build_object('key', r.key, 'url', r.url) order by r.position) from programs.repositories r where r.application = a.id) repositories,
      (select json_agg(json_build_object('id', k.id, 'name', k.name, 'state', k.state, 'words', k.words, 'evidence', k.evidence,
          'asked_at', k.asked_at, 'finished_at', k.finished_at) order by k.name)
       from programs.checks k where k.application = a.id and k.superseded_at is null) checks,
      (select json_build_object('words', q.words, 'at', q.asked_at) from programs.questions q
       where q.application = a.id and q.answered_at is null and q.withdrawn_at is null) question,
      (select json_build_object('verdict', d.verdict, 'reason', d.reason, 'words', d.words, 'rule', d.decided_by is null,
          'by', case when d.decided_by is not null then ${nameOf('d.decided_by')} end,
          'version', (select v.version from programs.policies v where v.id = d.policy),
          'at', d.decided_at, 'final', d.final_at, 'settled', d.settled_at is not null, 'evidence', d.evidence)
       from programs.decisions d where d.application = a.id and d.undone_at is null) decision,
      exists (select from programs.withdrawals w where w.application = a.id) withdrawn,
      (select g.accepted_at from programs.agreements g where g.application = a.id) agreed_at,
      (select json_build_object('id', m.id, 'starts', t.starts_at, 'ends', least(t.ends_at, m.ended_at), 'reference', b.reference,
         'delivery', e.delivery)
       from programs.terms t join programs.memberships m on m.id = t.membership
       left join programs.entitlements e on e.term = t.id and e.kind = 'main'
       left join programs.bookings b on b.entitlement = e.id where t.application = a.id) membership,
      (select json_build_object('sku', co.sku, 'code', co.code, 'at', i.issued_at)
       from programs.terms t join programs.entitlements e on e.term = t.id and e.replaced_at is null and e.kind <> 'second'
       join programs.coupon_issues i on i.entitlement = e.id and i.superseded_at is null
       join programs.coupons co on co.id = i.coupon where t.application = a.id) coupon
    from ${rowFrom(sql`(select * from programs.applications where id = ${id})`)}`.execute(c.tx);
  return found.rows[0] ?? null;
}

/** Messages, notes and facts. A query of its own, since it runs beside the other: one would be planned longer than both take. */
async function readHistory(c: Context, id: string): Promise<History> {
  const found = await sql<History>`
    select
      (select json_agg(json_build_object('id', m.id, 'sender', m.sender, 'body', m.body, 'at', m.sent_at,
          'author', case when m.author is not null then ${nameOf('m.author')} end,
          'asks', m.sender = 'team' and m.question is not null) order by m.sent_at, m.id)
       from programs.messages m where m.application = ${id}) messages,
      (select json_agg(json_build_object('id', n.id, 'body', n.body, 'at', n.written_at,
          'author', case when n.author is null then 'Guildhall' else ${nameOf('n.author')} end) order by n.written_at desc, n.id desc)
       from work.notes n where n.about_kind = 'application' and n.about_id = ${id} and n.removed_at is null) notes,
      (select json_agg(json_build_object('id', f.id, 'at', f.happened_at, 'kind', f.kind, 'data', f.data, 'actor', f.actor_kind,
          'who', case when f.actor_kind = 'account' then ${nameOf('f.actor_id::uuid')} when f.actor_kind <> 'system' then
            (select a.applicant_name from programs.applications a where a.id = ${id}) end) order by f.id desc)
       from (select * from ledger.facts f where f.about_kind = 'application' and f.about_id = ${id} order by f.id desc limit ${MOST_ENTRIES}) f) timeline`.execute(
    c.tx,
  );
  return found.rows[0] as History;
}

/** One application with its checks, decision, messages and timeline, and what the viewer may do. Throws `not found`. */
export async function getApplication(c: Context, input: { id: string }): Promise<Application> {
  const [row, history, earlier] = await Promise.all([
    read(c, input.id),
    readHistory(c, input.id),
    earlierOf(c, input.id),
  ]);
  if (!row) throw notFound('There is no such application.');
  const [policies, calendar] = await Promise.all([policiesOf(c, [row.policy]), loadCalendar(c, row.calendar)]);
  const policy = policies(row.policy);
  return {
    ...rowOf(c, row, policy, calendar),
    kind: row.kind,
    address: row.address,
    mailConfirmedAt: row.mail_confirmed_at?.toString() ?? null,
    country: row.country,
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
      automatic: policy.automatic,
      reasons: policy.reasons,
      undoMinutes: policy.undoMinutes,
    },
    checkList: inPolicyOrder(
      row.checks ?? [],
      policy.requirements.map((r) => r.check),
    ).map(checkOf),
    question: row.question && { words: row.question.words, at: utc(row.question.at) },
    messages: (history.messages ?? []).map((m) => ({ ...m, at: utc(m.at) })),
    decision: row.decision && decisionOf(row.decision, policy),
    agreementAcceptedAt: row.agreed_at?.toString() ?? null,
    coupon: row.coupon && { sku: row.coupon.sku, ending: endingOf(row.coupon.code), sentAt: utc(row.coupon.at) },
    membership: row.membership && {
      id: row.membership.id,
      startsAt: row.membership.starts && utc(row.membership.starts),
      endsAt: row.membership.ends && utc(row.membership.ends),
      bookingReference: row.membership.reference,
    },
    notes: (history.notes ?? []).map((n) => ({ ...n, at: utc(n.at) })),
    timeline: (history.timeline ?? []).map((f) => ({
      id: f.id,
      at: utc(f.at),
      kind: f.kind,
      who: f.who ?? whoOf(f.actor),
      words: wordsOfCheck(f) ?? c.house.facts.get(f.kind)?.words ?? f.kind,
    })),
    earlier,
    may: mayOf(c, row),
    erasedAt: row.erased_at?.toString() ?? null,
  };
}

/** PostgreSQL's JSON writes an offset; the wire has one form of an instant. */
export const utc = (text: string): string => Temporal.Instant.from(text).toString();

const WHO: Record<string, string> = { applicant: 'The applicant', stranger: 'The applicant', system: 'Guildhall' };
/** Who acted, where it was no account. */
export const whoOf = (actorKind: string): string => WHO[actorKind] ?? 'Somebody';

const OUTCOME: Record<string, string> = {
  passed: 'it holds',
  failed: 'it fails',
  unsure: 'not certain',
  unavailable: 'it could not be looked at',
};
/** Which check was finished, and how; null for every other fact. */
export function wordsOfCheck({ kind, data }: { kind: string; data: unknown }): string | null {
  const { data: finished } = kind === checkFinished.kind ? checkFinished.data.safeParse(data) : {};
  return finished
    ? `finished the check “${titleOf(finished.name)}”: ${OUTCOME[finished.state] ?? finished.state}`
    : null;
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
  policy: Pick<Policy, 'reasons' | 'requirements'>,
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
    by: d.by,
    policyVersion: d.version,
    at: utc(d.at),
    finalAt: utc(d.final),
    settled: d.settled,
    evidence: {
      checks: inPolicyOrder(d.evidence.checks ?? [], order).map(({ at, ...check }) => ({
        ...check,
        title: titleOf(check.name),
        evidence: check.evidence.map(findingOf),
        finishedAt: at && utc(at),
      })),
      statements: (d.evidence.statements ?? []).map((s) => ({ ...s, at: utc(s.at) })),
    },
  };
}

function mayOf(c: Context, row: Row): Application['may'] {
  const records: Records = {
    mailConfirmed: row.mail_confirmed_at !== null,
    checks: new Map((row.checks ?? []).map((k): [string, CheckState] => [k.name, k.state])),
    openQuestion: row.question !== null,
    decision: row.decision && { verdict: row.decision.verdict, settled: row.decision.settled },
    withdrawn: row.withdrawn,
    agreementAccepted: row.agreed_at !== null,
    couponIssued: row.coupon !== null,
    booked: row.membership?.starts != null,
  };
  const decision = row.decision && {
    finalAt: Temporal.Instant.from(row.decision.final),
    settled: row.decision.settled,
  };
  const rules = acts(records, decision, c.now);
  const has = (permission: string) => may(c.actor, permission, row.program);
  const [decide, review] = [has('applications.decide'), has('applications.review')];
  const work = review && has('work.write');
  return {
    approve: decide && rules.approve,
    refuse: decide && rules.refuse,
    undo: decide && rules.undo,
    ask: review && rules.ask && row.address !== null,
    rerun: review && rules.rerun,
    claim: work && row.assignee === null && c.actor.kind === 'account',
    assign: work,
    write: review && row.address !== null,
    confirmBooking:
      has('bookings.confirm') &&
      !records.booked &&
      (records.couponIssued || deliveredOtherwise(row.membership?.delivery)),
  };
}

/** Other applications of the same person, namespace or organisation, newest first; only of programs the viewer may see. */
async function earlierOf(c: Context, id: string): Promise<Application['earlier']> {
  const of = await sql<{ identity: string; namespace_key: string | null; organisation: string | null }>`
    select identity, namespace_key, organisation from programs.applications where id = ${id}`.execute(c.tx);
  const row = of.rows[0];
  if (!row) return [];
  const identities = await identitiesOfPerson(c, row.identity);
  const found = await sql<{
    id: string;
    prefix: string;
    number: number;
    program: string;
    project: string;
    stage: Application['stage'];
    submitted_at: Temporal.Instant;
    because: string;
  }>`
    select a.id, p.prefix, a.number, a.program, a.project, a.stage, a.submitted_at,
      case when a.namespace_key = ${row.namespace_key} then 'the same namespace'
           when a.identity = any(${identities}::uuid[]) then 'the same person' else 'the same organisation' end because
    from (
      select id from programs.applications where namespace_key = ${row.namespace_key}
      union select id from programs.applications where identity = any(${identities}::uuid[])
      union select id from programs.applications where organisation = ${row.organisation}::uuid
    ) same join programs.applications a using (id) join programs.programs p on p.id = a.program
    where a.id <> ${id}
    order by a.submitted_at desc, a.id desc limit 50`.execute(c.tx);
  return found.rows
    .filter((r) => may(c.actor, 'applications.read', r.program))
    .map((r) => ({
      id: r.id,
      number: numberOf(r.prefix, r.number),
      project: r.project,
      stage: r.stage,
      submittedAt: r.submitted_at.toString(),
      because: r.because,
    }));
}

/** What the shop provisions or somebody hands over is confirmed without a coupon. */
const deliveredOtherwise = (delivery: string | null | undefined): boolean =>
  delivery === 'webhook' || delivery === 'hand';
