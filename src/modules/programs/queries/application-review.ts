import { sql } from 'kysely';
import { accountOf, type Context, may } from '#kernel/context.ts';
import type { Output } from '#kernel/contract/handlers.ts';
import { prepared } from '#kernel/database/prepared.ts';
import { mayAnswerAppeal, mayReopen, type Told } from '../appeal.ts';
import { mayApprove, mayDecide, type Records } from '../application.ts';
import { titleOf } from '../checks/registry.ts';
import { type Conflict, mayJudge } from '../conflict.ts';
import { conflictsOn } from '../conflicts.ts';
import type { programsContract } from '../contract.ts';
import { type Asked, mayAskException, mayVote } from '../exception.ts';
import type { Policy } from '../policy.ts';
import { askedAgain } from '../renewals.ts';
import { combined, isBlind, type Points, runsBlind, totalOf } from '../scoring.ts';
import { asksForSecond, mayGiveSecond, mayTakeBack } from '../second-opinion.ts';
import { nextOfSilence } from '../silence.ts';
import { usualTier } from '../tiers.ts';
import { nameOf, utc } from './application-history.ts';

type Application = Output<(typeof programsContract)['getApplication']>;
type Review = Application['review'];
type Earlier = {
  id: string;
  verdict: 'approved' | 'refused' | null;
  reason: string | null;
  words: string;
  by: string | null;
  at: string;
  again: string;
  again_by: string | null;
  again_words: string | null;
};
type Appeal = {
  id: string;
  words: string;
  at: string;
  answered: string | null;
  by: string | null;
  upheld: boolean | null;
  answer: string | null;
};
type Wait = { since: string; more: string | null; told: string | null };
type ProposalRow = Omit<Review['proposals'][number], 'answer' | 'at' | 'ended'> & {
  account: string;
  at: string;
  answered: string | null;
  answered_by: string | null;
  agreed: boolean | null;
  answer: string | null;
  ended: boolean;
};
type ExceptionRow = Pick<Review['exceptions'][number], 'id' | 'reason' | 'by' | 'at' | 'needed'> & {
  account: string;
  requirements: string[];
  state: Review['exceptions'][number]['state'];
  votes: (Review['exceptions'][number]['votes'][number] & { account: string })[] | null;
};
type Rows = {
  earlier: Earlier[] | null;
  appeals: Appeal[] | null;
  wait: Wait | null;
  proposals: ProposalRow[] | null;
  sheets: { account: string; by: string; points: Points; words: string; at: string }[] | null;
  ticks: { item: string; by: string; at: string }[] | null;
  exceptions: ExceptionRow[] | null;
  asked_again: boolean;
};
export type ReviewRows = Rows & { conflicts: (Conflict & { name: string })[] };

/** What reviewers did beside the decision in force: a query of its own that runs beside the record's. */
export async function readReview(c: Context, id: string): Promise<ReviewRows> {
  const [found, conflicts] = await Promise.all([read(c, id), conflictsOn(c, id)]);
  return { ...found, conflicts };
}

async function read(c: Context, id: string): Promise<Rows> {
  const found = await sql<Rows>`${prepared}
    select ${askedAgain(id)} asked_again,
      (select json_agg(e order by e.again desc) from (
        select d.id, d.verdict, d.reason, d.words, case when d.decided_by is not null then ${nameOf('d.decided_by')} end "by", d.decided_at at,
          d.reopened_at again, case when d.reopened_by is not null then ${nameOf('d.reopened_by')} end again_by, d.reopened_words again_words
        from programs.decisions d where d.application = ${id} and d.reopened_at is not null
        union all
        select w.id, null, null, '', null, w.withdrawn_at, w.reopened_at,
          case when w.reopened_by is not null then ${nameOf('w.reopened_by')} end, w.reopened_words
        from programs.withdrawals w where w.application = ${id} and w.reopened_at is not null) e) earlier,
      (select json_agg(json_build_object('id', p.id, 'words', p.words, 'at', p.made_at, 'answered', p.answered_at, 'upheld', p.upheld,
          'by', case when p.answered_by is not null then ${nameOf('p.answered_by')} end, 'answer', p.answer) order by p.made_at desc)
       from programs.appeals p where p.application = ${id}) appeals,
      (select json_build_object('since', w.since, 'more', (select max(m.until) from programs.more_time m where m.wait = w.id),
          'told', (select n.ends_at from programs.silence_notices n where n.wait = w.id and n.set_aside_at is null))
       from programs.waits w where w.application = ${id} and w.until is null and w.cause <> 'mail') wait,
      (select json_agg(json_build_object('id', p.id, 'verdict', p.verdict, 'reason', p.reason, 'tier', p.tier, 'words', p.words,
          'account', p.proposed_by, 'by', ${nameOf('p.proposed_by')}, 'at', p.proposed_at, 'answered', p.answered_at, 'agreed', p.agreed,
          'answered_by', case when p.answered_by is not null then ${nameOf('p.answered_by')} end, 'answer', p.answer, 'ended', p.ended_at is not null)
          order by p.proposed_at desc, p.id desc)
       from programs.proposals p where p.application = ${id}) proposals,
      (select json_agg(json_build_object('account', s.account, 'by', ${nameOf('s.account')}, 'points', s.points, 'words', s.words, 'at', s.given_at)
          order by s.given_at, s.id)
       from programs.scores s where s.application = ${id} and s.superseded_at is null) sheets,
      (select json_agg(json_build_object('item', t.item, 'by', ${nameOf('t.ticked_by')}, 'at', t.ticked_at))
       from programs.ticks t where t.application = ${id} and t.unticked_at is null) ticks,
      (select json_agg(json_build_object('id', x.id, 'requirements', x.requirements, 'reason', x.reason, 'account', x.asked_by,
          'by', ${nameOf('x.asked_by')}, 'at', x.asked_at, 'needed', x.needed,
          'state', case when x.granted_at is not null then 'granted' when x.denied_at is not null then 'denied' when x.ended_at is not null then 'ended' else 'open' end,
          'votes', (select json_agg(json_build_object('account', v.account, 'by', ${nameOf('v.account')}, 'agrees', v.agrees, 'words', v.words, 'at', v.voted_at)
            order by v.voted_at) from programs.exception_votes v where v.exception = x.id)) order by x.asked_at desc, x.id desc)
       from programs.exceptions x where x.application = ${id}) exceptions`.execute(c.tx);
  return found.rows[0] as Rows;
}

/** Instants of JSON. */
const instant = (text: string | null) => (text === null ? null : Temporal.Instant.from(text));

/** When it ends by itself, unless the applicant is heard; null: it does not. */
export function silenceOf(wait: Wait | null, { silence }: Pick<Policy, 'silence'>): Review['silence'] {
  if (!wait) return null;
  const [moreTime, told] = [instant(wait.more), instant(wait.told)];
  const next = nextOfSilence({ since: Temporal.Instant.from(wait.since), moreTime, told }, silence);
  return next && { endsAt: next.endsAt.toString(), told: told !== null, moreTime: moreTime?.toString() ?? null };
}

/** What of it the rules ask about. */
function openOf(c: Context, rows: ReviewRows) {
  const me = accountOf(c);
  const proposal = (rows.proposals ?? []).find(({ answered, ended }) => answered === null && !ended) ?? null;
  const exception = (rows.exceptions ?? []).find(({ state }) => state === 'open') ?? null;
  const asked: Asked | null = exception && {
    by: exception.account,
    needed: exception.needed,
    votes: exception.votes ?? [],
  };
  return {
    me,
    proposal: proposal && { by: proposal.account },
    exception: asked,
    appeal: (rows.appeals ?? []).some(({ answered }) => answered === null),
    conflict: rows.conflicts.find(({ account }) => account === me) ?? null,
  };
}

type Standing = {
  id: string;
  program: string;
  decision: Told | null;
  withdrawal: 'applicant' | 'silence' | null;
  erased: boolean;
  reachable: boolean;
  records: Records;
  policy: Policy;
};

/** What was done beside the decision in force, for the page. */
export async function reviewOf(c: Context, rows: ReviewRows, standing: Standing): Promise<Review> {
  const { decision, policy, records } = standing;
  const label = (code: string | null) => policy.reasons.find((r) => r.code === code)?.label ?? code;
  const tierLabel = (code: string | null) => policy.benefit.tiers.find((t) => t.code === code)?.label ?? code;
  const { me, proposal, exception, appeal, conflict } = openOf(c, rows);
  const ticks = new Map((rows.ticks ?? []).map(({ item, by, at }) => [item, { by, at: utc(at) }]));
  const open = decision === null && !records.withdrawn;
  const { scoring } = policy.review;
  const runs = may(c.actor, 'programs.manage', standing.program);
  return {
    earlier: (rows.earlier ?? []).map(({ again, again_by, again_words, at, reason, ...each }) => ({
      ...each,
      reason: label(reason),
      at: utc(at),
      reopened: { at: utc(again), by: again_by, words: again_words ?? '' },
    })),
    appeals: (rows.appeals ?? []).map(({ id, words, at, answered, upheld, by, answer }) => ({
      ...{ id, words, at: utc(at) },
      answer: answered === null ? null : { upheld: upheld === true, words: answer ?? '', by, at: utc(answered) },
    })),
    silence: silenceOf(rows.wait, policy),
    proposals: (rows.proposals ?? []).map(
      ({ account: _, answered, answered_by, agreed, answer, reason, tier, ...each }) => ({
        ...{ ...each, at: utc(each.at), reason: label(reason), tier: tierLabel(tier) },
        answer:
          answered === null
            ? null
            : { agreed: agreed === true, words: answer ?? '', by: answered_by, at: utc(answered) },
      }),
    ),
    scoring: scoringOf(c, rows, standing),
    checklist: policy.review.checklist.map(({ code, words }) => ({ code, words, ticked: ticks.get(code) ?? null })),
    exceptions: (rows.exceptions ?? []).map(({ account: _, requirements, votes, ...each }) => ({
      ...each,
      at: utc(each.at),
      requirements: requirements.map((name) => ({ name, title: titleOf(name) })),
      votes: (votes ?? []).map(({ by, agrees, words, at }) => ({ by, agrees, words, at: utc(at) })),
    })),
    takes: {
      second: { approved: asksForSecond(policy, 'approved'), refused: asksForSecond(policy, 'refused') },
      tiers: policy.benefit.tiers.map(({ code, label }) => ({ code, label })),
      usualTier: open ? await usualTier(c, standing.id, policy) : null,
    },
    conflicts: rows.conflicts.map(({ account, name, words, declared }) => ({
      ...{ account, name, words, declared: declared !== null, mine: account === me },
    })),
    mayNot: {
      answerAppeal: appeal
        ? ((mayAnswerAppeal({ open: true, decision }, me) ?? mayJudge(conflict))?.words ?? null)
        : null,
      decide: open ? (mayJudge(conflict)?.words ?? null) : null,
      answerProposal: proposal && me === proposal.by ? (mayGiveSecond(proposal, me)?.words ?? null) : null,
      score: scoring ? ((runsBlind(scoring, runs) ?? mayJudge(conflict))?.words ?? null) : null,
      answerException: exception && me === exception.by ? (mayVote(exception, me)?.words ?? null) : null,
    },
  };
}

/** The viewer must not know yet who applied, nor what others gave. */
export function blindTo(c: Context, rows: ReviewRows, { decision, records, policy, program }: Standing): boolean {
  const me = accountOf(c);
  return isBlind(policy, {
    decided: decision !== null || records.withdrawn,
    scored: (rows.sheets ?? []).some(({ account }) => account === me),
    runs: may(c.actor, 'programs.manage', program),
  });
}

function scoringOf(c: Context, rows: ReviewRows, standing: Standing): Review['scoring'] {
  const { scoring } = standing.policy.review;
  if (!scoring) return null;
  const { me, conflict } = openOf(c, rows);
  const hidden = conflict !== null || blindTo(c, rows, standing);
  const sheets = (rows.sheets ?? []).map(({ account, by, points, words, at }) => ({
    ...{ by, mine: account === me, points, words, at: utc(at) },
    total: totalOf(points, scoring.criteria),
  }));
  const seen = sheets.filter(({ mine }) => mine || !hidden);
  const { criteria, combine, blind, leastReviewers } = scoring;
  return {
    ...{ criteria, combine, blind, leastReviewers, hidden, scores: sheets.length, sheets: seen },
    score: hidden
      ? null
      : combined(
          sheets.flatMap(({ total }) => total ?? []),
          combine,
        ),
  };
}

/** What the viewer may do of it; `approve` and `refuse`: whether one person may at all. */
export function mayReview(c: Context, rows: ReviewRows, standing: Standing) {
  const { me, proposal, exception, appeal, conflict } = openOf(c, rows);
  const { decision, withdrawal, erased, reachable, records, policy, program } = standing;
  const has = (permission: string) => may(c.actor, permission, program);
  const [decide, review] = [has('applications.decide'), has('applications.review')];
  const judge = mayJudge(conflict) === null;
  const undecided = mayDecide(records);
  const second = policy.review.secondOpinion !== 'never';
  const unmet = [...records.checks].filter(([, state]) => state !== 'passed').map(([name]) => name);
  const ended = { decision, withdrawal, appealOpen: appeal, consented: true, erased, askedAgain: rows.asked_again };
  return {
    approve: decide && judge && mayApprove(records) === null && !asksForSecond(policy, 'approved'),
    refuse: decide && judge && undecided === null && !asksForSecond(policy, 'refused'),
    score:
      review &&
      judge &&
      me !== null &&
      undecided === null &&
      policy.review.scoring !== null &&
      runsBlind(policy.review.scoring, has('programs.manage')) === null,
    propose: decide && judge && undecided === null && second && proposal === null,
    answerProposal: decide && judge && undecided === null && mayGiveSecond(proposal, me) === null,
    takeBackProposal: decide && mayTakeBack(proposal, me) === null,
    tick: review && policy.review.checklist.length > 0,
    askException:
      review &&
      judge &&
      me !== null &&
      unmet.length > 0 &&
      mayAskException(undecided, records, exception, unmet) === null,
    answerException: has('exceptions.approve') && judge && mayVote(exception, me) === null,
    takeBackException: review && exception !== null && exception.by === me,
    declareConflict: review && me !== null,
    endConflict: review && rows.conflicts.some(({ account, declared }) => account === me && declared !== null),
    giveMoreTime: review && rows.wait !== null && policy.silence !== null,
    remind: review && rows.wait !== null && reachable,
    reopen: decide && judge && mayReopen(ended) === null,
    answerAppeal: decide && judge && mayAnswerAppeal({ open: appeal, decision }, me) === null,
  };
}
