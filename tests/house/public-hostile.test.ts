import { beforeAll, describe, expect, test } from 'vitest';
import { testHouse } from '#tests/support/house.ts';
import { open, type Page } from '#tests/support/page.ts';
import { apply, confirm, LOCAL_CHECKS, openProgram, requiring } from '#tests/support/program.ts';
import { modules } from '../../src/app/modules.ts';

const house = await testHouse();
const routes = modules.flatMap((module) => module.publicRoutes ?? []);
const FORM = '/apply/open-source/form';
let key = '';

beforeAll(async () => {
  await openProgram(house, { requirements: requiring([...LOCAL_CHECKS, 'control-proved']) });
  key = await confirm(house, await apply(house, 'hostile'));
  await house.work();
});

/** What must never reach a stranger: our code, our database, our machine. */
const LEAKS =
  /\bat \w[\w.]* \(|node_modules|\.ts:\d+|select .* from |insert into|violates|relation "|pg_|ECONN|[a-z]Error:/i;

async function expectCalm(response: Response, what: string): Promise<string> {
  const body = await response.text();
  expect(response.status, `${what}: ${body.slice(0, 400)}`).toBeLessThan(500);
  expect(body.match(LEAKS)?.[0], what).toBeUndefined();
  expect(response.headers.get('content-security-policy'), what).toContain("default-src 'none'");
  expect(response.headers.get('content-security-policy'), what).toContain("frame-ancestors 'none'");
  expect(response.headers.get('x-frame-options'), what).toBe('DENY');
  expect(response.headers.get('x-content-type-options'), what).toBe('nosniff');
  expect(response.headers.get('content-type'), what).toMatch(/^(text\/html; charset=utf-8|application\/json)/i);
  expect(response.headers.get('cache-control'), what).toBe('no-store');
  return body;
}

const JUNK = [
  '%00',
  '%ff%fe',
  '..%2f..%2f..%2fetc%2fpasswd',
  "x'%3b%20drop%20table%20programs.applications%3b--",
  '%3Cscript%3Ealert(1)%3C%2Fscript%3E',
  'A'.repeat(43),
  'A'.repeat(5000),
  '__proto__',
  '%E2%80%AEmoc.live',
];

const filled = (path: string, value: string) => path.replaceAll(/:\w+/g, value);

describe('every public route', () => {
  test('there are routes to walk', () => expect(routes.length).toBeGreaterThanOrEqual(20));

  test.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s bears junk',
    async (name, route) => {
      for (const junk of JUNK) {
        const path = filled(route.path, junk);
        for (const query of ['', `?draft=${junk}&done=${junk}&number=${junk}&done=x`]) {
          if (route.method === 'GET') {
            const body = await expectCalm(await house.request(path + query), `${name} ${junk}`);
            expect(body).not.toContain('<script>alert');
            continue;
          }
          const forms: RequestInit[] = [
            {},
            { body: 'not=a&form', headers: { 'content-type': 'text/plain' } },
            { body: '{"action":"send"}', headers: { 'content-type': 'application/json' } },
            {
              body: '%00=%00&=&action=send&draft=%ff',
              headers: { 'content-type': 'application/x-www-form-urlencoded' },
            },
            { body: 'no boundary', headers: { 'content-type': 'multipart/form-data' } },
            { body: new URLSearchParams({ idempotencyKey: junk, action: 'send', draft: junk }) },
          ];
          for (const form of forms)
            await expectCalm(await house.request(path + query, { ...form, method: 'POST' }), `${name} ${junk}`);
        }
      }
    },
  );

  test('other methods are not taken', async () => {
    for (const route of routes) {
      const path = filled(route.path, key);
      for (const method of ['PUT', 'DELETE', 'PATCH'])
        expect((await house.request(path, { method })).status, `${method} ${path}`).toBe(404);
    }
  });
});

describe('forms', () => {
  const HOSTILE = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "'; drop table programs.applications; --",
    '{{ 7 * 7 }} {% raw %} #{7*7}',
    '\u202egnp.exe\u2066\u200b',
    'a\0b\u0001c',
    'Zalgo\u0300\u0301\u0302'.repeat(20),
    '\ud800 lone',
    '😀'.repeat(50),
  ];
  const FIELDS = [
    'applicantName',
    'address',
    'country',
    'project',
    'namespaceUrl',
    'repositories',
    'purpose',
    'hosting',
  ];

  test.each(HOSTILE)('%j in every field comes back as text, and only as text', async (text) => {
    const form = await open(house, FORM);
    const entries = Object.fromEntries(FIELDS.map((name) => [name, text]));
    for (const action of ['send', 'nonsense', text]) {
      const page = await form.send(FORM, { ...entries, [`statements.${text}`]: 'yes', action });
      expect(page.status).toBe(400);
      expect(page.html).not.toMatch(/<script>alert|<img/);
      expect(page.fields(FORM).project).toBe(typed(text));
    }
    const saved = await form.send(FORM, { ...entries, action: 'save' });
    expect(saved.status).toBe(200);
    expect(saved.fields(FORM)).toMatchObject({ project: typed(text), purpose: typed(text) });
    expect(saved.html).not.toMatch(/<script>alert|<img/);
  });

  /** As it is kept: without control characters, and with what no UTF-8 can hold replaced. */
  const typed = (text: string) => text.replaceAll('\0', '').replaceAll('\u0001', '').toWellFormed();

  test('text that was let in is shown as text on the status page', async () => {
    const applied = await apply(house, 'markup', {
      applicantName: '<b>A</b>',
      project: '<script>alert(2)</script>\u202e',
    });
    let status: Page = await open(house, `/a/${await confirm(house, applied)}`);
    for (const text of HOSTILE) {
      status = await status.send('/message', { message: text, idempotencyKey: crypto.randomUUID() });
      expect(status.status, text).toBe(200);
    }
    expect(status.html).not.toMatch(/<script>|<img|<b>A/);
    expect(status.text).toContain('<script>alert(2)</script>');
    expect(status.html).toContain('<bdi>&lt;script&gt;');
  });

  test('huge fields and many fields are refused in words, and what can be kept is', async () => {
    const form = await open(house, FORM);
    const huge = await form.send(FORM, { project: 'x'.repeat(1_000_000), purpose: 'y'.repeat(30_000), action: 'send' });
    expect(huge.status).toBe(400);
    expect(huge.text).toContain('At most 200 characters.');
    const unsaved = await form.send(FORM, { purpose: 'y'.repeat(30_000), action: 'save' });
    expect(unsaved.status).toBe(400);
    expect(unsaved.html).toContain('href="#purpose"');
    const many = new URLSearchParams(Array.from({ length: 10_000 }, (_, n) => [`f${n}`, 'x']));
    expect((await house.request(FORM, { method: 'POST', body: many })).status).toBe(400);
    const lines = await form.send(FORM, { repositories: 'https://gitlab.com/a/b\n'.repeat(5000), action: 'send' });
    expect(lines.status).toBe(400);
    expect(lines.html).toContain('href="#repositories"');
    const fat = await house.request(FORM, {
      method: 'POST',
      body: new URLSearchParams({ purpose: 'z'.repeat(13_000_000) }),
    });
    await expectCalm(fat, '13 MB');
    const longHost = await form.send(FORM, {
      namespaceUrl: `https://${'a'.repeat(60)}.${'b'.repeat(60)}.example/x/y`,
      action: 'send',
    });
    expect(longHost.status).toBe(400);
  });

  test('files where text is asked are nothing', async () => {
    const body = new FormData();
    for (const name of [...FIELDS, 'draft', 'idempotencyKey', 'website']) body.set(name, new File(['x'], '../../x'));
    await expectCalm(await house.request(FORM, { method: 'POST', body }), 'files');
  });

  test('posts from another site are not carried out', async () => {
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }] as Record<
      string,
      string
    >[]) {
      const response = await house.request(`/a/${key}/withdraw`, {
        method: 'POST',
        headers,
        body: new URLSearchParams({ withdraws: 'yes' }),
      });
      expect(response.status).toBe(403);
    }
    expect((await open(house, `/a/${key}`)).text).not.toContain('has ended');
  });
});

describe('keys', () => {
  test('of another purpose, short, changed or foreign open nothing, and do nothing', async () => {
    const mails = await house.mailbox('applicant-hostile@example.org');
    const confirmKey = /\/a\/confirm\/([\w-]{43})/.exec(mails[0]?.text ?? '')?.[1] as string;
    const changed = `${key.slice(0, -2)}${key.endsWith('AA') ? 'BB' : 'AA'}`;
    for (const wrong of [confirmKey, key.slice(1), `${key}A`, changed, key.toLowerCase(), ` ${key}`]) {
      const path = encodeURIComponent(wrong);
      const dead = await open(house, `/a/${path}`);
      expect(dead.status, wrong).toBe(404);
      expect(dead.html).toContain('class="button" href="/lost-link"');
      for (const act of ['prove', 'answer', 'message', 'agreement', 'address', 'withdraw']) {
        const body = new URLSearchParams({
          withdraws: 'yes',
          message: 'x',
          answer: 'x',
          address: 'x@example.org',
          signedName: 'x',
          acceptsAgreement: 'yes',
        });
        expect((await house.request(`/a/${path}/${act}`, { method: 'POST', body })).status, `${act} ${wrong}`).toBe(
          404,
        );
      }
    }
    expect(
      (await house.request(`/a/address/${confirmKey}`, { method: 'POST', body: new URLSearchParams({}) })).status,
    ).toBe(404);
    expect((await house.request(`/a/confirm/${key}`, { method: 'POST', body: new URLSearchParams({}) })).status).toBe(
      404,
    );
  });

  test("a consent of somebody else's application is not to be withdrawn", async () => {
    const other = await confirm(house, await apply(house, 'other'));
    const rows = await house.rows<{ id: string }>(
      "select c.id from programs.consents c join programs.applications a on a.id = c.application where a.project = 'Project hostile'",
    );
    const body = new URLSearchParams({ withdrawsPrivacy: 'yes' });
    expect((await house.request(`/a/${other}/consents/${rows[0]?.id}`, { method: 'POST', body })).status).toBe(404);
    expect(await house.rows('select 1 from programs.consents where withdrawn_at is not null')).toEqual([]);
  });

  test('pages under a key send nobody a referrer, are kept by nobody and found by nobody', async () => {
    const page = await open(house, `/a/${key}`);
    expect(page.headers.get('cache-control')).toBe('no-store');
    // Not `no-referrer`: with that, browsers name no origin when a form is posted, and over plain HTTP its post would be refused.
    expect(page.headers.get('referrer-policy')).toBe('same-origin');
    expect(page.html).toContain('<meta name="referrer" content="same-origin"/>');
    expect(page.html).toContain('<meta name="robots" content="noindex"/>');
    for (const [link] of page.html.matchAll(/<a [^>]*href="https?:[^>]*>/g)) expect(link).toContain('noreferrer');
  });

  test('the address of a page puts no words of its own on it', async () => {
    for (const path of [`/a/${key}?done=`, '/lost-link?done=', `${FORM}?done=`, '/apply/open-source/sent?number='])
      expect((await open(house, `${path}Pay-now-at-evil`)).text, path).not.toContain('Pay-now');
  });
});
