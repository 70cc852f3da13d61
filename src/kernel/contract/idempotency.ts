import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { actorKey, type Context } from '../context.ts';
import { invalid, refused } from '../errors.ts';

const hashOf = (input: unknown): Buffer =>
  createHash('sha256')
    .update(JSON.stringify(input) ?? '')
    .digest();

/** Reads the header. Throws `invalid` when it is not 8 to 200 plain characters. */
export function idempotencyKeyOf(headers: Headers): string | null {
  const key = headers.get('idempotency-key');
  if (key === null) return null;
  if (!/^[\x21-\x7e]{8,200}$/.test(key)) {
    throw invalid([{ field: 'Idempotency-Key', message: 'Use 8 to 200 printable characters, such as a UUID.' }]);
  }
  return key;
}

/**
 * Claims the key for this transaction. A second request with the same key waits here until the first has ended, then
 * gets the first one's answer. The same key with other input is refused.
 */
export async function answeredBefore(
  c: Context,
  operation: string,
  key: string,
  input: unknown,
): Promise<{ answer: unknown } | null> {
  const hash = hashOf(input);
  const actor = actorKey(c.actor);
  const claimed = await sql`
    insert into house.idempotency (actor, operation, key, input_sha256, at)
    values (${actor}, ${operation}, ${key}, ${hash}, ${c.now})
    on conflict (actor, operation, key) do nothing returning 1`.execute(c.tx);
  if (claimed.rows.length > 0) return null;
  const kept = await sql<{ input_sha256: Buffer; response: unknown }>`
    select input_sha256, response from house.idempotency
    where actor = ${actor} and operation = ${operation} and key = ${key}`.execute(c.tx);
  const row = kept.rows[0];
  if (!row?.input_sha256.equals(hash)) {
    throw refused(
      'idempotency.other-input',
      'This Idempotency-Key was used with other input before. Use a new key for a new request.',
    );
  }
  return { answer: row.response };
}

export async function keepAnswer(c: Context, operation: string, key: string, answer: unknown): Promise<void> {
  await sql`
    update house.idempotency set response = ${JSON.stringify(answer ?? null)}::jsonb
    where actor = ${actorKey(c.actor)} and operation = ${operation} and key = ${key}`.execute(c.tx);
}

/** The key of one part of a command over many records. */
export const keyOfPart = (key: string, part: string): string =>
  createHash('sha256').update(`${key} ${part}`).digest('base64url');

/** Forgets keys after 24 hours. */
export async function forgetOldKeys(c: Context): Promise<void> {
  await sql`delete from house.idempotency where at < ${c.now.subtract({ hours: 24 })}`.execute(c.tx);
}
