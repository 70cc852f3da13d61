import type { Objection } from './application.ts';

/** The rules of invitations and nominations. Pure: no database, no clock. */
export const INVITATION_STATES = ['open', 'used', 'withdrawn', 'expired'] as const;
export type InvitationState = (typeof INVITATION_STATES)[number];

export const NOMINATION_STATES = ['open', 'invited', 'declined'] as const;

/** How long an invitation stands from the day it was last mailed. */
export const INVITATION_DAYS = 60;

/** What has been recorded of an invitation; with an instant, the state follows from it alone. */
export type InvitationRecords = {
  expiresAt: Temporal.Instant;
  withdrawnAt: Temporal.Instant | null;
  /** An application came of it. */
  used: boolean;
};

/** Works the state out at an instant. What was used stays used, whatever came later. */
export function invitationStateAt(r: InvitationRecords, now: Temporal.Instant): InvitationState {
  if (r.used) return 'used';
  if (r.withdrawnAt) return 'withdrawn';
  return Temporal.Instant.compare(now, r.expiresAt) < 0 ? 'open' : 'expired';
}

const OVER: Record<Exclude<InvitationState, 'open'>, Objection> = {
  used: {
    rule: 'invitation.used',
    words: 'This invitation was used: an application came of it. Its link is in the mail that followed.',
  },
  withdrawn: { rule: 'invitation.withdrawn', words: 'This invitation was withdrawn.' },
  expired: { rule: 'invitation.expired', words: 'This invitation is too old. Ask whoever invited you for a new one.' },
};

/** May somebody apply with it? */
export const mayUse = (state: InvitationState): Objection => (state === 'open' ? null : OVER[state]);

/** May it be mailed again? One that is too old may: it stands anew from then on. */
export const mayResend = (state: InvitationState): Objection =>
  state === 'open' || state === 'expired' ? null : OVER[state];

/** May it be withdrawn? */
export const mayWithdrawInvitation = (state: InvitationState): Objection => (state === 'open' ? null : OVER[state]);

/** A nomination is answered once. */
export const mayAnswerNomination = (answered: boolean): Objection =>
  answered ? { rule: 'nomination.answered', words: 'This nomination was answered already.' } : null;
