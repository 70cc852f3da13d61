import type { Context } from '#kernel/context.ts';
import type { Input } from '#kernel/contract/handlers.ts';
import { notFound, refused } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { record } from '#kernel/ledger/record.ts';
import type { accessContract } from '../contract.ts';
import { db } from '../database.ts';
import { dropCodes, factorOf } from '../factor.ts';
import { registrationOptions, verifiedRegistration } from '../passkeys.ts';
import { ownAccountProved } from '../proved.ts';
import { ownAccount, ownAccountInPerson } from '../session.ts';
import { passkeyAdded, passkeyRemoved } from '../sign-in-facts.ts';
import { needsFactor } from '../sign-in-settings.ts';
import { beginStep, findStep, takeStep } from '../steps.ts';
import { tellHolder } from '../telling.ts';
import { limitCodes } from '../throttle.ts';
import { stepOver } from './answer-factor.ts';

const MOST_PASSKEYS = 20;

/** The challenge for a new passkey of one's own. */
export async function startPasskey(c: Context) {
  const { id } = await ownAccountProved(c);
  await limitCodes(c, id);
  const account = await db(c)
    .selectFrom('access.accounts')
    .select(['id', 'name', 'mail'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const options = await registrationOptions(c, account);
  const step = await beginStep(c, { kind: 'passkey-add', account: id, holds: options.challenge });
  return { step, options: { ...options } };
}

/** Adds the passkey that the browser made. Its challenge counts once. */
export async function addPasskey(c: Context, { step: key, name, answer }: Input<typeof accessContract.addPasskey>) {
  const { id: account } = await ownAccountProved(c);
  const step = await findStep(c, key, ['passkey-add']);
  if (!step?.holds || step.account !== account || !(await takeStep(c, step))) throw stepOver();
  const made = await verifiedRegistration(c, step.holds, answer);
  if (!made) throw refused('access.passkey-unfit', 'The browser’s answer does not fit. Try again to add the passkey.');
  await db(c).selectFrom('access.accounts').select('id').where('id', '=', account).forUpdate().execute();
  const { passkeys } = await listPasskeys(c);
  if (passkeys.length >= MOST_PASSKEYS)
    throw refused('access.too-many-passkeys', `You have ${passkeys.length} passkeys. Remove those not used any more.`);
  const id = newId();
  const { numInsertedOrUpdatedRows } = await db(c)
    .insertInto('access.passkeys')
    .values({
      id,
      account,
      credential: made.credential.id,
      public_key: Buffer.from(made.credential.publicKey),
      counter: made.credential.counter,
      transports: answer.response.transports ?? [],
      synced: made.credentialBackedUp,
      name,
      made_at: c.now,
    })
    .onConflict((conflict) => conflict.column('credential').doNothing())
    .executeTakeFirst();
  if (!numInsertedOrUpdatedRows) throw refused('access.passkey-known', 'This passkey is known here already.');
  await record(c, passkeyAdded, { about: { kind: 'account', id: account }, data: { passkey: id } });
  await tellHolder(c, account, `A passkey named “${name}” was added.`);
  return { passkey: id };
}

export async function renamePasskey(c: Context, { id, name }: Input<typeof accessContract.renamePasskey>) {
  const account = ownAccountInPerson(c);
  const { numUpdatedRows } = await db(c)
    .updateTable('access.passkeys')
    .set({ name })
    .where('id', '=', id)
    .where('account', '=', account.id)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw notFound('You have no such passkey.');
  return { done: true as const };
}

/** Removes one of one's own passkeys. Where the organisation asks for a second factor, another must stay. */
export async function removePasskey(c: Context, { id }: Input<typeof accessContract.removePasskey>) {
  const { id: account } = await ownAccountProved(c);
  await db(c).selectFrom('access.accounts').select('id').where('id', '=', account).forUpdate().execute();
  const { passkeys } = await listPasskeys(c);
  const passkey = passkeys.find((one) => one.id === id);
  if (!passkey) throw notFound('You have no such passkey.');
  if (passkeys.length === 1 && !(await factorOf(c, account))) {
    if (await needsFactor(c, account)) {
      throw refused(
        'access.factor-needed',
        'The organisation asks a second factor of you. Add another passkey or an authenticator app first.',
      );
    }
    await dropCodes(c, account);
  }
  await db(c).deleteFrom('access.passkeys').where('id', '=', id).execute();
  await record(c, passkeyRemoved, { about: { kind: 'account', id: account }, data: { passkey: id } });
  await tellHolder(c, account, `The passkey named “${passkey.name}” was removed.`);
  return { done: true as const };
}

/** One's own passkeys, the oldest first. */
export async function listPasskeys(c: Context) {
  const account = ownAccount(c);
  const rows = await db(c)
    .selectFrom('access.passkeys')
    .select(['id', 'name', 'synced', 'made_at', 'last_used_at'])
    .where('account', '=', account.id)
    .orderBy('id')
    .execute();
  return {
    passkeys: rows.map((row) => ({
      id: row.id,
      name: row.name,
      synced: row.synced,
      madeAt: row.made_at.toString(),
      lastUsedAt: row.last_used_at?.toString() ?? null,
    })),
  };
}
