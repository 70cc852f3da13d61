import type { Context } from '#kernel/context.ts';
import { notFound } from '#kernel/errors.ts';
import { record } from '#kernel/ledger/record.ts';
import { db } from '../database.ts';
import { sessionsEnded } from '../security-facts.ts';
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
  const sessions = await endSessions(c, { id });
  if (sessions > 0)
    await record(c, sessionsEnded, { about: { kind: 'account', id: account.id }, data: { sessions, tokens: 0 } });
  return { done: true as const };
}
