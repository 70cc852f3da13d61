import type { Context } from '#kernel/context.ts';
import { notFound } from '#kernel/errors.ts';
import { record } from '#kernel/ledger/record.ts';
import { db } from '../database.ts';
import { accountEnabled } from '../facts.ts';
import { checkReach } from '../giving.ts';

/** Lets a disabled account in again with the roles it had, if the actor could give them. Sessions and tokens stay ended. */
export async function enableAccount(c: Context, { id }: { id: string }) {
  const account = await db(c)
    .selectFrom('access.accounts')
    .select('disabled_at')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!account) throw notFound('There is no such account.');
  const grants = await db(c)
    .selectFrom('access.grants')
    .select(['role', 'program'])
    .where('account', '=', id)
    .where('ended_at', 'is', null)
    .execute();
  for (const grant of grants) await checkReach(c, grant.role, grant.program);
  if (account.disabled_at) {
    await db(c)
      .updateTable('access.accounts')
      .set({ disabled_at: null, disabled_by: null })
      .where('id', '=', id)
      .execute();
    await record(c, accountEnabled, { about: { kind: 'account', id }, data: {} });
  }
  return { done: true as const };
}
