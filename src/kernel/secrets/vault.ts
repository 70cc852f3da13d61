import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { type Keyring, keyIdOf, open, seal } from './seal.ts';

/** Keeps a secret of the organisation (a password for an outside server), sealed. null forgets it. */
export async function keepSecret(c: Context, name: string, plain: string | null): Promise<void> {
  if (plain === null) {
    await sql`delete from house.secrets where name = ${name}`.execute(c.tx);
    return;
  }
  await sql`insert into house.secrets (name, sealed, changed_at) values (${name}, ${seal(c.house.secrets, name, plain)}, ${c.now})
    on conflict (name) do update set sealed = excluded.sealed, changed_at = excluded.changed_at`.execute(c.tx);
}

/** Reads a secret, or null if none is kept. Throws `CannotOpen` when this process has not the key it was sealed with. */
export async function readSecret(c: Pick<Context, 'tx' | 'house'>, name: string): Promise<string | null> {
  const found = await sql<{ sealed: Buffer }>`select sealed from house.secrets where name = ${name}`.execute(c.tx);
  const row = found.rows[0];
  return row ? open(c.house.secrets, name, row.sealed) : null;
}

/** Seals every secret with the newest key, after a key was put before the older ones. Answers how many were changed. */
export async function resealSecrets(c: Context): Promise<number> {
  const all = await sql<{
    name: string;
    sealed: Buffer;
  }>`select name, sealed from house.secrets order by name for update`.execute(c.tx);
  const old = all.rows.filter((row) => keyIdOf(row.sealed) !== c.house.secrets.current.id);
  for (const row of old) await keepSecret(c, row.name, open(c.house.secrets, row.name, row.sealed));
  return old.length;
}

/**
 * Compares this process's key with the one the installation was started with, and notes it at the first start. Throws an
 * Error with words for the operator: two nodes with key files of their own would lock each other out.
 */
export async function checkKeyring(c: Pick<Context, 'tx' | 'now'>, keys: Keyring): Promise<void> {
  const mark = JSON.stringify(keys.current.id);
  await sql`insert into house.settings (key, value, changed_at, changed_by) values ('secrets.key', ${mark}::jsonb, ${c.now}, 'system:start')
    on conflict (key) do nothing`.execute(c.tx);
  const found = await sql<{ value: unknown }>`select value from house.settings where key = 'secrets.key'`.execute(c.tx);
  const known = String(found.rows[0]?.value);
  if (!keys.all.has(known)) {
    throw new Error(
      `This installation's secrets are sealed with key ${known}, but this process has key ${keys.current.id}. ` +
        'With several nodes on one database, or after moving the data folder, set GUILDHALL_SECRET_KEY to the same value everywhere ' +
        '(the first node keeps its key in secret.key in its data folder).',
    );
  }
  if (known !== keys.current.id) {
    await sql`update house.settings set value = ${mark}::jsonb, changed_at = ${c.now} where key = 'secrets.key'`.execute(
      c.tx,
    );
  }
}
