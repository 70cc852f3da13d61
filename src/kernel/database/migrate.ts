import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ClientBase, Pool, type PoolClient } from 'pg';
import { surviveLoss } from './connect.ts';
import { statementsOf } from './statements.ts';

/** A database and a set of migration files that do not fit together. Its words say which file, and what to do. */
export class MigrationFault extends Error {
  override name = 'MigrationFault';
}

/** The project's own migrations. */
export const MIGRATIONS = join(import.meta.dirname, '../../../db/migrations');

export type Migration = { readonly name: string; readonly sql: string; readonly sha256: string };

export type MigrateOptions = {
  /** Applies only the files of these names: a version of the past. */
  readonly only?: ReadonlySet<string>;
  /**
   * Called before the first file is applied to a database that has had some, while nobody else migrates; not for a new database.
   * What it answers is told when a file fails: where a backup lies. If it throws, nothing is applied.
   */
  readonly before?: (missing: readonly string[]) => Promise<string | null>;
};

/**
 * Brings the database up to date: every file of the folder (`NNNN-name.sql`) that it does not have yet runs in the order of names, all
 * of them in one transaction together with their marks in house.migrations: either the database is up to date afterwards, or it is as
 * it was. Two processes may do so at once: the second waits and finds nothing left to do. Returns the names of the files
 * applied by this call. Throws `MigrationFault` when an applied file has changed or is gone, or when a file fails.
 */
export async function migrate(
  database: Pool | string,
  folder: string = MIGRATIONS,
  options: MigrateOptions = {},
): Promise<{ applied: string[] }> {
  const files = readMigrations(folder).filter(({ name }) => options.only?.has(name) ?? true);
  const pool = typeof database === 'string' ? new Pool({ connectionString: database, max: 1 }) : database;
  if (typeof database === 'string') surviveLoss(pool, () => {});
  try {
    const client = await pool.connect();
    try {
      // Most starts find nothing to do, and need not wait for a backup under way.
      if ((await missingIn(client, files)).missing.length === 0) return { applied: [] };
      await client.query('select pg_advisory_lock($1)', [LOCK]);
      try {
        return { applied: await applyMissing(client, files, options) };
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

/** Keeps others from migrating for as long as the connection lives; waits for one who does. Any number may hold at once. */
export async function holdMigrations(client: ClientBase): Promise<void> {
  await client.query('select pg_advisory_lock_shared($1)', [LOCK]);
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

/**
 * What of the files the database does not have yet, and whether it has had any. Throws `MigrationFault` for a database that is newer than the
 * files, and for a file that was changed after it was applied.
 */
async function missingIn(client: ClientBase, files: Migration[]): Promise<{ missing: Migration[]; isNew: boolean }> {
  const there = await client.query<{ there: boolean }>(`select to_regclass('house.migrations') is not null as there`);
  if (!there.rows[0]?.there) return { missing: files, isNew: true };
  const marks = await client.query<{ name: string; sha256: string }>(
    'select name, sha256 from house.migrations order by name',
  );
  const known = new Map(marks.rows.map((mark) => [mark.name, mark.sha256]));
  refuseOthers(known, files);
  return { missing: files.filter((file) => !known.has(file.name)), isNew: known.size === 0 };
}

/** Throws `MigrationFault` when one of these marks (name and SHA-256) is not one of the files, or one of a file that was changed since. */
export function refuseOthers(known: ReadonlyMap<string, string>, files: readonly Migration[]): void {
  for (const [name, sha256] of known) {
    const file = files.find((each) => each.name === name);
    if (!file)
      throw new MigrationFault(
        `The database has had the migration ${name}, which this version of Guildhall does not know: a newer one has used it. ` +
          'Nothing was changed. Start that version again; or restore a backup from before into an empty database with this one.',
      );
    if (file.sha256 !== sha256)
      throw new MigrationFault(
        `The migration ${name} was changed after this database had it. Put the file back and write a new migration.`,
      );
  }
}

async function applyMissing(client: PoolClient, files: Migration[], options: MigrateOptions): Promise<string[]> {
  const { missing, isNew } = await missingIn(client, files);
  if (missing.length === 0) return [];
  const kept = isNew ? null : ((await options.before?.(missing.map(({ name }) => name))) ?? null);
  let at = missing[0] as Migration;
  try {
    await client.query('begin');
    await client.query('create schema if not exists house');
    await client.query(`create table if not exists house.migrations (
      name text primary key,
      sha256 text not null,
      applied_at timestamptz not null default now()
    )`);
    for (const file of missing) {
      at = file;
      await client.query('savepoint file');
      await client.query(file.sql);
      // What a file sets for its session is not for the next file.
      await client.query('reset all');
      await client.query('insert into house.migrations (name, sha256) values ($1, $2)', [file.name, file.sha256]);
    }
    await client.query('commit');
  } catch (error) {
    const where = await whereFailed(client, at, error as Error);
    await client.query('rollback');
    throw new MigrationFault(wordsOfFailure(at, where, error as Error, kept), { cause: error });
  }
  return missing.map((file) => file.name);
}

type Place = { line: number; text: string };

/** Which statement it was. PostgreSQL says it for faults of writing only; for the others the file is run again, one by one. */
async function whereFailed(client: PoolClient, file: Migration, error: Error): Promise<Place | null> {
  const statements = statementsOf(file.sql);
  const at = Number((error as { position?: string }).position);
  if (at > 0) {
    const line = file.sql.slice(0, at).split('\n').length;
    return { line, text: statements.findLast((each) => each.line <= line)?.text ?? '' };
  }
  try {
    await client.query('rollback to savepoint file');
  } catch {
    return null;
  }
  for (const statement of statements) {
    try {
      await client.query(statement.text);
    } catch {
      return statement;
    }
  }
  return null;
}

function wordsOfFailure(file: Migration, where: Place | null, error: Error, kept: string | null): string {
  const { detail, hint } = error as { detail?: string; hint?: string };
  const begin = where?.text.replace(/\s+/g, ' ');
  return [
    `The migration ${file.name} failed${where ? ` (line ${where.line})` : ''}: ${error.message}`,
    ...(detail ? [`  ${detail}`] : []),
    ...(hint ? [`  ${hint}`] : []),
    ...(begin ? [`  Statement: ${begin.length > 300 ? `${begin.slice(0, 300)} ...` : begin}`] : []),
    'Nothing was changed: the database is as the version before left it. Start that version again, and tell us these lines.',
    ...(kept ? [`A backup from before lies at ${kept}.`] : []),
  ].join('\n');
}
