import type { Context } from '#kernel/context.ts';
import type { Input } from '#kernel/contract/handlers.ts';
import { notFound, refused } from '#kernel/errors.ts';
import { record } from '#kernel/ledger/record.ts';
import type { accessContract } from '../contract.ts';
import { db } from '../database.ts';
import { hasPasskey } from '../entering.ts';
import { ownAccountProved } from '../proved.ts';
import { endSessions } from '../session.ts';
import { providerUnlinked } from '../sign-in-facts.ts';
import { mayUsePassword } from '../sign-in-settings.ts';
import { tellHolder } from '../telling.ts';

/** Disconnects one's own account from a provider; another way to sign in must stay. */
export async function disconnectOwnProvider(c: Context, { id }: Input<typeof accessContract.disconnectOwnProvider>) {
  const { id: account } = await ownAccountProved(c);
  const { password_hash } = await db(c)
    .selectFrom('access.accounts')
    .select('password_hash')
    .where('id', '=', account)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const links = await linksOf(c, account);
  const link = links.find((one) => one.id === id);
  if (!link) throw notFound('Your account is not connected with this provider.');
  const byPassword = password_hash !== null && (await mayUsePassword(c, account));
  if (links.length === 1 && !byPassword && !(await hasPasskey(c, account))) {
    throw refused('access.last-way-in', 'This is your only way to sign in. Add a passkey first, then disconnect.');
  }
  await end(c, account, [link]);
  return { done: true as const };
}

/** Disconnects somebody else's account from all providers; its sessions that began there end. */
export async function disconnectProviders(c: Context, { account }: Input<typeof accessContract.disconnectProviders>) {
  const found = await db(c)
    .selectFrom('access.accounts')
    .select('id')
    .where('id', '=', account)
    .forUpdate()
    .executeTakeFirst();
  if (!found) throw notFound('There is no such account.');
  const links = await linksOf(c, account);
  await end(c, account, links);
  if (links.length > 0) await endSessions(c, { account });
  return { done: true as const };
}

const linksOf = (c: Context, account: string) =>
  db(c)
    .selectFrom('access.provider_subjects as s')
    .innerJoin('access.providers as p', 'p.id', 's.provider')
    .select(['s.id', 's.provider', 'p.name'])
    .where('s.account', '=', account)
    .where('s.ended_at', 'is', null)
    .execute();

async function end(
  c: Context,
  account: string,
  links: { id: string; provider: string; name: string }[],
): Promise<void> {
  for (const { id, provider, name } of links) {
    await db(c).updateTable('access.provider_subjects').set({ ended_at: c.now }).where('id', '=', id).execute();
    await record(c, providerUnlinked, { about: { kind: 'account', id: account }, data: { provider } });
    await tellHolder(c, account, `It is not connected with ${name} any more.`);
  }
}
