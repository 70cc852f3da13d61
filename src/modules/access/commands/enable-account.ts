import type { Context } from '#kernel/context.ts';
import { record } from '#kernel/ledger/record.ts';
import { lockAccount } from '../accounts.ts';
import { db } from '../database.ts';
import { accountEnabled } from '../facts.ts';
import { checkReach } from '../giving.ts';

/** Lets a disabled account in again with the roles it had, if the actor could give them. Sessions and tokens stay ended. */
export async function enableAccount(c: Context, { id }: { id: string }) {
  const account = await lockAccount(c, id);
  const grants = await db(c)
    .selectFrom('access.grants')
    .select(['role', 'program'])
    .where('account', '=', id)
    .where('ended_at', 'is', null)
    .execute();
  for (const grant of grants) await checkReach(c, grant.role, grant.program);
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
