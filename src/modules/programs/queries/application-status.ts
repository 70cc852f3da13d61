import { sql } from 'kysely';
import { loadCalendar } from '#kernel/calendar/store.ts';
import type { Context } from '#kernel/context.ts';
import type { Output } from '#kernel/contract/handlers.ts';
import { notFound } from '#kernel/errors.ts';
import { type ProofProvider, proofProviders } from '#modules/access';
import {
  isNamespace,
  type NamespaceAddress,
  type ProjectAddress,
  parseRepositoryAddress,
  proofPaths,
  proofProject,
} from '#modules/connectors';
import { appealUntil, mayAppeal } from '../appeal.ts';
import { mayAcceptAgreement, mayAnswer, mayRerun, mayWithdraw, type Records, WAITING_FOR } from '../application.ts';
import type { programsContract } from '../contract.ts';
import { openLink } from '../links.ts';
import type { Asks } from '../move.ts';
import { netOf } from '../net.ts';
import { reasonFor } from '../policy/texts.ts';
import { clockOf, readStanding, type Standing } from '../standing.ts';
import { utc } from './application-history.ts';
import { silenceOf } from './application-review.ts';
import { checkOf, inPolicyOrder } from './get-application.ts';
import { programShown } from './public-programs.ts';

type Status = Output<(typeof programsContract)['application']>;
type AppealRow = {
  words: string;
  at: string;
  answered: string | null;
  upheld: boolean | null;
  answer: string | null;
};
type Rest = {
  stage_since: Temporal.Instant;
  namespace_url: string | null;
  proof_token: string;
  repositories: string[] | null;
  checks: Parameters<typeof checkOf>[0][] | null;
  last_looked: Temporal.Instant | null;
  undecided_since: Temporal.Instant | null;
  question: { words: string; at: string; asks: Asks | null } | null;
  messages: { id: string; sender: 'applicant' | 'team'; body: string; at: string; asks: boolean }[] | null;
  decision: { reason: string | null; words: string; rule: boolean; version: number } | null;
  sample: boolean;
  appeal: AppealRow | null;
  again: { at: string; words: string | null } | null;
  wait: Parameters<typeof silenceOf>[0];
  agreed_at: Temporal.Instant | null;
  coupon: { code: string; at: string } | null;
  membership: { starts: string; ends: string } | null;
  consents:
    | (Omit<Status['consents'][number], 'givenAt' | 'withdrawnAt'> & { given: string; withdrawn: string | null })[]
    | null;
};

/** What the page shows beside the standing, in one query. */
async function read(c: Context, id: string): Promise<Rest> {
  const found = await sql<Rest>`
    select a.stage_since, a.namespace_url, a.proof_token,
      (select json_agg(r.url order by r.position) from programs.repositories r where r.application = a.id) repositories,
      (select json_agg(json_build_object('id', k.id, 'name', k.name, 'state', k.state, 'words', k.words, 'evidence', k.evidence,
          'asked_at', k.asked_at, 'finished_at', k.finished_at) order by k.name)
       from programs.checks k where k.application = a.id and k.superseded_at is null) checks,
      (select max(k.finished_at) from programs.checks k where k.application = a.id and k.name = 'control-proved') last_looked,
      (select max(t) from (
         select a.mail_confirmed_at t
         union all select k.finished_at from programs.checks k where k.application = a.id and k.superseded_at is null
         union all select a.reopened_at
         union all select q.answered_at from programs.questions q where q.application = a.id) before
       where t <= coalesce(a.decided_at, t)) undecided_since,
      (select json_build_object('words', q.words, 'at', q.asked_at, 'asks', q.asks) from programs.questions q
       where q.application = a.id and q.answered_at is null and q.withdrawn_at is null) question,
      (select json_agg(json_build_object('id', m.id, 'sender', m.sender, 'body', m.body, 'at', m.sent_at,
          'asks', m.sender = 'team' and m.question is not null) order by m.sent_at, m.id)
       from programs.messages m where m.application = a.id and m.from_address is null) messages,
      (select json_build_object('reason', d.reason, 'words', d.words, 'rule', d.decided_by is null,
          'version', (select v.version from programs.policies v where v.id = d.policy))
       from programs.decisions d where d.application = a.id and d.undone_at is null and d.reopened_at is null) decision,
      (select json_build_object('words', e.words, 'at', e.made_at, 'answered', e.answered_at, 'upheld', e.upheld, 'answer', e.answer)
       from programs.appeals e join programs.decisions d on d.id = e.decision
       where e.application = a.id and d.undone_at is null and d.reopened_at is null) appeal,
      (select json_build_object('at', o.reopened_at, 'words', o.reopened_words) from (
         select d.reopened_at, d.reopened_words from programs.decisions d where d.application = a.id and d.reopened_at is not null
         union all select w.reopened_at, w.reopened_words from programs.withdrawals w where w.application = a.id and w.reopened_at is not null
         order by 1 desc limit 1) o) again,
      (select json_build_object('since', w.since, 'more', (select max(m.until) from programs.more_time m where m.wait = w.id),
          'told', (select n.ends_at from programs.silence_notices n where n.wait = w.id and n.set_aside_at is null))
       from programs.waits w where w.application = a.id and w.until is null and w.cause <> 'mail') wait,
      (select p.sample from programs.programs p where p.id = a.program) sample,
      (select g.accepted_at from programs.agreements g where g.application = a.id) agreed_at,
      (select json_build_object('code', k.code, 'at', i.issued_at)
       from programs.terms t join programs.entitlements e on e.term = t.id and e.replaced_at is null and e.kind <> 'second'
       join programs.coupon_issues i on i.entitlement = e.id and i.superseded_at is null
       join programs.coupons k on k.id = i.coupon where t.application = a.id) coupon,
      (select json_build_object('starts', t.starts_at, 'ends', least(t.ends_at, m.ended_at))
       from programs.terms t join programs.memberships m on m.id = t.membership
       where t.application = a.id and t.starts_at is not null) membership,
      (select json_agg(json_build_object('id', s.id, 'purpose', s.purpose, 'version', s.text_version, 'given', s.given_at,
          'withdrawn', s.withdrawn_at) order by s.purpose desc, s.given_at)
       from programs.consents s where s.application = a.id) consents
    from programs.applications a where a.id = ${id}`.execute(c.tx);
  if (!found.rows[0]) throw notFound('There is no such application.');
  return found.rows[0];
}

/**
 * The applicant's own page. A decision that can still be undone is not shown by anything on it: the application looks as if
 * it were in review. Throws `not found` and `refused` as links do.
 */
export async function application(c: Context, input: { key: string }): Promise<Status> {
  const { application: id } = await openLink(c, input.key, 'status');
  const [standing, rest] = await Promise.all([readStanding(c, id), read(c, id)]);
  const calendar = await loadCalendar(c, standing.calendar);
  const { policy } = standing;
  const hidden = standing.decision !== null && !standing.decision.settled && !standing.records.withdrawn;
  const decision = standing.decision?.settled ? standing.decision : null;
  const records: Records = hidden ? { ...standing.records, decision: null } : standing.records;
  const stage = hidden ? 'review' : standing.stage;
  const since = hidden ? (rest.undecided_since ?? standing.submittedAt) : rest.stage_since;
  const stopped = decision?.decidedAt ?? (records.withdrawn ? rest.stage_since : null);
  const reason = rest.decision?.reason ?? null;
  const approved = decision?.verdict === 'approved' && !records.withdrawn;
  return {
    number: standing.number,
    program: { slug: standing.program.slug, name: standing.program.name, sample: rest.sample },
    project: standing.project,
    applicantName: standing.applicantName,
    address: standing.address,
    stage,
    since: since.toString(),
    waitingFor: WAITING_FOR[stage],
    clock: clockOf(
      { ...standing, decision: stopped && { decidedAt: stopped }, withdrawn: records.withdrawn },
      calendar,
      c.now,
    ),
    checks: inPolicyOrder(
      rest.checks ?? [],
      policy.requirements.map((r) => r.check),
    ).map((check) => shownToApplicant(checkOf(check))),
    proof: proofOf(c, records, rest, await proofProviders(c)),
    question: rest.question && !hidden ? questionOf(c, rest.question, standing) : null,
    // Applicants hear the team, not who of the team.
    messages: (rest.messages ?? []).map((m) => ({ ...m, author: null, at: utc(m.at) })),
    decision:
      decision && rest.decision
        ? {
            verdict: decision.verdict,
            reason: reason === null ? null : reasonFor(policy, reason, c.request.language),
            words: rest.decision.words,
            byRule: rest.decision.rule,
            policyVersion: rest.decision.version,
            at: decision.decidedAt.toString(),
            finalAt: decision.finalAt.toString(),
            settled: true,
          }
        : null,
    appeal: appealOf(standing, rest.appeal),
    silence: endOf(silenceOf(rest.wait, policy)),
    again: rest.again && { at: utc(rest.again.at), words: rest.again.words ?? '' },
    agreement: approved ? { ...policy.agreement, accepted: rest.agreed_at?.toString() ?? null } : null,
    coupon: rest.coupon && {
      code: rest.coupon.code,
      checkoutUrl: policy.benefit.checkoutUrl,
      sentAt: utc(rest.coupon.at),
    },
    membership: rest.membership && { startsAt: utc(rest.membership.starts), endsAt: utc(rest.membership.ends) },
    consents: (rest.consents ?? []).map(({ given, withdrawn, ...consent }) => ({
      ...consent,
      givenAt: utc(given),
      withdrawnAt: withdrawn && utc(withdrawn),
    })),
    may: mayOf(standing, records, hidden, rest.appeal !== null, c.now),
  };
}

/** What was asked; where the rules changed, with the fields and statements of the version in the reader's language. */
function questionOf(
  c: Context,
  { words, at, asks }: NonNullable<Rest['question']>,
  { program, policy }: Standing,
): NonNullable<Status['question']> {
  if (!asks) return { words, at: utc(at), form: null };
  const shown = programShown({ ...program, open: true, sample: false, policy }, c.request.language);
  return {
    words,
    at: utc(at),
    form: {
      // What was answered before is not asked about: conditions on it hold.
      fields: (shown.form.fields ?? [])
        .filter(({ name }) => asks.fields.includes(name))
        .map((field) => ({
          ...field,
          when: (field.when ?? []).filter((condition) => asks.fields.includes(condition.field)),
        })),
      statements: shown.statements.filter(({ code }) => asks.statements.includes(code)),
      privacy: asks.privacy ? shown.privacy : null,
      translated: shown.translated,
    },
  };
}

const endOf = (silence: ReturnType<typeof silenceOf>): Status['silence'] => silence && { endsAt: silence.endsAt };

function appealOf({ decision, policy }: Standing, made: AppealRow | null): Status['appeal'] {
  const until = appealUntil(decision, policy.appeal?.days ?? null);
  if (!until) return null;
  if (!made) return { until: until.toString(), made: null };
  const { words, at, answered, upheld, answer } = made;
  return {
    until: until.toString(),
    made: {
      words,
      at: utc(at),
      answer: answered === null ? null : { upheld: upheld === true, words: answer ?? '', at: utc(answered) },
    },
  };
}

function mayOf(
  standing: Standing,
  records: Records,
  hidden: boolean,
  appealed: boolean,
  now: Temporal.Instant,
): Status['may'] {
  const reachable = standing.address !== null;
  const { decision, erased, policy } = standing;
  const asked = { records, decision: hidden ? null : decision, erased, days: policy.appeal?.days ?? null, appealed };
  // Who fell silent can still say what kept them, so that we may take it up again.
  const heard = reachable && (!records.withdrawn || standing.withdrawal?.cause === 'silence');
  return {
    appeal: mayAppeal(asked, now) === null,
    withdraw: mayWithdraw(records) === null,
    write: heard,
    answer: !hidden && mayAnswer(records) === null,
    proveControl: !hidden && mayRerun(records, 'control-proved') === null && provable(records),
    acceptAgreement: mayAcceptAgreement(records) === null,
    changeAddress: reachable && !records.withdrawn,
  };
}

const provable = (records: Records): boolean =>
  records.mailConfirmed && records.checks.has('control-proved') && records.checks.get('control-proved') !== 'passed';

/** Checks whose evidence tells of others, and what the applicant reads in its place while a person has to look. */
const OF_OTHERS: Record<string, string> = {
  'not-duplicate': 'A person looks at whether this project has applied before.',
  'not-customer': 'A person looks at whether you are a paying customer already.',
};

/** What others applied for, and who pays, is not the applicant's to see: of those checks only the outcome is shown. */
function shownToApplicant({
  name,
  title,
  state,
  words,
  evidence,
}: ReturnType<typeof checkOf>): Status['checks'][number] {
  const instead = OF_OTHERS[name];
  if (instead === undefined) return { name, title, state, words, evidence };
  return { name, title, state, words: state === 'failed' || state === 'unsure' ? instead : words, evidence: [] };
}

/** The token and where it may be placed, until control is proved or the application is at an end. */
function proofOf(c: Context, records: Records, rest: Rest, providers: ProofProvider[]): Status['proof'] {
  if (records.decision || records.withdrawn || !provable(records)) return null;
  const net = netOf(c.house);
  const urls = [...new Set([rest.namespace_url, ...(rest.repositories ?? [])])].filter((url) => url !== null);
  const places = urls.flatMap((url) => {
    const address = parseRepositoryAddress(url, net);
    return isNamespace(address) ? inNamespace(address) : inProject(address);
  });
  const unique = [...new Map(places.map((place) => [place.where, place])).values()];
  const origins = new Set(urls.map((url) => new URL(parseRepositoryAddress(url, net).webUrl).origin));
  const forges = providers.filter(({ origin }) => origins.has(origin)).map(({ id, name }) => ({ id, name }));
  return { token: rest.proof_token, places: unique, lastLooked: rest.last_looked?.toString() ?? null, forges };
}

type Place = NonNullable<Status['proof']>['places'][number];

function inProject(address: ProjectAddress): Place[] {
  const file: Place = {
    where: address.webUrl,
    how: `Put the token on a line of its own in a file named ${proofPaths[0]} (or ${proofPaths[1]}) in the default branch.`,
  };
  if (address.forge === 'other') return [file];
  return [{ ...file, how: `${file.how} Or write it on a line of its own in the description, or add it as a topic.` }];
}

function inNamespace(address: NamespaceAddress): Place[] {
  const project: Place = {
    where: `${address.webUrl}/${proofProject}`,
    how: `Make a public project named ${proofProject} and put the token on a line of its own in a file named ${proofPaths[0]}.`,
  };
  if (address.forge === 'other') return [project];
  const own: Place = {
    where: address.webUrl,
    how: `Write the token on a line of its own in the description of the ${address.forge === 'github' ? 'organisation' : 'group'}.`,
  };
  return [own, project];
}
