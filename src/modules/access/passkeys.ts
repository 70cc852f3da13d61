import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { z } from 'zod';
import type { Context } from '#kernel/context.ts';
import { readOrganisation } from '#kernel/settings/organisation.ts';
import { db } from './database.ts';

const piece = z.string().max(20_000);

/** What a browser answers when a passkey was made (WebAuthn level 3, RegistrationResponseJSON), as far as we look at it. */
export const registrationAnswer = z.object({
  id: piece,
  rawId: piece,
  type: z.literal('public-key'),
  clientExtensionResults: z.record(z.string(), z.unknown()).default({}),
  authenticatorAttachment: z.string().max(50).nullish(),
  response: z.object({
    clientDataJSON: piece,
    attestationObject: piece,
    transports: z.array(z.string().max(30)).max(10).optional(),
  }),
});

/** What it answers when one was used (AuthenticationResponseJSON). */
export const assertionAnswer = z.object({
  id: piece,
  rawId: piece,
  type: z.literal('public-key'),
  clientExtensionResults: z.record(z.string(), z.unknown()).default({}),
  authenticatorAttachment: z.string().max(50).nullish(),
  response: z.object({
    clientDataJSON: piece,
    authenticatorData: piece,
    signature: piece,
    userHandle: piece.nullish(),
  }),
});

/** Whose passkeys these are: the host of our address, and pages of exactly this origin. */
const place = (c: Context) => {
  const url = new URL(c.house.settings.publicUrl);
  return { rpID: url.hostname, origin: url.origin };
};

/** What the browser needs to make a passkey that alone says who its holder is, and asks for finger, face or code. */
export async function registrationOptions(c: Context, account: { id: string; name: string; mail: string }) {
  const { name } = await readOrganisation(c);
  const before = await db(c)
    .selectFrom('access.passkeys')
    .select(['credential', 'transports'])
    .where('account', '=', account.id)
    .execute();
  return generateRegistrationOptions({
    rpName: name,
    rpID: place(c).rpID,
    userID: new Uint8Array(Buffer.from(account.id.replaceAll('-', ''), 'hex')),
    userName: account.mail,
    userDisplayName: account.name,
    attestationType: 'none',
    excludeCredentials: before.map((key) => ({ id: key.credential, transports: key.transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
}

/** Checks a new passkey against its challenge. Null: it does not hold. */
export async function verifiedRegistration(c: Context, challenge: string, answer: z.output<typeof registrationAnswer>) {
  const { rpID, origin } = place(c);
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      response: answer as unknown as RegistrationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpID,
      requireUserVerification: true,
    });
    return registrationInfo ?? null;
  } catch (error) {
    c.house.log.info({ err: error }, 'a new passkey was not taken');
    return null;
  }
}

/** What the browser needs to use a passkey: of whomever, or of one account. */
export async function assertionOptions(c: Context, account: string | null) {
  const own =
    account === null
      ? []
      : await db(c)
          .selectFrom('access.passkeys')
          .select(['credential', 'transports'])
          .where('account', '=', account)
          .execute();
  return generateAuthenticationOptions({
    rpID: place(c).rpID,
    userVerification: 'required',
    allowCredentials: own.map((key) => ({ id: key.credential, transports: key.transports })),
  });
}

/**
 * The account whose passkey answered this challenge, or null. The row is locked and its counter moved on; a counter that
 * goes back is how a copied key betrays itself, and is refused (WebAuthn, 7.2, step 22).
 */
export async function holderOfAssertion(
  c: Context,
  challenge: string,
  answer: z.output<typeof assertionAnswer>,
): Promise<string | null> {
  const kept = await db(c)
    .selectFrom('access.passkeys as p')
    .innerJoin('access.accounts as a', 'a.id', 'p.account')
    .select(['p.id', 'p.account', 'p.credential', 'p.public_key', 'p.counter', 'p.transports'])
    .where('p.credential', '=', answer.id)
    .where('a.disabled_at', 'is', null)
    .forUpdate('p')
    .executeTakeFirst();
  if (!kept) return null;
  const { rpID, origin } = place(c);
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: answer as unknown as AuthenticationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpID,
      requireUserVerification: true,
      credential: {
        id: kept.credential,
        publicKey: new Uint8Array(kept.public_key),
        counter: kept.counter,
        transports: kept.transports,
      },
    });
    if (!verified) return null;
    await db(c)
      .updateTable('access.passkeys')
      .set({ counter: authenticationInfo.newCounter, last_used_at: c.now })
      .where('id', '=', kept.id)
      .execute();
    return kept.account;
  } catch (error) {
    c.house.log.warn({ err: error, account: kept.account }, 'a passkey was not taken');
    return null;
  }
}
