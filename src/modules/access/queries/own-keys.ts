import type { Context } from '#kernel/context.ts';
import { db } from '../database.ts';
import { keyOf, ownAccount } from '../session.ts';

/** One's own sessions in force, the last used first. */
export async function listSessions(c: Context) {
  const account = ownAccount(c);
  const current = keyOf(account);
  const rows = await db(c)
    .selectFrom('access.sessions')
    .selectAll()
    .where('account', '=', account.id)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', c.now)
    .orderBy('seen_at', 'desc')
    .limit(200)
    .execute();
  return {
    sessions: rows.map((s) => ({
      id: s.id,
      madeAt: s.made_at.toString(),
      seenAt: s.seen_at.toString(),
      expiresAt: s.expires_at.toString(),
      address: s.address_prefix,
      agent: s.agent,
      current: s.id === current,
    })),
  };
}

/** One's own API tokens in force, the newest first. Of each only what it is for; its value was shown once. */
export async function listTokens(c: Context) {
  const account = ownAccount(c);
  const rows = await db(c)
    .selectFrom('access.tokens')
    .selectAll()
    .where('account', '=', account.id)
    .where('ended_at', 'is', null)
    .where((e) => e.or([e('expires_at', 'is', null), e('expires_at', '>', c.now)]))
    .orderBy('id', 'desc')
    .execute();
  return {
    tokens: rows.map((t) => ({
      id: t.id,
      name: t.name,
      scopes: t.scopes,
      madeAt: t.made_at.toString(),
      expiresAt: t.expires_at?.toString() ?? null,
      lastUsedAt: t.last_used_at?.toString() ?? null,
    })),
  };
}
