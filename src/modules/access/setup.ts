import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { newToken, tokenHash } from '#kernel/secrets/token.ts';
import { hasOwner } from './owners.ts';

/** The one organisation of an installation, for facts about it. */
export const HOUSE = { kind: 'house', id: '00000000-0000-7000-8000-000000000000' } as const;

/**
 * The key for the one-time link that makes the owner, or null when there is an owner. Every start makes a new one; only
 * the newest opens the door, so a link in an old log is worth nothing.
 */
export async function openSetup(c: Pick<Context, 'tx' | 'now'>): Promise<string | null> {
  if (await hasOwner(c)) return null;
  const key = newToken();
  await sql`insert into access.setup (key_hash, made_at) values (${tokenHash(key)}, ${c.now})
    on conflict (one) do update set key_hash = excluded.key_hash, made_at = excluded.made_at, used_at = null`.execute(
    c.tx,
  );
  return key;
}
