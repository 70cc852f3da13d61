import type { Context } from '#kernel/context.ts';
import { queueMail } from '#kernel/mail/queue.ts';
import { db } from './database.ts';
import { providerChangedMail } from './emails/provider-changed.ts';
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

/** Tells every owner in force by mail that something about signing in to the organisation changed. `what` is a whole sentence. */
export async function tellOwners(c: Context, what: string): Promise<void> {
  const owners = await db(c)
    .selectFrom('access.accounts as a')
    .innerJoin('access.grants as g', 'g.account', 'a.id')
    .select(['a.id', 'a.name', 'a.mail'])
    .where('g.role', '=', 'owner')
    .where('g.ended_at', 'is', null)
    .where('a.disabled_at', 'is', null)
    .orderBy('a.id')
    .execute();
  for (const { id, name, mail } of owners) {
    await queueMail(c, providerChangedMail, {
      to: { address: mail, name },
      about: { kind: 'account', id },
      data: { name, what, link: `${c.house.settings.publicUrl}/settings/providers` },
    });
  }
}
