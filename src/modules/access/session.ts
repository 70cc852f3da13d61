import type { Actor, Context } from '#kernel/context.ts';
import { forbidden } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { record } from '#kernel/ledger/record.ts';
import { addressPrefix } from '#kernel/limits/bucket.ts';
import { newToken, tokenHash } from '#kernel/secrets/token.ts';
import { db } from './database.ts';
import { signedIn } from './security-facts.ts';

export const COOKIE = 'guildhall_session';
/** A session ends when nobody used it for this long ... */
export const IDLE_DAYS = 30;
/** ... and in any case after this long. The cookie lives as long; the server decides which of the two has come. */
export const LONGEST_DAYS = 90;

/** Somebody who is signed in. `key` is the id of the session or token that the request came with. */
export type SignedIn = Extract<Actor, { kind: 'account' }> & { key?: string };

/** Until when a session holds that is used now. */
export const expiryOf = (madeAt: Temporal.Instant, now: Temporal.Instant): Temporal.Instant => {
  const idle = now.add({ hours: IDLE_DAYS * 24 });
  const longest = madeAt.add({ hours: LONGEST_DAYS * 24 });
  return Temporal.Instant.compare(idle, longest) < 0 ? idle : longest;
};

/** How somebody proved who they are when a session began. */
export type Way = 'password' | 'code' | 'recovery-code' | 'passkey' | 'provider';

/** Signs an account in on this browser: always under a new token, and whatever session the request came with ends. */
export async function startSession(c: Context, account: string, way: Way = 'password'): Promise<void> {
  const before = keyOf(c.actor);
  if (before && c.actor.kind === 'account' && c.actor.via === 'session') await endSessions(c, { id: before });
  const id = newId();
  const token = newToken();
  await db(c)
    .insertInto('access.sessions')
    .values({
      id,
      token_hash: tokenHash(token),
      account,
      made_at: c.now,
      seen_at: c.now,
      expires_at: expiryOf(c.now, c.now),
      address_prefix: addressPrefix(c.request.address),
      agent: agentOf(c),
      way,
    })
    .execute();
  c.respond.cookie(COOKIE, token, { maxAgeSeconds: LONGEST_DAYS * 86_400 });
  const actor: SignedIn = { kind: 'account', id: account, name: '', via: 'session', key: id, grants: [] };
  await record({ ...c, actor }, signedIn, {
    about: { kind: 'account', id: account },
    data: { session: id, way },
  });
}

/** Ends sessions that are in force: one, or those of an account, or those but one. Returns how many ended. */
export async function endSessions(
  c: Context,
  which: { id: string } | { account: string; but?: string | null },
): Promise<number> {
  const all = db(c).updateTable('access.sessions').set({ ended_at: c.now }).where('ended_at', 'is', null);
  const chosen = 'id' in which ? all.where('id', '=', which.id) : all.where('account', '=', which.account);
  const but = 'id' in which ? null : (which.but ?? null);
  const { numUpdatedRows } = await (but ? chosen.where('id', '<>', but) : chosen).executeTakeFirst();
  return Number(numUpdatedRows);
}

/** The id of the session or token behind the actor, or null. */
export function keyOf(actor: Actor): string | null {
  return actor.kind === 'account' ? ((actor as SignedIn).key ?? null) : null;
}

/** The account that asks. Throws `forbidden` for the system, which has none of its own. */
export function ownAccount(c: Context): SignedIn {
  if (c.actor.kind === 'account') return c.actor;
  throw forbidden('This is about one’s own account. Sign in with it.');
}

/**
 * The account that asks, in a browser. Throws `forbidden` for an API token: a leaked or narrow one must not make itself
 * wider, change the password or hide its traces.
 */
export function ownAccountInPerson(c: Context): SignedIn {
  const account = ownAccount(c);
  if (account.via === 'session') return account;
  throw forbidden('An API token may not do this. Sign in on the website.');
}

/** The browser's own words about itself, for the list of one's sessions. */
function agentOf(c: Context): string | null {
  const { agent } = c.request as { agent?: string | null };
  return agent ? agent.slice(0, 300) : null;
}

/** The same request, acted by an account from here on: what somebody does who has just signed in. */
export const actingAs = (c: Context, account: { id: string; name: string }): Context => ({
  ...c,
  actor: { kind: 'account', id: account.id, name: account.name, via: 'session', grants: [] },
});
