import type { Context } from '#kernel/context.ts';
import type { Input } from '#kernel/contract/handlers.ts';
import { lockAccount } from '../accounts.ts';
import type { accessContract } from '../contract.ts';
import { db } from '../database.ts';
import { checkReachIn } from '../giving.ts';
import { handOverAll } from '../holdings.ts';
import { houseRoles } from '../house-roles.ts';

/** Hands over what an account holds, whether it is disabled or not. Nobody does so with an account beyond his own reach. */
export async function handOver(c: Context, { id, handOver: handing }: Input<typeof accessContract.handOver>) {
  await lockAccount(c, id);
  const roles = await houseRoles(c);
  const grants = await db(c)
    .selectFrom('access.grants')
    .select(['role', 'program'])
    .where('account', '=', id)
    .where('ended_at', 'is', null)
    .execute();
  for (const { role, program } of grants) checkReachIn(c, roles, role, program);
  return { moved: await handOverAll(c, id, handing) };
}
