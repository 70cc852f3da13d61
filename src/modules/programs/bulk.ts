import {
  mayApprove,
  mayAsk,
  mayClaim,
  mayDecide,
  mayRerunMissing,
  mayUndo,
  missingChecks,
  type Objection,
  type Stage,
} from './application.ts';
import { mayJudge } from './conflict.ts';
import type { BulkAct } from './contract/bulk.ts';
import { needsSecond } from './second-opinion.ts';
import { mayGiveMoreTime } from './silence.ts';
import type { Standing } from './standing.ts';

/** The permission that each act needs in the program of the application: the one of its operation for one. */
export const PERMISSION: Record<BulkAct, string> = {
  claim: 'applications.review',
  assign: 'applications.review',
  deal: 'applications.review',
  ask: 'applications.review',
  remind: 'applications.review',
  'more-time': 'applications.review',
  rerun: 'applications.review',
  approve: 'applications.decide',
  refuse: 'applications.decide',
  undo: 'applications.decide',
};

export const NOT_YOURS = { rule: 'application.not-yours', words: 'Your role does not cover this program.' };

type Judged = Pick<Standing, 'records' | 'decision' | 'policy' | 'stage' | 'address'>;
type Asked = {
  /** Who looks after the application now. */
  holder: string | null;
  /** Who asks. */
  account: string | null;
  now: Temporal.Instant;
  reason: string | undefined;
  /** more-time: the end of the day that was chosen; null while none is. */
  until?: Temporal.Instant | null;
  /** The conflict of interest of who asks. */
  conflict?: { words: string } | null;
};

/** What the rules of a single act say about this application; null: it may be done. */
export function objectionTo(
  act: BulkAct,
  { records, decision, policy, stage, address }: Judged,
  { holder, account, now, reason, until = null, conflict = null }: Asked,
): Objection {
  switch (act) {
    case 'claim':
      return mayClaim(holder, account);
    case 'assign':
      return null;
    case 'deal':
      return stage === 'review' && holder === null ? null : NOT_FREE;
    case 'ask':
      return mayAsk(records);
    case 'remind':
      return waitsForThem(stage) && address !== null ? null : NOT_WAITING;
    case 'more-time':
      return mayGiveMoreTime({ waits: waitsForThem(stage), policy: policy.silence }, until, now);
    case 'rerun':
      return mayRerunMissing(records);
    case 'approve':
      return mayApprove(records) ?? mayJudge(conflict) ?? needsSecond(policy, 'approved');
    case 'refuse':
      return (
        mayDecide(records) ??
        mayJudge(conflict) ??
        needsSecond(policy, 'refused') ??
        unknownReason(policy.reasons, reason)
      );
    case 'undo':
      return mayUndo(decision, now);
  }
}

const NOT_FREE: Objection = {
  rule: 'application.not-free',
  words: 'It is somebody’s already, or does not wait for us.',
};
const NOT_WAITING: Objection = {
  rule: 'application.not-waiting',
  words: 'We do not wait for an answer of the applicant.',
};
const waitsForThem = (stage: Stage) => stage === 'needs-info' || stage === 'proving';

/** A preview may be asked before the reason is chosen. */
const unknownReason = (reasons: readonly { code: string }[], reason: string | undefined): Objection =>
  reason === undefined || reasons.some(({ code }) => code === reason)
    ? null
    : { rule: 'application.unknown-reason', words: 'The policy of this application does not have this reason.' };

type Names = {
  me: string | null;
  holder: { id: string; name: string } | null;
  to: { id: string; name: string } | null;
};

/** What the act would do with this application, for people. */
export function outcomeOf(act: BulkAct, { records, decision, policy }: Judged, { me, holder, to }: Names): string {
  switch (act) {
    case 'claim':
      return holder && holder.id === me ? 'Stays with you.' : 'You look after it.';
    case 'assign':
      if (holder?.id === to?.id) return to ? `Stays with ${to.name}.` : 'Stays with nobody.';
      return `${holder ? `From ${holder.name}` : 'From the pool'} to ${to ? to.name : 'the pool'}.`;
    case 'deal':
      return 'To the reviewer whose turn it is.';
    case 'remind':
      return 'Reminded by mail of what we wait for.';
    case 'more-time':
      return 'It does not end by silence before that day.';
    case 'rerun':
      return `Runs again: ${missingChecks(records).join(', ')}.`;
    case 'ask':
      return 'Asked by mail; the clock stands still until the answer.';
    case 'approve':
      return `Approved${doubts(records)}, ${takesEffect(policy.undoMinutes)}.`;
    case 'refuse':
      return `Refused, ${takesEffect(policy.undoMinutes)}.`;
    case 'undo':
      return decision?.verdict === 'refused' ? 'The refusal is taken back.' : 'The approval is taken back.';
  }
}

const takesEffect = (minutes: number) =>
  minutes === 0
    ? 'with effect at once and for good'
    : `with effect after ${minutes === 1 ? 'a minute' : `${minutes} minutes`}`;

/** An approval by a person stands above the checks; whoever approves many ought to know which. */
function doubts({ checks }: Standing['records']): string {
  const states = [...checks.values()];
  const failed = states.filter((state) => state === 'failed').length;
  const open = states.filter((state) => state !== 'failed' && state !== 'passed').length;
  const words = [
    ...(failed > 0 ? [`${failed} of its checks failed`] : []),
    ...(open > 0 ? [`${open} not certain`] : []),
  ];
  return words.length > 0 ? ` although ${words.join(' and ')}` : '';
}
