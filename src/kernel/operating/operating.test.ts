import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { testHouse } from '#tests/support/house.ts';

const house = await testHouse();
const k = house.house.database.kysely;
const FACT = '01990000-0000-7000-8000-000000000001';
const RECORD = '01990000-0000-7000-8000-0000000000aa';

const add = async (job: string, payload: object, change: string = ''): Promise<string> => {
  const { rows } = await sql<{
    id: number;
  }>`select id from graphile_worker.add_job(${job}, ${JSON.stringify(payload)}::json,
    run_at => now() - interval '1 minute', max_attempts => 3)`.execute(k);
  const id = String(rows[0]?.id);
  if (change)
    await sql`update graphile_worker._private_jobs set ${sql.raw(change)} where id = ${id}::bigint`.execute(k);
  return id;
};
const failed = (job = 'mail.send') => add(job, { message: RECORD }, "attempts = 3, last_error = 'the server said =no'");
const states = async () =>
  (
    await house.rows<{ id: number; attempts: number; due: boolean }>(
      'select id, attempts, run_at <= now() due from graphile_worker._private_jobs order by id',
    )
  ).map((row) => ({ ...row, id: String(row.id) }));
const facts = () =>
  house.rows<{ kind: string; data: unknown }>(
    "select kind, data from ledger.facts where kind like 'queue.%' order by id",
  );

beforeEach(async () => {
  await sql`delete from graphile_worker._private_jobs`.execute(k);
  await sql`delete from ledger.facts`.execute(k);
});

describe('the list of jobs', () => {
  test('says of each what it is, how it stands and what it is about', async () => {
    const owner = await house.as('owner');
    await sql`insert into ledger.facts (id, kind, happened_at, actor_kind, about_kind, about_id, data)
      values (${FACT}, 'application.approved', now(), 'system', 'application', ${RECORD}, '{}')`.execute(k);
    await add('mail.send', { message: RECORD, _origin: { request: 'r-7' } });
    await add('mail.send', { message: RECORD }, "run_at = now() + interval '1 day'");
    await add(
      'mail.send',
      { message: RECORD },
      "attempts = 1, run_at = now() + interval '1 hour', last_error = 'busy'",
    );
    await add('ledger.react', { fact: FACT, listener: 'programs.tell-decision' }, "locked_at = now(), locked_by = 'w'");
    await failed('a-kind-of-another-version');
    const { rows, next } = await owner.operating.jobs({});
    expect(next).toBeNull();
    expect(rows.map((row) => row.state)).toEqual(['failed', 'running', 'retrying', 'later', 'due']);
    expect(rows.map((row) => row.words)).toEqual([
      'Work of another version',
      'programs.tell-decision hears application.approved',
      'Send a mail',
      'Send a mail',
      'Send a mail',
    ]);
    expect(rows[1]?.about).toEqual({ kind: 'application', id: RECORD, href: null });
    expect(rows[4]).toMatchObject({ request: 'r-7', about: { kind: 'mail', id: RECORD } });
    expect(rows[2]?.lastError).toBe('busy');
    for (const state of ['failed', 'running', 'retrying', 'later', 'due'] as const)
      expect((await owner.operating.jobs({ state })).rows, state).toHaveLength(1);
    expect((await owner.operating.jobs({ job: 'mail.send' })).rows).toHaveLength(3);
  });

  test('pages from new to old without gap or repeat, and exports', async () => {
    const owner = await house.as('owner');
    const ids: string[] = [];
    for (let nr = 0; nr < 7; nr++) ids.push(await failed());
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const got = await owner.operating.jobs({ limit: 3, ...(after && { after }) });
      seen.push(...got.rows.map((row) => row.id));
      after = got.next ?? undefined;
    } while (after);
    expect(seen).toEqual(ids.toReversed());
    await sql`update graphile_worker._private_jobs set last_error = '=HYPERLINK("x")'`.execute(k);
    const { csv, rows } = await owner.operating.exportJobs({ state: 'failed' });
    expect(rows).toBe(7);
    expect(csv.split('\r\n')[1]).toContain(`"'=HYPERLINK(""x"")"`);
    await expect(owner.operating.jobs({ after: "1'; drop" })).rejects.toMatchObject({ code: 'INVALID' });
  });

  test('is for the owner', async () => {
    const manager = await house.as('manager');
    await expect(manager.operating.jobs({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(manager.operating.system({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('mending the queue', () => {
  test('retries one with all its tries again, and all of a kind but not those of others', async () => {
    const owner = await house.as('owner');
    const [one, two] = [await failed(), await failed()];
    const other = await failed('access.mail-reset');
    await owner.operating.retryJob({ id: one });
    expect((await states()).map(({ id, attempts }) => [id, attempts])).toEqual([
      [one, 0],
      [two, 3],
      [other, 3],
    ]);
    const waiting = await add('mail.send', { message: RECORD }, "attempts = 1, run_at = now() + interval '1 hour'");
    expect(await owner.operating.retryJobs({ job: 'mail.send' })).toEqual({ retried: 2 });
    expect((await states()).find(({ id }) => id === waiting)).toMatchObject({ attempts: 0, due: true });
    expect((await states()).find(({ id }) => id === other)?.attempts).toBe(3);
    expect(await facts()).toEqual([
      { kind: 'queue.jobs-retried', data: { job: 'mail.send', jobs: 1 } },
      { kind: 'queue.jobs-retried', data: { job: 'mail.send', jobs: 2 } },
    ]);
  });

  test('removes one whose kind was typed, and none that runs or is gone', async () => {
    const owner = await house.as('owner');
    const id = await failed();
    await expect(owner.operating.removeJob({ id, confirm: 'mail' })).rejects.toMatchObject({
      data: { rule: 'queue.confirm' },
    });
    await owner.operating.removeJob({ id, confirm: 'mail.send' });
    expect(await states()).toEqual([]);
    expect(await facts()).toEqual([{ kind: 'queue.job-removed', data: { job: 'mail.send', id } }]);
    await expect(owner.operating.removeJob({ id, confirm: 'mail.send' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const running = await add('mail.send', { message: RECORD }, "locked_at = now(), locked_by = 'w'");
    for (const act of [
      () => owner.operating.removeJob({ id: running, confirm: 'mail.send' }),
      () => owner.operating.retryJob({ id: running }),
    ])
      await expect(act()).rejects.toMatchObject({ data: { rule: 'queue.running' } });
  });

  test('does recurring work once now, however often it is asked before a worker comes', async () => {
    const owner = await house.as('owner');
    await owner.operating.runTimetable({ name: 'files.purge' });
    await owner.operating.runTimetable({ name: 'files.purge' });
    expect((await owner.operating.jobs({})).rows.map((row) => row.words)).toEqual([
      'Delete files that nothing holds any more',
    ]);
    await house.work();
    expect(await states()).toEqual([]);
    await expect(owner.operating.runTimetable({ name: 'no-such' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('at a glance', () => {
  test('kinds, workers of living processes, long work and late timetables', async () => {
    const owner = await house.as('owner');
    await failed();
    await sql`insert into jobs.workers (id, process, beat_at) values ('a', 'vm:7:x', now()), ('b', 'vm:7:x', now()), ('c', 'vm:8:x', now() - interval '1 minute')`.execute(
      k,
    );
    await sql`insert into jobs.progress values ('sample', '1', 3, 10, 'Half way', 'running', now())`.execute(k);
    await sql`insert into jobs.timetables (name, rule, next_at) values ('files.purge', '{}', '2026-03-10T08:00:00Z'), ('of-another-version', '{}', now())
      on conflict (name) do update set next_at = excluded.next_at`.execute(k);
    const { kinds, workers, progress, timetables } = await owner.operating.queue({});
    expect(kinds).toEqual([expect.objectContaining({ job: 'mail.send', words: 'Send a mail', failed: 1, due: 0 })]);
    expect(workers).toEqual([expect.objectContaining({ process: 'vm, process 7', workers: 2 })]);
    expect(progress).toEqual([expect.objectContaining({ done: 3, total: 10, words: 'Half way' })]);
    expect(timetables.map(({ name, words, late }) => [name, words, late])).toEqual([
      ['files.purge', 'Delete files that nothing holds any more', true],
    ]);
  });

  test('the system, with what is set and no secret', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'guildhall-system-'));
    house.house.folder = folder;
    const owner = await house.as('owner');
    const found = await owner.operating.system({});
    house.house.folder = undefined;
    expect(found.postgresql).toMatch(/^\d+\.\d/);
    expect(found.schemas.map((row) => row.schema)).toEqual(
      expect.arrayContaining(['ledger', 'mail', 'graphile_worker']),
    );
    expect(found.schemas.every((row) => row.bytes > 0)).toBe(true);
    expect(found.disk).toMatchObject({ folder, low: false });
    expect(found.settings.find((each) => each.name === 'GUILDHALL_URL')?.value).toBe('https://guildhall.test');
  });

  test('the doctor from inside says what is not well and what to do', async () => {
    const owner = await house.as('owner');
    await sql`delete from jobs.workers`.execute(k);
    const { verdict, findings } = await owner.operating.doctor({});
    expect(verdict).toBe('broken');
    expect(findings.find((each) => each.check === 'workers')).toMatchObject({
      verdict: 'broken',
      todo: expect.stringContaining('guildhall work'),
    });
    expect(findings.filter((each) => each.verdict !== 'well').every((each) => each.todo)).toBe(true);
  });
});
