import { accountOf, type Context } from '#kernel/context.ts';
import { refused } from '#kernel/errors.ts';
import { record } from '#kernel/ledger/record.ts';
import { lockAccount } from '../accounts.ts';
import { db } from '../database.ts';
import { accountDisabled } from '../facts.ts';
import { checkReachOver } from '../giving.ts';
import { type Handing, handOverAll } from '../holdings.ts';
import { keepOneOwner } from '../owners.ts';
import { endSessions } from '../session.ts';
import { withdrawInvitations } from '../withdrawing.ts';

/** Shuts an account out at once. Its roles stay with it, so that enabling it again brings back what it was. */
export async function disableAccount(c: Context, { id, handOver = [] }: { id: string; handOver?: readonly Handing[] }) {
  if (c.actor.kind === 'account' && c.actor.id === id) {
    throw refused('access.own-account', 'You cannot disable the account you are signed in with. Ask a colleague.');
  }
  const held = await checkReachOver(c, id);
  if (held.some(({ role }) => role === 'owner')) await keepOneOwner(c, id);
  const account = await lockAccount(c, id);
  if (account.disabledAt) return { done: true as const };
  await db(c)
    .updateTable('access.accounts')
    .set({ disabled_at: c.now, disabled_by: accountOf(c) })
    .where('id', '=', id)
    .execute();
  const sessions = await endSessions(c, { account: id });
  const tokens = await db(c)
    .updateTable('access.tokens')
    .set({ ended_at: c.now })
    .where('account', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  // Whoever is shut out may have sent himself an invitation under another address.
  const withdrawn = await withdrawInvitations(c, { by: id });
  await record(c, accountDisabled, {
    about: { kind: 'account', id },
    data: { sessions, tokens: Number(tokens.numUpdatedRows), invitations: withdrawn },
  });
  await handOverAll(c, id, handOver);
  return { done: true as const };
}
