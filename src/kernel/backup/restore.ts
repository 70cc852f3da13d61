import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from } from 'pg-copy-streams';
import { MIGRATIONS, migrate, readMigrations, refuseOthers } from '../database/migrate.ts';
import { migrateQueue } from '../jobs/worker.ts';
import { type Archive, checkArchive, openArchive } from './archive-read.ts';
import { BackupFault, JOBS_ENTRY, type Manifest, type Totals, tableEntry } from './manifest.ts';
import { endMark, markRestore } from './mark.ts';
import { loadJobs } from './queue.ts';
import { onConnection } from './session.ts';
import { copied, quoted, readForeignKeys, readTables, readTriggered } from './tables.ts';

export type RestoreOptions = {
  readonly path: string;
  /** An empty database that the role of the address owns; or one in which an earlier restore did not come to its end. */
  readonly url: string;
  readonly migrations?: string;
  readonly progress?: (done: number, of: number, words: string) => Promise<void>;
  /** Something to be done when everything is in, before the database counts as restored. */
  readonly before?: (url: string) => Promise<void>;
};

export type Restored = { readonly manifest: Manifest; readonly totals: Totals; readonly migrated: string[] };

/**
 * Puts a backup into an empty database: checks every sum of the archive, migrates to the version that was backed up, copies all rows
 * in, sets sequences, queues jobs again, and migrates on to now. Rows and their number must be those of the archive. Throws
 * `BackupFault` (damaged, not empty, unknown table) and `MigrationFault` (a backup of a newer version). Whatever ends it earlier
 * leaves a database that is marked, and in which the restore can be run again.
 */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  await options.progress?.(0, 1, 'Checking the backup.');
  await checkArchive(options.path);
  const archive = await openArchive(options.path);
  try {
    const { manifest, totals } = archive;
    const folder = options.migrations ?? MIGRATIONS;
    const marks = new Map(manifest.migrations.map(({ name, sha256 }) => [name, sha256]));
    refuseOthers(marks, readMigrations(folder));
    await onConnection(options.url, (client) => markRestore(client, options.path));
    await migrate(options.url, folder, { only: new Set(marks.keys()) });
    await migrateQueue(options.url);
    await onConnection(options.url, (client) => loadAll(client, archive, options));
    const { applied } = await migrate(options.url, folder);
    await options.before?.(options.url);
    await onConnection(options.url, async (client) => {
      await client.query('analyze');
      await endMark(client);
    });
    return { manifest, totals, migrated: applied };
  } finally {
    await archive.close();
  }
}

/** All rows in one transaction: either all of them are there, or none. */
async function loadAll(client: Client, archive: Archive, options: RestoreOptions): Promise<void> {
  const { manifest, totals } = archive;
  await client.query('begin');
  await refuseOtherTables(client, manifest);
  // Without foreign keys and triggers any order is right, rings of tables too, and nothing fires. All come back before the end.
  const keys = await readForeignKeys(client);
  const { triggered, materialized } = await readTriggered(client);
  for (const key of keys) await client.query(`alter table ${key.table} drop constraint ${key.name}`);
  for (const table of triggered) await client.query(`alter table ${table} disable trigger user`);
  // Migrations may have written rows; those in the archive are what became of them.
  const all = manifest.tables.map(({ schema, name }) => `${quoted(schema)}.${quoted(name)}`);
  if (all.length > 0) await client.query(`truncate ${all.join(', ')}`);
  for (const [done, table] of manifest.tables.entries()) {
    const name = `${table.schema}.${table.name}`;
    await options.progress?.(done, manifest.tables.length, `Copying ${name}.`);
    const into = client.query(from(`copy ${copied(table)} from stdin`));
    await pipeline(Readable.from(archive.rows(tableEntry(table))), into);
    await expectRows(client, name, `${quoted(table.schema)}.${quoted(table.name)}`, totals.tables[name]?.rows);
  }
  for (const { schema, name, lastValue, isCalled } of manifest.sequences) {
    await client.query('select pg_catalog.setval($1::regclass, $2::bigint, $3)', [
      `${quoted(schema)}.${quoted(name)}`,
      lastValue,
      isCalled,
    ]);
  }
  const jobs = await loadJobs(client, archive.rows(JOBS_ENTRY));
  if (jobs !== totals.jobs.rows)
    throw new BackupFault(`${jobs} of ${totals.jobs.rows} queued jobs came back. Nothing was restored.`);
  await options.progress?.(manifest.tables.length, manifest.tables.length, 'Checking what refers to what.');
  for (const table of triggered) await client.query(`alter table ${table} enable trigger user`);
  for (const key of keys) await client.query(`alter table ${key.table} add constraint ${key.name} ${key.definition}`);
  for (const view of materialized) await client.query(`refresh materialized view ${view}`);
  await client.query('commit');
}

async function expectRows(client: Client, name: string, table: string, expected: number | undefined): Promise<void> {
  const { rows } = await client.query<{ n: string }>(`select count(*) as n from ${table}`);
  if (Number(rows[0]?.n) === expected) return;
  throw new BackupFault(`${name} has ${rows[0]?.n} rows, the backup says ${expected}. Nothing was restored.`);
}

/** The tables of the archive and those that its migrations make must be the same, or something would be lost in silence. */
async function refuseOtherTables(client: Client, manifest: Manifest): Promise<void> {
  const written = new Map(
    manifest.tables.map(({ schema, name, columns }) => [`${schema}.${name}`, columns.toSorted().join()]),
  );
  const made = new Map(
    (await readTables(client)).map(({ schema, name, columns }) => [`${schema}.${name}`, columns.toSorted().join()]),
  );
  const other = [...new Set([...written.keys(), ...made.keys()])].filter(
    (name) => written.get(name) !== made.get(name),
  );
  if (other.length > 0)
    throw new BackupFault(
      `The backup and the migrations that it names do not make the same tables: ${other.slice(0, 5).join(', ')}. Nothing was restored.`,
    );
}
