import type { Context } from '#kernel/context.ts';
import { addressPrefix } from '#kernel/limits/bucket.ts';
import { forgetLimit, takeLimit } from '#kernel/limits/limit.ts';

const words = 'There were too many tries to sign in.';

/**
 * Counts one try to sign in. By address: a guesser soon waits. By address and account: ten guesses at one person. By account
 * over all addresses: slows a guesser with many machines down, and gives the person a try again every half minute; nobody
 * is ever locked out for good.
 */
export async function limitSignIn(c: Context, folded: string): Promise<void> {
  const from = addressPrefix(c.request.address);
  await takeLimit(c, { bucket: 'access.sign-in-from', whom: from, of: 60, per: { minutes: 10 }, words });
  await takeLimit(c, { bucket: 'access.sign-in-pair', whom: `${from} ${folded}`, of: 10, per: { minutes: 10 }, words });
  await takeLimit(c, { bucket: 'access.sign-in-account', whom: folded, of: 60, per: { minutes: 30 }, words });
}

/** A right password ends the count of wrong ones from the same place. */
export async function forgetSignIn(c: Context, folded: string): Promise<void> {
  await forgetLimit(c, 'access.sign-in-pair', `${addressPrefix(c.request.address)} ${folded}`);
}

/** Counts one try at a second factor. Whoever comes here has the password already: ten tries, then one every minute and a half. */
export async function limitCodes(c: Context, account: string): Promise<void> {
  await takeLimit(c, {
    bucket: 'access.codes',
    whom: account,
    of: 10,
    per: { minutes: 15 },
    words: 'There were too many tries with wrong codes.',
  });
}

/** A right code ends the count of wrong ones. */
export async function forgetCodes(c: Context, account: string): Promise<void> {
  await forgetLimit(c, 'access.codes', account);
}

/** Counts one request for a link to set a new password. */
export async function limitReset(c: Context, folded: string): Promise<void> {
  const said = 'There were too many requests for a new password.';
  await takeLimit(c, {
    bucket: 'access.reset-from',
    whom: addressPrefix(c.request.address),
    of: 20,
    per: { hours: 1 },
    words: said,
  });
  await takeLimit(c, { bucket: 'access.reset-account', whom: folded, of: 5, per: { hours: 1 }, words: said });
}

/** Counts one use of a link's key. Keys cannot be guessed; this keeps tries from costing us anything. */
export async function limitKeys(c: Context): Promise<void> {
  await takeLimit(c, { bucket: 'access.keys', whom: addressPrefix(c.request.address), of: 60, per: { minutes: 10 } });
}

/** Counts one invitation, so that an account in wrong hands cannot send mail without end. */
export async function limitInvitations(c: Context): Promise<void> {
  if (c.actor.kind !== 'account') return;
  await takeLimit(c, {
    bucket: 'access.invitations',
    whom: c.actor.id,
    of: 100,
    per: { hours: 1 },
    words: 'You sent many invitations in a short time.',
  });
}
