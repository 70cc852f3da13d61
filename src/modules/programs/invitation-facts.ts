import { z } from 'zod';
import { fact } from '#kernel/ledger/fact.ts';

const nothing = z.object({});

export const invitationSent = fact(
  'invitation.sent',
  z.object({ nomination: z.uuid().nullable() }),
  'invited somebody to the program',
);
export const invitationSentAgain = fact('invitation.sent-again', nothing, 'sent an invitation again');
export const invitationWithdrawn = fact('invitation.withdrawn', nothing, 'withdrew an invitation to the program');
/** An application came of it. */
export const invitationUsed = fact('invitation.used', z.object({ application: z.uuid() }), 'applied by invitation');
export const nominationSent = fact('nomination.sent', nothing, 'nominated somebody');
export const nominationAnswered = fact(
  'nomination.answered',
  z.object({ outcome: z.enum(['invited', 'declined']) }),
  'answered a nomination',
);

export const invitationFacts = [
  invitationSent,
  invitationSentAgain,
  invitationWithdrawn,
  invitationUsed,
  nominationSent,
  nominationAnswered,
];
