import type { Context } from '#kernel/context.ts';
import type { Input } from '#kernel/contract/handlers.ts';
import { invalid } from '#kernel/errors.ts';
import { record } from '#kernel/ledger/record.ts';
import type { accessContract } from '../contract.ts';
import { db } from '../database.ts';
import { passwordChanged } from '../facts.ts';
import { verifyPassword } from '../password-hash.ts';
import { writePassword } from '../passwords.ts';
import { endSessions, keyOf, ownAccountInPerson } from '../session.ts';
import { limitSignIn } from '../throttle.ts';

/** Changes one's own password. Sessions elsewhere end: whoever knew the old one is out. API tokens stay. */
export async function changePassword(c: Context, input: Input<typeof accessContract.changePassword>) {
  const { id } = ownAccountInPerson(c);
  const account = await db(c)
    .selectFrom('access.accounts')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  await limitSignIn(c, account.folded);
  const { right } = await verifyPassword(input.current, account.password_hash);
  if (!right) throw invalid([{ field: 'current', message: 'This is not the password you have now.' }]);
  if (input.current === input.password)
    throw invalid([{ field: 'password', message: 'This is the password you have already.' }]);
  await writePassword(c, account, input.password);
  const endedSessions = await endSessions(c, { account: id, but: keyOf(c.actor) });
  await record(c, passwordChanged, { about: { kind: 'account', id }, data: { how: 'changed' } });
  return { endedSessions };
}
