import type { Objection } from './application.ts';
import type { Policy } from './policy.ts';

type Verdict = 'approved' | 'refused';
type Asks = { review: Pick<Policy['review'], 'secondOpinion'> };

/** Does the policy ask for the agreement of a second person before such a decision? */
export const asksForSecond = ({ review }: Asks, verdict: Verdict): boolean =>
  review.secondOpinion === 'always' || review.secondOpinion === (verdict === 'approved' ? 'approvals' : 'refusals');

/** Whoever decides alone is told to propose instead. */
export const needsSecond = (policy: Asks, verdict: Verdict): Objection =>
  asksForSecond(policy, verdict)
    ? {
        rule: 'application.second-opinion-needed',
        words: 'This program decides so by two people. Propose it; it takes effect once another person agrees.',
      }
    : null;

export type Proposal = { by: string };

/** May a proposal be made? One at a time: first it is agreed to, denied or taken back. */
export const mayPropose = (open: Proposal | null, needed: Objection): Objection => {
  if (needed === null)
    return { rule: 'proposal.not-needed', words: 'One person decides so in this program. Decide it.' };
  return (
    open && { rule: 'proposal.open', words: 'A decision is proposed already. Agree, disagree, or have it taken back.' }
  );
};

/** May this account give the second opinion? Nobody agrees with themselves. */
export function mayGiveSecond(open: Proposal | null, account: string | null): Objection {
  if (!open) return { rule: 'proposal.none', words: 'No decision is proposed.' };
  if (account === null || account === open.by)
    return { rule: 'proposal.own', words: 'You proposed this decision. Another person gives the second opinion.' };
  return null;
}

/** Only who proposed takes a proposal back. */
export function mayTakeBack(open: Proposal | null, account: string | null): Objection {
  if (!open) return { rule: 'proposal.none', words: 'No decision is proposed.' };
  return account === open.by
    ? null
    : { rule: 'proposal.not-own', words: 'Somebody else proposed it. Disagree, and say why.' };
}
