import { sql } from 'kysely';
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
  const { rows } = await sql<TokenRow>`
    select t.id, t.name, t.scopes, t.program, t.made_at, t.expires_at, t.last_used_at, n.newest, n.networks
    from access.tokens t cross join lateral (
      select count(*)::int as networks, (array_agg(network order by first_at desc))[1] as newest
      from access.token_networks where token = t.id) n
    where t.account = ${account.id} and t.ended_at is null and (t.expires_at is null or t.expires_at > ${c.now})
    order by t.id desc`.execute(c.tx);
  return {
    tokens: rows.map((t) => ({
      id: t.id,
      name: t.name,
      scopes: t.scopes,
      program: t.program,
      madeAt: t.made_at.toString(),
      expiresAt: t.expires_at?.toString() ?? null,
      lastUsedAt: t.last_used_at?.toString() ?? null,
      newestNetwork: t.newest,
      networks: t.networks,
    })),
  };
}

type TokenRow = {
  id: string;
  name: string;
  scopes: string[] | null;
  program: string | null;
  made_at: Temporal.Instant;
  expires_at: Temporal.Instant | null;
  last_used_at: Temporal.Instant | null;
  newest: string | null;
  networks: number;
};
