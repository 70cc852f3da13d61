import type { Context } from '#kernel/context.ts';
import type { Input } from '#kernel/contract/handlers.ts';
import { newId } from '#kernel/ids.ts';
import { queueJob } from '#kernel/jobs/job.ts';
import { foldedAddress } from '#kernel/mail/address.ts';
import { accountOfAddress } from '../accounts.ts';
import type { accessContract } from '../contract.ts';
import { db } from '../database.ts';
import { mailReset } from '../jobs.ts';
import { limitReset } from '../throttle.ts';

/** How long the link for a forgotten password holds. */
export const RESET_HOURS = 1;

/** Answers and works the same for every address: the job finds out later whether there is anybody to write to. */
export async function requestPasswordReset(c: Context, input: Input<typeof accessContract.requestPasswordReset>) {
  const folded = foldedAddress(input.mail);
  await limitReset(c, folded);
  const account = await accountOfAddress(c, folded);
  const id = newId();
  await db(c)
    .insertInto('access.resets')
    .values({
      id,
      // Somebody without a password, such as the people of the sample organisation, has none to forget.
      account: account && !account.disabled_at && account.password_hash !== null ? account.id : null,
      asked_at: c.now,
      expires_at: c.now.add({ hours: RESET_HOURS }),
    })
    .execute();
  await queueJob(c, mailReset, { reset: id });
  return { done: true as const };
}
