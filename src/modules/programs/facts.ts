import { z } from 'zod';
import { fact } from '#kernel/ledger/fact.ts';
import { answerFacts } from './answer-facts.ts';
import { checkFacts } from './check-facts.ts';
import { importFacts } from './imports/import-facts.ts';
import { invitationFacts } from './invitation-facts.ts';
import { memberFacts } from './member-facts.ts';
import { moveFacts } from './move-facts.ts';
import { satisfactionFacts } from './satisfaction-facts.ts';
import { workbenchFacts } from './workbench-facts.ts';

const id = z.uuid();
const nothing = z.object({});

export const programOpened = fact('program.opened', nothing, 'opened the program for applications');
export const programClosed = fact('program.closed', nothing, 'closed the program for applications');
export const programMade = fact('program.made', z.object({ preset: z.string() }), 'made the program');
export const programRenamed = fact('program.renamed', nothing, 'called the program something else');
export const policyPublished = fact(
  'policy.published',
  z.object({ policy: id, version: z.number() }),
  'published a version of the policy',
);

/** A version, or the draft (null), was held against past applications. */
export const policyPreviewed = fact(
  'policy.previewed',
  z.object({ preview: id, version: z.number().nullable() }),
  'held a version of the policy against past applications',
);

export const applicationSubmitted = fact(
  'application.submitted',
  z.object({ policy: id, kind: z.enum(['new', 'renewal']) }),
  'applied',
);
export const mailConfirmed = fact('application.mail-confirmed', nothing, 'confirmed the mail address');
export const addressChanged = fact('application.address-changed', nothing, 'changed the mail address');
export const checksAsked = fact(
  'application.checks-asked',
  z.object({ checks: z.array(z.string()) }),
  'asked for checks',
);
/** `proof`: the record of what the forge said; `proves`: of every place of the application there. */
export const forgeSignedIn = fact(
  'application.forge-signed-in',
  z.object({ proof: id, proves: z.boolean() }),
  'signed in at the forge to show control',
);
export const checkFinished = fact(
  'application.check-finished',
  z.object({ check: id, name: z.string(), state: z.string() }),
  'finished a check',
);
export const applicationClaimed = fact(
  'application.claimed',
  z.object({ account: id.nullable() }),
  'changed who looks after the application',
);
export const applicantAsked = fact('application.applicant-asked', z.object({ question: id }), 'asked the applicant');
export const questionAnswered = fact(
  'application.question-answered',
  z.object({ question: id }),
  'answered the question',
);
export const messageWritten = fact(
  'application.message-written',
  z.object({ message: id, sender: z.enum(['applicant', 'team']) }),
  'wrote a message',
);
export const applicationApproved = fact(
  'application.approved',
  z.object({ decision: id, automatic: z.boolean() }),
  'approved the application',
);
export const applicationRefused = fact(
  'application.refused',
  z.object({ decision: id, reason: z.string() }),
  'refused the application',
);
export const decisionUndone = fact('application.decision-undone', z.object({ decision: id }), 'undid the decision');
export const decisionSettled = fact(
  'application.decision-settled',
  z.object({ decision: id, verdict: z.enum(['approved', 'refused']) }),
  'let the decision take effect',
);
export const agreementAccepted = fact(
  'application.agreement-accepted',
  z.object({ version: z.string() }),
  'accepted the agreement',
);
export const applicationWithdrawn = fact(
  'application.withdrawn',
  z.object({ cause: z.enum(['applicant', 'silence']) }),
  'withdrew the application',
);
/** The promise is at risk: little of its business time is left. Once for each due instant; a pause moves that on. */
export const applicationAtRisk = fact(
  'application.at-risk',
  z.object({ dueAt: z.iso.datetime() }),
  'came close to its due time',
);
/** The promise is broken. Once for each due instant. */
export const applicationLate = fact('application.late', z.object({ dueAt: z.iso.datetime() }), 'became late');
export const consentWithdrawn = fact(
  'application.consent-withdrawn',
  z.object({ consent: id, purpose: z.string() }),
  'withdrew a consent',
);
export const applicationErased = fact('application.erased', nothing, 'erased the personal values of the application');

/** The program's promises are counted by another business calendar from now on; null: by the default one. */
export const calendarChosen = fact(
  'program.calendar-chosen',
  z.object({ calendar: id.nullable(), before: id.nullable() }),
  'chose another business calendar for the program',
);
export const couponsAdded = fact('coupons.added', z.object({ batch: id, count: z.number() }), 'added coupons');
export const couponsExported = fact('coupons.exported', z.object({ count: z.number() }), 'exported whole coupon codes');
export const couponVoided = fact('coupon.voided', z.object({ coupon: id }), 'took a coupon from the pool');
export const couponIssued = fact('coupon.issued', z.object({ coupon: id, entitlement: id }), 'sent the coupon');
export const couponsExhausted = fact('coupons.exhausted', z.object({ sku: z.string() }), 'found no coupon left');
/** Free codes fell below the SKU's threshold. Once, until there is enough again. */
export const couponsLow = fact(
  'coupons.low',
  z.object({ sku: z.string(), left: z.number().int(), fewest: z.number().int() }),
  'ran low on coupons',
);
export const membershipGranted = fact(
  'membership.granted',
  z.object({ membership: id, term: id.optional(), entitlement: id.nullable() }),
  'granted the membership',
);
export const membershipActivated = fact(
  'membership.activated',
  z.object({ membership: id, channel: z.enum(['webhook', 'hand', 'agreement', 'automatic']) }),
  'made the membership active',
);
export const facts = [
  ...importFacts,
  ...invitationFacts,
  programMade,
  programRenamed,
  ...checkFacts,
  programOpened,
  programClosed,
  calendarChosen,
  policyPublished,
  policyPreviewed,
  applicationSubmitted,
  mailConfirmed,
  addressChanged,
  checksAsked,
  forgeSignedIn,
  checkFinished,
  applicationClaimed,
  applicantAsked,
  questionAnswered,
  messageWritten,
  applicationApproved,
  applicationRefused,
  decisionUndone,
  decisionSettled,
  agreementAccepted,
  applicationWithdrawn,
  ...workbenchFacts,
  applicationAtRisk,
  applicationLate,
  consentWithdrawn,
  applicationErased,
  couponsAdded,
  couponsExported,
  couponVoided,
  couponIssued,
  couponsExhausted,
  couponsLow,
  membershipGranted,
  membershipActivated,
  ...answerFacts,
  ...moveFacts,
  ...memberFacts,
  ...satisfactionFacts,
];
