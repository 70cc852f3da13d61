import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { helloCatcher, type LoopbackServer, loopbackServer } from '#tests/support/loopback-server.ts';
import { OutgoingFault, type OutgoingFaultKind } from './fault.ts';
import { type FetchOptions, guardedFetch } from './fetch.ts';
import { openGate, type ResolvedAddress } from './gate.ts';

let server: LoopbackServer;
let other: LoopbackServer;

const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024));

beforeAll(async () => {
  other = await loopbackServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ headers: request.headers, method: request.method }));
  });
  server = await loopbackServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://local');
    const to = url.searchParams.get('to');
    if (to !== null)
      return void response.writeHead(Number(url.searchParams.get('status') ?? 302), { location: to }).end('moved');
    switch (url.pathname) {
      case '/echo': {
        const parts: Buffer[] = [];
        request.on('data', (part: Buffer) => parts.push(part));
        return void request.on('end', () =>
          response.end(
            JSON.stringify({ method: request.method, headers: request.headers, body: Buffer.concat(parts).toString() }),
          ),
        );
      }
      case '/status':
        return void response.writeHead(Number(url.searchParams.get('code')), { 'retry-after': '7' }).end('no');
      case '/large':
        return void response.end(Buffer.alloc(300_000));
      case '/endless': {
        const more = () => {
          while (!response.destroyed && response.write(Buffer.alloc(65_536)));
        };
        response.on('drain', more);
        return more();
      }
      case '/drip': {
        response.write('a');
        const timer = setInterval(() => response.write('a'), 20);
        return void response.on('close', () => clearInterval(timer));
      }
      case '/silent':
        return;
      case '/gzip':
        return void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"a":1}'));
      case '/brotli':
        return void response.writeHead(200, { 'content-encoding': 'br' }).end(brotliCompressSync('{"a":1}'));
      case '/bomb':
        return void response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
      case '/twice':
        return void response.writeHead(200, { 'content-encoding': 'gzip, gzip' }).end(gzipSync(gzipSync('x')));
      case '/broken-gzip':
        return void response.writeHead(200, { 'content-encoding': 'gzip' }).end('not gzip');
      case '/headers':
        return void response.writeHead(200, { 'x-much': 'a'.repeat(60_000) }).end();
      case '/cut':
        response.writeHead(200, { 'content-length': '100' });
        response.write('abc');
        return void setTimeout(() => response.destroy(), 20);
      default:
        return void response.end('hello');
    }
  });
});
afterAll(async () => {
  await server.close();
  await other.close();
});

const opened: ReturnType<typeof openGate>[] = [];
afterEach(async () => {
  for (const gate of opened.splice(0)) await gate.close();
});
function gateTo(answers: Record<string, string[] | (() => string[])>, allowHosts: string[] = []) {
  const asked: string[] = [];
  const gate = openGate({
    allowHosts,
    resolve: async (name) => {
      asked.push(name);
      const answer = answers[name] ?? [];
      return (typeof answer === 'function' ? answer() : answer).map(
        (address): ResolvedAddress => ({ address, family: address.includes(':') ? 6 : 4 }),
      );
    },
  });
  opened.push(gate);
  return { gate, asked };
}

async function faultOf(work: Promise<unknown>): Promise<OutgoingFault> {
  const error = await work.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(OutgoingFault);
  return error as OutgoingFault;
}
const local = (path: string, options: FetchOptions = {}) =>
  guardedFetch(`${server.origin}${path}`, { allowHosts: [server.host, other.host], ...options });
const expectKind = async (work: Promise<unknown>, kind: OutgoingFaultKind) =>
  expect((await faultOf(work)).kind).toBe(kind);

describe('where it goes', () => {
  test.each([
    'http://example.com/',
    'ftp://example.com/',
    'file:///etc/passwd',
    'gopher://example.com/',
    'data:text/plain,x',
    'not a url',
    '',
    'https://user:secret@example.com/',
    'https://user@example.com/',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://0177.0.0.1/',
    'https://127.1/',
    'https://0/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:a9fe:a9fe]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[2002:7f00:1::]/',
    'https://169.254.169.254/latest/meta-data/',
    'https://localhost/',
    'https://localhost./',
    'https://intranet/',
    'https://①②⑦.0.0.1/',
    'https://127。0。0。1/',
    'https://example.com:22/',
    'https://example.com:25/',
  ])('%s is refused without asking anybody', async (url) => {
    const { gate, asked } = gateTo({});
    await expectKind(guardedFetch(url, { gate }), 'refused-address');
    expect(asked).toEqual([]);
  });

  test('loopback is refused unless the operator allows exactly this host and port', async () => {
    await expectKind(guardedFetch(server.origin), 'refused-address');
    await expectKind(guardedFetch(server.origin, { allowHosts: ['127.0.0.1'] }), 'refused-address');
    await expectKind(guardedFetch(server.origin, { allowHosts: [`127.0.0.1:${server.port + 1}`] }), 'refused-address');
    expect((await local('/')).text()).toBe('hello');
  });

  test.each(['127.0.0.1', '10.1.2.3', '169.254.169.254', '::1', '::ffff:192.168.0.1', 'fd00::1'])(
    'a name that leads to %s is refused',
    async (ip) => {
      const { gate } = gateTo({ 'evil.example.com': [ip] });
      await expectKind(guardedFetch('https://evil.example.com/', { gate }), 'refused-address');
    },
  );

  test('one private address among public ones refuses the name', async () => {
    const { gate } = gateTo({ 'evil.example.com': ['93.184.216.34', '127.0.0.1'] });
    await expectKind(guardedFetch('https://evil.example.com/', { gate }), 'refused-address');
  });

  test('rebinding: the name is asked once for a connection, and connected to that answer', async () => {
    let turn = 0;
    const { gate, asked } = gateTo({ 'forge.test': () => (turn++ === 0 ? ['127.0.0.1'] : ['192.0.2.1']) }, [
      `forge.test:${server.port}`,
    ]);
    const answer = await guardedFetch(`http://forge.test:${server.port}/echo`, { gate });
    expect(asked).toEqual(['forge.test']);
    expect(answer.json()).toMatchObject({ headers: { host: `forge.test:${server.port}` } });
  });

  test('rebinding: a later connection is checked again', async () => {
    let turn = 0;
    const { gate, asked } = gateTo({ 'evil.example.com': () => (turn++ === 0 ? ['93.184.216.34'] : ['127.0.0.1']) });
    await gate.locate(new URL('https://evil.example.com/'));
    await expectKind(guardedFetch('https://evil.example.com/', { gate }), 'refused-address');
    expect(asked).toHaveLength(2);
  });

  test('a name that does not exist is a network fault', async () => {
    const { gate } = gateTo({});
    await expectKind(guardedFetch('https://nowhere.example.com/', { gate }), 'network');
  });
});

test('a name pinned to its address is still the name that TLS asks for', async () => {
  const hello = await helloCatcher();
  const gate = openGate({
    allowHosts: [`forge.invalid:${hello.port}`],
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
  });
  opened.push(gate);
  const fault = await faultOf(guardedFetch(`https://forge.invalid:${hello.port}/`, { gate }));
  expect(['network', 'tls']).toContain(fault.kind);
  expect(hello.first()).toContain('forge.invalid');
  await hello.close();
});

describe('redirects', () => {
  const leading = (to: string, status = 302) => `/go?status=${status}&to=${encodeURIComponent(to)}`;

  test('are followed and reported', async () => {
    const answer = await local(leading('/echo#part'));
    expect(answer.url).toBe(`${server.origin}/echo`);
    expect(answer.hops).toHaveLength(1);
  });

  test.each([
    'http://169.254.169.254/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'file:///etc/passwd',
    'http://example.com/',
    'https://2130706433/',
    'https://a:b@example.com/',
  ])('to %s are refused', async (to) => {
    await expectKind(local(leading(to)), 'refused-address');
  });

  test('a loop ends, and zero means none', async () => {
    const loop = await loopbackServer(
      (_request, response) => void response.writeHead(302, { location: '/again' }).end(),
    );
    await expectKind(guardedFetch(loop.origin, { allowHosts: [loop.host] }), 'redirects');
    expect(loop.seen).toHaveLength(6);
    await loop.close();
    await expectKind(local(leading('/echo'), { redirects: 0 }), 'redirects');
  });

  test('secrets stay at home when the origin changes, and remain when it does not', async () => {
    const headers = {
      Authorization: 'Bearer s',
      'Private-Token': 's',
      Cookie: 's',
      'X-Own': 's',
      Accept: 'application/json',
    };
    const away = (await local(leading(`${other.origin}/`), { headers })).json() as { headers: Record<string, string> };
    expect(Object.values(away.headers)).not.toContain('s');
    expect(away.headers.authorization).toBeUndefined();
    expect(away.headers.accept).toBe('application/json');
    const home = (await local(leading('/echo'), { headers })).json() as { headers: Record<string, string> };
    expect(home.headers.authorization).toBe('Bearer s');
  });

  test('a posted body goes again only for 307 and only to the same origin', async () => {
    const post = { method: 'POST', body: 'secret', headers: { 'content-type': 'text/plain' } } as const;
    expect((await local(leading('/echo', 307), post)).json()).toMatchObject({ method: 'POST', body: 'secret' });
    const seeOther = (await local(leading('/echo', 303), post)).json() as { headers: Record<string, string> };
    expect(seeOther).toMatchObject({ method: 'GET', body: '' });
    expect(seeOther.headers['content-type']).toBeUndefined();
    await expectKind(local(leading(`${other.origin}/`, 307), post), 'redirects');
  });
});

describe('how much and how long', () => {
  test.each(['/large', '/endless', '/bomb'])('%s ends at the limit', async (path) => {
    const before = process.memoryUsage().arrayBuffers;
    await expectKind(local(path, { maxBytes: 200_000 }), 'too-large');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20 * 1024 * 1024);
  });

  test.each(['/drip', '/silent'])('%s ends in time', async (path) => {
    await expectKind(local(path, { timeoutMs: 200 }), 'timeout');
  });

  test('time runs while names are asked, too', async () => {
    const gate = openGate({ resolve: () => new Promise(() => undefined) });
    opened.push(gate);
    await expectKind(guardedFetch('https://slow.example.com/', { gate, timeoutMs: 100 }), 'timeout');
  });

  test('compressed answers are unfolded', async () => {
    expect((await local('/gzip')).json()).toEqual({ a: 1 });
    expect((await local('/brotli')).json()).toEqual({ a: 1 });
  });

  test.each([
    ['/twice', 'protocol'],
    ['/broken-gzip', 'protocol'],
    ['/headers', 'too-large'],
    ['/cut', 'network'],
  ] as const)('%s is %s', async (path, kind) => {
    await expectKind(local(path), kind);
  });

  test('a refused status is a fault with its headers, or an answer if asked for', async () => {
    const fault = await faultOf(local('/status?code=429'));
    expect(fault).toMatchObject({ kind: 'status', status: 429, headers: { 'retry-after': '7' } });
    expect((await local('/status?code=404', { statuses: 'any' })).status).toBe(404);
    expect((await faultOf(local('/').then((answer) => answer.json()))).kind).toBe('protocol');
  });

  test('headers cannot be smuggled', async () => {
    await expectKind(local('/echo', { headers: { 'x-a': 'b\r\nx-evil: 1' } }), 'network');
    const echoed = (await local('/echo', { headers: { Host: 'evil.example', 'Accept-Encoding': 'zstd' } })).json() as {
      headers: Record<string, string>;
    };
    expect(echoed.headers.host).toBe(server.host);
    expect(echoed.headers['accept-encoding']).toBe('gzip, br');
  });

  test('a port where nobody listens is a network fault; plain http behind https is a tls fault', async () => {
    const gone = await loopbackServer(() => undefined);
    await gone.close();
    await expectKind(guardedFetch(gone.origin, { allowHosts: [gone.host] }), 'network');
    await expectKind(guardedFetch(server.origin.replace('http:', 'https:'), { allowHosts: [server.host] }), 'tls');
  });
});
