import type { Context } from '#kernel/context.ts';
import type { Input } from '#kernel/contract/handlers.ts';
import { invalid, refused } from '#kernel/errors.ts';
import { foldedAddress, UnfitForMail } from '#kernel/mail/address.ts';
import { accountOfAddress } from '../accounts.ts';
import type { accessContract } from '../contract.ts';
import { db } from '../database.ts';
import { enter } from '../entering.ts';
import { failing } from '../failed-sign-in.ts';
import { hashPassword, verifyPassword } from '../password-hash.ts';
import { mayUsePassword } from '../sign-in-settings.ts';
import { forgetSignIn, limitSignIn } from '../throttle.ts';

/** The same words for an unknown address, a wrong password and a disabled account. */
const wrong = () =>
  invalid([
    { field: 'password', message: 'Mail address and password do not fit together. Check both, or set a new password.' },
  ]);

export const passwordOff = () =>
  refused('access.password-off', 'Here only owners sign in by password. Use another way that the sign-in page offers.');

/** Signs in by mail address and password. An unknown account takes as long as a known one. */
export async function signIn(c: Context, input: Input<typeof accessContract.signIn>) {
  const folded = foldedOrNull(input.mail);
  await limitSignIn(c, folded ?? input.mail);
  const account = folded === null ? null : await accountOfAddress(c, folded);
  const { right, outdated } = await verifyPassword(input.password, account?.password_hash ?? null);
  if (!right || !account || account.disabled_at)
    throw failing(
      wrong(),
      account ? { account: account.id } : { stranger: folded ?? input.mail },
      right && account?.disabled_at ? 'disabled' : 'password',
    );
  await forgetSignIn(c, account.folded);
  if (outdated) {
    const password_hash = await hashPassword(input.password);
    await db(c).updateTable('access.accounts').set({ password_hash }).where('id', '=', account.id).execute();
  }
  if (!(await mayUsePassword(c, account.id))) throw passwordOff();
  const next = await enter(c, account.id, 'password');
  // Until the second step is taken, the password alone says nothing about whose it is.
  return { next, account: next === 'in' ? { id: account.id, name: account.name, mail: account.mail } : null };
}

function foldedOrNull(mail: string): string | null {
  try {
    return foldedAddress(mail);
  } catch (fault) {
    if (fault instanceof UnfitForMail) return null;
    throw fault;
  }
}
