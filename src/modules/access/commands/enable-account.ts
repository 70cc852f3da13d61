import type { Context } from '#kernel/context.ts';
import { refused } from '#kernel/errors.ts';
import { record } from '#kernel/ledger/record.ts';
import { isErased, lockAccount } from '../accounts.ts';
import { db } from '../database.ts';
import { accountEnabled } from '../facts.ts';
import { checkReachOver } from '../giving.ts';

/** Lets a disabled account in again with the roles it had, if the actor could give them. Sessions and tokens stay ended. */
export async function enableAccount(c: Context, { id }: { id: string }) {
  const account = await lockAccount(c, id);
  if (isErased(account.mail)) throw refused('access.erased', 'This account was erased. Invite the person again.');
  await checkReachOver(c, id);
  if (account.disabledAt) {
    await db(c)
      .updateTable('access.accounts')
      .set({ disabled_at: null, disabled_by: null })
      .where('id', '=', id)
      .execute();
    await record(c, accountEnabled, { about: { kind: 'account', id }, data: {} });
  }
  return { done: true as const };
}
