import type { Context } from '#kernel/context.ts';
import type { Input } from '#kernel/contract/handlers.ts';
import { invalid } from '#kernel/errors.ts';
import type { accessContract } from '../contract.ts';
import { db } from '../database.ts';
import { spendCode } from '../factor.ts';
import { verifyPassword } from '../password-hash.ts';
import { ownAccountInPerson } from '../session.ts';
import { forgetCodes, forgetSignIn, limitCodes, limitSignIn } from '../throttle.ts';
import { wrongCode } from './answer-factor.ts';

/** Confirms that whoever holds this browser is still its account's holder, by password or by a code. */
export async function proveMyself(c: Context, { password, code }: Input<typeof accessContract.proveMyself>) {
  const { id, key } = ownAccountInPerson(c);
  const account = await db(c)
    .selectFrom('access.accounts')
    .select(['folded', 'password_hash'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  if (code.trim() !== '') {
    await limitCodes(c, id);
    if ((await spendCode(c, id, code)) === null) throw wrongCode();
    await forgetCodes(c, id);
  } else {
    await limitSignIn(c, account.folded);
    const { right } = await verifyPassword(password, account.password_hash);
    if (!right) throw invalid([{ field: 'password', message: 'This is not the password of your account.' }]);
    await forgetSignIn(c, account.folded);
  }
  await markProved(c, key);
  return { done: true as const };
}

/** Notes on the session that its holder proved who they are now. */
export async function markProved(c: Context, session: string | undefined): Promise<void> {
  await db(c)
    .updateTable('access.sessions')
    .set({ proved_at: c.now })
    .where('id', '=', session ?? '')
    .execute();
}
