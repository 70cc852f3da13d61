import { sql } from 'kysely';
import { accountOf, type Context } from '../context.ts';
import { newId } from '../ids.ts';
import { keepSecret, readSecret } from '../secrets/vault.ts';
import { newSecret } from './signature.ts';

const nameOf = (id: string): string => `webhooks.secret.${id}`;

/** Makes a secret that signs from now on. The answer is the only time it is seen. */
export async function makeSecret(c: Context, endpoint: string): Promise<{ id: string; secret: string }> {
  const id = newId();
  const secret = newSecret();
  await keepSecret(c, nameOf(id), secret);
  await sql`insert into webhooks.secrets (id, endpoint, hint, made_by, made_at)
    values (${id}, ${endpoint}, ${secret.slice(-4)}, ${accountOf(c)}, ${c.now})`.execute(c.tx);
  return { id, secret };
}

/** The secrets of endpoints that sign now, the newest first. Throws `CannotOpen` when this process lacks their key. */
export async function readSecrets(c: Context, endpoints: readonly string[]): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  if (endpoints.length === 0) return found;
  const { rows } = await sql<{ id: string; endpoint: string }>`
    select id, endpoint from webhooks.secrets
    where endpoint = any(${[...endpoints]}::uuid[]) and (expires_at is null or expires_at > ${c.now}) order by id desc`.execute(
    c.tx,
  );
  for (const row of rows) {
    const secret = await readSecret(c, nameOf(row.id));
    if (secret !== null) found.set(row.endpoint, [...(found.get(row.endpoint) ?? []), secret]);
  }
  return found;
}

/** Forgets secrets that sign nothing any more: all of these endpoints, or those that have run out. */
export async function forgetSecrets(
  c: Context,
  of: { endpoint: string } | 'expired' | { secret: string },
): Promise<void> {
  const which =
    of === 'expired'
      ? sql`expires_at <= ${c.now}`
      : 'endpoint' in of
        ? sql`endpoint = ${of.endpoint}`
        : sql`id = ${of.secret}`;
  const { rows } = await sql<{ id: string }>`delete from webhooks.secrets where ${which} returning id`.execute(c.tx);
  for (const { id } of rows) await keepSecret(c, nameOf(id), null);
}

/** Nothing goes out unsigned: without their secrets all webhooks stop, until somebody makes a new secret and enables them. */
export async function stopUnsigned(c: Context): Promise<void> {
  await sql`delete from webhooks.secrets`.execute(c.tx);
  await sql`update webhooks.endpoints set disabled_at = ${c.now}, disabled_why = 'hand'
    where disabled_at is null and removed_at is null`.execute(c.tx);
}
