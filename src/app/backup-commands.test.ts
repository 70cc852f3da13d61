import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openArchive } from '#kernel/backup/archive-read.ts';
import { archivesIn } from '#kernel/backup/folder.ts';
import { refuseHalfRestored } from '#kernel/backup/mark.ts';
import { readSettings } from '#kernel/config/settings.ts';
import { MIGRATIONS, migrate, readMigrations } from '#kernel/database/migrate.ts';
import { migrateQueue, transactAs } from '#kernel/jobs/worker.ts';
import { openLog } from '#kernel/log/log.ts';
import { keyring, seal, secretKey } from '#kernel/secrets/seal.ts';
import { checkKeyring, keepSecret } from '#kernel/secrets/vault.ts';
import { cloneTemplate, emptyDatabase, type LooseDatabase } from '#tests/support/database.ts';
import { backupCommand } from './backup-commands.ts';
import { openHouse } from './house.ts';
import { layGround } from './serve.ts';

const ROOT = join(import.meta.dirname, '../..');
const KEY = Buffer.alloc(32, 3).toString('base64');
let folder: string;
let source: LooseDatabase;
let target: LooseDatabase;
let told: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'guildhall-commands-'));
  chmodSync(folder, 0o711);
  source = await cloneTemplate();
  target = await emptyDatabase();
  told = '';
  for (const way of ['log', 'error'] as const)
    vi.spyOn(console, way).mockImplementation((...words) => {
      told += `${words.join(' ')}\n`;
    });
});
afterEach(async () => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
  await source.drop();
  await target.drop();
});

const settingsOf = (database: LooseDatabase, data: string, more: Record<string, string> = {}) =>
  readSettings({ DATABASE_URL: database.url, GUILDHALL_DATA: join(folder, data), LOG_LEVEL: 'silent', ...more });

async function ask<R>(database: LooseDatabase, sql: string): Promise<R[]> {
  const client = new Client(database.url);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** A house on the source in which there is something of every kind that lies sealed. */
async function withSecrets(): Promise<void> {
  const keys = keyring(secretKey(Buffer.from(KEY, 'base64')));
  const house = openHouse({
    settings: settingsOf(source, 'a'),
    databaseUrl: source.url,
    secrets: keys,
    log: openLog('silent'),
  });
  await transactAs(house, 'test', async (c) => {
    await checkKeyring(c, keys);
    for (const name of ['mail.smtp.password', 'webhooks.secret.x', 'access.factor.x', 'work.slack.x'])
      await keepSecret(c, name, 'sesame');
  });
  await house.close();
  const sealed = seal(keys, 'step', 'challenge').toString('hex');
  await ask(
    source,
    `with a as (insert into access.accounts (name, mail, folded, created_at) values ('Ada', 'ada@example.org', 'ada@example.org', now()) returning id)
     insert into access.factors (account, made_at, confirmed_at) select id, now(), now() from a;
     with e as (insert into webhooks.endpoints (address, words, made_at, enabled_at) values ('https://example.org', 'x', now(), now()) returning id)
     insert into webhooks.secrets (endpoint, hint, made_at) select id, 'abcd', now() from e;
     insert into access.steps (kind, key_hash, sealed, made_at, expires_at)
       values ('provider', sha256('a'), '\\x${sealed}', now(), now() + interval '10 minutes');`,
  );
}

const run = (args: string[], database: LooseDatabase) =>
  spawn(process.execPath, ['src/main.ts', ...args], {
    cwd: ROOT,
    stdio: 'ignore',
    env: { PATH: process.env.PATH, DATABASE_URL: database.url, GUILDHALL_DATA: join(folder, 'killed') },
  });

async function until(what: string, ready: () => Promise<boolean> | boolean): Promise<void> {
  for (let i = 0; i < 6000; i++) {
    if (await ready()) return;
    await sleep(5);
  }
  throw new Error(`${what}: not within 30 s`);
}

describe('the key of the secrets', () => {
  test('with --with-key it is in the file, and a restore elsewhere puts it where it is looked for', async () => {
    await withSecrets();
    const file = join(folder, 'a.tar');
    const settings = settingsOf(source, 'a', { GUILDHALL_SECRET_KEY: KEY });
    expect(await backupCommand('backup', ['--to', file, '--with-key'], settings), told).toBe(0);
    const archive = await openArchive(file);
    await archive.close();
    expect(archive.secretKey).toBe(KEY);
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(await backupCommand('restore', [file], settingsOf(target, 'b')), told).toBe(0);
    expect(readFileSync(join(folder, 'b/secret.key'), 'utf8')).toBe(KEY);
    expect(statSync(join(folder, 'b/secret.key')).mode & 0o077).toBe(0);
  });

  test('without it, and without the key, nothing is restored, unless the secrets are to be forgotten', async () => {
    await withSecrets();
    const file = join(folder, 'a.tar');
    const settings = settingsOf(source, 'a', { GUILDHALL_SECRET_KEY: KEY });
    expect(await backupCommand('backup', ['--to', file], settings), told).toBe(0);
    expect(readFileSync(file).includes(KEY)).toBe(false);
    expect(await backupCommand('restore', [file], settingsOf(target, 'b'))).toBe(1);
    expect(told).toContain('--forget-secrets');
    expect(await ask(target, `select 1 from pg_tables where schemaname = 'house'`)).toEqual([]);

    expect(await backupCommand('restore', [file, '--forget-secrets'], settingsOf(target, 'b')), told).toBe(0);
    expect(told).toContain('5 sealed values are forgotten');
    for (const empty of [
      'house.secrets',
      'webhooks.secrets',
      'access.steps where sealed is not null',
      'access.factors where ended_at is null',
      'webhooks.endpoints where disabled_at is null',
      `house.settings where key = 'secrets.key'`,
    ])
      expect(await ask(target, `select 1 from ${empty}`), empty).toEqual([]);
    // It starts with a key of its own.
    const keys = keyring(secretKey(Buffer.alloc(32, 4)));
    const house = openHouse({ settings, databaseUrl: target.url, secrets: keys, log: openLog('silent') });
    await transactAs(house, 'test', (c) => checkKeyring(c, keys));
    await house.close();
  });
});

describe('kill -9', () => {
  // Enough that a restore takes a while.
  const MANY = 50_000;
  const fill = (facts: number) =>
    ask(
      source,
      `insert into ledger.facts (id, kind, happened_at, actor_kind, about_kind, about_id, data)
       select uuidv7(), 'a.b', now(), 'system', 'x', uuidv7(), jsonb_build_object('n', n, 'text', repeat(md5(n::text), 8))
       from generate_series(1, ${facts}) n`,
    );

  test('in the middle of a backup leaves nothing that is taken for one, and nothing in the way of the next', async () => {
    await fill(500);
    const wall = new Client(source.url);
    await wall.connect();
    await wall.query('begin; lock table ledger.facts in access exclusive mode');
    const backups = join(folder, 'killed/backups');
    const child = run(['backup'], source);
    const ended = once(child, 'exit');
    await until('the copy to be under way', async () => {
      // Asked elsewhere: within a transaction this view stays as it was read first.
      const waiting = await ask(
        source,
        `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query ilike 'copy %facts%'`,
      );
      return waiting.length > 0;
    });
    child.kill('SIGKILL');
    await ended;
    await wall.query('rollback');
    await wall.end();
    expect(readdirSync(backups)).toMatchObject([expect.stringMatching(/\.tar\.partial$/)]);
    expect(await archivesIn(backups)).toEqual([]);
    const again = once(run(['backup'], source), 'exit');
    expect(await again).toEqual([0, null]);
    expect(await archivesIn(backups)).toMatchObject([{ totals: { tables: { 'ledger.facts': { rows: 500 } } } }]);
  }, 90_000);

  test('in the middle of the rows of a restore leaves a database that says so, and the restore is run again', async () => {
    await fill(MANY);
    const file = join(folder, 'a.tar');
    expect(await backupCommand('backup', ['--to', file], settingsOf(source, 'a')), told).toBe(0);
    const child = run(['restore', file], target);
    const ended = once(child, 'exit');
    const looking = new Client(target.url);
    await looking.connect();
    await until('rows to come in', async () => {
      const { rows } = await looking.query<{ n: string }>(
        `select tuples_processed as n from pg_stat_progress_copy where datname = current_database() and command = 'COPY FROM'`,
      );
      return Number(rows[0]?.n ?? 0) > 1000;
    });
    child.kill('SIGKILL');
    expect(await ended).toEqual([null, 'SIGKILL']);
    await looking.end();
    await expect(refuseHalfRestored(target.url)).rejects.toThrow('did not come to its end');
    // A start says it, too, and touches nothing.
    await expect(layGround(settingsOf(target, 'b'), openLog('silent'))).rejects.toThrow('did not come to its end');
    expect(await backupCommand('restore', [file], settingsOf(target, 'b')), told).toBe(0);
    await refuseHalfRestored(target.url);
    expect(await ask(target, 'select count(*)::int as n from ledger.facts')).toEqual([{ n: MANY + 1 }]);
  }, 90_000);
});

describe('a start that finds migrations to apply', () => {
  const all = readMigrations(MIGRATIONS).map(({ name }) => name);
  const last = all.at(-1) as string;

  test('takes a backup of what was there before, and then applies them', async () => {
    await migrate(target.url, MIGRATIONS, { only: new Set(all.slice(0, -1)) });
    await migrateQueue(target.url);
    await ask(target, `insert into house.settings values ('mark', '"before"', now(), 'test')`);
    const ground = await layGround(settingsOf(target, 'b'), openLog('silent'));
    await ground.stop();
    const [backup, ...others] = await archivesIn(join(folder, 'b/backups'));
    expect(others).toEqual([]);
    expect(backup?.manifest.reason).toBe('before-migrating');
    expect(backup?.manifest.migrations.map(({ name }) => name)).toEqual(all.slice(0, -1));
    expect(backup?.totals.tables['house.settings']?.rows).toBe(1);
    expect(await ask(target, `select 1 from house.migrations where name = '${last}'`)).toHaveLength(1);
    // The next start finds nothing to do, and takes none.
    await (await layGround(settingsOf(target, 'b'), openLog('silent'))).stop();
    expect(await archivesIn(join(folder, 'b/backups'))).toHaveLength(1);
  });

  test('applies nothing when no backup can be taken; takes none where that is said, or where the database is new', async () => {
    await migrate(target.url, MIGRATIONS, { only: new Set(all.slice(0, -1)) });
    const nowhere = { GUILDHALL_BACKUPS: '/dev/null/backups' };
    await expect(layGround(settingsOf(target, 'b', nowhere), openLog('silent'))).rejects.toThrow(
      'So nothing was changed',
    );
    expect(await ask(target, `select 1 from house.migrations where name = '${last}'`)).toEqual([]);
    const not = { GUILDHALL_BACKUP_BEFORE_MIGRATING: 'no' };
    await (await layGround(settingsOf(target, 'b', not), openLog('silent'))).stop();
    expect(existsSync(join(folder, 'b/backups'))).toBe(false);
    const fresh = await emptyDatabase();
    try {
      await (await layGround(settingsOf(fresh, 'c'), openLog('silent'))).stop();
      expect(existsSync(join(folder, 'c/backups'))).toBe(false);
    } finally {
      await fresh.drop();
    }
  });
});
