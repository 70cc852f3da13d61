import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Client } from 'pg';
import { to } from 'pg-copy-streams';
import type { Clock } from '../clock/clock.ts';
import { openDatabase } from '../database/connect.ts';
import { holdMigrations } from '../database/migrate.ts';
import { VERSION } from '../version.ts';
import { type ArchiveWriter, createArchive } from './archive-write.ts';
import {
  type Amount,
  ENTRY,
  type FigureValue,
  JOBS_ENTRY,
  type Manifest,
  type Reason,
  type Totals,
  tableEntry,
} from './manifest.ts';
import { hasQueue, QUEUED_JOBS } from './queue.ts';
import { onConnection } from './session.ts';
import { copied, readSequences, readTables } from './tables.ts';

export type TakeOptions = {
  /** The database to be backed up; it may be busy. */
  readonly url: string;
  /** The archive's path, of a file that is not there yet. */
  readonly path: string;
  readonly reason: Reason;
  readonly id?: string;
  /** The clock to be written down; the database's own if not given. */
  readonly clock?: Clock;
  /** The text of the key file, to be put into the archive. Whoever has the archive can read all secrets then. */
  readonly secretKey?: string;
  /** Reads the figures in the snapshot; null where they cannot be read. */
  readonly figures?: (tx: Kysely<unknown>, at: Temporal.Instant) => Promise<FigureValue[] | null>;
  /** Told before each table: how many are done, of how many, and what is next. */
  readonly progress?: (done: number, of: number, words: string) => Promise<void>;
  readonly signal?: AbortSignal;
  /** The caller holds the lock of the migrations himself. */
  readonly migrationsHeld?: boolean;
};

/** A backup that was taken. `size` in bytes. */
export type Taken = {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
  readonly manifest: Manifest;
  readonly totals: Totals;
};

/**
 * Takes a backup of a database that is in use: everything as it was committed at one instant (one REPEATABLE READ snapshot), table by
 * table as COPY writes it. Nobody waits for it but a migration. The archive gets its name when it is whole; whatever ends
 * this earlier leaves a file `.partial` at most, which nobody takes for a backup.
 */
export async function takeBackup(options: TakeOptions): Promise<Taken> {
  return await onConnection(options.url, async (client) => {
    if (!options.migrationsHeld) await holdMigrations(client);
    const database = openDatabase(options.url, { max: 1 });
    try {
      return await database.kysely
        .transaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute(async (tx) => await copyAll(client, tx, options));
    } finally {
      await database.close();
    }
  });
}

async function copyAll(client: Client, tx: Kysely<unknown>, options: TakeOptions): Promise<Taken> {
  const exported = await sql<{ id: string; at: Temporal.Instant; postgres: string }>`
    select pg_export_snapshot() as id, clock_timestamp() as at, current_setting('server_version') as postgres`.execute(
    tx,
  );
  const read = exported.rows[0] as { id: string; at: Temporal.Instant; postgres: string };
  const snapshot = { ...read, at: options.clock?.now() ?? read.at };
  await client.query('begin isolation level repeatable read read only');
  await client.query(`set transaction snapshot '${snapshot.id}'`);
  const head: Manifest = {
    format: 'guildhall-backup',
    formatVersion: 1,
    id: options.id ?? randomUUID(),
    reason: options.reason,
    takenAt: snapshot.at.toString(),
    guildhall: VERSION,
    postgres: snapshot.postgres,
    node: hostname(),
    migrations: (await client.query('select name, sha256 from house.migrations order by name')).rows,
    secretKey: await keyMark(client),
    carriesSecretKey: options.secretKey !== undefined,
    tables: await readTables(client),
    sequences: await readSequences(client),
  };
  const archive = await createArchive(options.path, snapshot.at);
  try {
    await archive.put(ENTRY.manifest, JSON.stringify(head, null, 1));
    await archive.put(ENTRY.readme, README);
    if (options.secretKey !== undefined) await archive.put(ENTRY.key, options.secretKey);
    const tables: Record<string, Amount> = {};
    for (const [done, table] of head.tables.entries()) {
      options.signal?.throwIfAborted();
      const name = `${table.schema}.${table.name}`;
      await options.progress?.(done, head.tables.length, `Copying ${name}.`);
      tables[name] = await copyOut(client, archive, tableEntry(table), copied(table), options.signal);
    }
    const jobs = (await hasQueue(client))
      ? await copyOut(client, archive, JOBS_ENTRY, `(${QUEUED_JOBS})`, options.signal)
      : await nothing(archive);
    const figures = (await options.figures?.(tx, snapshot.at)) ?? null;
    const totals: Totals = { tables, jobs, figures };
    await archive.put(ENTRY.totals, JSON.stringify(totals, null, 1));
    await client.query('commit');
    const { size, sha256 } = await archive.finish();
    return { path: options.path, size, sha256, manifest: head, totals };
  } catch (error) {
    await archive.discard();
    throw error;
  }
}

async function copyOut(
  client: Client,
  archive: ArchiveWriter,
  entry: string,
  what: string,
  signal: AbortSignal | undefined,
): Promise<Amount> {
  const stream = client.query(to(`copy ${what} to stdout`));
  const amount = await archive.stream(entry, watched(stream, signal));
  // The count comes behind the last row; by the next answer it is there.
  await client.query('select');
  return { rows: stream.rowCount, ...amount };
}

async function* watched(stream: AsyncIterable<Buffer>, signal: AbortSignal | undefined): AsyncGenerator<Buffer> {
  for await (const piece of stream) {
    signal?.throwIfAborted();
    yield piece;
  }
}

const nothing = async (archive: ArchiveWriter): Promise<Amount> => ({
  rows: 0,
  ...(await archive.stream(JOBS_ENTRY, (async function* (): AsyncGenerator<Buffer> {})())),
});

/** The id of the key that sealed what is sealed in this database (secrets/vault.ts). */
async function keyMark(client: Client): Promise<string | null> {
  const there = await client.query<{ there: boolean }>(`select to_regclass('house.settings') is not null as there`);
  if (!there.rows[0]?.there) return null;
  const { rows } = await client.query<{ id: string }>(
    `select value #>> '{}' as id from house.settings where key = 'secrets.key'`,
  );
  return rows[0]?.id ?? null;
}

const README = `A backup of Guildhall: a tar (POSIX ustar).

manifest.json       what this is: version, migrations, tables and their columns, sequences
tables/<name>/*.zst the rows of a table in the text form of PostgreSQL's COPY, zstd: cat tables/<name>/*.zst | zstd -d
queued-jobs/*.zst   work that was queued
totals.json         rows, bytes and SHA-256 of each table; the figures at that instant
SHA256              the SHA-256 of every byte of this file before the header of SHA256

Restore it:         bin/guildhall restore FILE
Prove that it can:  bin/guildhall backup verify FILE

Secrets (the password of the mail server and the like) are sealed with a key that is not in here, unless secret.key is: keep
the secret.key of the data folder, or GUILDHALL_SECRET_KEY, beside it.
`;
