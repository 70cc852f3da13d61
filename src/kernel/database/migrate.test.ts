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

  test('a file that fails leaves the database as it was before all of them', async () => {
    put('0001-a.sql', 'create table t (a int)');
    await migrate(database.url, folder);
    put('0002-b.sql', 'insert into t values (1)');
    put('0003-c.sql', 'insert into t values (2);\ninsert into nowhere values (1)');
    await expect(migrate(database.url, folder)).rejects.toThrow(/0003-c\.sql failed \(line 2\).*nowhere/);
    expect(await ask('select * from t')).toEqual([]);
    expect(await ask('select name from house.migrations')).toEqual([{ name: '0001-a.sql' }]);
    put('0003-c.sql', 'insert into t values (3)');
    expect(await migrate(database.url, folder)).toEqual({ applied: ['0002-b.sql', '0003-c.sql'] });
  });

  test('the words name the statement that the data do not allow, and where the backup lies', async () => {
    put('0001-a.sql', 'create table t (a int); insert into t values (1), (1)');
    await migrate(database.url, folder);
    put('0002-b.sql', 'alter table t add b int;\n-- once\ncreate unique index t_a\n  on t (a);\nselect 1');
    const before = async () => '/somewhere/backup.tar';
    const failed = migrate(database.url, folder, { before }).catch((error: Error) => error.message);
    expect(await failed).toBe(
      [
        'The migration 0002-b.sql failed (line 3): could not create unique index "t_a"',
        '  Key (a)=(1) is duplicated.',
        '  Statement: create unique index t_a on t (a)',
        'Nothing was changed: the database is as the version before left it. Start that version again, and tell us these lines.',
        'A backup from before lies at /somewhere/backup.tar.',
      ].join('\n'),
    );
    expect(await ask('select * from t')).toEqual([{ a: 1 }, { a: 1 }]);
  });

  test('a backup is asked for once, before a database that has had files gets more; if it fails, nothing is applied', async () => {
    const asked: string[][] = [];
    const before = async (missing: readonly string[]) => {
      asked.push([...missing]);
      return null;
    };
    put('0001-a.sql', 'create table t (a int)');
    await migrate(database.url, folder, { before });
    await migrate(database.url, folder, { before });
    expect(asked).toEqual([]);
    put('0002-b.sql', 'create table u (a int)');
    const full = async () => {
      throw new Error('no space left');
    };
    await expect(migrate(database.url, folder, { before: full })).rejects.toThrow('no space left');
    expect(await ask("select to_regclass('u') as u")).toEqual([{ u: null }]);
    await Promise.all([migrate(database.url, folder, { before }), migrate(database.url, folder, { before })]);
    expect(asked).toEqual([['0002-b.sql']]);
  });

  test('only some of the files make a version of the past', async () => {
    put('0001-a.sql', 'create table t (a int)');
    put('0002-b.sql', 'create table u (a int)');
    expect(await migrate(database.url, folder, { only: new Set(['0001-a.sql']) })).toEqual({ applied: ['0001-a.sql'] });
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
