import type { Context } from '#kernel/context.ts';
import { queueMail } from '#kernel/mail/queue.ts';
import { db } from './database.ts';
import { signInChangedMail } from './emails/sign-in-changed.ts';

/** Tells the holder of an account by mail that a way to sign in with it has changed. `what` is a whole sentence. */
export async function tellHolder(c: Context, account: string, what: string): Promise<void> {
  const { name, mail } = await db(c)
    .selectFrom('access.accounts')
    .select(['name', 'mail'])
    .where('id', '=', account)
    .executeTakeFirstOrThrow();
  await queueMail(c, signInChangedMail, {
    to: { address: mail, name },
    about: { kind: 'account', id: account },
    data: { name, what, link: `${c.house.settings.publicUrl}/settings/account` },
  });
}
