import type { Context } from '#kernel/context.ts';
import { newId } from '#kernel/ids.ts';
import { tokenHash } from '#kernel/secrets/token.ts';
import { keepSecret, readSecret } from '#kernel/secrets/vault.ts';
import { db } from './database.ts';
import { newCodeSecret, newRecoveryCodes, readCode, stepOfCode } from './one-time-code.ts';

const secretOf = (factor: string): string => `access.factor.${factor}`;

/** The authenticator app in force of an account, or null. */
export async function factorOf(c: Pick<Context, 'tx'>, account: string) {
  return (
    (await db(c)
      .selectFrom('access.factors')
      .select(['id', 'confirmed_at', 'last_step'])
      .where('account', '=', account)
      .where('confirmed_at', 'is not', null)
      .where('ended_at', 'is', null)
      .executeTakeFirst()) ?? null
  );
}

/** A factor that waits for its first code. One begun before and not finished is forgotten. */
export async function beginFactor(c: Context, account: string): Promise<{ id: string; secret: string }> {
  await forgetUnfinished(c, { account });
  const id = newId();
  const secret = newCodeSecret();
  await db(c).insertInto('access.factors').values({ id, account, made_at: c.now }).execute();
  await keepSecret(c, secretOf(id), secret);
  return { id, secret };
}

/** Puts a factor in force by its first code. False: the code does not fit, or nothing of this id waits. */
export async function confirmFactor(c: Context, account: string, id: string, typed: string): Promise<boolean> {
  const waiting = await db(c)
    .selectFrom('access.factors')
    .select('id')
    .where('id', '=', id)
    .where('account', '=', account)
    .where('confirmed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  const secret = waiting ? await readSecret(c, secretOf(id)) : null;
  const code = readCode(typed);
  const step = secret !== null && code?.kind === 'code' ? stepOfCode(secret, code.text, c.now) : null;
  if (step === null) return false;
  await db(c)
    .updateTable('access.factors')
    .set({ confirmed_at: c.now, last_step: step })
    .where('id', '=', id)
    .execute();
  return true;
}

/** Ends the authenticator app in force, with its secret. Returns whether there was one. */
export async function endFactor(c: Context, account: string): Promise<boolean> {
  const factor = await factorOf(c, account);
  if (!factor) return false;
  await db(c).updateTable('access.factors').set({ ended_at: c.now }).where('id', '=', factor.id).execute();
  await keepSecret(c, secretOf(factor.id), null);
  return true;
}

/** Without their secrets authenticator apps prove nothing, and would shut out whoever has one. Passkeys need none of ours. */
export async function endEveryFactor(c: Context): Promise<void> {
  await db(c).updateTable('access.factors').set({ ended_at: c.now }).where('ended_at', 'is', null).execute();
}

/** Makes new recovery codes; those before open nothing any more. Only their hashes are kept. */
export async function renewCodes(c: Context, account: string): Promise<string[]> {
  await dropCodes(c, account);
  const codes = newRecoveryCodes();
  const rows = codes.map((code) => ({ account, code_hash: hashOf(code.replaceAll('-', '')), made_at: c.now }));
  await db(c).insertInto('access.recovery_codes').values(rows).execute();
  return codes;
}

export async function dropCodes(c: Context, account: string): Promise<void> {
  await db(c).deleteFrom('access.recovery_codes').where('account', '=', account).execute();
}

/** How many recovery codes are left. */
export async function codesLeft(c: Pick<Context, 'tx'>, account: string): Promise<number> {
  const { count } = await db(c)
    .selectFrom('access.recovery_codes')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('account', '=', account)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/**
 * Uses a code up: of the authenticator app, or a recovery code. Null when it does not fit or was used before; of two who use
 * the same at once, one gets null.
 */
export async function spendCode(c: Context, account: string, typed: string): Promise<'code' | 'recovery-code' | null> {
  const code = readCode(typed);
  if (code === null) return null;
  if (code.kind === 'recovery-code') {
    const { numUpdatedRows } = await db(c)
      .updateTable('access.recovery_codes')
      .set({ used_at: c.now })
      .where('account', '=', account)
      .where('code_hash', '=', hashOf(code.text))
      .where('used_at', 'is', null)
      .executeTakeFirst();
    return numUpdatedRows > 0n ? 'recovery-code' : null;
  }
  const factor = await factorOf(c, account);
  const secret = factor ? await readSecret(c, secretOf(factor.id)) : null;
  const step = secret === null ? null : stepOfCode(secret, code.text, c.now);
  if (!factor || step === null) return null;
  const { numUpdatedRows } = await db(c)
    .updateTable('access.factors')
    .set({ last_step: step })
    .where('id', '=', factor.id)
    .where('last_step', '<', step)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n ? 'code' : null;
}

/** Forgets factors that nobody confirmed, with their secrets: those of an account, or those begun before an instant. */
export async function forgetUnfinished(
  c: Context,
  which: { account: string } | { before: Temporal.Instant },
): Promise<void> {
  const unfinished = db(c).deleteFrom('access.factors').where('confirmed_at', 'is', null).returning('id');
  const chosen =
    'account' in which
      ? unfinished.where('account', '=', which.account)
      : unfinished.where('made_at', '<', which.before);
  for (const { id } of await chosen.execute()) await keepSecret(c, secretOf(id), null);
}

// 80 random bits cannot be searched, so a plain hash is enough.
const hashOf = (letters: string): Buffer => tokenHash(letters);
