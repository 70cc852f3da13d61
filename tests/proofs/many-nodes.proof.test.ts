import { mkdirSync, readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, onTestFailed, test } from 'vitest';
import { archivesIn } from '#kernel/backup/folder.ts';
import { newId } from '#kernel/ids.ts';
import { manyNodes } from '#tests/support/many-nodes.ts';
import { formOf, LOCAL_CHECKS, requiring } from '#tests/support/program.ts';
import { roundRobin } from '#tests/support/round-robin.ts';
import { openSourcePreset } from '../../src/modules/programs/presets/open-source.ts';

/** The short form starts one node anew, ages the signs of life of a killed worker instead of waiting, and waits for one beat of the others. */
const FULL = process.env.GUILDHALL_PROVE === 'full';
const CONNECTIONS = 8;
const nodes = await manyNodes({ GUILDHALL_DATABASE_CONNECTIONS: String(CONNECTIONS) });
const [a, b] = nodes.serves;
const proxy = await roundRobin(nodes.serves);
/** The most connections that each node was seen with. */
const seen = new Map<string, number>();
let watching = true;
let watched: Promise<void> = Promise.resolve();
let token = '';
let program = '';

const OWNER = { mail: 'olga@example.org', password: 'a long enough sentence' };
const as = (url: string) => nodes.client(url, { authorization: `Bearer ${token}` });

/** Asks until the answer is one; fails with the words of the nodes. */
async function until<T>(what: string, ask: () => Promise<T | null | false | undefined>, seconds = 30): Promise<T> {
  for (let i = 0; i < seconds * 10; i++) {
    const found = await ask();
    if (found) return found;
    await sleep(100);
  }
  throw new Error(`${what}: not within ${seconds} s.\n${nodes.said()}`);
}

async function watchConnections(): Promise<void> {
  const client = await nodes.connect();
  while (watching) {
    const { rows } = await client.query<{ name: string; n: number }>(
      `select application_name as name, count(*)::int as n from pg_stat_activity
       where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid() group by 1`,
    );
    for (const { name, n } of rows) seen.set(name, Math.max(n, seen.get(name) ?? 0));
    await sleep(50);
  }
  await client.end();
}

async function signIn(url: string): Promise<string> {
  const response = await fetch(`${url}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(OWNER),
  });
  expect(response.status).toBe(200);
  return response.headers.get('set-cookie')?.split(';')[0] as string;
}

const TIMETABLE = 'house.forget-idempotency-keys';
/** Instants at which the timetable was due, and the signs of life that both workers had given before the last of them. */
const due: string[] = [];
let beatsBefore: string[] = [];

const beats = async () =>
  (
    await nodes.rows<{ at: string }>(
      'select max(beat_at)::text as at from jobs.workers group by process order by process',
    )
  ).map(({ at }) => at);

/** Notes every job of a timetable that is queued or done; beside the queue's tables, where no backup finds it. */
const noteWhatFires = () =>
  nodes.rows(`
    create table graphile_worker.fired (payload text, op text);
    create function graphile_worker.note_fired() returns trigger language plpgsql as $$ begin
      insert into graphile_worker.fired select coalesce(new.payload, old.payload)::text, tg_op
        where (select identifier from graphile_worker._private_tasks t where t.id = coalesce(new.task_id, old.task_id)) = 'jobs.keep-timetable';
      return null; end $$;
    create trigger note_fired after insert or delete on graphile_worker._private_jobs for each row execute function graphile_worker.note_fired();`);

async function makeDue(): Promise<string> {
  beatsBefore = await beats();
  const [row] = await nodes.rows<{ at: string }>(
    `update jobs.timetables set next_at = now() - interval '1 minute' where name = '${TIMETABLE}' returning next_at::text as at`,
  );
  return row?.at as string;
}

/** Everybody is started at the same moment, on a database without a single table. */
beforeAll(async () => {
  watched = watchConnections();
  await Promise.all(nodes.all.map((node) => node.start()));
  const keys = nodes.serves.map((node) => /welcome\?key=([\w-]+)/.exec(node.said())?.[1] as string);
  // Only the key that was printed last opens.
  const tries = await Promise.allSettled(
    keys.map((key) =>
      nodes.client(b.url).access.setUp({
        key,
        owner: { name: 'Olga Owner', ...OWNER },
        organisation: { name: 'Two of All', zone: 'Europe/Berlin', fiscalStartMonth: 2, country: 'DE' },
      }),
    ),
  );
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  ({ token } = await nodes.client(a.url, { cookie: await signIn(a.url) }).access.makeToken({ name: 'proof' }));
  const found = await until('the program', async () => (await as(a.url).programs.listPrograms({})).programs[0]);
  program = found.id;
  await until('both nodes ready', async () => proxy.ready().length === 2);
  await noteWhatFires();
  due.push(await makeDue());
}, 120_000);

afterAll(async () => {
  watching = false;
  await watched;
  await proxy.close();
  await nodes.remove();
}, 60_000);

test('started at once on an empty database, each migration was applied once, and all are well', async () => {
  const [row] = await nodes.rows<{ n: number; d: number }>(
    'select count(*)::int n, count(distinct name)::int d from house.migrations',
  );
  expect(row?.n).toBe(readdirSync('db/migrations').length);
  expect(row?.d).toBe(row?.n);
});

describe('it is one house, whichever node is asked', () => {
  test('who signs in on one is known on the other, and signed out on both', async () => {
    const cookie = await signIn(a.url);
    expect((await nodes.client(b.url, { cookie }).access.me({})).account?.mail).toBe(OWNER.mail);
    await nodes.client(b.url, { cookie }).access.signOut({});
    await expect(nodes.client(a.url, { cookie }).backups.list({})).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('what is sent up on one is read on the other', async () => {
    const codes = Array.from({ length: 2000 }, (_, n) => `MANY-${String(n).padStart(5, '0')}`);
    const { added } = await as(a.url).programs.addCoupons({
      program,
      name: 'Many',
      sku: openSourcePreset.policy.benefit.skus.saas as string,
      csv: codes.join('\n'),
    });
    expect(added).toBe(2000);
    const { csv, rows } = await as(b.url).programs.exportCoupons({ program });
    expect(rows).toBe(2000);
    for (const code of ['MANY-00000', 'MANY-01999']) expect(csv).toContain(code);
  });

  test('what was changed on one holds on the other at once, also what it had read before', async () => {
    const policy = { ...openSourcePreset.policy, requirements: requiring(LOCAL_CHECKS), undoMinutes: 0 };
    for (const [n, [there, here]] of [[a, b] as const, [b, a] as const, [a, b] as const].entries()) {
      const days = 6 + n;
      const page = () => fetch(`${here.url}/apply/open-source`).then((answer) => answer.text());
      expect(await page()).not.toContain(`within ${days} business days`);
      await as(there.url).programs.publishPolicy({
        program,
        policy: { ...policy, promiseDays: days },
        basedOn: n + 1,
      });
      expect(await page()).toContain(`within ${days} business days`);
    }
    await as(a.url).programs.closeProgram({ program });
    await expect(nodes.client(b.url).programs.submitApplication(formOf('closed'))).rejects.toMatchObject({
      code: 'REFUSED',
    });
    await as(b.url).programs.openProgram({ program });
  });

  test('asked of both at once under one key, it is done once', async () => {
    const headers = { 'idempotency-key': newId() };
    const answers = await Promise.all(
      [a, b, a, b].map(({ url }) => nodes.client(url, headers).programs.submitApplication(formOf('once'))),
    );
    expect(new Set(answers.map(({ number }) => number)).size).toBe(1);
    const found = await nodes.rows(`select 1 from programs.applications where address = 'applicant-once@example.org'`);
    expect(found).toHaveLength(1);
  });
});

/** Applies and confirms the mail over the proxy, each request on another node. */
async function appliedAs(n: string): Promise<{ key: string; id: string; address: string }> {
  const stranger = nodes.client(proxy.url);
  const form = formOf(n);
  await stranger.programs.submitApplication(form);
  const confirm = await mailTo(form.address, 'programs.confirm-mail');
  const { key } = await stranger.programs.confirmMail({
    key: /\/a\/confirm\/([\w-]{43})/.exec(confirm)?.[1] as string,
  });
  const [row] = await nodes.rows<{ id: string }>(
    `select id from programs.applications where address = '${form.address}'`,
  );
  return { key, id: row?.id as string, address: form.address };
}

const mailTo = (address: string, template: string) =>
  until(`the mail ${template}`, async () => {
    const found = await nodes.rows<{ text: string }>(
      `select text from mail.messages where to_address = '${address}' and template = '${template}'`,
    );
    return found[0]?.text;
  });

test('an application goes its whole way over the proxy: both nodes answer, the workers do the work', async () => {
  const before = proxy.answered();
  const stranger = nodes.client(proxy.url);
  const staff = as(proxy.url);
  const { key } = await appliedAs('way');
  const stage = async () => (await stranger.programs.application({ key })).stage;
  await until('the checks and the decision', async () => (await stage()) === 'approved');
  const { agreement } = await stranger.programs.application({ key });
  await stranger.programs.acceptAgreement({ key, version: agreement?.version as string, signedName: 'Ada' });
  await until('the coupon', async () => (await stage()) === 'coupon-sent');
  const { coupon } = await stranger.programs.application({ key });
  const booking = { program, code: coupon?.code as string, reference: 'SHOP-1' };
  await staff.programs.bookingWebhook(booking);
  expect(await stage()).toBe('active');
  const issued = await nodes.rows('select 1 from programs.coupon_issues');
  expect(issued).toHaveLength(1);
  for (const { name } of nodes.serves) expect(proxy.answered()[name]).toBeGreaterThan(before[name] ?? 0);
  expect(proxy.failures()).toEqual([]);
}, 60_000);

test('a reviewer works over the proxy: takes one on, asks, gets the answer, refuses; two who decide at once decide once', async () => {
  const stranger = nodes.client(proxy.url);
  const staff = as(proxy.url);
  const { policy, policyVersion } = await staff.programs.getProgram({ program });
  await staff.programs.publishPolicy({ program, policy: { ...policy, automatic: false }, basedOn: policyVersion });
  const { key, id, address } = await appliedAs('reviewed');
  const stageOf = async () => (await staff.programs.getApplication({ id })).stage;
  await until('the checks', async () => (await stageOf()) === 'review');
  await staff.programs.claimApplication({ id });
  await staff.programs.askApplicant({ id, words: 'Which repository is the first?' });
  expect((await stranger.programs.application({ key })).question?.words).toBe('Which repository is the first?');
  await stranger.programs.answerQuestion({ key, body: 'The one called main.' });
  expect(await stageOf()).toBe('review');
  const reason = policy.reasons[0]?.code as string;
  // Both nodes are asked to decide at the same moment: one decision is in force.
  const decided = await Promise.allSettled(
    [a, b].map(({ url }) => as(url).programs.refuseApplication({ id, reason, words: 'Not this time.' })),
  );
  expect(decided.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await until('the decision to take effect', async () => (await stageOf()) === 'refused');
  expect(await mailTo(address, 'programs.refused')).toContain('Not this time.');
  await staff.programs.publishPolicy({ program, policy, basedOn: policyVersion + 1 });
  expect(proxy.failures()).toEqual([]);
}, 60_000);

test('one node after the other is started anew, and no request fails', async () => {
  onTestFailed(() => console.error(nodes.said()));
  const statuses = new Map<number, number>();
  let going = true;
  let sent = 0;
  const count = (status: number) => statuses.set(status, (statuses.get(status) ?? 0) + 1);
  const visitors = Array.from({ length: 6 }, async (_, who) => {
    for (let n = 0; going; n++) {
      const headers = { authorization: `Bearer ${token}`, 'x-forwarded-for': `203.0.113.${(n * 6 + who) % 250}` };
      if (n % 10 === 0) {
        await nodes.client(proxy.url, headers).programs.submitApplication(formOf(`roll-${who}-${n}`));
        sent++;
      } else {
        const path = n % 2 ? '/apply/open-source' : '/api/me';
        const answer = await fetch(`${proxy.url}${path}`, { headers });
        await answer.arrayBuffer();
        count(answer.status);
      }
    }
  });
  const failed = Promise.all(visitors);
  const roll = async () => {
    for (const node of FULL ? nodes.serves : [a]) {
      const before = proxy.answered()[node.name] ?? 0;
      const others = nodes.serves.filter((each) => each !== node);
      expect(await node.end('SIGTERM')).toBe(0);
      expect(proxy.ready()).toEqual(others.map(({ name }) => name));
      await node.start();
      await until('it is ready again', async () => (proxy.answered()[node.name] ?? 0) > before + 5);
    }
    for (const node of FULL ? nodes.workers : []) {
      expect(await node.end('SIGTERM')).toBe(0);
      await node.start();
    }
    going = false;
  };
  await Promise.all([roll(), failed]).finally(() => {
    going = false;
  });
  expect(proxy.failures()).toEqual([]);
  expect([...statuses.keys()]).toEqual([200]);
  expect(statuses.get(200)).toBeGreaterThan(FULL ? 100 : 50);
  const [row] = await nodes.rows<{ n: number }>(
    `select count(*)::int n from programs.applications where address like 'applicant-roll-%'`,
  );
  expect(sent).toBeGreaterThan(5);
  expect(row?.n).toBe(sent);
}, 120_000);

test('timetables fire once however many workers look', async () => {
  onTestFailed(() => console.error(nodes.said()));
  for (;;) {
    expect(beatsBefore).toHaveLength(2);
    await until('both workers to look', async () => (await beats()).every((at, n) => at !== beatsBefore[n]), 25);
    if (!FULL || due.length === 3) break;
    due.push(await makeDue());
  }
  const fired = (op: string) =>
    nodes.rows<{ n: number }>(
      `select count(*)::int as n from graphile_worker.fired where payload like '%${TIMETABLE}%' and op = '${op}' group by payload`,
    );
  await until('the work to be done', async () => (await fired('DELETE')).length === due.length);
  for (const op of ['INSERT', 'DELETE']) expect(await fired(op), op).toEqual(due.map(() => ({ n: 1 })));
}, 120_000);

test.runIf(FULL)(
  'a long job stays with the worker that is at it',
  async () => {
    onTestFailed(() => console.error(nodes.said()));
    const owner = as(a.url);
    const wall = await nodes.connect();
    try {
      await wall.query('begin; lock table files.chunks in access exclusive mode');
      const { backup } = await owner.backups.take({});
      const holder = async () =>
        (
          await nodes.rows<{ by: string; attempts: number }>(
            `select locked_by as by, attempts from graphile_worker._private_jobs where key = 'backup:${backup}'`,
          )
        )[0];
      const first = await until('somebody to take it', async () => ((await holder())?.by ? holder() : null));
      // Longer than it takes to count as dead, with a beat of the other worker behind it.
      await sleep(55_000);
      expect(await holder()).toEqual({ by: first?.by, attempts: 1 });
      await wall.query('rollback');
      await until('the backup', async () =>
        (await owner.backups.list({})).backups.find(({ id, checkedHow }) => id === backup && checkedHow === 'restored'),
      );
    } finally {
      await wall.end();
    }
    expect(await archivesIn(nodes.backups)).toHaveLength(1);
  },
  120_000,
);

test('a worker that is killed in the middle of a job loses it to another, which does it once', async () => {
  onTestFailed(() => console.error(nodes.said()));
  const owner = as(a.url);
  mkdirSync(nodes.backups, { recursive: true });
  // As if one had been restored yesterday: then this one is only read, which takes less.
  if (!FULL)
    await nodes.rows(`insert into house.backups (id, reason, state, asked_at, asked_by, checked_at, checked_how)
      select uuidv7(), 'asked', 'failed', at, 'test', at, 'restored' from (select now() - interval '1 day' as at)`);
  const before = (await archivesIn(nodes.backups)).map(({ file }) => file);
  // The copy stops in the middle of the tables for as long as we hold this one.
  const wall = await nodes.connect();
  await wall.query('begin; lock table files.chunks in access exclusive mode');
  const { backup } = await owner.backups.take({});
  await until('the copy', async () => {
    const [row] = (await owner.backups.list({})).backups;
    return row?.progress?.words.includes('files.chunks');
  });
  const [holder] = await nodes.rows<{ process: string }>(
    `select w.process from graphile_worker._private_jobs j join jobs.workers w on w.id = j.locked_by where j.key = 'backup:${backup}'`,
  );
  const pid = Number(holder?.process.split(':').at(-2));
  const victim = nodes.workers.find((each) => each.pid() === pid);
  await victim?.end('SIGKILL');
  if (!FULL)
    await nodes.rows(`with old as (
        update jobs.workers set beat_at = beat_at - interval '1 minute' where process = '${holder?.process}' returning id)
      update graphile_worker._private_jobs set locked_at = locked_at - interval '1 minute' where locked_by in (select id from old)`);
  await wall.query('rollback');
  await wall.end();
  expect(victim, holder?.process).toBeDefined();
  const files = readdirSync(nodes.backups);
  expect(files.filter((name) => name.endsWith('.partial'))).toHaveLength(1);
  expect(files.filter((name) => !name.endsWith('.partial'))).toHaveLength(before.length);
  expect((await owner.backups.list({})).backups[0]).toMatchObject({ state: 'running', file: null });
  await expect(owner.backups.take({})).rejects.toMatchObject({ data: { rule: 'backup.under-way' } });

  const taken = await until(
    'the other worker',
    async () => (await owner.backups.list({})).backups.find(({ id, checkedAt }) => id === backup && checkedAt !== null),
    120,
  );
  expect(taken).toMatchObject({ state: 'taken', trouble: null });
  const archives = (await archivesIn(nodes.backups)).map(({ file }) => file);
  expect(archives.filter((file) => !before.includes(file))).toEqual([taken.file]);
  for (const kind of ['backup.taken', 'backup.verified'])
    expect(
      await nodes.rows(`select 1 from ledger.facts where kind = '${kind}' and about_id = '${backup}'`),
      kind,
    ).toHaveLength(1);
  expect(await nodes.rows(`select 1 from graphile_worker._private_jobs where key = 'backup:${backup}'`)).toEqual([]);
  if (FULL) await victim?.start();
}, 240_000);

test('no node ever had more connections than it may', async () => {
  await Promise.all(
    Array.from({ length: 120 }, (_, n) => as(nodes.serves[n % 2]?.url ?? a.url).programs.listApplications({})),
  );
  watching = false;
  await watched;
  expect([...seen.keys()].sort()).toEqual(expect.arrayContaining(nodes.all.map(({ name }) => name)));
  for (const { name } of nodes.all) {
    expect(seen.get(name), name).toBeLessThanOrEqual(CONNECTIONS);
    // They were really used; otherwise the line above would say nothing.
    expect(seen.get(name), name).toBeGreaterThan(3);
  }
});
