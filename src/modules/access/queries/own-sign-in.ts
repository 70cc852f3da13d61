import type { Context } from '#kernel/context.ts';
import { db } from '../database.ts';
import { hasPasskey } from '../entering.ts';
import { codesLeft, factorOf } from '../factor.ts';
import { PROVED_MINUTES } from '../proved.ts';
import { ownAccount } from '../session.ts';
import { needsFactor } from '../sign-in-settings.ts';
import { stepHere } from '../steps.ts';

/** What this browser still has to do to be signed in. Says nothing about an account whose password was not given here. */
export async function signInStep(c: Context) {
  const step = await stepHere(c, ['factor', 'set-up']);
  if (!step?.account || (step.kind !== 'factor' && step.kind !== 'set-up')) {
    return { step: null, takes: { code: false, recoveryCode: false, passkey: false } };
  }
  return {
    step: step.kind,
    takes: {
      code: (await factorOf(c, step.account)) !== null,
      recoveryCode: (await codesLeft(c, step.account)) > 0,
      passkey: await hasPasskey(c, step.account),
    },
  };
}

/** How one signs in oneself. */
export async function ownKeys(c: Context) {
  const { id, key } = ownAccount(c);
  const account = await db(c)
    .selectFrom('access.accounts as a')
    .leftJoin('access.sessions as s', (join) => join.on('s.id', '=', key ?? null))
    .select(['a.password_hash', 's.made_at', 's.proved_at'])
    .where('a.id', '=', id)
    .executeTakeFirstOrThrow();
  const factor = await factorOf(c, id);
  const last = account.proved_at ?? account.made_at;
  return {
    password: account.password_hash !== null,
    factor: factor?.confirmed_at ? { since: factor.confirmed_at.toString() } : null,
    needsFactor: await needsFactor(c, id),
    recoveryCodesLeft: await codesLeft(c, id),
    proved: last !== null && Temporal.Instant.compare(last.add({ minutes: PROVED_MINUTES }), c.now) > 0,
  };
}
