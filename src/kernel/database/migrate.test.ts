import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { emptyDatabase, type LooseDatabase } from '#tests/support/database.ts';
import { MIGRATIONS, MigrationFault, migrate, readMigrations } from './migrate.ts';

let folder: string;
let database: LooseDatabase;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'guildhall-migrations-'));
  database = await emptyDatabase();
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await database.drop();
});

const put = (name: string, sql: string) => writeFileSync(join(folder, name), sql);

async function ask(sql: string): Promise<unknown[]> {
  const client = new Client(database.url);
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('migrate', () => {
  test('applies files in order, once', async () => {
    put('0002-b.sql', 'alter table t add b int');
    put('0001-a.sql', 'create table t (a int); insert into t values (1)');
    expect(await migrate(database.url, folder)).toEqual({ applied: ['0001-a.sql', '0002-b.sql'] });
    expect(await migrate(database.url, folder)).toEqual({ applied: [] });
    expect(await ask('select * from t')).toEqual([{ a: 1, b: null }]);
    put('0003-c.sql', 'alter table t add c int');
    expect(await migrate(database.url, folder)).toEqual({ applied: ['0003-c.sql'] });
  });

  test('five at once apply each file exactly once', async () => {
    put('0001-a.sql', 'create table t (a int); select pg_sleep(0.2)');
    put('0002-b.sql', 'insert into t values (1)');
    const all = await Promise.all(Array.from({ length: 5 }, () => migrate(database.url, folder)));
    expect(all.flatMap((each) => each.applied).sort()).toEqual(['0001-a.sql', '0002-b.sql']);
    expect(await ask('select * from t')).toHaveLength(1);
  });

  test('a file that fails leaves nothing of itself, and those before it stay', async () => {
    put('0001-a.sql', 'create table t (a int)');
    put('0002-b.sql', 'insert into t values (1);\ninsert into nowhere values (1)');
    await expect(migrate(database.url, folder)).rejects.toThrow(/0002-b\.sql failed \(line 2\).*nowhere/);
    expect(await ask('select * from t')).toEqual([]);
    put('0002-b.sql', 'insert into t values (2)');
    expect(await migrate(database.url, folder)).toEqual({ applied: ['0002-b.sql'] });
  });

  test('a file that was changed after it was applied is refused by name', async () => {
    put('0001-a.sql', 'create table t (a int)');
    await migrate(database.url, folder);
    put('0001-a.sql', 'create table t (a text)');
    put('0002-b.sql', 'create table u (a int)');
    await expect(migrate(database.url, folder)).rejects.toThrow('0001-a.sql was changed');
    expect(await ask("select to_regclass('u') as u")).toEqual([{ u: null }]);
  });

  test('other line ends are no change', async () => {
    put('0001-a.sql', 'create table t (\na int)');
    await migrate(database.url, folder);
    put('0001-a.sql', 'create table t (\r\na int)');
    expect(await migrate(database.url, folder)).toEqual({ applied: [] });
  });

  test('a database that is newer than the files is refused', async () => {
    put('0001-a.sql', 'create table t (a int)');
    put('0002-b.sql', 'create table u (a int)');
    await migrate(database.url, folder);
    rmSync(join(folder, '0002-b.sql'));
    await expect(migrate(database.url, folder)).rejects.toThrow('0002-b.sql');
    await expect(migrate(database.url, folder)).rejects.toBeInstanceOf(MigrationFault);
  });

  test('a file of another name is refused before anything runs', async () => {
    put('0001-a.sql', 'create table t (a int)');
    put('2-b.sql', 'create table u (a int)');
    await expect(migrate(database.url, folder)).rejects.toThrow('2-b.sql');
    expect(await ask("select to_regclass('t') as t")).toEqual([{ t: null }]);
  });

  test("the project's own migrations apply to an empty database", async () => {
    const { applied } = await migrate(database.url);
    expect(applied).toEqual(readMigrations(MIGRATIONS).map((file) => file.name));
    expect(applied.length).toBeGreaterThan(4);
  });
});
