import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '#kernel/database/connect.ts';
import { readCatalogue } from '#kernel/database/schema/catalogue.ts';
import { printSchema } from '#kernel/database/schema/print.ts';
import { cloneTemplate, emptyDatabase, type LooseDatabase } from '#tests/support/database.ts';
import { checkArchive, openArchive } from './archive-read.ts';
import { BackupFault } from './manifest.ts';
import { refuseHalfRestored } from './mark.ts';
import { restoreBackup } from './restore.ts';
import { takeBackup } from './take.ts';

let folder: string;
let path: string;
let source: LooseDatabase;
let target: LooseDatabase;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'guildhall-backup-'));
  path = join(folder, 'a.tar');
  source = await cloneTemplate();
  target = await emptyDatabase();
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await source.drop();
  await target.drop();
});

async function ask<R>(database: LooseDatabase, sql: string): Promise<R[]> {
  const client = new Client(database.url);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const take = () => takeBackup({ url: source.url, path, reason: 'asked' });

/** Text that COPY has to write in other words, bytes, infinity, and values that lose digits when they are read as numbers. */
async function fill(): Promise<void> {
  await ask(
    source,
    String.raw`
    insert into ledger.facts (id, kind, happened_at, actor_kind, about_kind, about_id, data)
      select uuidv7(), 'a.b', now(), 'system', 'x', uuidv7(), jsonb_build_object('text', E'tab\t new\n line \\ back \\N \\. äöü 😀', 'n', n)
      from generate_series(1, 20000) n;
    insert into ledger.facts values (uuidv7(), '\.', 'infinity', 'system', E'\\N', 'x', uuidv7(), null, null, '{"n": 1.00000000000000000001}');
    insert into files.files (id, name, media_type, size, sha256, about_kind, about_id, stored_at, stored_by)
      values ('00000000-0000-4000-8000-000000000001', 'a', 'b', 3, sha256('a'), 'x', 'y', now(), 'z');
    insert into files.chunks select '00000000-0000-4000-8000-000000000001', n, decode(repeat(md5(n::text), 4096), 'hex') from generate_series(0, 40) n;
    insert into ledger.deliveries select id, 'some.listener', null from ledger.facts;`,
  );
}

/** Every table as one hash of all its rows, whatever their order. */
async function contentsOf(database: LooseDatabase): Promise<Record<string, string>> {
  const tables = await ask<{ t: string }>(
    database,
    `select schemaname || '.' || tablename as t from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema', 'graphile_worker') and tablename <> 'migrations' order by 1`,
  );
  const contents: Record<string, string> = {};
  for (const { t } of tables) {
    const [row] = await ask<{ h: string }>(
      database,
      `select count(*) || ' ' || coalesce(md5(string_agg(md5(x::text), '' order by md5(x::text))), '') as h from ${t} x`,
    );
    contents[t] = row?.h ?? '';
  }
  return contents;
}

async function schemaOf(database: LooseDatabase): Promise<string> {
  const open = openDatabase(database.url, { max: 1 });
  try {
    return printSchema(await readCatalogue(open.pool));
  } finally {
    await open.close();
  }
}

describe('a backup', () => {
  test('brings every row, the same schema and the numbers to give out next into an empty database', async () => {
    await fill();
    await ask(source, `select setval('programs.applications_number_seq', 9007199254740995)`);
    const taken = await take();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(taken.size).toBe(statSync(path).size);
    const restored = await restoreBackup({ path, url: target.url });
    expect(await contentsOf(target)).toEqual(await contentsOf(source));
    expect(await schemaOf(target)).toBe(await schemaOf(source));
    expect(restored.totals.tables['ledger.facts']?.rows).toBe(20001);
    expect(await ask(target, `select nextval('programs.applications_number_seq')`)).toEqual([
      { nextval: '9007199254740996' },
    ]);
    expect(await ask(target, `select to_regnamespace('guildhall_restore') is null as gone`)).toEqual([{ gone: true }]);
    await refuseHalfRestored(target.url);
  });

  test('is what was committed at one instant, however busy the house is', async () => {
    await ask(
      source,
      `insert into house.settings values ('a', '0', now(), 'x'); insert into ledger.facts select uuidv7(), 'k', now(), 'system', null, 'x', uuidv7(), null, null, '{}' from generate_series(1, 30000)`,
    );
    let busy = true;
    // Moves one from here to there, always both in one transaction: in any one instant they are equal.
    const mover = (async () => {
      const client = new Client(source.url);
      await client.connect();
      for (let n = 1; busy; n++) {
        await client.query(
          `begin; update house.settings set value = '${n}' where key = 'a'; insert into jobs.progress (about_kind, about_id, done, words, state, changed_at) values ('n', '${n}', 0, '', 'done', now()); commit`,
        );
      }
      await client.end();
    })();
    try {
      for (let i = 0; i < 3; i++) {
        const one = join(folder, `${i}.tar`);
        await takeBackup({ url: source.url, path: one, reason: 'asked' });
        const into = await emptyDatabase();
        try {
          await restoreBackup({ path: one, url: into.url });
          const [row] = await ask<{ a: number; b: number }>(
            into,
            `select (select (value #>> '{}')::int from house.settings where key = 'a') a, (select count(*)::int from jobs.progress) b`,
          );
          expect(row?.a).toBe(row?.b);
          if (i > 0) expect(row?.a).toBeGreaterThan(0);
        } finally {
          await into.drop();
        }
      }
    } finally {
      busy = false;
      await mover;
    }
  });

  test('queued jobs come back with their time, key and tries; who was at work on one is forgotten', async () => {
    await ask(
      source,
      `
      select graphile_worker.add_job('a.b', '{"x": 1}', queue_name => 'q', run_at => '2099-01-01', max_attempts => 7, job_key => 'k', priority => 3, flags => array['f']);
      select graphile_worker.add_job('c.d', '{"x": "2"}', run_at => '2098-01-01');
      update graphile_worker._private_jobs set attempts = 2, last_error = 'no', locked_at = now(), locked_by = 'w' where key is null;`,
    );
    const jobs = (from: LooseDatabase) =>
      ask(
        from,
        'select task_identifier, queue_name, run_at, attempts, max_attempts, last_error, key, priority, flags, locked_by from graphile_worker.jobs order by id',
      );
    const payloads = (from: LooseDatabase) =>
      ask(from, 'select payload::text from graphile_worker._private_jobs order by id');
    const before = (await jobs(source)) as object[];
    await take();
    await restoreBackup({ path, url: target.url });
    expect(await jobs(target)).toEqual(before.map((job) => ({ ...job, locked_by: null })));
    expect(await payloads(target)).toEqual(await payloads(source));
  });

  test('goes into an empty database only', async () => {
    await take();
    await ask(target, 'create table mine (a int)');
    await expect(restoreBackup({ path, url: target.url })).rejects.toThrow('not empty: it has public.mine');
    await expect(restoreBackup({ path, url: source.url })).rejects.toThrow('not empty');
  });

  test('never writes over a file', async () => {
    await take();
    await expect(take()).rejects.toThrow('There is a file');
  });

  test('that fails half way leaves no archive', async () => {
    await fill();
    const progress = async (done: number) => {
      if (done === 5) throw new Error('the disk is full');
    };
    await expect(takeBackup({ url: source.url, path, reason: 'asked', progress })).rejects.toThrow('the disk is full');
    expect(existsSync(path)).toBe(false);
    expect(existsSync(`${path}.partial`)).toBe(false);
  });

  test('of a newer version is refused before anything is touched', async () => {
    await ask(source, `insert into house.migrations (name, sha256) values ('9999-later.sql', 'x')`);
    await take();
    await expect(restoreBackup({ path, url: target.url })).rejects.toThrow(
      '9999-later.sql, which this version of Guildhall does not know',
    );
    expect(await ask(target, `select from pg_tables where schemaname = 'house'`)).toEqual([]);
  });
});

describe('a restore that did not come to its end', () => {
  test('says so, keeps a start away, and can be run again', async () => {
    await fill();
    await take();
    const progress = async (_done: number, _of: number, words: string) => {
      if (words.includes('programs.applications')) throw new Error('killed');
    };
    await expect(restoreBackup({ path, url: target.url, progress })).rejects.toThrow('killed');
    await expect(refuseHalfRestored(target.url)).rejects.toThrow('did not come to its end');
    await restoreBackup({ path, url: target.url });
    await refuseHalfRestored(target.url);
    expect(await contentsOf(target)).toEqual(await contentsOf(source));
  });
});

describe('a damaged archive', () => {
  test('every byte counts: any one that is turned is noticed', async () => {
    await ask(source, `insert into house.settings values ('a', '0', now(), 'x')`);
    await take();
    await checkArchive(path);
    const whole = readFileSync(path);
    const places = new Set([
      0,
      100,
      150,
      257,
      600,
      whole.length - 1,
      whole.length - 600,
      whole.length - 1100,
      whole.length - 1500,
    ]);
    // A fixed walk over the whole file, so that a failure can be repeated.
    for (let i = 0; i < 60; i++) places.add(createHash('sha256').update(`${i}`).digest().readUInt32BE() % whole.length);
    for (const at of places) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      writeFileSync(path, bytes);
      await expect(checkArchive(path), `byte ${at}`).rejects.toBeInstanceOf(BackupFault);
    }
  });

  test('cut off anywhere, it is refused, and nothing is touched', async () => {
    await take();
    const whole = readFileSync(path);
    for (const keep of [
      0,
      10,
      512,
      5000,
      whole.length - 512,
      whole.length - 1024,
      whole.length - 1536,
      whole.length - 1,
    ]) {
      writeFileSync(path, whole);
      truncateSync(path, keep);
      await expect(restoreBackup({ path, url: target.url }), `${keep} bytes`).rejects.toThrow(
        /ends too early|not a backup/,
      );
    }
    expect(await ask(target, `select from pg_namespace where nspname = 'guildhall_restore'`)).toEqual([]);
  });

  test('something else is no backup', async () => {
    writeFileSync(path, 'hello'.repeat(1000));
    await expect(openArchive(path)).rejects.toThrow('is not a backup of Guildhall');
    await expect(openArchive(join(folder, 'none.tar'))).rejects.toThrow('There is no file');
  });
});
