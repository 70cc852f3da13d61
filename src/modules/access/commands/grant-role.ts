import { accountOf, type Context } from '#kernel/context.ts';
import type { Input } from '#kernel/contract/handlers.ts';
import { refused } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { record } from '#kernel/ledger/record.ts';
import { lockAccount } from '../accounts.ts';
import type { accessContract } from '../contract.ts';
import { db } from '../database.ts';
import { roleGranted } from '../facts.ts';
import { checkGiving } from '../giving.ts';

/** Gives an account a role. Giving it again answers the grant in force; one that came from groups is by hand from then on. */
export async function grantRole(c: Context, { account: id, role, program }: Input<typeof accessContract.grantRole>) {
  await checkGiving(c, role, program);
  const account = await lockAccount(c, id);
  if (account.disabledAt) throw refused('access.account-disabled', 'This account is disabled. Enable it first.');
  const before = await db(c)
    .selectFrom('access.grants')
    .select(['id', 'provider'])
    .where('account', '=', id)
    .where('role', '=', role)
    .where('program', 'is not distinct from', program)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  const granted_by = accountOf(c);
  if (before) {
    if (before.provider !== null) await takeOver(c, before.id, granted_by, { account: id, role, program });
    return { grant: before.id };
  }
  const grant = newId();
  await db(c)
    .insertInto('access.grants')
    .values({ id: grant, account: id, role, program, granted_by, granted_at: c.now })
    .execute();
  await record(c, roleGranted, { about: { kind: 'account', id }, program, data: { grant, role, program } });
  return { grant };
}

/** A role that came from a provider's groups is given by hand from now on, and stays when the group is left. */
async function takeOver(
  c: Context,
  grant: string,
  granted_by: string | null,
  { account, role, program }: { account: string; role: string; program: string | null },
): Promise<void> {
  await db(c)
    .updateTable('access.grants')
    .set({ provider: null, granted_by, granted_at: c.now })
    .where('id', '=', grant)
    .execute();
  await record(c, roleGranted, { about: { kind: 'account', id: account }, program, data: { grant, role, program } });
}
