import { z } from 'zod';
import { fact } from '#kernel/ledger/fact.ts';

const id = z.uuid();
const nothing = z.object({});
const code = z.object({ coupon: id, entitlement: id });

/** What happens to memberships and to what they were given, once they are there. */
export const membershipRenewed = fact(
  'membership.renewed',
  z.object({ membership: id, term: id, channel: z.enum(['webhook', 'hand', 'agreement', 'automatic']) }),
  'renewed the membership',
);
/** The last term comes to its end, and renewal can be asked for. Once a term. */
export const membershipRenewalDue = fact(
  'membership.renewal-due',
  z.object({ term: id, endsAt: z.iso.datetime() }),
  'came close to the end of the term',
);
/** The last term is over and was not renewed. Once a term. */
export const membershipLapsed = fact('membership.lapsed', z.object({ term: id }), 'let the membership lapse');
export const membershipHandedBack = fact(
  'membership.handed-back',
  z.object({ by: z.enum(['member', 'team']) }),
  'gave the membership back',
);
export const membershipRevoked = fact('membership.revoked', nothing, 'revoked the membership');
export const membershipMadeAlumni = fact('membership.made-alumni', nothing, 'made the member alumni');
export const membershipReinstated = fact('membership.reinstated', nothing, 'took the member back');
export const membershipTransferred = fact(
  'membership.transferred',
  z.object({ transfer: id }),
  'handed the membership over to another owner',
);
export const levelChanged = fact(
  'membership.level-changed',
  z.object({ level: z.string().nullable(), before: z.string().nullable() }),
  'changed the level of the member',
);
export const renewalReminded = fact(
  'membership.renewal-reminded',
  z.object({ term: id, days: z.number().int() }),
  'reminded the member of renewal',
);
export const renewalStarted = fact('membership.renewal-started', nothing, 'began a renewal');

export const couponResent = fact('coupon.resent', code, 'sent the coupon once more');
export const couponSuperseded = fact(
  'coupon.superseded',
  code.extend({ why: z.enum(['lost', 'used', 'invalid', 'replaced']) }),
  'took a coupon out of force',
);
export const entitlementReplaced = fact(
  'entitlement.replaced',
  z.object({ entitlement: id, by: id }),
  'replaced what the member gets',
);
export const entitlementAdded = fact(
  'entitlement.added',
  z.object({ entitlement: id }),
  'gave the member a second subscription',
);
export const seatsRestated = fact(
  'entitlement.seats-restated',
  z.object({ entitlement: id, seats: z.number().int(), before: z.number().int().nullable() }),
  'restated the seats in use',
);
export const entitlementRequested = fact(
  'entitlement.requested',
  z.object({ request: id, kind: z.enum(['replacement', 'second']) }),
  'asked for a change of what the member gets',
);
export const requestDecided = fact(
  'entitlement.request-decided',
  z.object({ request: id, granted: z.boolean() }),
  'decided what the member asked for',
);

export const breachOpened = fact(
  'breach.opened',
  z.object({ breach: id, severe: z.boolean(), cureUntil: z.iso.datetime() }),
  'opened a breach',
);
export const breachAnswered = fact('breach.answered', z.object({ breach: id }), 'answered the notice of a breach');
export const breachResolved = fact(
  'breach.resolved',
  z.object({ breach: id, outcome: z.enum(['cured', 'revoked']) }),
  'resolved the breach',
);

export const activityDue = fact('activity-review.due', z.object({ review: id }), 'came due for a review of activity');
export const activityDecided = fact(
  'activity-review.decided',
  z.object({ review: id, outcome: z.enum(['stays', 'alumni']) }),
  'reviewed the activity of the member',
);
export const contactChanged = fact('contact.changed', z.object({ role: z.string() }), 'changed a contact');
export const dutyDone = fact('duty.done', z.object({ duty: id }), 'did a duty of the member');
export const dutyReopened = fact('duty.reopened', z.object({ duty: id }), 'opened a duty again');
export const referenceGiven = fact(
  'reference.given',
  z.object({ reference: id, kind: z.string() }),
  'agreed to be named',
);
export const referenceWithdrawn = fact(
  'reference.withdrawn',
  z.object({ reference: id, kind: z.string() }),
  'withdrew a consent to be named',
);
export const transferOffered = fact(
  'transfer.offered',
  z.object({ transfer: id }),
  'offered the membership to another owner',
);
export const transferConfirmed = fact(
  'transfer.confirmed',
  z.object({ transfer: id, side: z.enum(['gives', 'takes']) }),
  'confirmed the change of owner',
);
export const transferEnded = fact('transfer.ended', z.object({ transfer: id }), 'ended the offer to another owner');
export const useImported = fact(
  'use.imported',
  z.object({ taken: z.number().int(), refused: z.number().int() }),
  'took in figures of use',
);
export const reverificationSet = fact(
  'program.reverification-set',
  z.object({ factor: z.number() }),
  'changed how many codes a renewal takes',
);

const given = z.object({ entitlement: id });
export const provisionerSet = fact('provisioner.set', nothing, 'said where requests to provision go');
export const provisionerRemoved = fact('provisioner.removed', nothing, 'ended requests to provision');
export const provisionAsked = fact('entitlement.provision-asked', given, 'asked the shop to provision');
export const provisionTaken = fact('entitlement.provision-taken', given, 'learned that the shop provisions');
export const provisionFailed = fact('entitlement.provision-failed', given, 'could not reach the shop to provision');

export const memberFacts = [
  provisionerSet,
  provisionerRemoved,
  provisionAsked,
  provisionTaken,
  provisionFailed,
  membershipRenewed,
  membershipRenewalDue,
  membershipLapsed,
  membershipHandedBack,
  membershipRevoked,
  membershipMadeAlumni,
  membershipReinstated,
  membershipTransferred,
  levelChanged,
  renewalReminded,
  renewalStarted,
  couponResent,
  couponSuperseded,
  entitlementReplaced,
  entitlementAdded,
  seatsRestated,
  entitlementRequested,
  requestDecided,
  breachOpened,
  breachAnswered,
  breachResolved,
  activityDue,
  activityDecided,
  contactChanged,
  dutyDone,
  dutyReopened,
  referenceGiven,
  referenceWithdrawn,
  transferOffered,
  transferConfirmed,
  transferEnded,
  useImported,
  reverificationSet,
];
