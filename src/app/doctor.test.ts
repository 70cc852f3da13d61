import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { readSettings } from '#kernel/config/settings.ts';
import { checkClock, checkDatabase, checkMigrations, ofVersion } from '#kernel/doctor/database.ts';
import { worst } from '#kernel/doctor/finding.ts';
import { checkAddress, checkFolder, ofFree } from '#kernel/doctor/place.ts';
import { checkSecrets } from '#kernel/doctor/secrets.ts';
import { checkBackups, checkOutbox, checkQueue, checkWorkers } from '#kernel/doctor/work.ts';
import { migrateQueue } from '#kernel/jobs/worker.ts';
import { keyring, seal, secretKey } from '#kernel/secrets/seal.ts';
import { testDatabase } from '#tests/support/database.ts';
import { checkPort, doctor, findingsOf } from './doctor.ts';

const database = await testDatabase();
await migrateQueue(database.url);
const k = database.kysely;
const keys = keyring(secretKey(Buffer.alloc(32, 7)));
const others = keyring(secretKey(Buffer.alloc(32, 8)));
const patient = { settings: readSettings({}), kysely: k, secrets: keys };
const folder = () => {
  const made = mkdtempSync(join(tmpdir(), 'guildhall-doctor-'));
  chmodSync(made, 0o755);
  return made;
};

describe('the database', () => {
  test('that answers is well, one that is too old or away is broken', async () => {
    expect((await checkDatabase(patient)).verdict).toBe('well');
    expect(ofVersion(170_004, '17.4')).toMatchObject({ verdict: 'broken', words: 'PostgreSQL 17.4 is too old.' });
    const found = await findingsOf({
      DATABASE_URL: 'postgres://nobody@127.0.0.1:4889/none',
      PORT: '0',
      GUILDHALL_DATA: folder(),
    });
    expect(found.find((each) => each.check === 'database')).toMatchObject({ verdict: 'broken' });
    expect(worst(found)).toBe(2);
  });

  test('migrations: all there, pending, changed, and newer than the program', async () => {
    expect((await checkMigrations(patient)).verdict).toBe('well');
    await sql`insert into house.migrations (name, sha256) values ('9999-of-tomorrow.sql', 'x')`.execute(k);
    expect(await checkMigrations(patient)).toMatchObject({
      verdict: 'broken',
      words: expect.stringContaining('9999-of-tomorrow'),
    });
    await sql`delete from house.migrations where name = '9999-of-tomorrow.sql'`.execute(k);
    await sql`update house.migrations set sha256 = 'x' || sha256 where name = '0020-jobs.sql'`.execute(k);
    expect(await checkMigrations(patient)).toMatchObject({
      verdict: 'broken',
      words: expect.stringContaining('0020-jobs'),
    });
    await sql`delete from house.migrations where name = '0020-jobs.sql'`.execute(k);
    expect(await checkMigrations(patient)).toMatchObject({
      verdict: 'look',
      words: expect.stringContaining('1 migration'),
    });
  });

  test('a restore that was cut short is said before anything else about migrations', async () => {
    await sql`create schema guildhall_restore create table under_way (archive text)`.execute(k);
    const found = await checkMigrations(patient);
    await sql`drop schema guildhall_restore cascade`.execute(k);
    expect(found).toMatchObject({ verdict: 'broken', todo: expect.stringContaining('bin/guildhall restore FILE') });
  });

  test('clocks that agree, that are apart, that are far apart', async () => {
    const shifted = (ms: number) => checkClock(patient, () => Date.now() + ms);
    expect((await shifted(0)).verdict).toBe('well');
    expect((await shifted(10_000)).verdict).toBe('look');
    expect((await shifted(-60_000)).verdict).toBe('broken');
  });
});

test('secrets: no key, the wrong key, a value of another key, all open', async () => {
  expect((await checkSecrets({ ...patient, secrets: null })).verdict).toBe('broken');
  expect((await checkSecrets(patient)).verdict).toBe('well');
  await sql`insert into house.secrets (name, sealed) values ('one', ${seal(keys, 'one', 'x')})`.execute(k);
  expect((await checkSecrets(patient)).words).toContain('all 1');
  await sql`insert into house.secrets (name, sealed) values ('two', ${seal(others, 'two', 'x')})`.execute(k);
  expect(await checkSecrets(patient)).toMatchObject({ verdict: 'broken', words: 'These secrets do not open: two.' });
  await sql`insert into house.settings (key, value, changed_by) values ('secrets.key', ${JSON.stringify(others.current.id)}::jsonb, 'test')`.execute(
    k,
  );
  expect((await checkSecrets(patient)).words).toContain(others.current.id);
});

test('workers: none, alive, alive beside late timetables', async () => {
  expect((await checkWorkers(patient)).verdict).toBe('broken');
  await sql`insert into jobs.workers (id, process, beat_at) values ('a', 'p', now() - interval '1 minute')`.execute(k);
  expect((await checkWorkers(patient)).verdict).toBe('broken');
  await sql`update jobs.workers set beat_at = now()`.execute(k);
  expect((await checkWorkers(patient)).verdict).toBe('well');
  await sql`insert into jobs.timetables (name, rule, next_at) values ('x', '{}', now() - interval '1 hour')`.execute(k);
  expect((await checkWorkers(patient)).verdict).toBe('look');
});

test('queue: empty, a job that failed for good, one that waits too long', async () => {
  expect((await checkQueue(patient)).verdict).toBe('well');
  await sql`select graphile_worker.add_job('x', '{}'::json)`.execute(k);
  expect((await checkQueue(patient)).verdict).toBe('well');
  await sql`update graphile_worker._private_jobs set attempts = max_attempts`.execute(k);
  expect(await checkQueue(patient)).toMatchObject({ verdict: 'look', words: '1 job failed for good.' });
  await sql`update graphile_worker._private_jobs set attempts = 0, run_at = now() - interval '1 hour'`.execute(k);
  expect(await checkQueue(patient)).toMatchObject({ verdict: 'broken', words: expect.stringContaining('60 minutes') });
});

test('outbox: no server, all well, a mail that failed', async () => {
  expect((await checkOutbox(patient)).verdict).toBe('look');
  await sql`insert into house.settings (key, value, changed_by) values ('mail.smtp', '{}', 'test')`.execute(k);
  expect((await checkOutbox(patient)).verdict).toBe('well');
  await sql`insert into mail.messages (template, template_version, language, confidential, about_kind, about_id, to_address, to_name,
    subject, html, text, message_id, state, queued_at) values ('t', '1', 'en', false, 't', '1', 'a@b', '', 's', 'h', 't', 'm', 'failed', now())`.execute(
    k,
  );
  expect(await checkOutbox(patient)).toMatchObject({ verdict: 'look', words: 'Mails: 1 failed.' });
  await sql`delete from house.settings where key = 'mail.smtp'`.execute(k);
});

test('backups: none, a young one, an old one, a young one before a failed try', async () => {
  expect((await checkBackups(patient)).verdict).toBe('look');
  const at = (state: string, hours: number) =>
    sql`insert into house.backups (id, reason, state, asked_at, asked_by, taken_at, node, file, size)
      values (gen_random_uuid(), 'nightly', ${state}, now() - make_interval(hours => ${hours}), 'test',
        case when ${state} = 'taken' then now() - make_interval(hours => ${hours}) end, 'n', 'f', 1)`.execute(k);
  await at('taken', 100);
  expect(await checkBackups(patient)).toMatchObject({ verdict: 'look', words: 'The newest is 4 days old.' });
  await at('taken', 5);
  expect(await checkBackups(patient)).toMatchObject({ verdict: 'well', words: 'The newest is 5 hours old.' });
  await at('failed', 1);
  expect(await checkBackups(patient)).toMatchObject({
    verdict: 'look',
    words: expect.stringContaining('last try failed'),
  });
});

describe('the place', () => {
  test('a folder that is not there, is a file, shows its key to others', () => {
    const at = folder();
    expect(checkFolder(at).verdict).toBe('well');
    expect(checkFolder(join(at, 'no')).verdict).toBe('look');
    writeFileSync(join(at, 'file'), '');
    expect(checkFolder(join(at, 'file')).verdict).toBe('broken');
    writeFileSync(join(at, 'secret.key'), 'k');
    chmodSync(join(at, 'secret.key'), 0o644);
    expect(checkFolder(at)).toMatchObject({ verdict: 'look', todo: expect.stringContaining('chmod 600') });
  });

  test('room on the disk', () => {
    expect(ofFree(5000, 2048).verdict).toBe('well');
    expect(ofFree(2000, 2048).verdict).toBe('look');
    expect(ofFree(100, 2048).verdict).toBe('broken');
  });

  test.each([
    [{}, 'well'],
    [{ GUILDHALL_URL: 'https://g.example.org' }, 'look'],
    [{ GUILDHALL_URL: 'https://g.example.org', GUILDHALL_TRUSTED_PROXIES: '1' }, 'well'],
    [{ GUILDHALL_URL: 'http://g.example.org' }, 'look'],
    [{ GUILDHALL_TRUSTED_PROXIES: '1' }, 'look'],
    [{ HOST: '0.0.0.0' }, 'look'],
  ])('address %j: %s', (env, verdict) => expect(checkAddress(readSettings(env)).verdict).toBe(verdict));
});

describe('the command', () => {
  const say = vi.spyOn(console, 'log').mockImplementation(() => {});
  afterAll(() => say.mockRestore());

  test('settings that cannot be used are told at once, and nothing else is tried', async () => {
    const found = await findingsOf({ PORT: 'x', GUILDHALL_DATEN: 'y' });
    expect(found.map((each) => [each.check, each.verdict])).toEqual([
      ['settings', 'broken'],
      ['settings', 'broken'],
    ]);
    expect(await doctor([], { PORT: 'x' })).toBe(2);
  });

  test('a port that is free, ours, and another program’s', async () => {
    let answer = 'hello';
    const server = createServer((_, response) => response.end(answer)).listen(0, '127.0.0.1');
    await new Promise((ready) => server.once('listening', ready));
    const settings = readSettings({ PORT: String((server.address() as AddressInfo).port) });
    expect(await checkPort(settings)).toMatchObject({ verdict: 'broken', todo: expect.stringContaining('PORT') });
    answer = '{"ok":true,"checks":{}}';
    expect((await checkPort(settings)).verdict).toBe('well');
    answer = '{"ok":false,"checks":{"workers":"do not answer","database":"ok"}}';
    expect((await checkPort(settings)).words).toContain('workers do not answer');
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
    expect((await checkPort(settings)).words).toContain('free');
  });

  test('a whole look at a database of one’s own, as JSON, with the exit code of the worst', async () => {
    const at = folder();
    writeFileSync(join(at, 'secret.key'), `${Buffer.alloc(32, 7).toString('base64')}\n`, { mode: 0o600 });
    say.mockClear();
    const code = await doctor(['--json'], { DATABASE_URL: database.url, GUILDHALL_DATA: at, PORT: '0' });
    const told = JSON.parse(String(say.mock.calls[0]?.[0]));
    expect(code).toBe(2);
    expect(told.verdict).toBe('broken');
    expect(told.findings.map((each: { check: string }) => each.check)).toEqual(
      expect.arrayContaining([
        'settings',
        'port',
        'database',
        'folder',
        'disk',
        'address',
        'migrations',
        'clock',
        'secrets',
        'workers',
        'queue',
        'outbox',
        'backups',
      ]),
    );
    expect(JSON.stringify(told)).not.toContain('cannot be checked');
  });

  test('an embedded database that cannot start says so; one that is not there yet is no fault', async () => {
    const at = folder();
    chmodSync(at, 0o755);
    expect(
      (await findingsOf({ GUILDHALL_DATA: at, PORT: '0' })).find((each) => each.check === 'embedded')?.verdict,
    ).toBe('well');
    mkdirSync(join(at, 'postgres'));
    writeFileSync(join(at, 'postgres', 'PG_VERSION'), '11\n');
    chmodSync(join(at, 'postgres'), 0o755);
    const found = await findingsOf({ GUILDHALL_DATA: at, PORT: '0' });
    expect(found.find((each) => each.check === 'embedded')).toMatchObject({
      verdict: 'broken',
      words: expect.stringContaining('written by PostgreSQL 11'),
      todo: expect.stringContaining('docs/guides/backup.md'),
    });
  });
});
