import type { Context } from '#kernel/context.ts';
import type { Input } from '#kernel/contract/handlers.ts';
import { refused } from '#kernel/errors.ts';
import { record } from '#kernel/ledger/record.ts';
import { lockAccount } from '../accounts.ts';
import type { accessContract } from '../contract.ts';
import { db } from '../database.ts';
import { dropCodes, endFactor } from '../factor.ts';
import { checkReachOver } from '../giving.ts';
import { endSessions } from '../session.ts';
import { factorReset } from '../sign-in-facts.ts';
import { tellHolder } from '../telling.ts';

/** For somebody who lost telephone and recovery codes: all of it goes, and the password alone opens again. */
export async function resetFactor(c: Context, { account: id }: Input<typeof accessContract.resetFactor>) {
  if (c.actor.kind === 'account' && c.actor.id === id) {
    throw refused('access.own-account', 'Change your own second factor on your account page.');
  }
  await lockAccount(c, id);
  await checkReachOver(c, id);
  const factor = await endFactor(c, id);
  await dropCodes(c, id);
  const passkeys = await db(c).deleteFrom('access.passkeys').where('account', '=', id).returning('id').execute();
  await endSessions(c, { account: id });
  await record(c, factorReset, { about: { kind: 'account', id }, data: { factor, passkeys: passkeys.length } });
  const by = c.actor.kind === 'account' ? c.actor.name : 'An owner';
  await tellHolder(c, id, `${by} took your second factor, recovery codes and passkeys away, and ended your sessions.`);
  return { done: true as const };
}
