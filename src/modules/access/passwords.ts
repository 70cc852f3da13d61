import type { Context } from '#kernel/context.ts';
import { queueMail } from '#kernel/mail/queue.ts';
import { readOrganisation } from '#kernel/settings/organisation.ts';
import { db } from './database.ts';
import { passwordChangedMail } from './emails/password-changed.ts';
import { checkPassword } from './password.ts';
import { hashPassword } from './password-hash.ts';

type Holder = { id: string; name: string; mail: string };

/** Checks a new password and writes it; links for a forgotten one are void from now on, and the holder is told by mail. */
export async function writePassword(c: Context, account: Holder, password: string): Promise<void> {
  const organisation = await readOrganisation(c);
  checkPassword('password', password, { name: account.name, mail: account.mail, organisation: organisation.name });
  await db(c)
    .updateTable('access.accounts')
    .set({ password_hash: await hashPassword(password), password_at: c.now })
    .where('id', '=', account.id)
    .execute();
  await db(c)
    .updateTable('access.resets')
    .set({ used_at: c.now })
    .where('account', '=', account.id)
    .where('used_at', 'is', null)
    .execute();
  await queueMail(c, passwordChangedMail, {
    to: { address: account.mail, name: account.name },
    about: { kind: 'account', id: account.id },
    data: { name: account.name, link: `${c.house.settings.publicUrl}/forgotten-password` },
  });
}
