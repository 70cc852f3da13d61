import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { ClientBase } from 'pg';

const MARK = '/* prepared */';

/**
 * Put at the beginning (or with `modifyEnd` at the end) of a statement, it has each connection parse and plan it once:
 * sql`${prepared} insert into ...`. For statements that run often, have one fixed text and are read by key, so that one
 * plan fits all values. Never for filters that want a plan of their own.
 */
export const prepared = sql.raw(MARK);

/** Sends marked statements by a name, so that the connection keeps them. For every new connection of a pool. */
export function prepareMarked(client: ClientBase): void {
  const query = client.query.bind(client) as (...given: unknown[]) => unknown;
  const named = (text: unknown, values: unknown, ...rest: unknown[]) =>
    typeof text === 'string' && (text.startsWith(MARK) || text.endsWith(MARK))
      ? query({ name: nameOf(text), text, values }, ...rest)
      : query(text, values, ...rest);
  client.query = named as typeof client.query;
}

const names = new Map<string, string>();
const MOST_NAMES = 500;

function nameOf(text: string): string {
  const known = names.get(text);
  if (known) return known;
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 20);
  if (names.size < MOST_NAMES) names.set(text, name);
  return name;
}
