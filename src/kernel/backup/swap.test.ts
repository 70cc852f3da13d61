import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { emptyDatabase, type LooseDatabase } from '#tests/support/database.ts';
import { BackupFault } from './manifest.ts';
import { intoDatabase } from './swap.ts';

let database: LooseDatabase;
let name: string;
beforeEach(async () => {
  database = await emptyDatabase();
  name = new URL(database.url).pathname.slice(1);
  await ask(database.url, `create table house (word text); insert into house values ('before')`);
});
afterEach(async () => {
  const left = await ask<{ datname: string }>(
    at('postgres'),
    `select datname from pg_database where datname like '${name}\\_%'`,
  );
  for (const { datname } of left) await ask(at('postgres'), `drop database "${datname}" with (force)`);
  await database.drop();
});

function at(other: string): string {
  const url = new URL(database.url);
  url.pathname = `/${other}`;
  return url.href;
}

async function ask<R>(url: string, sql: string): Promise<R[]> {
  const client = new Client(url);
  await client.connect();
  try {
    return (await client.query(sql)).rows as R[];
  } finally {
    await client.end();
  }
}

const wordIn = async (url: string) => (await ask<{ word: string }>(url, 'select word from house'))[0]?.word;
/** What a restore would do: something in the database that it is given. */
const restored = (url: string) =>
  ask(url, `create table house (word text); insert into house values ('restored')`).then(() => {});

describe('a restore in the place of a database that is not empty', () => {
  test('is refused without its own name, and touches nothing', async () => {
    for (const replace of [null, `${name}x`])
      await expect(intoDatabase(database.url, replace, restored)).rejects.toThrow(`--replace ${name}`);
    expect(await wordIn(database.url)).toBe('before');
  });

  test('takes its name, and keeps what was there under another', async () => {
    const kept = await intoDatabase(database.url, name, restored);
    expect(kept).toMatch(new RegExp(`^${name}_before_\\d{14}$`));
    expect(await wordIn(database.url)).toBe('restored');
    expect(await wordIn(at(kept as string))).toBe('before');
  });

  test('that fails, or was killed in the middle, leaves the old one by its name, and is run again', async () => {
    const killed = async (url: string) => {
      await ask(url, 'create table half (a int)');
      throw new Error('killed');
    };
    await expect(intoDatabase(database.url, name, killed)).rejects.toThrow('killed');
    expect(await wordIn(database.url)).toBe('before');
    await intoDatabase(database.url, name, restored);
    expect(await wordIn(database.url)).toBe('restored');
  });

  test('cannot take the old name away without giving it to the new one', async () => {
    let busy: Client | null = null;
    const whileBusy = async (url: string) => {
      await restored(url);
      busy = new Client(url);
      busy.on('error', () => {});
      await busy.connect();
    };
    // Somebody is still on the new database when it is to get its name.
    await expect(intoDatabase(database.url, name, whileBusy)).rejects.toBeInstanceOf(BackupFault);
    await (busy as Client | null)?.end();
    expect(await wordIn(database.url)).toBe('before');
  });
});
