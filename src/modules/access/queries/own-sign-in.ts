import { sql } from 'kysely';
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

/** How many accounts in force, owners left out, have no way in but a password. */
export async function signInReach(c: Context) {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from access.accounts a
    where a.disabled_at is null and a.password_hash is not null
      and not exists (select from access.grants g where g.account = a.id and g.role = 'owner' and g.ended_at is null)
      and not exists (select from access.passkeys k where k.account = a.id)
      and not exists (select from access.provider_subjects s join access.providers p on p.id = s.provider
        where s.account = a.id and s.ended_at is null and p.for_staff and p.ended_at is null)`.execute(c.tx);
  return { onlyByPassword: Number(rows[0]?.count ?? 0) };
}
