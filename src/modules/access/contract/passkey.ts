import { z } from 'zod';
import { command, id, instant, nothing, query } from '#kernel/contract/operation.ts';
import { personName } from '../inputs.ts';
import { assertionAnswer, registrationAnswer } from '../passkeys.ts';
import { done } from './shapes.ts';

const step = z.string().min(1).max(100);
/** What `navigator.credentials` takes, as WebAuthn level 3 writes it in JSON. */
const options = z.record(z.string(), z.unknown());

/** Passkeys: making, naming and removing one's own, and signing in with one alone. */
export const passkeyContract = {
  listPasskeys: query({
    path: '/me/passkeys',
    permission: 'signed-in',
    summary: 'One’s own passkeys',
    input: nothing,
    output: z.object({
      passkeys: z.array(
        z.object({ id, name: z.string(), synced: z.boolean(), madeAt: instant, lastUsedAt: instant.nullable() }),
      ),
    }),
  }),
  startPasskey: command({
    secret: true,
    path: '/me/passkeys/start',
    permission: 'signed-in',
    summary: 'Begin to add a passkey: the challenge for the browser',
    input: nothing,
    output: z.object({ step, options }),
  }),
  addPasskey: command({
    secret: true,
    path: '/me/passkeys',
    permission: 'signed-in',
    summary: 'Add the passkey that the browser made for the challenge',
    input: z.object({ step, name: personName, answer: registrationAnswer }),
    output: z.object({ passkey: id }),
  }),
  renamePasskey: command({
    path: '/me/passkeys/{id}/name',
    permission: 'signed-in',
    summary: 'Give one of one’s own passkeys another name',
    input: z.object({ id, name: personName }),
    output: done,
  }),
  removePasskey: command({
    path: '/me/passkeys/{id}/remove',
    permission: 'signed-in',
    summary: 'Remove one of one’s own passkeys',
    input: z.object({ id }),
    output: done,
  }),
  startPasskeySignIn: command({
    secret: true,
    path: '/sign-in/passkey/start',
    permission: 'public',
    summary: 'Begin to sign in with a passkey: the challenge for the browser',
    input: nothing,
    output: z.object({ step, options }),
  }),
  signInByPasskey: command({
    secret: true,
    path: '/sign-in/passkey',
    permission: 'public',
    summary: 'Sign in with a passkey alone; it counts as both factors. The answer sets the session cookie',
    input: z.object({ step, answer: assertionAnswer }),
    output: done,
  }),
};
