/**
 * The rules of an application: which stage it is in, what may follow what, and why not. Pure: no database, no clock.
 */
export const STAGES = [
  'confirming',
  'proving',
  'checking',
  'review',
  'needs-info',
  'approved',
  'awaiting-coupon',
  'coupon-sent',
  'active',
  'refused',
  'withdrawn',
] as const;
export type Stage = (typeof STAGES)[number];
export type WaitingFor = 'us' | 'them' | 'nobody';

/** Whose turn it is in each stage. */
export const WAITING_FOR: Record<Stage, WaitingFor> = {
  confirming: 'them',
  proving: 'them',
  checking: 'us',
  review: 'us',
  'needs-info': 'them',
  approved: 'them',
  'awaiting-coupon': 'us',
  'coupon-sent': 'them',
  active: 'nobody',
  refused: 'nobody',
  withdrawn: 'nobody',
};

export type CheckState = 'waiting' | 'running' | 'passed' | 'failed' | 'unsure' | 'unavailable';

/** What has been recorded of an application; the stage follows from it alone. */
export type Records = {
  mailConfirmed: boolean;
  /** The checks in force, by name. */
  checks: ReadonlyMap<string, CheckState>;
  openQuestion: boolean;
  /** The decision that was not undone. */
  decision: { verdict: 'approved' | 'refused'; settled: boolean } | null;
  withdrawn: boolean;
  /** It was refused or fell silent, and a person took it up again. */
  reopened: boolean;
  agreementAccepted: boolean;
  /** A code went out, now in force or not. */
  couponIssued: boolean;
  /** Of what is delivered by coupons, the main one has no code in force: it never had one, or the one that went out was superseded. */
  couponMissing: boolean;
  booked: boolean;
  /** The membership that it would renew was revoked. */
  renewsRevoked: boolean;
};

/** Checks that wait for something that only the applicant can do; while one of them does, the application waits for them. */
export const OF_THE_APPLICANT: readonly string[] = ['control-proved', 'document', 'external-verifier'];

/** Works the stage out from the records. The order of the questions is the order in which one record outweighs another. */
export function stageOf(r: Records): Stage {
  if (r.withdrawn) return 'withdrawn';
  if (r.decision?.verdict === 'refused') return 'refused';
  if (r.decision?.verdict === 'approved') {
    if (r.booked) return 'active';
    if (r.couponIssued && !r.couponMissing) return 'coupon-sent';
    return r.agreementAccepted ? 'awaiting-coupon' : 'approved';
  }
  if (!r.mailConfirmed) return 'confirming';
  if (r.openQuestion) return 'needs-info';
  const states = [...r.checks.values()];
  if (states.some((s) => s === 'running')) return 'checking';
  if (OF_THE_APPLICANT.some((name) => r.checks.get(name) === 'waiting')) return 'proving';
  if (states.some((s) => s === 'waiting')) return 'checking';
  return 'review';
}

/** A rule's answer: null when it may be done, else the rule's code and words that say what to do. */
export type Objection = { rule: string; words: string } | null;

const ended = (r: Records): Objection => {
  if (r.withdrawn) return { rule: 'application.withdrawn', words: 'This application was withdrawn.' };
  if (r.decision) return { rule: 'application.already-decided', words: 'This application has been decided already.' };
  return null;
};

/** May somebody decide now? A person may decide before all checks are in, but not before the mail address is confirmed. */
export function mayDecide(r: Records): Objection {
  return (
    ended(r) ??
    (r.mailConfirmed
      ? null
      : { rule: 'application.mail-not-confirmed', words: 'The applicant has not confirmed the mail address yet.' })
  );
}

/** May somebody approve? Who was revoked comes back by a new application only. */
export function mayApprove(r: Records): Objection {
  return mayDecide(r) ?? (r.renewsRevoked ? REVOKED : null);
}

const REVOKED: Objection = {
  rule: 'renewal.revoked',
  words: 'The membership that this application is to renew was revoked. Whoever comes back applies anew.',
};

/** May the rule of the policy approve by itself? Every required check must have passed; nothing may be open. */
export function mayApproveAutomatically(
  r: Records,
  policy: { automatic: boolean; required: readonly string[] },
): Objection {
  const no = mayApprove(r);
  if (no) return no;
  if (!policy.automatic) return { rule: 'application.not-automatic', words: 'This program is decided by people.' };
  if (r.openQuestion) return { rule: 'application.question-open', words: 'The applicant was asked something.' };
  if (r.reopened)
    return { rule: 'application.reopened', words: 'A person took this application up again, so a person decides.' };
  const missing = policy.required.filter((name) => r.checks.get(name) !== 'passed');
  if (missing.length > 0)
    return {
      rule: 'application.not-certain',
      words: `Not every requirement is met for certain: ${missing.join(', ')}.`,
    };
  return null;
}

/** May the applicant be asked? One question is open at a time, so that it is clear what is being waited for. */
export function mayAsk(r: Records): Objection {
  return (
    mayDecide(r) ??
    (r.openQuestion
      ? {
          rule: 'application.question-open',
          words: 'The applicant was asked already. Wait for the answer, or write a message.',
        }
      : null)
  );
}

/** May somebody take an application on? `holder`: who looks after it. */
export const mayClaim = (holder: string | null, account: string | null): Objection =>
  holder && holder !== account
    ? {
        rule: 'application.claimed',
        words: 'Somebody else looks after this application. Ask them, or assign it to yourself.',
      }
    : null;

export function mayAnswer(r: Records): Objection {
  return (
    ended(r) ??
    (r.openQuestion ? null : { rule: 'application.no-question', words: 'Nothing was asked. Write a message instead.' })
  );
}

/** A decision can be undone until it takes effect. */
export function mayUndo(
  decision: { finalAt: Temporal.Instant; settled: boolean } | null,
  now: Temporal.Instant,
): Objection {
  if (!decision) return { rule: 'application.not-decided', words: 'There is no decision to undo.' };
  if (decision.settled || Temporal.Instant.compare(now, decision.finalAt) >= 0) {
    return {
      rule: 'decision.final',
      words: 'The time to undo is over: the decision has taken effect and the applicant has been told.',
    };
  }
  return null;
}

/** A refusal that can still be undone is no obstacle: the applicant does not know of it, and must not learn of it this way. */
export function mayWithdraw(r: Records): Objection {
  if (r.withdrawn) return { rule: 'application.withdrawn', words: 'This application was withdrawn already.' };
  if (r.decision?.verdict === 'refused' && r.decision.settled)
    return { rule: 'application.already-decided', words: 'This application was decided already.' };
  if (r.couponIssued)
    return {
      rule: 'application.coupon-sent',
      words: 'The coupon has been sent. Write us a message to give the membership back.',
    };
  return null;
}

/** The agreement is accepted after a settled approval and before the coupon goes out. */
export function mayAcceptAgreement(r: Records): Objection {
  if (r.withdrawn) return { rule: 'application.withdrawn', words: 'This application was withdrawn.' };
  if (r.decision?.verdict !== 'approved' || !r.decision.settled) {
    return {
      rule: 'application.not-approved',
      words: 'The agreement can be accepted once the application is approved.',
    };
  }
  if (r.agreementAccepted) return { rule: 'agreement.accepted', words: 'The agreement was accepted already.' };
  return r.renewsRevoked ? REVOKED : null;
}

/** A check can be run again while nothing is decided and it is not at work. */
export function mayRerun(r: Records, name: string): Objection {
  const no = ended(r);
  if (no) return no;
  if (!r.checks.has(name)) return { rule: 'check.unknown', words: 'This application has no such check.' };
  if (r.checks.get(name) === 'running') return { rule: 'check.running', words: 'This check is at work already.' };
  return null;
}

/** Checks that came to nothing certain and are not at work: what running again can mend. */
export const missingChecks = (r: Pick<Records, 'checks'>): string[] =>
  [...r.checks].filter(([, state]) => state === 'unsure' || state === 'unavailable').map(([name]) => name);

/** May those checks be run again that came to nothing certain? */
export function mayRerunMissing(r: Records): Objection {
  return (
    ended(r) ??
    (missingChecks(r).length > 0
      ? null
      : { rule: 'check.none-missing', words: 'Every check came to a certain outcome, or is at work.' })
  );
}

/** What the viewer may do with an application right now, by name; the page shows these and the commands ask the same rules. */
export function acts(
  r: Records,
  decision: { finalAt: Temporal.Instant; settled: boolean } | null,
  now: Temporal.Instant,
) {
  const may = (o: Objection) => o === null;
  return {
    approve: may(mayDecide(r)),
    refuse: may(mayDecide(r)),
    ask: may(mayAsk(r)),
    undo: may(mayUndo(decision, now)),
    rerun: may(ended(r)),
  };
}
