import type { CheckState } from '../application.ts';
import { JUDGES, type Known } from '../checks/judge-again.ts';
import type { Policy } from '../policy.ts';
import { tierFor } from './benefit.ts';
import { same } from './changes.ts';
import type { CheckName } from './requirements.ts';

/** What was recorded of an application that was decided. */
export type Past = Known & {
  made: 'rule-approved' | 'approved' | 'refused';
  /** The checks in force when it was decided, by name. */
  states: ReadonlyMap<string, CheckState>;
  signed: readonly string[];
  tier: string | null;
  /** Business days until the decision, without the time in which we waited for the applicant. */
  days: number;
  kept: boolean;
};

/** What a rule would come to: it approves, it leaves it to a person, or a requirement certainly fails. */
export const WAYS = ['approves', 'person', 'fails'] as const;
export type Way = (typeof WAYS)[number];

export type Judged = {
  before: Way;
  after: Way;
  tierBefore: string | null;
  tierAfter: string | null;
  keptBefore: boolean;
  keptAfter: boolean;
  /** Why it comes out differently, as codes: `check:<name>:<state>`, `statement:<code>`, `automatic:on`, `automatic:off`. */
  because: string[];
};

/** What a check came to; `anew`: nobody knows before it is looked at again. */
type State = CheckState | 'anew';
type Judge = (past: Past) => State;

/**
 * Holds a version against what was decided under another. Nothing is looked at again: a requirement that both versions have alike counts
 * as it was recorded; one that is new or set differently is judged by what was recorded where that is enough, and else it would have
 * to be looked at anew. Made once for two versions, asked for each application. Pure.
 */
export function judgeUnder(then: Policy, candidate: Policy): (past: Past) => Judged {
  const judges = candidate.requirements.map(({ check }) => [check, judgeOf(then, candidate, check)] as const);
  const required = then.requirements.map(({ check }) => [check, judgeOf(then, then, check)] as const);
  return (past) => {
    const were = new Map<string, State>(required.map(([check, judge]) => [check, judge(past)]));
    const are = new Map<string, State>(judges.map(([check, judge]) => [check, judge(past)]));
    const unsigned = (policy: Policy) =>
      policy.statements.filter(({ code }) => !past.signed.includes(code)).map(({ code }) => code);
    const lacking = { before: unsigned(then), after: unsigned(candidate) };
    const before = wayOf(were, then.automatic, lacking.before);
    const after = wayOf(are, candidate.automatic, lacking.after);
    const tiers = tiersOf(past, then, candidate, after);
    const keptAfter = past.days <= candidate.promiseDays;
    const because = before === after ? [] : why(were, are, lacking, then.automatic, candidate.automatic);
    return { before, after, ...tiers, keptBefore: past.kept, keptAfter, because };
  };
}

/** Does anything come out differently? */
export const differs = (judged: Judged): boolean =>
  judged.before !== judged.after || judged.tierBefore !== judged.tierAfter || judged.keptBefore !== judged.keptAfter;

function judgeOf(then: Policy, candidate: Policy, check: CheckName): Judge {
  const was = then.requirements.find((each) => each.check === check);
  const is = candidate.requirements.find((each) => each.check === check);
  const alike =
    was && is && same(was.with, is.with) && (check !== 'country-allowed' || same(then.embargo, candidate.embargo));
  const judge = JUDGES[check];
  const anew: Judge = (past) => judge?.(past, candidate)?.state ?? 'anew';
  return alike ? (past) => past.states.get(check) ?? anew(past) : anew;
}

function wayOf(states: ReadonlyMap<string, State>, automatic: boolean, unsigned: readonly string[]): Way {
  let certain = automatic && unsigned.length === 0;
  for (const state of states.values()) {
    if (state === 'failed') return 'fails';
    if (state !== 'passed') certain = false;
  }
  return certain ? 'approves' : 'person';
}

/** The tier of a decision, and the one that it would have. One that a person chose in place of the rule's stays, while it is there. */
function tiersOf({ made, tier, answers }: Past, then: Policy, candidate: Policy, after: Way) {
  if (made === 'refused')
    return { tierBefore: null, tierAfter: after === 'approves' ? tierFor(candidate.benefit, answers) : null };
  const chosen = tier !== tierFor(then.benefit, answers) && candidate.benefit.tiers.some(({ code }) => code === tier);
  return { tierBefore: tier, tierAfter: chosen ? tier : tierFor(candidate.benefit, answers) };
}

function why(
  were: ReadonlyMap<string, State>,
  are: ReadonlyMap<string, State>,
  lacking: { before: readonly string[]; after: readonly string[] },
  wasAutomatic: boolean,
  isAutomatic: boolean,
): string[] {
  const checks = [...are]
    .filter(([check, state]) => were.get(check) !== state)
    .map(([check, state]) => `check:${check}:${state}`);
  const gone = [...were]
    .filter(([check, state]) => !are.has(check) && state !== 'passed')
    .map(([check]) => `check:${check}:gone`);
  const signed = lacking.after.filter((code) => !lacking.before.includes(code)).map((code) => `statement:${code}`);
  const dropped = lacking.before.filter((code) => !lacking.after.includes(code)).map((code) => `unsigned:${code}`);
  const automatic = wasAutomatic === isAutomatic ? [] : [isAutomatic ? 'automatic:on' : 'automatic:off'];
  return [...checks, ...gone, ...signed, ...dropped, ...automatic];
}
