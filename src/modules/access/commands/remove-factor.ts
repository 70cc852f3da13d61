import type { Context } from '#kernel/context.ts';
import { refused } from '#kernel/errors.ts';
import { record } from '#kernel/ledger/record.ts';
import { hasPasskey } from '../entering.ts';
import { dropCodes, endFactor, factorOf, renewCodes } from '../factor.ts';
import { ownAccountProved } from '../proved.ts';
import { factorRemoved, recoveryCodesRenewed } from '../sign-in-facts.ts';
import { needsFactor } from '../sign-in-settings.ts';
import { tellHolder } from '../telling.ts';

/** Removes one's own authenticator app. Where the organisation asks for a second factor, another must be there. */
export async function removeFactor(c: Context) {
  const { id } = await ownAccountProved(c);
  const another = await hasPasskey(c, id);
  if (!another && (await needsFactor(c, id))) {
    throw refused(
      'access.factor-needed',
      'The organisation asks a second factor of you. Add a passkey first, then remove the authenticator app.',
    );
  }
  if (await endFactor(c, id)) {
    // Recovery codes stand in for the second factor; a passkey that stays may still need them.
    if (!another) await dropCodes(c, id);
    await record(c, factorRemoved, { about: { kind: 'account', id }, data: {} });
    await tellHolder(c, id, 'The authenticator app was removed.');
  }
  return { done: true as const };
}

/** Makes new recovery codes for one's own account, shown this once. */
export async function renewRecoveryCodes(c: Context) {
  const { id } = await ownAccountProved(c);
  if (!(await factorOf(c, id)) && !(await hasPasskey(c, id))) {
    throw refused('access.no-factor', 'Recovery codes stand in for a second factor. Set one up first.');
  }
  const recoveryCodes = await renewCodes(c, id);
  await record(c, recoveryCodesRenewed, { about: { kind: 'account', id }, data: {} });
  await tellHolder(c, id, 'New recovery codes were made; those before open nothing any more.');
  return { recoveryCodes };
}
