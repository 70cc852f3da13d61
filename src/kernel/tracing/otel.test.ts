import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testHouse } from '#tests/support/house.ts';
import { openHouse } from '../../app/house.ts';
import { httpApp } from '../http/app.ts';
import type { JobDefinition } from '../jobs/job.ts';
import { workUntilIdle } from '../jobs/worker.ts';
import { around } from '../log/around.ts';
import { openLog } from '../log/log.ts';
import { type Export, exportTraces } from './otel.ts';
import { traceInto } from './span.ts';

type Attribute = { key: string; value: { stringValue?: string; intValue?: string | number } };
type Span = { name: string; traceId: string; spanId: string; parentSpanId?: string; attributes: Attribute[] };

/** A collector on the loopback address. */
const spans: Span[] = [];
const paths = new Set<string>();
const collector = createServer((request, answer) => {
  const parts: Buffer[] = [];
  paths.add(request.url ?? '');
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const sent = JSON.parse(Buffer.concat(parts).toString());
    for (const resource of sent.resourceSpans) for (const scope of resource.scopeSpans) spans.push(...scope.spans);
    answer.setHeader('content-type', 'application/json').end('{}');
  });
}).listen(0, '127.0.0.1');
await new Promise((ready) => collector.once('listening', ready));

const plain = await testHouse();
const lines: Record<string, unknown>[] = [];
let traces: Export;
let house: ReturnType<typeof openHouse>;

beforeAll(() => {
  traces = exportTraces(`http://127.0.0.1:${(collector.address() as AddressInfo).port}/`, '0.0.0-test');
  traceInto(traces.tracing);
  // Opened anew: a house opened without traces has no ear at its queries.
  const log = openLog('debug', { write: (line) => void lines.push(JSON.parse(line)) });
  const { settings, database, secrets, clock } = plain.house;
  house = openHouse({ settings, databaseUrl: database.url, secrets, clock, log });
});
afterAll(async () => {
  traceInto(null);
  await traces.stop();
  await house.close();
  collector.close();
});

const of = (span: Span | undefined, key: string) =>
  span?.attributes.find((each) => each.key === key)?.value.stringValue ?? null;

test('one trace goes from the request through operation, transaction and queries into the job and its reaction', async () => {
  const app = httpApp(house, {
    ...{ web: null, publicAssets: null, render: () => '', version: '0' },
    health: async () => ({ ok: true, checks: {} }),
  });
  const owner = await plain.as('owner');
  spans.length = 0;
  const answer = await app.fetch(
    new Request('https://guildhall.test/rpc/access/requestPasswordReset', {
      method: 'POST',
      headers: { authorization: `Bearer ${owner.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        json: { mail: 'zaphod.secret@example.org' },
      }),
    }),
  );
  expect(answer.status).toBe(200);
  house.log.info('outside of all work');
  const seen: (string | undefined)[] = [];
  const asked = house.jobs.get('access.mail-reset') as JobDefinition;
  const watched = { ...asked, perform: async () => void seen.push(around()?.request) };
  (house.jobs as Map<string, JobDefinition>).set(asked.name, watched);
  await workUntilIdle(house);
  await traces.flush();
  expect([...paths]).toEqual(['/v1/traces']);

  const request = spans.find((span) => span.name === 'POST rpc');
  const operation = spans.find((span) => span.name === 'operation access.requestPasswordReset');
  const transaction = spans.find((span) => span.name === 'transaction' && span.parentSpanId === operation?.spanId);
  const queries = spans.filter((span) => span.parentSpanId === transaction?.spanId);
  expect(operation?.parentSpanId).toBe(request?.spanId);
  expect(queries.map((span) => of(span, 'db.system.name'))).toContain('postgresql');
  const jobs = spans.filter((span) => span.name.startsWith('job '));
  expect(jobs.map((span) => span.name)).toContain('job access.mail-reset');
  expect(new Set(jobs.map((span) => span.traceId))).toEqual(new Set([request?.traceId]));

  // The request goes on as well: the job acts, records and logs as part of it.
  const id = of(request, 'guildhall.request');
  expect(seen).toEqual([id]);

  // Nobody's name, address, key or token is in a trace.
  const written = JSON.stringify(spans);
  expect(written).toContain('db.query.text');
  for (const secret of ['zaphod', 'Zaphod', owner.token, owner.accountId]) expect(written).not.toContain(secret);
  expect(lines.find((line) => line.msg === 'outside of all work')).not.toHaveProperty('request');
});

test('a log line names the request and the trace it belongs to', async () => {
  const { traceparent } = traces.tracing;
  const { within } = await import('../log/around.ts');
  await within({ request: 'r-1' }, () =>
    traces.tracing.span('work', {}, async () => {
      house.log.info('within');
      expect(traceparent()).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    }),
  );
  const line = lines.find((each) => each.msg === 'within');
  expect(line).toMatchObject({ request: 'r-1', trace: expect.stringMatching(/^[0-9a-f]{32}$/) });
});

test('a stranger’s traceparent is not gone on with; a trusted proxy’s is', async () => {
  const parts = { web: null, publicAssets: null, render: () => '', version: '0' };
  const health = async () => ({ ok: true, checks: {} });
  const given = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  const traceOf = async (trustedProxies: number) => {
    spans.length = 0;
    const app = httpApp({ ...house, settings: { ...house.settings, trustedProxies } }, { ...parts, health });
    await app.fetch(new Request('https://guildhall.test/healthz', { headers: { traceparent: given } }));
    await traces.flush();
    return spans.find((span) => span.name === 'GET watch')?.traceId;
  };
  expect(await traceOf(0)).toMatch(/^(?!0af7651916cd43dd8448eb211c80319c)[0-9a-f]{32}$/);
  expect(await traceOf(1)).toBe('0af7651916cd43dd8448eb211c80319c');
});

/** The packages of traces and metrics that a process takes in to start tracing towards an endpoint (undefined: nowhere). */
function packagesLoaded(endpoint: string | undefined): string[] {
  const script = `
    import { registerHooks } from 'node:module';
    const loaded = new Set();
    registerHooks({ resolve: (name, context, next) => {
      if (/opentelemetry|prom-client/.test(name)) loaded.add(name);
      return next(name, context);
    } });
    const [tracing, serve] = process.argv.slice(1);
    const { startTracing } = await import(tracing);
    await import(serve);
    await startTracing(${JSON.stringify(endpoint)}, '0');
    console.log(JSON.stringify([...loaded].sort()));
    process.exit(0);`;
  const files = ['start.ts', '../../app/serve.ts'].map((file) => join(import.meta.dirname, file));
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', script, ...files], { encoding: 'utf8' });
  return JSON.parse(run.stdout || `["${run.stderr.slice(0, 500)}"]`);
}

test('nothing of OpenTelemetry is loaded where no traces are asked for', () => {
  expect(packagesLoaded(undefined)).toEqual([]);
  expect(packagesLoaded('http://127.0.0.1:9/')).toContain('@opentelemetry/sdk-trace');
});
