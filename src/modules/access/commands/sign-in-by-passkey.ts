import type { Context } from '#kernel/context.ts';
import type { Input } from '#kernel/contract/handlers.ts';
import { refused } from '#kernel/errors.ts';
import type { accessContract } from '../contract.ts';
import { enter } from '../entering.ts';
import { assertionOptions, holderOfAssertion } from '../passkeys.ts';
import { beginStep, findStep, STEP_COOKIE, stepHere, takeStep } from '../steps.ts';
import { limitKeys } from '../throttle.ts';
import { stepOver } from './answer-factor.ts';

/** The challenge for signing in with a passkey: of whomever, or of the account whose password was given in this browser. */
export async function startPasskeySignIn(c: Context) {
  await limitKeys(c);
  const before = await stepHere(c, ['factor']);
  const account = before?.account ?? null;
  const options = await assertionOptions(c, account);
  const step = await beginStep(c, {
    kind: 'passkey-sign-in',
    ...(account === null ? {} : { account }),
    holds: options.challenge,
  });
  return { step, options: { ...options } };
}

/** Signs in with a passkey that asked its holder for finger, face or code: both factors in one. */
export async function signInByPasskey(c: Context, { step: key, answer }: Input<typeof accessContract.signInByPasskey>) {
  await limitKeys(c);
  const step = await findStep(c, key, ['passkey-sign-in']);
  if (!step?.holds || !(await takeStep(c, step))) throw stepOver();
  const account = await holderOfAssertion(c, step.holds, answer);
  if (account === null || (step.account !== null && step.account !== account)) {
    throw refused('access.passkey-unknown', 'This passkey opens no account here. Use another, or your password.');
  }
  const before = await stepHere(c, ['factor']);
  if (before) await takeStep(c, before);
  c.respond.cookie(STEP_COOKIE, '', { maxAgeSeconds: 0 });
  await enter(c, account, 'passkey', true);
  return { done: true as const };
}
