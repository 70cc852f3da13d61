import type { Fault } from '#kernel/errors.ts';
import { refused } from '#kernel/errors.ts';

type Dates = {
  accepted_at: Temporal.Instant | null;
  withdrawn_at: Temporal.Instant | null;
  expires_at: Temporal.Instant;
};

/** Why an invitation cannot be accepted at this instant; null: it can. */
export function whyNotAcceptable(invitation: Dates, now: Temporal.Instant): Fault | null {
  if (invitation.accepted_at) {
    return refused(
      'access.invitation-accepted',
      'This invitation was accepted already. Sign in with the account that was made.',
    );
  }
  if (invitation.withdrawn_at) {
    return refused(
      'access.invitation-withdrawn',
      'This invitation was taken back or replaced by a newer one. Look for a newer mail, or ask whoever invited you.',
    );
  }
  if (Temporal.Instant.compare(invitation.expires_at, now) <= 0) {
    return refused(
      'access.invitation-expired',
      'This invitation is too old. Ask whoever invited you to send a new one.',
    );
  }
  return null;
}

/** Somebody who lost a role could have sent it to another address of theirs before. */
export const invitationVoid = (): Fault =>
  refused(
    'access.invitation-void',
    'Whoever invited you may not give this role any more. Ask the organisation for a new invitation.',
  );
