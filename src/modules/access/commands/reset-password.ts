import type { Context } from '#kernel/context.ts';
import type { Input } from '#kernel/contract/handlers.ts';
import { refused } from '#kernel/errors.ts';
import { record } from '#kernel/ledger/record.ts';
import { tokenHash } from '#kernel/secrets/token.ts';
import type { accessContract } from '../contract.ts';
import { db } from '../database.ts';
import { passwordChanged } from '../facts.ts';
import { writePassword } from '../passwords.ts';
import { actingAs, endSessions } from '../session.ts';
import { limitKeys } from '../throttle.ts';

/** Sets a new password by the key of a mailed link. Nobody is signed in by it: the new password is used at once, and proven. */
export async function resetPassword(c: Context, input: Input<typeof accessContract.resetPassword>) {
  await limitKeys(c);
  const account = await db(c)
    .selectFrom('access.resets as r')
    .innerJoin('access.accounts as a', 'a.id', 'r.account')
    .select(['a.id', 'a.name', 'a.mail'])
    .where('r.key_hash', '=', tokenHash(input.key))
    .where('r.used_at', 'is', null)
    .where('r.expires_at', '>', c.now)
    .where('a.disabled_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!account) {
    throw refused(
      'access.dead-link',
      'This link was used already or is too old. Ask for a new one; it holds for an hour.',
    );
  }
  await writePassword(c, account, input.password);
  await endSessions(c, { account: account.id });
  await record(actingAs(c, account), passwordChanged, {
    about: { kind: 'account', id: account.id },
    data: { how: 'reset' },
  });
  return { done: true as const };
}
