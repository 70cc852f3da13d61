import { z } from 'zod';
import { fact } from '#kernel/ledger/fact.ts';

export const signedIn = fact(
  'account.signed-in',
  z.object({ session: z.uuid(), way: z.enum(['password', 'code', 'recovery-code', 'passkey', 'provider']) }),
  'signed in',
);
/** Of an account that there is; ten an hour at most. `step`: which proof was wrong, or that the account is disabled. */
export const signInFailed = fact(
  'account.sign-in-failed',
  z.object({ step: z.enum(['password', 'code', 'disabled']) }),
  'could not sign in',
);
/** `token` was used before, and never from the network of this request. */
export const tokenFromNewNetwork = fact(
  'account.token-new-network',
  z.object({ token: z.uuid() }),
  'used an API token from a network that is new for it',
);
export const tokenEnding = fact(
  'account.token-ending',
  z.object({ token: z.uuid(), expiresAt: z.iso.datetime({ offset: true }) }),
  'was told that an API token ends soon',
);

/** By the holder (one of their own), or by somebody who runs the place (all of them, and API tokens if asked). */
export const sessionsEnded = fact(
  'account.sessions-ended',
  z.object({ sessions: z.number().int(), tokens: z.number().int() }),
  'ended sessions',
);

export const securityFacts = [sessionsEnded, signedIn, signInFailed, tokenFromNewNetwork, tokenEnding];
