import { sql } from 'kysely';
import type { Context } from '../context.ts';

export type Named = { id: string; name: string };

/**
 * The names of accounts, by id. Read from the view that the access module publishes for every room; the kernel has no
 * accounts of its own, only their ids.
 */
export async function accountNames(
  c: Context,
  ids: readonly (string | null)[],
): Promise<(id: string | null) => Named | null> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return () => null;
  const found = await sql<Named>`select id, name from access.account_names where id = any(${wanted}::uuid[])`.execute(
    c.tx,
  );
  const names = new Map(found.rows.map((row) => [row.id, row.name]));
  return (id) => (id === null ? null : { id, name: names.get(id) ?? 'A former colleague' });
}
