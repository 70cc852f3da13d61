import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { testHouse } from '#tests/support/house.ts';
import { openMetrics } from '../metrics/index.ts';
import { httpApp } from './app.ts';
import { watchApp } from './watch.ts';

const house = await testHouse();
const HERE = { incoming: { socket: { remoteAddress: '127.0.0.1', localPort: 9464 } } };
const THERE = { incoming: { socket: { remoteAddress: '192.0.2.7', localPort: 9464 } } };
const health = async () => ({ ok: true, checks: { database: 'ok' } });

/** The house with other settings behind its whole application. */
const appWith = (change: Partial<typeof house.house.settings>) =>
  httpApp(
    { ...house.house, settings: { ...house.house.settings, ...change } },
    { web: null, publicAssets: null, render: () => '', version: '0', health },
  );
const ask = async (app: ReturnType<typeof appWith>, from: object, headers: Record<string, string> = {}) => {
  const request = new Request('http://127.0.0.1:3000/metrics', { headers: { host: '127.0.0.1:3000', ...headers } });
  return app.fetch(request, from);
};
const LOCAL = { publicUrl: 'http://127.0.0.1:3000' };

describe('who may read the metrics', () => {
  test('without a token: this machine, without a proxy, of a house that only this machine knows', async () => {
    const app = appWith(LOCAL);
    expect((await ask(app, HERE)).status).toBe(200);
    expect((await ask(app, THERE)).status).toBe(403);
    expect((await ask(app, HERE, { host: 'guildhall.example.org' })).status).toBe(403);
    for (const name of ['x-forwarded-for', 'x-real-ip', 'forwarded', 'via', 'x-forwarded-proto'])
      expect((await ask(app, HERE, { [name]: '127.0.0.1' })).status, name).toBe(403);
    expect((await house.app.fetch(new Request('http://127.0.0.1/metrics'), HERE)).status).toBe(403);
  });

  test('with a token: whoever brings it, from anywhere, and nobody else', async () => {
    const app = appWith({ metricsToken: 'a-token-of-some-length' });
    expect((await ask(app, THERE, { authorization: 'Bearer a-token-of-some-length' })).status).toBe(200);
    const refused = await ask(app, HERE, { authorization: 'Bearer a-token-of-some-lengtH' });
    expect(refused.status).toBe(401);
    expect(await refused.text()).not.toContain('a-token');
    expect((await ask(app, HERE)).status).toBe(401);
  });

  test('the second port answers metrics and health, and nothing else', async () => {
    const app = watchApp({ ...house.house, settings: { ...house.house.settings, metricsPort: 9464 } }, async () => ({
      ok: false,
      checks: { workers: 'do not answer' },
    }));
    const get = (path: string, from: object) =>
      app.fetch(new Request(`http://127.0.0.1:9464${path}`, { headers: { host: '127.0.0.1:9464' } }), from);
    expect((await get('/metrics', HERE)).status).toBe(200);
    expect((await get('/metrics', THERE)).status).toBe(403);
    expect((await get('/healthz', THERE)).status).toBe(503);
    expect((await get('/api', HERE)).status).toBe(404);
  });
});

/** The value of a series, with exactly these labels. */
function seriesIn(text: string, series: string): number | null {
  const line = text.split('\n').find((each) => each.startsWith(`${series} `));
  return line ? Number(line.slice(series.length + 1)) : null;
}

describe('what the metrics say', () => {
  test('operations are counted by outcome, and nothing that somebody typed becomes a label', async () => {
    const before = await (await openMetrics(house.house)).text();
    const owner = await house.as('owner');
    await owner.mail.templates({});
    await house.stranger.mail.templates({}).catch(() => {});
    await house.request('/rpc/access/signIn', { method: 'POST', body: '{"json":{"mail":7}}' });
    await house.request('/rpc/access/no-such-thing-as-typed', { method: 'POST' });
    await house.request('/status/some-private-key');
    const text = await (await openMetrics(house.house)).text();
    const grew = (series: string) => (seriesIn(text, series) ?? 0) - (seriesIn(before, series) ?? 0);
    expect(grew('guildhall_operations_total{operation="mail.templates",code="ok"}')).toBe(1);
    expect(grew('guildhall_operations_total{operation="mail.templates",code="unauthenticated"}')).toBe(1);
    expect(grew('guildhall_operations_total{operation="access.signIn",code="invalid"}')).toBe(1);
    expect(grew('guildhall_operation_seconds_count{operation="mail.templates"}')).toBe(2);
    expect(text).not.toContain('no-such-thing-as-typed');
    expect(text).not.toContain('some-private-key');
    expect(seriesIn(text, 'guildhall_database_up')).toBe(1);
    expect(seriesIn(text, 'guildhall_database_bytes')).toBeGreaterThan(1_000_000);
    expect(text).toMatch(/^process_resident_memory_bytes /m);
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
  });

  test('the queue by state, strange kinds together', async () => {
    const add = (task: string, more: string) =>
      sql.raw(`select graphile_worker.add_job('${task}', '{}'::json ${more})`).execute(house.house.database.kysely);
    await sql`delete from graphile_worker._private_jobs`.execute(house.house.database.kysely);
    await add('mail.send', ", run_at => now() - interval '90 seconds'");
    await add('mail.send', ", run_at => now() + interval '1 day'");
    await add('mail.send', ', max_attempts => 1');
    await sql`update graphile_worker._private_jobs set attempts = 1 where max_attempts = 1`.execute(
      house.house.database.kysely,
    );
    await add('a-kind-of-another-version', '');
    const text = await (await openMetrics(house.house)).text();
    const jobs = (job: string, state: string) => seriesIn(text, `guildhall_queue_jobs{job="${job}",state="${state}"}`);
    expect([jobs('mail.send', 'due'), jobs('mail.send', 'later'), jobs('mail.send', 'failed')]).toEqual([1, 1, 1]);
    expect(jobs('other', 'due')).toBe(1);
    expect(text).not.toContain('a-kind-of-another-version');
    expect(seriesIn(text, 'guildhall_queue_oldest_due_seconds{job="mail.send"}')).toBeGreaterThanOrEqual(90);
    await sql`delete from graphile_worker._private_jobs`.execute(house.house.database.kysely);
  });

  test('the guide lists every number, and no other', async () => {
    const guide = readFileSync(join(import.meta.dirname, '../../../docs/guides/running.md'), 'utf8');
    const listed = [...guide.matchAll(/^\| `(guildhall_[a-z_]+)` \|/gm)].map(([, name]) => name);
    const text = await (await openMetrics(house.house)).text();
    const there = [...text.matchAll(/^# TYPE (guildhall_\w+) /gm)].map(([, name]) => name);
    expect(there.length).toBeGreaterThan(15);
    expect(listed.toSorted()).toEqual(there.toSorted());
  });
});
