import type { Context } from '#kernel/context.ts';
import type { Input } from '#kernel/contract/handlers.ts';
import { record } from '#kernel/ledger/record.ts';
import { lockAccount } from '../accounts.ts';
import type { accessContract } from '../contract.ts';
import { db } from '../database.ts';
import { checkReachOver } from '../giving.ts';
import { sessionsEnded } from '../security-facts.ts';
import { endSessions } from '../session.ts';
import { tellHolder } from '../telling.ts';

/** For a device that was lost: every session of an account ends, and its tokens if asked. The account stays in force. */
export async function signOutAccount(c: Context, { id, tokens }: Input<typeof accessContract.signOutAccount>) {
  await lockAccount(c, id);
  await checkReachOver(c, id);
  const sessions = await endSessions(c, { account: id });
  const ended = tokens ? await endTokens(c, id) : 0;
  if (sessions + ended === 0) return { sessions, tokens: ended };
  await record(c, sessionsEnded, { about: { kind: 'account', id }, data: { sessions, tokens: ended } });
  const by = c.actor.kind === 'account' ? c.actor.name : 'Somebody who runs this installation';
  await tellHolder(c, id, `${by} ended your sessions${ended > 0 ? ' and API tokens' : ''}. Sign in again to go on.`);
  return { sessions, tokens: ended };
}

async function endTokens(c: Context, account: string): Promise<number> {
  const { numUpdatedRows } = await db(c)
    .updateTable('access.tokens')
    .set({ ended_at: c.now })
    .where('account', '=', account)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
