import type { Context } from '#kernel/context.ts';
import { newId } from '#kernel/ids.ts';
import { open, seal } from '#kernel/secrets/seal.ts';
import { newToken, tokenHash } from '#kernel/secrets/token.ts';
import { cookieIn } from './cookie.ts';
import { db } from './database.ts';
import type { Way } from './session.ts';

export type StepKind = 'factor' | 'set-up' | 'passkey-sign-in' | 'passkey-add' | 'passkey-prove' | 'provider';
export type Step = { id: string; kind: StepKind; account: string | null; way: Way | null; holds: string | null };

/** The cookie that carries somebody from the password to the second factor. */
export const STEP_COOKIE = 'guildhall_step';
/** How long a step waits for the next one. */
export const STEP_MINUTES = 10;

/** Begins a step and answers its key, which the browser keeps. `holds` lies sealed: a challenge, a PKCE verifier. */
export async function beginStep(
  c: Context,
  given: { kind: StepKind; account?: string; way?: Way; holds?: string },
): Promise<string> {
  const id = newId();
  const key = newToken();
  await db(c)
    .insertInto('access.steps')
    .values({
      id,
      kind: given.kind,
      key_hash: tokenHash(key),
      account: given.account ?? null,
      way: given.way ?? null,
      sealed: given.holds === undefined ? null : seal(c.house.secrets, nameOf(id), given.holds),
      made_at: c.now,
      expires_at: c.now.add({ minutes: STEP_MINUTES }),
    })
    .execute();
  return key;
}

/**
 * The step of a key if it still waits, or null. One that began before its account's password was changed, or whose account
 * was disabled, waits no more.
 */
export async function findStep(c: Context, key: string | null, kinds: readonly StepKind[]): Promise<Step | null> {
  if (key === null) return null;
  const row = await db(c)
    .selectFrom('access.steps as s')
    .leftJoin('access.accounts as a', 'a.id', 's.account')
    .select(['s.id', 's.kind', 's.account', 's.way', 's.sealed'])
    .where('s.key_hash', '=', tokenHash(key))
    .where('s.kind', 'in', kinds)
    .where('s.taken_at', 'is', null)
    .where('s.expires_at', '>', c.now)
    .where('a.disabled_at', 'is', null)
    .where((e) => e.or([e('a.password_at', 'is', null), e('a.password_at', '<=', e.ref('s.made_at'))]))
    .executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id,
    kind: row.kind as StepKind,
    account: row.account,
    way: row.way as Way | null,
    holds: row.sealed === null ? null : open(c.house.secrets, nameOf(row.id), row.sealed),
  };
}

/** Takes a step: true for the first who does, false for everybody after. */
export async function takeStep(c: Context, step: Step): Promise<boolean> {
  const { numUpdatedRows } = await db(c)
    .updateTable('access.steps')
    .set({ taken_at: c.now, sealed: null })
    .where('id', '=', step.id)
    .where('taken_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** The step between password and second factor that this browser is at, or null. */
export const stepHere = (c: Context, kinds: readonly ('factor' | 'set-up')[]): Promise<Step | null> =>
  findStep(c, cookieIn(c.request.cookie, STEP_COOKIE), kinds);

/** Forgets steps a day after they were of use. */
export async function forgetSteps(c: Context): Promise<void> {
  await db(c)
    .deleteFrom('access.steps')
    .where('expires_at', '<', c.now.subtract({ hours: 24 }))
    .execute();
}

const nameOf = (id: string): string => `access.step.${id}`;
