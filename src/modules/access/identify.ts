import { type Kysely, sql } from 'kysely';
import type { Actor, Grant, RequestInfo } from '#kernel/context.ts';
import { prepared } from '#kernel/database/prepared.ts';
import type { House } from '#kernel/house.ts';
import type { Module } from '#kernel/module.ts';
import { tokenHash } from '#kernel/secrets/token.ts';
import { cookieIn } from './cookie.ts';
import { knownOf } from './house-roles.ts';
import { narrowed, rolePermissionsOf } from './roles.ts';
import { COOKIE, expiryOf, type SignedIn } from './session.ts';
import { meetNetwork, networkOf } from './token-network.ts';

/** How an API token begins, so that people and scanners of leaked secrets know it by sight. */
export const TOKEN_PREFIX = 'ghl_';

/** What is needed of a house to know who asks. */
type Doorway = { database: { kysely: Kysely<unknown> }; modules: readonly Module[] };

type Found = {
  key: string;
  account: string;
  name: string;
  made_at: Temporal.Instant;
  seen_at: Temporal.Instant | null;
  scopes: string[] | null;
  /** The one program that a token is for; null: all of its account. */
  within: string | null;
  /** Whether a token was used from this network before. */
  met?: boolean;
  grants: { role: string; program: string | null; permissions: string[] | null }[];
};

const STRANGER: Actor = { kind: 'stranger' };
/** How precisely the last use is kept: at most one write a minute for a session or token. */
const SEEN_STEP_MS = 60_000;

/**
 * Who stands behind these request headers: `Authorization: Bearer ghl_...` or else the session cookie. One query; nothing
 * valid makes a stranger. A bearer token that does not hold is not replaced by a cookie.
 */
export async function identify(
  house: House,
  headers: Headers,
  now: Temporal.Instant,
  request?: RequestInfo,
): Promise<Actor> {
  const bearer = /^bearer\s+(\S+)\s*$/i.exec(headers.get('authorization') ?? '')?.[1];
  if (bearer !== undefined) {
    if (!bearer.startsWith(TOKEN_PREFIX)) return STRANGER;
    const network = networkOf(request?.address ?? null);
    const found = await holderOfToken(house, tokenHash(bearer), network, now);
    if (!found) return STRANGER;
    const actor = actorOf(house, found, 'token');
    if (request && !found.met) await meetNetwork(house, actor, network, request, now);
    return actor;
  }
  const cookie = cookieIn(headers.get('cookie'), COOKIE);
  if (!cookie) return STRANGER;
  const found = await holderOfSession(house, tokenHash(cookie), now);
  return found ? actorOf(house, found, 'session') : STRANGER;
}

function actorOf(house: Doorway, found: Found, via: 'session' | 'token'): SignedIn {
  const permissions = rolePermissionsOf(house);
  const reaching = found.grants.filter(
    ({ program }) => found.within === null || program === null || program === found.within,
  );
  const grants: Grant[] = reaching.map(({ role, program, permissions: made }) => ({
    role,
    program: found.within ?? program,
    permissions: narrowed(made ? knownOf(permissions, made) : (permissions.get(role) ?? []), found.scopes),
  }));
  return { kind: 'account', id: found.account, name: found.name, via, grants, key: found.key };
}

const GRANTS = sql`coalesce((select json_agg(json_build_object('role', g.role, 'program', g.program, 'permissions', r.permissions) order by g.id)
  from access.grants g left join access.roles r on r.id::text = g.role where g.account = a.id and g.ended_at is null), '[]'::json)`;

async function holderOfSession(house: Doorway, hash: Buffer, now: Temporal.Instant): Promise<Found | null> {
  const { kysely } = house.database;
  const { rows } = await sql<Found>`${prepared}
    select s.id as key, a.id as account, a.name, s.made_at, s.seen_at, null::text[] as scopes, null::uuid as within, ${GRANTS} as grants
    from access.sessions s join access.accounts a on a.id = s.account and a.disabled_at is null
    where s.token_hash = ${hash} and s.ended_at is null and s.expires_at > ${now}`.execute(kysely);
  const found = rows[0] ?? null;
  if (found && isStale(found.seen_at, now)) {
    await sql`update access.sessions set seen_at = ${now}, expires_at = ${expiryOf(found.made_at, now)}
      where id = ${found.key} and seen_at = ${found.seen_at} and ended_at is null`.execute(kysely);
  }
  return found;
}

async function holderOfToken(
  house: Doorway,
  hash: Buffer,
  network: string,
  now: Temporal.Instant,
): Promise<Found | null> {
  const { kysely } = house.database;
  const { rows } = await sql<Found>`${prepared}
    select t.id as key, a.id as account, a.name, t.made_at, t.last_used_at as seen_at, t.scopes, t.program as within,
      exists (select from access.token_networks n where n.token = t.id and n.network = ${network}) as met, ${GRANTS} as grants
    from access.tokens t join access.accounts a on a.id = t.account and a.disabled_at is null
    where t.token_hash = ${hash} and t.ended_at is null and (t.expires_at is null or t.expires_at > ${now})`.execute(
    kysely,
  );
  const found = rows[0] ?? null;
  if (found && isStale(found.seen_at, now)) {
    await sql`update access.tokens set last_used_at = ${now}
      where id = ${found.key} and last_used_at is not distinct from ${found.seen_at}`.execute(kysely);
  }
  return found;
}

const isStale = (seen: Temporal.Instant | null, now: Temporal.Instant): boolean =>
  seen === null || now.epochMilliseconds - seen.epochMilliseconds >= SEEN_STEP_MS;
