import { accountOf, type Context } from '#kernel/context.ts';
import { notFound } from '#kernel/errors.ts';
import { record } from '#kernel/ledger/record.ts';
import { db } from '../database.ts';
import { roleEnded } from '../facts.ts';
import { checkReach } from '../giving.ts';
import { keepOneOwner } from '../owners.ts';

/** Ends a role of an account, at once. Ended before: nothing changes. */
export async function endGrant(c: Context, { id }: { id: string }) {
  const found = await db(c).selectFrom('access.grants').selectAll().where('id', '=', id).executeTakeFirst();
  if (!found) throw notFound('There is no such role on any account.');
  await checkReach(c, found.role, found.program);
  // The owners are locked before the grant itself, always in the same order, so that two who do this at once cannot deadlock.
  if (found.role === 'owner') await keepOneOwner(c, found.account);
  const { numUpdatedRows } = await db(c)
    .updateTable('access.grants')
    .set({ ended_at: c.now, ended_by: accountOf(c) })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows > 0n) {
    const { account, role, program } = found;
    await record(c, roleEnded, {
      about: { kind: 'account', id: account },
      program,
      data: { grant: id, role, program },
    });
  }
  return { done: true as const };
}
