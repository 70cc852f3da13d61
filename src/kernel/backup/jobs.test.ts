import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { transactAs } from '#kernel/jobs/worker.ts';
import { testHouse } from '#tests/support/house.ts';
import { compareWithFolder } from './list.ts';

const house = await testHouse({ now: '2026-03-10T09:00:00Z' });
const folder = mkdtempSync(join(tmpdir(), 'guildhall-nights-'));
Object.assign(house.house, { folder });
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const owner = await house.as('owner');
const place = join(folder, 'backups');

const look = async () => {
  const timetable = house.house.timetables.get('backups.look');
  const run = {
    house: house.house,
    transact: <T>(name: string, act: Parameters<typeof transactAs<T>>[2]) => transactAs(house.house, name, act),
  };
  await timetable?.perform(run as never, house.clock.now());
  await house.work();
};
const kinds = async (kind: string) =>
  (await house.rows<{ data: unknown }>(`select data from ledger.facts where kind = '${kind}' order by id`)).map(
    ({ data }) => data,
  );
const archives = () => readdirSync(place).filter((name) => name.endsWith('.tar'));

beforeEach(async () => {
  await owner.backups.changeSettings({ on: true, at: '02:30', daily: 2, weekly: 0, monthly: 0, prove: 'weekly' });
});

test('nothing was due before the settings were made; each night brings one, however often anybody looks', async () => {
  await look();
  expect((await owner.backups.list({})).backups).toEqual([]);
  house.clock.advance({ hours: 24 });
  await look();
  await look();
  const { backups, nextAt } = await owner.backups.list({});
  expect(backups).toMatchObject([
    { reason: 'nightly', state: 'taken', checkedHow: 'restored', here: true, trouble: null, progress: null },
  ]);
  expect(nextAt).toBe('2026-03-12T02:30:00Z');
  expect(await kinds('backup.taken')).toHaveLength(1);
  expect(await kinds('backup.verified')).toMatchObject([{ how: 'restored' }]);
});

test('the second of a week is read to its end; by the rule two days stay, and the last that was restored', async () => {
  for (let night = 0; night < 3; night++) {
    house.clock.advance({ hours: 24 });
    await look();
  }
  const { backups } = await owner.backups.list({});
  expect(backups.map(({ checkedHow }) => checkedHow)).toEqual(['read', 'read', 'restored']);
  expect(archives()).toHaveLength(3);
});

test('one asked for can be fetched by an owner, and the ledger says so; nobody else gets it', async () => {
  const { backup } = await owner.backups.take({});
  await expect(owner.backups.take({})).rejects.toMatchObject({ data: { rule: 'backup.under-way' } });
  await house.work();
  const path = `/backups/${backup}/archive`;
  const fetched = await house.request(path, { headers: { authorization: `Bearer ${owner.token}` } });
  const file = (await owner.backups.list({})).backups.find(({ id }) => id === backup)?.file as string;
  expect(Buffer.from(await fetched.arrayBuffer()).equals(readFileSync(join(place, file)))).toBe(true);
  expect(await kinds('backup.downloaded')).toEqual([{ backup }]);
  const manager = await house.as('manager');
  expect((await house.request(path, { headers: { authorization: `Bearer ${manager.token}` } })).status).toBe(403);
  expect((await house.request(path)).status).toBe(401);
  expect(await kinds('backup.downloaded')).toHaveLength(1);
});

test('a killed backup leaves nothing that is taken for one, and its rest is removed; a file that is gone is struck out', async () => {
  const rest = join(place, 'guildhall-20260301T013000Z-nightly-00000000.tar.partial');
  writeFileSync(rest, 'half');
  utimesSync(rest, 0, 0);
  const before = (await owner.backups.list({})).backups;
  const gone = before[0]?.file as string;
  rmSync(join(place, gone));
  await compareWithFolder({ house: house.house, transact: (name, act) => transactAs(house.house, name, act) });
  expect(existsSync(rest)).toBe(false);
  expect((await owner.backups.list({})).backups.map(({ file }) => file)).toEqual(
    before.slice(1).map(({ file }) => file),
  );
});

test('one whose worker was killed at every try counts as failed, and the next is not held up', async () => {
  const { backup } = await owner.backups.take({});
  await house.rows(`update house.backups set state = 'running' where id = '${backup}'`);
  await house.rows(`update graphile_worker._private_jobs set attempts = max_attempts where key = 'backup:${backup}'`);
  const { backup: next } = await owner.backups.take({});
  await house.work();
  const { backups } = await owner.backups.list({});
  expect(backups.find(({ id }) => id === next)).toMatchObject({ state: 'taken', trouble: null });
  expect(backups.find(({ id }) => id === backup)).toMatchObject({ state: 'failed', file: null });
  expect(await kinds('backup.failed')).toEqual([{ backup, stage: 'take' }]);
});

test('switched off, nothing is taken by itself', async () => {
  await owner.backups.changeSettings({ on: false, at: '02:30', daily: 2, weekly: 0, monthly: 0, prove: 'weekly' });
  const before = (await owner.backups.list({})).backups.length;
  house.clock.advance({ hours: 72 });
  await look();
  const { backups, nextAt } = await owner.backups.list({});
  expect(backups).toHaveLength(before);
  expect(nextAt).toBeNull();
});
