import type { Context } from '#kernel/context.ts';
import { notFound } from '#kernel/errors.ts';
import { record } from '#kernel/ledger/record.ts';
import { db } from '../database.ts';
import { tokenEnded } from '../facts.ts';
import { keyOf, ownAccount } from '../session.ts';

/** Ends one of one's own tokens. A token may end itself: whoever finds that it leaked can stop it with nothing else. */
export async function endToken(c: Context, { id }: { id: string }) {
  const account = ownAccount(c);
  const reachable = account.via === 'session' || keyOf(account) === id;
  const own = reachable
    ? await db(c)
        .selectFrom('access.tokens')
        .select('ended_at')
        .where('id', '=', id)
        .where('account', '=', account.id)
        .forUpdate()
        .executeTakeFirst()
    : undefined;
  if (!own) throw notFound('You have no such token.');
  if (own.ended_at === null) {
    await db(c).updateTable('access.tokens').set({ ended_at: c.now }).where('id', '=', id).execute();
    await record(c, tokenEnded, { about: { kind: 'account', id: account.id }, data: { token: id } });
  }
  return { done: true as const };
}
