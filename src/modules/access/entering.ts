import type { Context } from '#kernel/context.ts';
import { db } from './database.ts';
import { factorOf } from './factor.ts';
import { COOKIE, endSessions, keyOf, startSession, type Way } from './session.ts';
import { needsFactor } from './sign-in-settings.ts';
import { beginStep, STEP_COOKIE, STEP_MINUTES } from './steps.ts';

/** What comes after somebody has proved who they are once: in, a second factor, or setting one up first. */
export type Next = 'in' | 'factor' | 'set-up';

/**
 * Lets an account in that has just proved itself, or sends it to the second step. `strong`: the proof was two factors in one
 * (a passkey that asked for finger or code), or somebody else has asked for the second.
 */
export async function enter(c: Context, account: string, way: Way, strong = false): Promise<Next> {
  const kind = strong ? null : await factorDue(c, account);
  if (kind === null) {
    await startSession(c, account, way);
    return 'in';
  }
  // Whoever was signed in in this browser is not any more: the next step is about the new account alone.
  const before = keyOf(c.actor);
  if (before && c.actor.kind === 'account' && c.actor.via === 'session') {
    await endSessions(c, { id: before });
    c.respond.cookie(COOKIE, '', { maxAgeSeconds: 0 });
  }
  const key = await beginStep(c, { kind, account, way });
  c.respond.cookie(STEP_COOKIE, key, { maxAgeSeconds: STEP_MINUTES * 60 });
  return kind;
}

/** The second step that this account has to take, or null. */
async function factorDue(c: Context, account: string): Promise<'factor' | 'set-up' | null> {
  if (await factorOf(c, account)) return 'factor';
  if (!(await needsFactor(c, account))) return null;
  return (await hasPasskey(c, account)) ? 'factor' : 'set-up';
}

/** Whether an account has a passkey. */
export async function hasPasskey(c: Pick<Context, 'tx'>, account: string): Promise<boolean> {
  const found = await db(c)
    .selectFrom('access.passkeys')
    .select('id')
    .where('account', '=', account)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}
