import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Pool, type PoolClient } from 'pg';
import { surviveLoss } from './connect.ts';

/** A database and a set of migration files that do not fit together. Its words say which file, and what to do. */
export class MigrationFault extends Error {
  override name = 'MigrationFault';
}

/** The project's own migrations. */
export const MIGRATIONS = join(import.meta.dirname, '../../../db/migrations');

type Migration = { readonly name: string; readonly sql: string; readonly sha256: string };

/**
 * Brings the database up to date: every file of the folder (`NNNN-name.sql`) that it does not have yet runs in the order of
 * names, each in a transaction of its own together with its mark in house.migrations. Two processes may do so at once: the
 * second waits and finds nothing left to do. Returns the names of the files applied by this call. Throws `MigrationFault`
 * when an applied file has changed or is gone, or when a file fails.
 */
export async function migrate(database: Pool | string, folder: string = MIGRATIONS): Promise<{ applied: string[] }> {
  const files = readMigrations(folder);
  const pool = typeof database === 'string' ? new Pool({ connectionString: database, max: 1 }) : database;
  if (typeof database === 'string') surviveLoss(pool, () => {});
  try {
    const client = await pool.connect();
    try {
      await client.query('select pg_advisory_lock($1)', [LOCK]);
      try {
        return { applied: await applyMissing(client, files) };
      } finally {
        await client.query('select pg_advisory_unlock($1)', [LOCK]);
      }
    } finally {
      // Whatever a file has set for its session must not reach the next user of the connection.
      client.release(true);
    }
  } finally {
    if (typeof database === 'string') await pool.end();
  }
}

/** Any number will do that nobody else locks in this database: "guildhal" as bytes. */
const LOCK = Buffer.from('guildhal').readBigInt64BE().toString();

/** Reads the migration files of a folder in the order of names. Throws `MigrationFault` on a name of another form. */
export function readMigrations(folder: string): Migration[] {
  const names = readdirSync(folder).filter((name) => !name.startsWith('.'));
  const odd = names.find((name) => !/^\d{4}-[a-z0-9-]+\.sql$/.test(name));
  if (odd) throw new MigrationFault(`The migration file ${odd} is not named like 0123-some-words.sql.`);
  return names.sort().map((name) => {
    const sql = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n');
    return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
  });
}

async function applyMissing(client: PoolClient, files: Migration[]): Promise<string[]> {
  await client.query('create schema if not exists house');
  await client.query(`create table if not exists house.migrations (
    name text primary key,
    sha256 text not null,
    applied_at timestamptz not null default now()
  )`);
  const marks = await client.query<{ name: string; sha256: string }>('select name, sha256 from house.migrations');
  const known = new Map(marks.rows.map((mark) => [mark.name, mark.sha256]));
  for (const name of known.keys()) {
    if (files.some((file) => file.name === name)) continue;
    throw new MigrationFault(
      `The database has had the migration ${name}, which this version does not know: it is too old for it.`,
    );
  }
  const missing: Migration[] = [];
  for (const file of files) {
    const sha256 = known.get(file.name);
    if (!sha256) missing.push(file);
    else if (sha256 !== file.sha256) {
      throw new MigrationFault(
        `The migration ${file.name} was changed after this database had it. Put the file back and write a new migration.`,
      );
    }
  }
  for (const file of missing) await apply(client, file);
  return missing.map((file) => file.name);
}

async function apply(client: PoolClient, file: Migration): Promise<void> {
  try {
    await client.query('begin');
    await client.query(file.sql);
    await client.query('insert into house.migrations (name, sha256) values ($1, $2)', [file.name, file.sha256]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    const at = Number((error as { position?: string }).position);
    const line = at > 0 ? ` (line ${file.sql.slice(0, at).split('\n').length})` : '';
    throw new MigrationFault(`The migration ${file.name} failed${line}: ${(error as Error).message}`, { cause: error });
  }
}
