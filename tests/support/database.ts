import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, inject } from 'vitest';
import { type Database, openDatabase } from '#kernel/database/connect.ts';

/**
 * A database of one's own with all migrations and no rows, open with at most `max` connections (default 10); it is closed and
 * dropped after the test file. Call it at the top of the file or of a `describe`:
 * `const database = await testDatabase();`
 */
export async function testDatabase(options: { max?: number } = {}): Promise<Database> {
  const fresh = await cloneTemplate();
  const database = openDatabase(fresh.url, options);
  afterAll(async () => {
    await database.close();
    await fresh.drop();
  });
  return database;
}

/** A database that its maker drops. */
export type LooseDatabase = { readonly url: string; drop(): Promise<void> };

/** The same without a pool, and dropped by the caller: for tests that start processes on it. */
export async function cloneTemplate(): Promise<LooseDatabase> {
  return await createDatabase(`template ${new URL(inject('templateUrl')).pathname.slice(1)}`);
}

/** An empty database, without even the migrations; dropped by the caller. */
export async function emptyDatabase(): Promise<LooseDatabase> {
  return await createDatabase('template template1');
}

async function createDatabase(how: string): Promise<LooseDatabase> {
  const server = inject('templateUrl');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, `create database ${name} ${how}`);
  return {
    url: withDatabase(server, name),
    drop: () => onServer(server, `drop database if exists ${name} with (force)`),
  };
}

function withDatabase(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new Client(withDatabase(url, 'postgres'));
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
