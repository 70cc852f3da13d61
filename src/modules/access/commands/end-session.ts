import type { Context } from '#kernel/context.ts';
import { notFound } from '#kernel/errors.ts';
import { db } from '../database.ts';
import { endSessions, ownAccountInPerson } from '../session.ts';

/** Ends one of one's own sessions, wherever it is. */
export async function endSession(c: Context, { id }: { id: string }) {
  const account = ownAccountInPerson(c);
  const own = await db(c)
    .selectFrom('access.sessions')
    .select('id')
    .where('id', '=', id)
    .where('account', '=', account.id)
    .executeTakeFirst();
  if (!own) throw notFound('You have no such session.');
  await endSessions(c, { id });
  return { done: true as const };
}
