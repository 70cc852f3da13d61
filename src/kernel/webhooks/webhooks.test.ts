import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { kernelHouse } from '#tests/support/kernel-house.ts';
import { loopbackServer } from '#tests/support/loopback-server.ts';
import type { Actor } from '../context.ts';
import type { Input } from '../contract/handlers.ts';
import { newId } from '../ids.ts';
import { workUntilIdle } from '../jobs/worker.ts';
import { react } from '../ledger/deliver.ts';
import { fact } from '../ledger/fact.ts';
import { record } from '../ledger/record.ts';
import type { Module } from '../module.ts';
import { openGate } from '../outgoing/gate.ts';
import { holdOutgoing } from '../outgoing/held.ts';
import { claimDue } from './claim.ts';
import type { webhooksContract } from './contract.ts';
import { eraseDeliveriesAbout } from './erase.ts';
import { webhooksModule } from './index.ts';
import { post } from './post.ts';
import { pump } from './pump.ts';

const shipLaunched = fact('ship.launched', z.object({ tons: z.number() }), 'launched a ship');
const shipSunk = fact('ship.sunk', z.object({}), 'sank a ship');
const ships: Module = { name: 'ships', contract: {}, handlers: {}, facts: [shipLaunched, shipSunk], jobs: [react] };
const house = await kernelHouse([webhooksModule, ships]);

type Heard = { at: string; headers: Record<string, string>; body: string };
let heard: Heard[] = [];
type Answer = (request: IncomingMessage, response: ServerResponse) => void;
const ok: Answer = (_, response) => void response.writeHead(200).end('thanks');
let answers: Record<string, Answer> = {};
const server = await loopbackServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const at = request.url ?? '/';
    heard.push({ at, headers: request.headers as Record<string, string>, body: Buffer.concat(parts).toString() });
    (answers[at] ?? ok)(request, response);
  });
});
const gate = openGate({ allowHosts: [server.host] });
house.gate = gate;
afterAll(async () => {
  await gate.close();
  await server.close();
});

const owner: Actor = {
  ...{ kind: 'account', id: '01990000-0000-7000-8000-0000000000aa', name: 'Olga', via: 'session' },
  grants: [{ role: 'owner', permissions: ['webhooks.manage'], program: null }],
};
type Name = Exclude<keyof typeof webhooksContract, never>;
const call = <N extends Name>(name: N, input: Input<(typeof webhooksContract)[N]>) =>
  // biome-ignore lint/suspicious/noExplicitAny: one door to all operations of the room
  house.act((c) => (webhooksModule.handlers[name] as any)(c, input), owner) as Promise<any>;
const add = (path: string, more: object = {}) =>
  call('addEndpoint', {
    address: server.origin + path,
    words: '',
    kinds: ['ship.launched', 'ship.sunk'],
    program: null,
    ...more,
  }) as Promise<{
    id: string;
    secret: string;
  }>;
const launch = (ship = newId(), program: string | null = null) =>
  house.act((c) => record(c, shipLaunched, { about: { kind: 'ship', id: ship }, program, data: { tons: 9 } }));
const sink = (ship = newId()) => house.act((c) => record(c, shipSunk, { about: { kind: 'ship', id: ship }, data: {} }));
/** One tick of the sweep and all that follows. The queue goes by the database's clock, which is past the house's here. */
const work = async () => {
  await house.timetables
    .get('webhooks.sweep')
    ?.perform({ transact: (_: string, act: never) => house.act(act) } as never, house.clock.now());
  await workUntilIdle(house);
};
const listed = async (endpoint: string) => (await call('deliveries', { endpoint, limit: 50 })).rows;
const at = (path: string) => heard.filter((each) => each.at === path);

beforeEach(async () => {
  await work();
  await sql`truncate webhooks.endpoints, ledger.facts, house.secrets cascade`.execute(house.database.kysely);
  await sql`delete from graphile_worker._private_jobs`.execute(house.database.kysely);
  heard = [];
  answers = {};
});

describe('what is told', () => {
  test('is signed, carries ids, and reaches each endpoint that wants it once', async () => {
    const one = await add('/one');
    await add('/sunk', { kinds: ['ship.sunk'] });
    await add('/here', { program: null, kinds: ['ship.launched'] });
    const ship = newId();
    const id = await launch(ship);
    await work();
    await work();
    expect(heard.map((each) => each.at).toSorted()).toEqual(['/here', '/one']);
    const [got] = at('/one');
    const now = Date.now;
    // The verifier compares with its own clock; the house of the tests lives in March.
    Date.now = () => house.clock.now().epochMilliseconds;
    try {
      expect(new Webhook(one.secret).verify(got?.body ?? '', got?.headers ?? {})).toMatchObject({
        type: 'ship.launched',
        timestamp: house.clock.now().toString(),
        data: { id, about: { kind: 'ship', id: ship, href: null }, program: null, fact: { tons: 9 } },
      });
    } finally {
      Date.now = now;
    }
    expect(got?.headers['webhook-id']).toBe(id);
    expect(await listed(one.id)).toMatchObject([{ state: 'succeeded', status: 200, tries: 1, kind: 'ship.launched' }]);
  });

  test('is nothing for nobody: a fact that no endpoint wants makes no delivery, a rolled back one is never told', async () => {
    const { id } = await add('/x', { kinds: ['ship.sunk'] });
    await launch();
    await expect(
      house.act(async (c) => {
        await record(c, shipSunk, { about: { kind: 'ship', id: newId() }, data: {} });
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    const { rows } = await sql`select 1 from ledger.deliveries where listener = 'webhooks.fan-out'`.execute(
      house.database.kysely,
    );
    expect(rows).toEqual([]);
    await call('disableEndpoint', { id });
    await sink();
    await call('enableEndpoint', { id });
    await work();
    expect(heard).toEqual([]);
  });

  test('is signed with the old secret too until the overlap ends, and secrets are shown once', async () => {
    const { id, secret } = await add('/rotate');
    const rotated = await call('rotateSecret', { id, overlapHours: 24 });
    await launch();
    await work();
    expect(at('/rotate')[0]?.headers['webhook-signature']?.split(' ')).toHaveLength(2);
    expect((await call('endpoint', { id })).secrets).toHaveLength(2);
    expect(JSON.stringify(await call('endpoint', { id }))).not.toContain(secret);
    await expect(call('endSecret', { id, secret: rotated.id })).rejects.toMatchObject({
      data: { rule: 'webhook.last-secret' },
    });
    house.clock.advance({ hours: 25 });
    await launch();
    await work();
    expect(at('/rotate')[1]?.headers['webhook-signature']?.split(' ')).toHaveLength(1);
    const { rows } = await sql<{ name: string; sealed: Buffer }>`select name, sealed from house.secrets`.execute(
      house.database.kysely,
    );
    expect(rows.every((row) => !row.sealed.includes(secret.slice(6)))).toBe(true);
  });

  test.each([
    'ftp://example.org/',
    'https://10.0.0.1/',
    'http://example.org/',
    'https://user:pw@example.org/',
    'nonsense',
  ])('never goes to %s', async (address) => {
    await expect(call('addEndpoint', { address, words: '', kinds: null, program: null })).rejects.toMatchObject({
      data: { fields: [{ field: 'address' }] },
    });
  });
});

describe('when a receiver fails', () => {
  const answering =
    (status: number, headers: Record<string, string> = {}): Answer =>
    (_, response) =>
      void response.writeHead(status, headers).end('no');

  test('it is tried again under the same webhook-id with a new time, until it takes it', async () => {
    const { id } = await add('/flaky');
    answers['/flaky'] = answering(500);
    await launch();
    await work();
    expect(await listed(id)).toMatchObject([{ state: 'waiting', status: 500, tries: 1, trouble: 'Answered 500' }]);
    expect((await call('endpoints', {})).rows).toMatchObject([{ health: 'failing' }]);
    delete answers['/flaky'];
    house.clock.advance({ seconds: 7 });
    await work();
    const [first, second] = at('/flaky');
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    expect(Number(second?.headers['webhook-timestamp'])).toBe(Number(first?.headers['webhook-timestamp']) + 7);
    expect(second?.body).toBe(first?.body);
    expect(await listed(id)).toMatchObject([{ state: 'succeeded', tries: 2 }]);
    expect((await call('endpoints', {})).rows).toMatchObject([{ health: 'well', failingSince: null }]);
  });

  test('ten attempts and no more; after five days of failure the endpoint is disabled, and what failed can be sent again', async () => {
    const { id } = await add('/down');
    answers['/down'] = answering(500);
    const began = house.clock.now();
    await launch();
    for (let n = 0; n < 12; n++) {
      await work();
      house.clock.advance({ hours: 29 });
      if (n === 8) await launch();
    }
    await work();
    const rows = await listed(id);
    expect(rows.at(-1)).toMatchObject({ state: expect.stringMatching(/waiting|failed/) });
    expect((await call('endpoint', { id })).disabledWhy).toBe('failing');
    const { rows: facts } = await sql<{ kind: string; data: object }>`
      select kind, data from ledger.facts where kind = 'webhook.disabled'`.execute(house.database.kysely);
    expect(facts).toEqual([{ kind: 'webhook.disabled', data: { why: 'failing' } }]);
    delete answers['/down'];
    await call('enableEndpoint', { id });
    await call('redeliverFailed', { endpoint: id, since: began.toString() });
    await work();
    expect((await listed(id)).every((row: { state: string }) => row.state === 'succeeded')).toBe(true);
  });

  test('410 Gone disables at once and ends the delivery', async () => {
    const { id } = await add('/gone');
    answers['/gone'] = answering(410);
    await launch();
    await work();
    expect((await call('endpoint', { id })).disabledWhy).toBe('gone');
    expect(await listed(id)).toMatchObject([{ state: 'failed', status: 410 }]);
    await launch();
    await work();
    expect(at('/gone')).toHaveLength(1);
  });

  test('429 with Retry-After rests the whole endpoint until then, and no longer', async () => {
    const { id } = await add('/busy');
    answers['/busy'] = answering(429, { 'retry-after': '3600' });
    await launch();
    await work();
    expect((await call('endpoint', { id })).health).toBe('resting');
    delete answers['/busy'];
    await launch();
    house.clock.advance({ minutes: 59 });
    await work();
    expect(at('/busy')).toHaveLength(1);
    house.clock.advance({ minutes: 1, seconds: 1 });
    await work();
    expect(at('/busy')).toHaveLength(3);
  });

  test('what gets room while the pump looks is sent by the same pump', async () => {
    const { id } = await add('/late');
    answers['/late'] = answering(500);
    for (let n = 0; n < 2; n++) await launch();
    await work();
    expect(at('/late')).toHaveLength(2);
    house.clock.advance({ minutes: 1 });
    // Of one that failed a single request is under way, so the second look finds no room; the request ends before that look is over.
    const open: ServerResponse[] = [];
    answers['/late'] = (_, response) => void open.push(response);
    let looks = 0;
    const transact = async (_: string, act: never) => {
      const answer: unknown = await house.act(act);
      if (Array.isArray(answer) && ++looks === 2) {
        expect(answer).toEqual([]);
        for (let n = 0; n < 400 && open.length === 0; n++) await sleep(10);
        delete answers['/late'];
        open[0]?.writeHead(200).end();
        const ended = async () => (await listed(id)).some((row: { state: string }) => row.state === 'succeeded');
        for (let n = 0; n < 400 && !(await ended()); n++) await sleep(10);
        await sleep(50);
      }
      return answer;
    };
    await pump({ house, transact, signal: new AbortController().signal } as never);
    expect(at('/late')).toHaveLength(4);
  });

  test('redirects are not followed, wherever they lead; a cut line is a failure; a huge answer is read in part', async () => {
    const endpoints: Record<string, string> = {};
    for (const path of ['/moved', '/cut', '/huge']) endpoints[path] = (await add(path)).id;
    answers['/moved'] = (_, response) =>
      void response.writeHead(302, { location: 'http://169.254.169.254/secret' }).end();
    answers['/cut'] = (request) => void request.socket.destroy();
    answers['/huge'] = (_, response) => void response.writeHead(200).end(Buffer.alloc(3_000_000, 'x'));
    await launch();
    await work();
    expect(await listed(endpoints['/moved'] ?? '')).toMatchObject([
      { state: 'waiting', status: 302, trouble: expect.stringContaining('do not follow') },
    ]);
    expect(await listed(endpoints['/cut'] ?? '')).toMatchObject([{ state: 'waiting', status: null }]);
    const [row] = await listed(endpoints['/huge'] ?? '');
    expect(row).toMatchObject({ state: 'succeeded' });
    expect((await call('delivery', { id: row.id })).attempts[0].response).toHaveLength(2048);
  });

  test('one that lets us wait keeps nobody else waiting, and has few requests at once', async () => {
    await add('/slow');
    await add('/quick');
    const open: ServerResponse[] = [];
    answers['/slow'] = (_, response) => void open.push(response);
    for (let n = 0; n < 12; n++) await launch();
    const working = work();
    for (let n = 0; n < 400 && at('/quick').length < 12; n++) await sleep(25);
    expect(at('/quick')).toHaveLength(12);
    expect(at('/slow')).toHaveLength(5);
    answers['/slow'] = ok;
    for (const response of open) response.writeHead(200).end();
    await working;
    expect(at('/slow')).toHaveLength(12);
  });
});

describe('a crash', () => {
  test('between sending and noting it: it goes out again under the same webhook-id, and both attempts are seen', async () => {
    const { id } = await add('/twice');
    await launch();
    await workUntilFannedOut();
    const [claimed] = await house.act((c) => claimDue(c, 10));
    if (!claimed) throw new Error('nothing was due');
    await post(house, claimed);
    // Here the process ends. Whoever looks meanwhile leaves it alone; a minute later it counts as cut off.
    expect(await house.act((c) => claimDue(c, 10))).toEqual([]);
    house.clock.advance({ seconds: 61 });
    await work();
    const ids = at('/twice').map((each) => each.headers['webhook-id']);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    const [row] = await listed(id);
    expect((await call('delivery', { id: row.id })).attempts).toMatchObject([
      { status: 200 },
      { status: null, endedAt: null },
    ]);
  });

  /** Runs the reactions alone: the job that sends is taken out of the queue. */
  async function workUntilFannedOut() {
    await sql`update graphile_worker._private_jobs set run_at = run_at`.execute(house.database.kysely);
    answers['/twice'] = ok;
    const send = house.jobs.get('webhooks.send');
    if (!send) throw new Error('no job');
    const perform = send.perform;
    send.perform = async () => {};
    await work();
    send.perform = perform;
  }
});

describe('by hand', () => {
  test('a test goes out signed; one delivery is sent again; held after a restore, nothing goes', async () => {
    const { id, secret } = await add('/hand');
    const { delivery } = await call('sendTest', { id });
    await work();
    expect(JSON.parse(at('/hand')[0]?.body ?? '')).toMatchObject({ type: 'webhook.test', data: { id: delivery } });
    expect(secret).toMatch(/^whsec_/);
    await house.act((c) => holdOutgoing(c, true));
    await call('redeliver', { id: delivery });
    await work();
    expect(at('/hand')).toHaveLength(1);
    await expect(call('redeliver', { id: delivery })).rejects.toMatchObject({
      data: { rule: 'webhook.delivery-under-way' },
    });
    await house.act((c) => holdOutgoing(c, false));
    await call('disableEndpoint', { id });
    await call('enableEndpoint', { id });
    await work();
    expect(at('/hand').map((each) => each.headers['webhook-id'])).toEqual([delivery, delivery]);
  });

  test('lists page, filter and export; a removed endpoint hears nothing more', async () => {
    const { id } = await add('/list');
    for (let n = 0; n < 5; n++) await launch();
    await work();
    const first = await call('deliveries', { endpoint: id, limit: 3 });
    const second = await call('deliveries', { endpoint: id, limit: 3, after: first.next });
    expect(new Set([...first.rows, ...second.rows].map((row: { id: string }) => row.id)).size).toBe(5);
    expect(second.next).toBeNull();
    expect((await call('deliveries', { endpoint: id, limit: 9, state: 'failed' })).rows).toEqual([]);
    expect((await call('exportDeliveries', { endpoint: id })).csv.trim().split('\r\n')).toHaveLength(6);
    await call('removeEndpoint', { id });
    await launch();
    await work();
    expect(at('/list')).toHaveLength(5);
  });
});

test('erasure empties what was sent about a record and what was answered, and stops what waits', async () => {
  const { id } = await add('/erase');
  const [ship, other] = [newId(), newId()];
  answers['/erase'] = (_, response) => void response.writeHead(500).end('Ada Example');
  await launch(ship);
  await launch(other);
  await work();
  await house.act((c) => eraseDeliveriesAbout(c, [{ kind: 'ship', id: ship }]));
  delete answers['/erase'];
  house.clock.advance({ seconds: 7 });
  await work();
  const rows = await Promise.all((await listed(id)).map((row: { id: string }) => call('delivery', { id: row.id })));
  const about = (row: { body: string | null }) => (row.body ? JSON.parse(row.body).data.about.id : null);
  expect(rows.map((row) => [about(row), row.state]).toSorted()).toEqual(
    [
      [null, 'failed'],
      [other, 'succeeded'],
    ].toSorted(),
  );
  expect(rows.find((row) => row.body === null).attempts).toMatchObject([{ response: null }]);
});
