import type { Context } from '#kernel/context.ts';
import type { Input } from '#kernel/contract/handlers.ts';
import { refused, unauthenticated } from '#kernel/errors.ts';
import { record } from '#kernel/ledger/record.ts';
import { readOrganisation } from '#kernel/settings/organisation.ts';
import type { accessContract } from '../contract.ts';
import { db } from '../database.ts';
import { beginFactor, confirmFactor as confirm, factorOf, renewCodes } from '../factor.ts';
import { enrolment } from '../one-time-code.ts';
import { ownAccountProved } from '../proved.ts';
import { actingAs, startSession } from '../session.ts';
import { factorAdded } from '../sign-in-facts.ts';
import { STEP_COOKIE, type Step, stepHere, takeStep } from '../steps.ts';
import { tellHolder } from '../telling.ts';
import { forgetCodes, limitCodes } from '../throttle.ts';
import { stepOver, wrongCode } from './answer-factor.ts';

/** Who sets a factor up: somebody signed in, or somebody at the step in which they must before they are. */
async function whoSetsUp(c: Context): Promise<{ id: string; name: string; mail: string; step: Step | null }> {
  const step = c.actor.kind === 'account' ? null : await stepHere(c, ['set-up']);
  const account = step ? step.account : c.actor.kind === 'account' ? (await ownAccountProved(c)).id : null;
  if (account === null) throw unauthenticated();
  const holder = await db(c)
    .selectFrom('access.accounts')
    .select(['id', 'name', 'mail'])
    .where('id', '=', account)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (await factorOf(c, account)) {
    throw refused('access.has-factor', 'You have an authenticator app already. Remove it before you set up another.');
  }
  return { ...holder, step };
}

/** Hands out the secret for an authenticator app. It counts only once its first code was given. */
export async function startFactor(c: Context) {
  const holder = await whoSetsUp(c);
  await limitCodes(c, holder.id);
  const { id, secret } = await beginFactor(c, holder.id);
  const { name } = await readOrganisation(c);
  return { factor: id, secret, ...enrolment(secret, { issuer: name, label: holder.mail }) };
}

/** Puts the app in force. At the step of signing in, the holder is in with it. */
export async function confirmFactor(c: Context, { factor, code }: Input<typeof accessContract.confirmFactor>) {
  const holder = await whoSetsUp(c);
  const { id, step } = holder;
  await limitCodes(c, id);
  if (!(await confirm(c, id, factor, code))) throw wrongCode();
  await forgetCodes(c, id);
  const recoveryCodes = await renewCodes(c, id);
  if (step) {
    if (!(await takeStep(c, step))) throw stepOver();
    c.respond.cookie(STEP_COOKIE, '', { maxAgeSeconds: 0 });
    await startSession(c, id, 'code');
  }
  await record(actingAs(c, holder), factorAdded, { about: { kind: 'account', id }, data: { atSignIn: step !== null } });
  await tellHolder(c, id, 'An authenticator app was added as second factor.');
  return { recoveryCodes };
}
