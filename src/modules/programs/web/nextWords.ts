import { checksWords } from './checksWords.ts';
import type { Application } from './questions.ts';

type Told = Pick<
  Application,
  'stage' | 'checks' | 'checkList' | 'decision' | 'withdrawal' | 'review' | 'policy' | 'may'
>;

/** What is to be done next with an application, in a sentence or two. */
export function nextWords({ stage, checks, checkList, decision, withdrawal, review, policy }: Told): string {
  const by = decision?.by ?? `the rule of policy ${decision?.policyVersion ?? policy.version}`;
  if (decision && !decision.settled) {
    return decision.verdict === 'approved' ? `Approved by ${by}.` : `Refused by ${by}.`;
  }
  switch (stage) {
    case 'confirming':
      return 'The applicant has yet to confirm the mail address. The clock starts then.';
    case 'proving':
      if (checkList.find(({ name }) => name === 'control-proved')?.state !== 'waiting')
        return 'A check waits for something that only the applicant can do; the clock stands still. You can decide before, or wait.';
      return 'The applicant has yet to show control of the project by a token. You can decide before, or wait.';
    case 'checking':
      if (!checkList.some(({ state, finishedAt }) => state === 'running' || finishedAt === null))
        return 'A check waits for something outside. Read what it says: run it again once that is done, or decide before.';
      return policy.automatic
        ? 'The checks are running. If every one holds, the rule approves by itself; anything else comes to you.'
        : 'The checks are running. You can decide before they end, or wait.';
    case 'review':
      return checks.failed + checks.open === 0
        ? 'Every check holds. Read the words below, then decide.'
        : `${checksWords(checks)}. Look at what does not hold, then decide or ask.`;
    case 'needs-info':
      return 'We wait for the applicant’s answer; the clock stands still.';
    case 'approved':
      return 'Approved. The applicant has yet to accept the agreement.';
    case 'awaiting-coupon':
      return 'The agreement is accepted, and no coupon is left for it. Add coupons, and it goes out by itself.';
    case 'coupon-sent':
      return 'The coupon went out. Once the shop books it, the membership begins; confirm it by hand where the shop cannot tell us.';
    case 'active':
      return 'The membership is active. Nothing is to be done.';
    case 'refused':
      if (review.appeals.some(({ answer }) => answer === null))
        return review.mayNot.answerAppeal ?? 'The applicant appealed. Read what they say, look afresh, then answer.';
      return 'Refused, and the applicant was told why. Nothing is to be done.';
    case 'withdrawn':
      if (withdrawal === 'silence')
        return 'It ended because nothing was heard in time. It can be taken up again if the applicant comes back.';
      return 'The applicant withdrew it. Nothing is to be done.';
  }
}
