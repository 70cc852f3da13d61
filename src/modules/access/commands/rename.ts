import type { Context } from '#kernel/context.ts';
import type { Input } from '#kernel/contract/handlers.ts';
import { record } from '#kernel/ledger/record.ts';
import type { accessContract } from '../contract.ts';
import { db } from '../database.ts';
import { accountRenamed } from '../facts.ts';
import { ownAccountInPerson } from '../session.ts';

export async function rename(c: Context, input: Input<typeof accessContract.rename>) {
  const { id } = ownAccountInPerson(c);
  const account = await db(c)
    .selectFrom('access.accounts')
    .select('name')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (account.name !== input.name) {
    await db(c).updateTable('access.accounts').set({ name: input.name }).where('id', '=', id).execute();
    await record(c, accountRenamed, {
      about: { kind: 'account', id },
      data: {},
      details: { name: { before: account.name, after: input.name } },
    });
  }
  return { account: id };
}
