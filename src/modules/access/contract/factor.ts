import { z } from 'zod';
import { command, id, instant, nothing, query } from '#kernel/contract/operation.ts';
import { signInSettings } from '../sign-in-settings.ts';
import { done } from './shapes.ts';

const code = z.string().trim().min(1, 'Give the code.').max(100);
const recoveryCodes = z.array(z.string());

/** The second factor: setting it up, answering it, recovery codes, and who needs one. */
export const factorContract = {
  signInStep: query({
    path: '/sign-in/step',
    permission: 'public',
    summary: 'What this browser still has to do to be signed in, after the password',
    input: nothing,
    output: z.object({
      step: z.enum(['factor', 'set-up']).nullable(),
      /** What can answer the step `factor`. */
      takes: z.object({ code: z.boolean(), recoveryCode: z.boolean(), passkey: z.boolean() }),
    }),
  }),
  answerFactor: command({
    secret: true,
    path: '/sign-in/factor',
    permission: 'link',
    summary: 'Finish signing in with a code of the authenticator app or a recovery code',
    input: z.object({ code }),
    output: z.object({ way: z.enum(['code', 'recovery-code']), recoveryCodesLeft: z.number().int() }),
  }),
  startFactor: command({
    secret: true,
    path: '/me/factor/start',
    permission: 'link',
    summary: 'Begin to set up an authenticator app: the secret for it, shown this once',
    description: 'For an account that is signed in, or that must set one up before it is. Needs a recent proof.',
    input: nothing,
    output: z.object({ factor: id, secret: z.string(), address: z.string(), picture: z.string() }),
  }),
  confirmFactor: command({
    secret: true,
    path: '/me/factor/confirm',
    permission: 'link',
    summary: 'Put the authenticator app in force with its first code; the answer holds the recovery codes, this once',
    input: z.object({ factor: id, code }),
    output: z.object({ recoveryCodes }),
  }),
  removeFactor: command({
    path: '/me/factor/remove',
    permission: 'signed-in',
    summary: 'Remove one’s own authenticator app, and the recovery codes with it',
    input: nothing,
    output: done,
  }),
  renewRecoveryCodes: command({
    secret: true,
    path: '/me/recovery-codes',
    permission: 'signed-in',
    summary: 'Make new recovery codes; those before open nothing any more',
    input: nothing,
    output: z.object({ recoveryCodes }),
  }),
  proveMyself: command({
    secret: true,
    path: '/me/prove',
    permission: 'signed-in',
    summary: 'Confirm that it is you, by password or code, before the keys of the account are changed',
    input: z.object({ password: z.string().max(1000).default(''), code: z.string().max(100).default('') }),
    output: done,
  }),
  ownKeys: query({
    path: '/me/keys',
    permission: 'signed-in',
    summary: 'How one signs in: password, authenticator app, recovery codes',
    input: nothing,
    output: z.object({
      password: z.boolean(),
      factor: z.object({ since: instant }).nullable(),
      /** The organisation asks a second factor of this account. */
      needsFactor: z.boolean(),
      recoveryCodesLeft: z.number().int(),
      /** A proof is recent enough to change keys. */
      proved: z.boolean(),
    }),
  }),
  resetFactor: command({
    path: '/accounts/{account}/factor/reset',
    permission: 'access.sign-in',
    scope: 'everywhere',
    summary: 'Take authenticator app, recovery codes and passkeys from an account that has lost them; its sessions end',
    input: z.object({ account: id }),
    output: done,
  }),
  signInSettings: query({
    path: '/sign-in/settings',
    permission: 'access.sign-in',
    scope: 'everywhere',
    summary: 'Who needs a second factor, and who may sign in by password',
    input: nothing,
    output: signInSettings,
  }),
  signInReach: query({
    path: '/sign-in/reach',
    permission: 'access.sign-in',
    scope: 'everywhere',
    summary: 'How many accounts would be shut out if only owners could use a password',
    input: nothing,
    output: z.object({ onlyByPassword: z.number().int() }),
  }),
  updateSignInSettings: command({
    method: 'PUT',
    path: '/sign-in/settings',
    permission: 'access.sign-in',
    scope: 'everywhere',
    summary: 'Say who needs a second factor, and who may sign in by password',
    input: signInSettings,
    output: signInSettings,
  }),
};
