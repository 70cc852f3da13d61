import type { Context } from '#kernel/context.ts';
import { refused } from '#kernel/errors.ts';
import { db } from './database.ts';
import { ownAccountInPerson, type SignedIn } from './session.ts';

/** So long after signing in, or proving oneself again, the keys of an account may be changed without another proof. */
export const PROVED_MINUTES = 30;

/**
 * The account that asks, in a browser whose holder proved who they are a short time ago. Throws `access.prove-first`
 * otherwise: whoever finds an open browser must not be able to make himself a key of his own.
 */
export async function ownAccountProved(c: Context): Promise<SignedIn> {
  const account = ownAccountInPerson(c);
  const session = await db(c)
    .selectFrom('access.sessions')
    .select(['made_at', 'proved_at'])
    .where('id', '=', account.key ?? '')
    .executeTakeFirst();
  const last = session?.proved_at ?? session?.made_at;
  if (last && Temporal.Instant.compare(last.add({ minutes: PROVED_MINUTES }), c.now) > 0) return account;
  throw refused('access.prove-first', 'Confirm first that it is you; you have been signed in for a while.');
}
