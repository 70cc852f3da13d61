import { describe, expect, test } from 'vitest';
import { newToken, tokenHash } from '#kernel/secrets/token.ts';
import { type CalmAnswer, expectCalm } from '#tests/support/calm.ts';
import { edgeOf, SECRET } from '#tests/support/edge.ts';
import { testHouse } from '#tests/support/house.ts';
import { formOf, openProgram } from '#tests/support/program.ts';

const house = await testHouse();
const edge = await edgeOf(house);
const program = await openProgram(house);
const owner = await house.as('owner');
const json = { 'content-type': 'application/json' };
const bearer = { authorization: `Bearer ${owner.token}` };
const OWN = 'https://guildhall.test';

/** A session of the owner's, as signing in makes it. */
const cookie = `__Host-guildhall_session=${await makeSession()}`;
async function makeSession(): Promise<string> {
  const token = newToken();
  const hash = tokenHash(token).toString('hex');
  await house.rows(`insert into access.sessions (token_hash, account, made_at, seen_at, expires_at, address_prefix)
    values ('\\x${hash}', '${owner.accountId}', '${house.clock.now()}', '${house.clock.now()}', '${house.clock.now().add({ hours: 8 })}', '')`);
  return token;
}

const call = async (path: string, init: RequestInit & { duplex?: 'half' } = {}): Promise<CalmAnswer> =>
  expectCalm(await edge.request(path, init), `${path} ${init.method ?? 'GET'}`, []);
const post = (path: string, body: BodyInit, headers: Record<string, string> = {}) =>
  call(path, { method: 'POST', body, headers: { ...json, ...headers } });
const noteCount = async () => (await house.rows<{ n: number }>('select count(*)::int n from work.notes')).at(0)?.n;
const whole = (status: string, answer: string) =>
  expect(answer.slice(0, 12), answer.slice(0, 300)).toBe(`HTTP/1.1 ${status}`);
const head = (method: string, path: string, headers: string[], body = '') =>
  [`${method} ${path} HTTP/1.1`, 'Host: guildhall.test', 'Connection: close', ...headers, '', body].join('\r\n');

describe('bodies', () => {
  test.each(['/rpc/access/signIn', '/api/sign-in', '/apply/open-source/form', '/rpc/no/such', '/nowhere'])(
    'more than 2 MB of a stranger to %s is refused in words, before it is sent',
    async (path) => {
      const answer = await edge.raw(
        head('POST', path, ['Content-Type: application/json', 'Content-Length: 2097153'], '{'),
      );
      whole('400', answer);
      expect(answer).toMatch(/"code":"INVALID".* 2 MB/);
    },
  );

  test('more than 12 MB is refused to everybody, less is read of those who are signed in', async () => {
    const sent = (length: number) =>
      edge.raw(
        head(
          'POST',
          '/rpc/access/rename',
          ['Content-Type: application/json', `Authorization: Bearer ${owner.token}`, `Content-Length: ${length}`],
          ' '.repeat(Math.min(length, 3_000_000)),
        ),
      );
    const over = await sent(12582913);
    whole('400', over);
    expect(over).toMatch(/"code":"INVALID".*12 MB/);
    const inside = await sent(3_000_000);
    whole('400', inside);
    expect(inside).not.toContain('MB');
  });

  test('and so is more than 2 MB of a stranger whose length nobody told', async () => {
    const chunk = `100000\r\n${' '.repeat(1024 * 1024)}\r\n`;
    const type = ['Content-Type: application/json', 'Transfer-Encoding: chunked'];
    const answer = await edge.raw(head('POST', '/rpc/access/signIn', type, `${chunk.repeat(2)}1\r\n \r\n`));
    whole('400', answer);
    expect(answer).toMatch(/"code":"INVALID".* 2 MB/);
  });

  test('a body in chunks without a length is read like any other', async () => {
    const stream = new Blob([JSON.stringify({ json: {} })]).stream();
    const { status } = await call('/rpc/access/signIn', {
      method: 'POST',
      body: stream,
      duplex: 'half',
      headers: json,
    });
    expect(status).toBe(400);
    const chunks = ['5\r\n{"jso\r\n', '8\r\nn": {}}\n\r\n', '0\r\n\r\n'].join('');
    whole(
      '400',
      await edge.raw(
        head('POST', '/rpc/access/signIn', ['Content-Type: application/json', 'Transfer-Encoding: chunked'], chunks),
      ),
    );
  });

  test.each([
    '',
    '{',
    '{"json":',
    'null',
    '[]',
    '"x"',
    '\u0000',
    '{"json":{"mail":1e999}}',
    '['.repeat(200_000),
    `${'{"json":'.repeat(5000)}1${'}'.repeat(5000)}`,
    `{"json":{},"meta":${'['.repeat(1000)}${']'.repeat(1000)}}`,
  ])('broken or strange JSON: %#', async (body) => {
    for (const path of ['/rpc/access/signIn', '/api/sign-in', `/rpc/programs/publishPolicy`]) {
      const { status } = await post(path, body, bearer);
      expect(status).toBe(400);
    }
  });

  test.each([
    [[1, 'mail']],
    [[2, '__proto__', 'polluted']],
    [[1, '__proto__']],
    [[3, 'constructor', 'prototype', 'x']],
    [[1, 'nowhere', 'deeper']],
    [[6, 'mail']],
    [[7, 'mail']],
    [[99, 'mail']],
    [['x']],
    ['x'],
    [null],
    'x',
    {},
    Array.from({ length: 20_000 }, () => [1, 'mail']),
  ] as unknown[])('an RPC message whose types lie: %#', async (meta) => {
    const body = JSON.stringify({
      json: { mail: '(((x*)*)*)+$', password: 'x' },
      meta,
      maps: [['mail'], ['__proto__']],
    });
    const { status } = await post('/rpc/access/signIn', body);
    expect([400, 401]).toContain(status);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test.each([
    'text/plain',
    'application/xml',
    'multipart/form-data',
    'multipart/form-data; boundary=x',
    'x/y; charset=utf-7',
    '',
  ])('of type "%s" where JSON is asked', async (type) => {
    for (const path of ['/rpc/access/signIn', '/api/sign-in']) {
      const { status } = await post(path, '{"json":{"mail":"a@example.org","password":"x"}}', { 'content-type': type });
      expect([400, 401]).toContain(status);
    }
  });

  test('a JSON body in another coat of characters is not taken for ours', async () => {
    const { status } = await post('/rpc/access/signIn', new Uint8Array([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]));
    expect(status).toBe(400);
  });

  test('queries with mad indexes and names stay small and quick', async () => {
    for (const query of [
      'roles[0]=owner&roles[99999999]=owner',
      'roles[4294967295]=x',
      `roles${'[0]'.repeat(5000)}=x`,
      '__proto__[polluted]=1&constructor[prototype][polluted]=1',
      'limit=50&limit=60',
      'limit[]=1',
      'after=%00&search=%ff%fe',
      'search=%E0%A4%A',
      'limit=1e309',
      'limit=-0',
      '&&&===',
    ])
      await call(`/api/accounts?${query}`, { headers: bearer });
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

describe('addresses and methods', () => {
  test('a command is not done by GET, whatever comes with it', async () => {
    const before = await noteCount();
    const data = encodeURIComponent(JSON.stringify({ json: { title: 'x' } }));
    for (const method of ['GET', 'HEAD'])
      for (const path of [`/rpc/work/addTodo?data=${data}`, '/rpc/access/signOut?data=%7B%7D']) {
        const response = await edge.request(path, { method, headers: { cookie } });
        expect(response.status, `${method} ${path}`).toBeGreaterThanOrEqual(400);
        expect(response.status).toBeLessThan(500);
      }
    expect(await noteCount()).toBe(before);
    expect((await house.rows("select 1 from work.todos where title = 'x'")).length).toBe(0);
    expect(
      (await call('/rpc/access/me', { method: 'POST', body: '{"json":{}}', headers: { ...json, cookie } })).body,
    ).toMatchObject({
      account: { id: owner.accountId },
    });
  });

  test.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'BREW'])('%s is not a way in', async (method) => {
    for (const path of ['/api/sign-in', '/api/me', '/rpc/access/me', '/healthz', '/', '/apply', '/public.css']) {
      const response = await edge.request(path, { method, headers: bearer });
      const text = await response.text();
      expect([400, 404, 405], `${method} ${path}: ${text.slice(0, 200)}`).toContain(response.status);
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  test('TRACE echoes nothing', async () => {
    for (const path of ['/', '/api/me', '/apply']) {
      const answer = await edge.raw(head('TRACE', path, ['X-Own: what-nobody-may-have', `Cookie: ${cookie}`]));
      expect(answer, path).toMatch(/^HTTP\/1.1 4/);
      expect(answer, path).not.toContain('what-nobody-may-have');
    }
  });

  test('HEAD answers as GET does, without a body', async () => {
    for (const path of ['/healthz', '/public.css', '/', '/apply', '/api']) {
      const headers = { accept: 'text/html' };
      const [got, headed] = [
        await edge.request(path, { headers }),
        await edge.request(path, { method: 'HEAD', headers }),
      ];
      expect([path, headed.status]).toEqual([path, got.status]);
      expect(await headed.text()).toBe('');
    }
  });

  test('an address that is too long is refused, and the server lives', async () => {
    const answer = await edge.raw(head('GET', `/${'a'.repeat(100_000)}`, []));
    expect(answer.slice(0, 12)).toMatch(/^HTTP\/1.1 4(14|31|00)/);
    whole('200', await edge.raw(head('GET', '/healthz', [])));
    const { status } = await call(`/api/accounts?search=${'a'.repeat(9000)}`, { headers: bearer });
    expect(status).toBe(400);
  });

  test.each([
    '/assets/..%2f..%2fpackage.json',
    '/assets/../../package.json',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/assets/..%5c..%5cpackage.json',
    '/assets/..\\..\\package.json',
    '/assets/%252e%252e%252f%252e%252e%252fpackage.json',
    '/assets//..//..//package.json',
    '/assets/%c0%ae%c0%ae/package.json',
    '/public/..%2fpackage.json',
    '/public/../package.json',
    '/public/%2e%2e%2fpackage.json',
    '/public//etc/passwd',
    '/public/%00',
    '/public/form.js%00.css',
    '/..%2fpackage.json.txt',
    '/.env',
    '/web/.env',
    '//evil.example/assets/x.js',
    '/assets/%ff.js',
    '/%',
  ])('%s leads out of no folder', async (path) => {
    for (const accept of ['text/html', '*/*']) {
      const answer = await edge.raw(head('GET', path, [`Accept: ${accept}`]));
      expect(answer).not.toContain(SECRET);
      expect(answer).not.toContain('root:x:0');
      expect(answer.slice(0, 12), answer.slice(0, 400)).toMatch(/^HTTP\/1.1 [234]/);
      expect(answer).not.toMatch(/location: *(https?:)?\/\/evil/i);
    }
  });

  test('a Host header of somebody else’s choice appears nowhere', async () => {
    for (const host of [
      'evil.example',
      'evil.example:99999',
      'a b',
      '"><script>',
      '[::1',
      '',
      '127.0.0.1@evil.example',
    ]) {
      for (const path of ['/apply', '/', '/api/openapi.json', '/api', '/lost-link', '/nowhere']) {
        const answer = await edge.raw(
          [`GET ${path} HTTP/1.1`, `Host: ${host}`, 'X-Forwarded-Host: evil.example', 'Connection: close', '', ''].join(
            '\r\n',
          ),
        );
        expect(answer.slice(0, 12), `${host} ${path}`).toMatch(/^HTTP\/1.1 [234]/);
        expect(answer, `${host} ${path}`).not.toContain('evil.example');
      }
    }
    const reset = head(
      'POST',
      '/api/password-resets',
      ['Content-Type: application/json', 'Content-Length: 28'],
      '{"mail":"owner@example.org"} ',
    ).replace('guildhall.test', 'evil.example');
    await edge.raw(reset);
    await house.work();
    for (const mail of await house.mailbox()) expect(mail.text + mail.html).not.toContain('evil.example');
  });

  test.each([
    'GET / HTTP/1.1\r\n\r\n',
    'GET / HTTP/9.9\r\nHost: x\r\n\r\n',
    'POST /api/sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /',
    'POST /api/sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n',
    'POST /api/sign-in HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
    `GET / HTTP/1.1\r\nHost: x\r\nCookie: ${'a=b; '.repeat(10_000)}\r\n\r\n`,
    'GET http://evil.example/ HTTP/1.1\r\nHost: guildhall.test\r\nConnection: close\r\n\r\n',
    'CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n',
    '\x16\x03\x01\x02\x00\x01\x00',
  ])('bytes that are no request: %#', async (bytes) => {
    const answer = await edge.raw(bytes);
    expect(answer).not.toMatch(/^HTTP\/1.1 5/);
    expect(answer).not.toMatch(/node_modules|at \w+ \(/);
    whole('200', await edge.raw(head('GET', '/healthz', [])));
  });
});

describe('requests from other sites', () => {
  const FOREIGN: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'https://guildhall.test.evil.example' },
    { origin: 'http://guildhall.test' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site', origin: OWN },
    { 'sec-fetch-site': 'nonsense' },
  ];

  test.each(FOREIGN)('%j writes nothing, with a session or without', async (headers) => {
    const { accountId } = owner;
    const body = JSON.stringify({ json: { name: 'Taken over' } });
    for (const jar of [{ cookie }, {}] as Record<string, string>[]) {
      for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded']) {
        for (const path of ['/rpc/access/rename', '/api/me/name', '/apply/open-source/form']) {
          const { status, body: answer } = await call(path, {
            method: 'POST',
            body,
            headers: { ...headers, ...jar, 'content-type': type },
          });
          expect([status, answer]).toMatchObject([403, { code: 'FORBIDDEN' }]);
        }
      }
    }
    expect(await house.rows(`select 1 from access.accounts where id = '${accountId}' and name = 'Taken over'`)).toEqual(
      [],
    );
  });

  test('our own pages do write', async () => {
    for (const headers of [{ origin: OWN }, { 'sec-fetch-site': 'same-origin', origin: OWN }] as Record<
      string,
      string
    >[]) {
      const { status } = await post('/rpc/access/rename', JSON.stringify({ json: { name: 'Mine' } }), {
        ...headers,
        cookie,
      });
      expect(status).toBe(200);
    }
  });

  test('nothing may be read by another site’s scripts', async () => {
    const response = await edge.request('/rpc/access/me', { headers: { cookie, origin: 'https://evil.example' } });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin');
  });
});

describe('who asks', () => {
  const account = async (headers: Record<string, string>) =>
    ((await call('/api/me', { headers })).body as { account: { id: string } | null }).account;

  test('cookies and tokens that are not right make a stranger, and no trouble', async () => {
    expect(await account({ cookie })).toMatchObject({ id: owner.accountId });
    const value = cookie.split('=')[1] as string;
    for (const wrong of [
      '__Host-guildhall_session',
      '__Host-guildhall_session=',
      '__Host-guildhall_session=%00',
      `__Host-guildhall_session="${value}"`,
      `__Host-guildhall_session=${value.slice(1)}`,
      `__Host-guildhall_session=${value}A`,
      `__Host-guildhall_session=${value.toLowerCase()}`,
      `guildhall_session=${value}`,
      `__host-guildhall_session=${value}`,
      `Guildhall_Session=${value}`,
      `__Host-guildhall_session=x; __Host-guildhall_session=${value}`,
      ';;;=;==; =',
      '__proto__=x; constructor=y',
      'a='.repeat(3000),
      "__Host-guildhall_session=' or 1=1 --",
    ])
      expect(await account({ cookie: wrong }), wrong).toBeNull();
    for (const wrong of [
      'Bearer',
      'Bearer ',
      'Basic b3duZXI6eA==',
      'Bearer ghl_',
      `Bearer ${owner.token.slice(4)}`,
      `Bearer ${owner.token}x`,
      `Bearer ${owner.token.toUpperCase()}`,
      `Bearer ghl_${'x'.repeat(9000)}`,
      `Bearer ${owner.token} ${owner.token}`,
      `Token ${owner.token}`,
      `Bearer ${value}`,
    ])
      expect(await account({ authorization: wrong }), wrong).toBeNull();
    expect(await account({ authorization: 'Bearer ghl_wrong', cookie })).toBeNull();
    expect(await account({ ...bearer })).toMatchObject({ id: owner.accountId });
  });
});

describe('Idempotency-Key', () => {
  const add = (title: string, key: string, headers: Record<string, string> = bearer) =>
    post('/api/work/todos', JSON.stringify({ title }), { ...headers, 'idempotency-key': key });
  const todos = async (title: string) => (await house.rows(`select 1 from work.todos where title = '${title}'`)).length;

  test('that is no plain text of 8 to 200 characters is refused', async () => {
    for (const key of ['', 'short', 'x'.repeat(201), 'with space inside', 'ümlaut-key-1', '\ttab-inside\tx'])
      expect((await add('bad key', key)).body, key).toMatchObject({
        code: 'INVALID',
        data: { fields: [{ field: 'Idempotency-Key' }] },
      });
    expect(await todos('bad key')).toBe(0);
    const answer = await edge.raw(
      head(
        'POST',
        '/api/work/todos',
        [
          ...Object.entries({ ...json, ...bearer }).map(([k, v]) => `${k}: ${v}`),
          'Idempotency-Key: 12345678\x00\x01',
          'Content-Length: 21',
        ],
        '{"title":"bad key 2"}',
      ),
    );
    whole('400', answer);
    expect(await todos('bad key 2')).toBe(0);
  });

  test('with line ends in it sets no header of the answer', async () => {
    const split = head(
      'POST',
      '/api/work/todos',
      ['Content-Type: application/json', 'Idempotency-Key: 12345678\r\n\tX-Evil: yes', 'Content-Length: 2'],
      '{}',
    );
    const answer = await edge.raw(split);
    expect(answer).toMatch(/^HTTP\/1.1 4/);
    expect(answer.toLowerCase()).not.toContain('x-evil');
  });

  test('once used: the same input is answered the same, other input is refused, another account is not concerned', async () => {
    const key = crypto.randomUUID();
    const first = await add('once', key);
    expect(await add('once', key)).toEqual(first);
    expect((await add('other', key)).body).toMatchObject({
      code: 'REFUSED',
      status: 409,
      data: { rule: 'idempotency.other-input' },
    });
    expect([await todos('once'), await todos('other')]).toEqual([1, 0]);
    const { token } = await house.as('manager');
    expect((await add('once', key, { authorization: `Bearer ${token}` })).body).not.toEqual(first.body);
    expect(await todos('once')).toBe(2);
  });

  test('by many at once is carried out once', async () => {
    const key = crypto.randomUUID();
    const answers = await Promise.all(Array.from({ length: 12 }, () => add('many at once', key)));
    expect(new Set(answers.map((a) => JSON.stringify(a)))).toHaveLength(1);
    expect(answers[0]?.status).toBe(200);
    expect(await todos('many at once')).toBe(1);
    const mixed = await Promise.all(Array.from({ length: 12 }, (_, n) => add(`mixed ${n % 2}`, `${key}-2`)));
    expect(new Set(mixed.map((a) => a.status))).toEqual(new Set([200, 409]));
    expect((await todos('mixed 0')) + (await todos('mixed 1'))).toBe(1);
  });

  test('of a refused call may be used again', async () => {
    const key = crypto.randomUUID();
    expect((await add('', key)).status).toBe(400);
    expect((await add('after a refusal', key)).status).toBe(200);
  });
});

describe('limits', () => {
  const limitedAt = async (most: number, act: (n: number) => Promise<Response>): Promise<number> => {
    for (let n = 0; n < most; n++) {
      const response = await act(n);
      await response.text();
      if (response.status !== 429) continue;
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
      return n;
    }
    return most;
  };
  const signIn = (headers: Record<string, string> = {}, path = '/api/sign-in') =>
    edge.request(path, {
      method: 'POST',
      body: JSON.stringify(
        path.startsWith('/rpc')
          ? { json: { mail: 'a@example.org', password: 'x' } }
          : { mail: 'a@example.org', password: 'x' },
      ),
      headers: { ...json, ...headers },
    });

  test('signing in is slowed down, and a forged X-Forwarded-For does not help', async () => {
    await house.rows('delete from house.limits');
    const forged = (n: number) => ({
      'x-forwarded-for': `203.0.113.${n}`,
      forwarded: `for=203.0.113.${n}`,
      'x-real-ip': `203.0.113.${n}`,
    });
    expect(await limitedAt(30, (n) => signIn(forged(n)))).toBe(10);
    const over = await signIn({}, '/rpc/access/signIn');
    expect(over.status).toBe(429);
    expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0);
    house.clock.advance({ minutes: 20 });
    expect((await signIn()).status).toBe(400);
  });

  test('behind one trusted proxy its word counts, and what the caller claims before it does not', async () => {
    const behind = await edgeOf(house, { trustedProxies: 1 });
    await house.rows('delete from house.limits');
    const from = (forwarded: string) =>
      behind.request('/api/sign-in', {
        method: 'POST',
        body: JSON.stringify({ mail: 'b@example.org', password: 'x' }),
        headers: { ...json, 'x-forwarded-for': forwarded },
      });
    expect(await limitedAt(15, (n) => from(`203.0.113.${n}, 198.51.100.7`))).toBe(10);
    expect((await from('203.0.113.1, 198.51.100.8')).status).toBe(400);
    expect((await from('not an address, \'"><x')).status).toBeLessThan(500);
  });

  test('public forms and new passwords are limited too', async () => {
    await house.rows('delete from house.limits');
    const api = (path: string, body: unknown) =>
      edge.request(`/api${path}`, { method: 'POST', body: JSON.stringify(body), headers: json });
    const { program: slug, ...form } = formOf('limit');
    expect(
      await limitedAt(60, (n) =>
        api(`/public/programs/${slug}/applications`, { ...form, ...formOf(`l${n}`), program: undefined }),
      ),
    ).toBe(20);
    expect(await limitedAt(60, () => api(`/public/programs/${slug}/drafts`, { answers: {} }))).toBe(30);
    expect(await limitedAt(60, (n) => api('/public/applications/lost-link', { address: `l${n}@example.org` }))).toBe(
      10,
    );
    expect(await limitedAt(60, (n) => api('/password-resets', { mail: `l${n}@example.org` }))).toBe(20);
    const page = await edge.request('/lost-link', {
      method: 'POST',
      body: new URLSearchParams({ address: 'page@example.org' }),
    });
    expect(page.status).toBe(429);
    expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await page.text()).toContain('Try again in');
  });
});

describe('headers', () => {
  test.each([
    ['/healthz', 200, 'no-store'],
    ['/', 200, null],
    ['/apply', 200, 'no-store'],
    ['/nowhere.x', 404, 'no-store'],
    ['/staff/page', 200, null],
    ['/public.css', 200, 'public, max-age=300'],
    ['/public/none.css', 404, 'no-store'],
    ['/assets/app-1a2b.js', 200, 'public, max-age=31536000, immutable'],
    ['/assets/none.js', 404, 'no-store'],
    ['/api', 200, 'no-store'],
    ['/api/openapi.json', 200, 'no-store'],
    ['/api/me', 200, 'no-store'],
    ['/api/accounts', 401, 'no-store'],
    ['/api/none', 404, 'no-store'],
    ['/rpc/none', 404, 'no-store'],
    ['/a/x', 404, 'no-store'],
  ] as const)('%s (%i) is guarded', async (path, status, cache) => {
    const accept = path.startsWith('/api/') || path.includes('.') ? '*/*' : 'text/html';
    const response = await edge.request(path, { headers: { accept } });
    await response.text();
    expect(response.status).toBe(status);
    const { headers } = response;
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('content-security-policy')).toMatch(/script-src 'self'(;|$)|default-src 'none'/);
    expect(headers.get('content-security-policy')).not.toContain('unsafe-eval');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('strict-transport-security')).toContain('max-age');
    expect(headers.get('x-powered-by')).toBeNull();
    if (cache) expect(headers.get('cache-control')).toBe(cache);
  });

  test('cookies of a session are for HTTP, this site and HTTPS alone', async () => {
    const response = await edge.request('/api/sign-out', {
      method: 'POST',
      body: '{"json":{}}',
      headers: { ...json, cookie },
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('set-cookie')).toMatch(/HttpOnly/i);
    expect(response.headers.get('set-cookie')).toMatch(/SameSite=Lax/i);
    expect(response.headers.get('set-cookie')).toMatch(/Secure/i);
    expect(program).toMatch(/^[0-9a-f-]{36}$/);
  });
});
