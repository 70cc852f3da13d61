import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { openArchive } from '#kernel/backup/archive-read.ts';
import { differences, readFigures } from '#kernel/backup/figures.ts';
import { archivesIn } from '#kernel/backup/folder.ts';
import { restoreBackup } from '#kernel/backup/restore.ts';
import { takeBackup } from '#kernel/backup/take.ts';
import { readSettings } from '#kernel/config/settings.ts';
import { openDatabase } from '#kernel/database/connect.ts';
import { MIGRATIONS, MigrationFault, readMigrations } from '#kernel/database/migrate.ts';
import { readCatalogue } from '#kernel/database/schema/catalogue.ts';
import { printSchema } from '#kernel/database/schema/print.ts';
import { openLog } from '#kernel/log/log.ts';
import { busyProgram } from '#tests/support/busy-program.ts';
import { cloneTemplate, emptyDatabase, type LooseDatabase } from '#tests/support/database.ts';
import { testHouse } from '#tests/support/house.ts';
import { layGround } from '../../src/app/serve.ts';

// Every schema that a house in use may have: a backup of a busy house of that time, named after the newest migration in it.
// For a release: GUILDHALL_KEEP_RELEASE=yes vitest run --project house tests/house/released.test.ts
const RELEASED = join(import.meta.dirname, '../../db/released');
const archives = readdirSync(RELEASED)
  .filter((file) => file.endsWith('.tar'))
  .sort();
const newest = readMigrations(MIGRATIONS).at(-1)?.name.replace('.sql', '') as string;
const folder = mkdtempSync(join(tmpdir(), 'guildhall-released-'));
chmodSync(folder, 0o711);
const loose: LooseDatabase[] = [];
afterAll(async () => {
  for (const database of loose) await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

test.runIf(process.env.GUILDHALL_KEEP_RELEASE)('today’s schema is kept', async () => {
  const house = await testHouse();
  await busyProgram(house);
  const path = join(RELEASED, `${newest}.tar`);
  rmSync(path, { force: true });
  const figures: Parameters<typeof takeBackup>[0]['figures'] = (tx, at) => readFigures(house.house, tx, at);
  await takeBackup({ url: house.house.database.url, path, reason: 'asked', clock: house.clock, figures });
  chmodSync(path, 0o644);
});

async function schemaOf({ url }: LooseDatabase): Promise<string> {
  const open = openDatabase(url, { max: 1 });
  try {
    return printSchema(await readCatalogue(open.pool));
  } finally {
    await open.close();
  }
}

async function ask<R>({ url }: LooseDatabase, sql: string): Promise<R[]> {
  const client = new Client(url);
  await client.connect();
  try {
    return (await client.query(sql)).rows as R[];
  } finally {
    await client.end();
  }
}

const marksOf = async (database: LooseDatabase) =>
  (await ask<{ name: string }>(database, 'select name from house.migrations order by name')).map(({ name }) => name);

/** The house of that time as it stood: its schema, its rows, its queue. */
async function asItStood(file: string): Promise<{ database: LooseDatabase; migrations: string[]; data: string }> {
  const archive = await openArchive(join(RELEASED, file));
  await archive.close();
  const migrations = archive.manifest.migrations.map(({ name }) => name);
  const then = join(folder, `migrations-${file}`);
  mkdirSync(then, { recursive: true });
  for (const name of migrations) copyFileSync(join(MIGRATIONS, name), join(then, name));
  const database = await emptyDatabase();
  loose.push(database);
  // Refused if one of the files is not what it was.
  await restoreBackup({ path: join(RELEASED, file), url: database.url, migrations: then });
  return { database, migrations, data: join(folder, `data-${loose.length}`) };
}

const startOn = (database: LooseDatabase, data: string) =>
  layGround(readSettings({ DATABASE_URL: database.url, GUILDHALL_DATA: data }), openLog('silent'));

test('there are some, the first schema among them', () => {
  expect(archives).toContain('0140-sample.tar');
  expect(archives.length).toBeGreaterThan(1);
});

describe.each(archives)('a house of the time of %s', (file) => {
  test('is upgraded by a start: the schema of a new one, every figure as it was, and its life goes on', async () => {
    const { database, migrations, data } = await asItStood(file);
    expect(await marksOf(database)).toEqual(migrations);
    await (await startOn(database, data)).stop();
    const fresh = await cloneTemplate();
    loose.push(fresh);
    expect(await schemaOf(database)).toBe(await schemaOf(fresh));
    const isOlder = !migrations.includes(`${newest}.sql`);
    const backups = existsSync(join(data, 'backups')) ? await archivesIn(join(data, 'backups')) : [];
    expect(backups.map(({ manifest }) => manifest.reason)).toEqual(isOlder ? ['before-migrating'] : []);

    const archive = await openArchive(join(RELEASED, file));
    await archive.close();
    const house = await testHouse({ database, now: archive.manifest.takenAt });
    const read = await readFigures(house.house, house.house.database.kysely, house.clock.now());
    expect(archive.totals.figures?.length).toBeGreaterThan(10);
    expect(differences(archive.totals.figures ?? [], read ?? [])).toEqual([]);

    const owner = await house.as('owner');
    const { rows } = await owner.programs.listApplications({});
    expect(rows).toHaveLength(7);
    for (const { id } of rows) {
      expect((await owner.programs.getApplication({ id })).id).toBe(id);
    }
    const people = await owner.community.listPeople({});
    for (const { id } of people.rows) await owner.community.person({ id });
    await owner.programs.applicationBoard({});
    await owner.work.needsMe({});
    await owner.mail.messages({});
    const waiting = rows.find(({ project }) => project === 'Project waiting');
    await owner.programs.approveApplication({ id: waiting?.id as string, words: '' });
    house.clock.advance({ minutes: 6 });
    await house.work();
    expect((await owner.programs.getApplication({ id: waiting?.id as string })).stage).toBe('approved');
    const failed = await ask(
      database,
      'select last_error from graphile_worker._private_jobs where last_error is not null',
    );
    expect(failed).toEqual([]);
  });
});

test('an upgrade that fails leaves the house of before, says why, and is made up when the reason is gone', async () => {
  const { database, migrations, data } = await asItStood(archives[0] as string);
  const before = await schemaOf(database);
  // Somebody’s own table stands where a migration wants to put one.
  await ask(database, 'create schema webhooks; create table webhooks.endpoints (mine text)');
  const failed = await startOn(database, data).catch((error: Error) => error);
  expect(failed).toBeInstanceOf(MigrationFault);
  const words = String((failed as Error).message);
  expect(words).toMatch(/The migration 0166-\S+ failed \(line \d+\): schema "webhooks" already exists/);
  expect(words).toContain('Nothing was changed');
  const [kept] = await archivesIn(join(data, 'backups'));
  expect(words).toContain(`A backup from before lies at ${join(data, 'backups', kept?.file as string)}.`);
  expect(kept?.manifest.migrations.map(({ name }) => name)).toEqual(migrations);
  expect(await marksOf(database)).toEqual(migrations);
  await ask(database, 'drop schema webhooks cascade');
  expect(await schemaOf(database)).toBe(before);

  await (await startOn(database, data)).stop();
  expect(await marksOf(database)).toContain(`${newest}.sql`);
});
