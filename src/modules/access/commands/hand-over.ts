import type { Context } from '#kernel/context.ts';
import type { Input } from '#kernel/contract/handlers.ts';
import { lockAccount } from '../accounts.ts';
import type { accessContract } from '../contract.ts';
import { checkReachOver } from '../giving.ts';
import { handOverAll } from '../holdings.ts';

/** Hands over what an account holds, whether it is disabled or not. Nobody does so with an account beyond his own reach. */
export async function handOver(c: Context, { id, handOver: handing }: Input<typeof accessContract.handOver>) {
  await lockAccount(c, id);
  await checkReachOver(c, id);
  return { moved: await handOverAll(c, id, handing) };
}
