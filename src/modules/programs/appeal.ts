import type { Objection, Records } from './application.ts';

/** A decision with who stood behind it and since when it counts; null in `by`: the rule of the policy. */
export type Told = {
  verdict: 'approved' | 'refused';
  by: string | null;
  secondedBy: string | null;
  settledAt: Temporal.Instant | null;
};

/** Until when an applicant can ask us to look again: `days` times 24 hours after the refusal took effect. null: not at all. */
export const appealUntil = (decision: Told | null, days: number | null): Temporal.Instant | null =>
  days === null || decision?.verdict !== 'refused' ? null : (decision.settledAt?.add({ hours: 24 * days }) ?? null);

type Asked = {
  records: Pick<Records, 'withdrawn'>;
  decision: Told | null;
  /** From the policy; null: nobody can appeal. */
  days: number | null;
  /** This decision was appealed against before. */
  appealed: boolean;
  /** The personal values of the application were erased. */
  erased: boolean;
};

/** May the applicant ask us to look again? Once for each refusal, within the policy's days after it took effect. */
export function mayAppeal({ records, decision, days, appealed, erased }: Asked, now: Temporal.Instant): Objection {
  const until = appealUntil(decision, days);
  if (records.withdrawn || erased || !until)
    return { rule: 'appeal.not-possible', words: 'There is no decision that you can ask us to look at again.' };
  if (appealed) return { rule: 'appeal.made', words: 'You have asked us to look at this decision again already.' };
  if (Temporal.Instant.compare(now, until) >= 0)
    return { rule: 'appeal.too-late', words: 'The time in which you could ask us to look again is over.' };
  return null;
}

/** May this account answer? Whoever stood behind the decision does not judge it a second time. */
export function mayAnswerAppeal(
  { open, decision }: { open: boolean; decision: Told | null },
  account: string | null,
): Objection {
  if (!open || !decision)
    return { rule: 'appeal.none-open', words: 'No appeal waits for an answer on this application.' };
  if (account === null)
    return { rule: 'appeal.no-person', words: 'An appeal is answered by a person who signs in for it.' };
  if (account === decision.by || account === decision.secondedBy)
    return {
      rule: 'appeal.own-decision',
      words: 'You stood behind this decision. Another person answers the appeal against it.',
    };
  return null;
}

type Ended = {
  decision: Told | null;
  /** The withdrawal in force: by whom. */
  withdrawal: 'applicant' | 'silence' | null;
  appealOpen: boolean;
  consented: boolean;
  erased: boolean;
  /** It was to renew a membership, and the member has asked for that once more since. */
  askedAgain: boolean;
};

/** May somebody take a refused application, or one that ended by silence, up again? */
export function mayReopen({ decision, withdrawal, appealOpen, consented, erased, askedAgain }: Ended): Objection {
  if (withdrawal === 'applicant')
    return { rule: 'application.withdrawn', words: 'The applicant withdrew it; only they can apply again.' };
  if (withdrawal === null && decision?.verdict !== 'refused')
    return { rule: 'application.not-ended', words: 'Only what was refused or ended by silence can be taken up again.' };
  if (withdrawal === null && decision?.settledAt === null)
    return {
      rule: 'decision.not-final',
      words: 'The refusal has not taken effect yet: undo it instead; nobody was told.',
    };
  if (appealOpen)
    return { rule: 'appeal.open', words: 'The applicant has appealed. Answer the appeal; upholding it re-opens.' };
  if (erased)
    return { rule: 'application.erased', words: 'Its personal values were erased; the applicant has to apply anew.' };
  if (!consented)
    return {
      rule: 'application.no-consent',
      words: 'The applicant took back the consent to the privacy notice, so it must not be read any more.',
    };
  if (askedAgain)
    return { rule: 'renewal.pending', words: 'The member has asked for renewal again since. Decide that one instead.' };
  return null;
}
