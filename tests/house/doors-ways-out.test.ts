import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { httpApp } from '#kernel/http/app.ts';
import { testHouse } from '#tests/support/house.ts';
import { apply, confirm, openProgram } from '#tests/support/program.ts';
import { modules } from '../../src/app/modules.ts';
import { inLanguage } from '../../src/kernel/language/negotiate.ts';
import { ownPath } from '../../src/modules/access/public.ts';
import { safeNext } from '../../src/web/entrance/next.ts';

const OWN = 'https://guildhall.test';
const house = await testHouse({ allowPrivateHosts: 'localhost:9' });
const owner = await house.as('owner');
let key = '';

beforeAll(async () => {
  await openProgram(house);
  key = await confirm(house, await apply(house, 'ways-out'));
});

/** Addresses that lead elsewhere, as written for those who look at their beginning only. */
const ELSEWHERE = [
  'https://evil.example',
  'HTTPS:evil.example',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '\\/evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '\t//evil.example',
  '/./\\evil.example',
  '/..//evil.example',
  '/a/../..//evil.example',
  '/%2e%2e//evil.example',
  '/.//evil.example',
  ' //evil.example',
  '@evil.example',
  '.evil.example',
  ':80//evil.example',
  'javascript:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,x',
  'blob:https://evil.example/x',
  '/sign-in\r\nLocation: https://evil.example',
  '\u2028//evil.example',
  '／／evil.example',
];

/** Where a browser on our pages would end up, by its own reading of an address. */
const originOf = (address: string): string | null =>
  URL.canParse(address, `${OWN}/a`) ? new URL(address, `${OWN}/a`).origin : null;

describe('an address to go on to', () => {
  test.each(ELSEWHERE)('%j leads nowhere but to this house', (written) => {
    for (const way of [ownPath(OWN, written), safeNext(written)]) {
      expect(way).toMatch(/^\/(?![/\\])/);
      expect(originOf(way), way).toBe(OWN);
      // What comes of it is read again by the next page, and by the one after it.
      expect(originOf(safeNext(way))).toBe(OWN);
      expect(way).not.toMatch(/[\r\n\t]/);
    }
    expect(inLanguage(written, 'de').startsWith(written) || originOf(inLanguage(written, 'de')) === OWN).toBe(true);
  });

  test.each(['/people', '/people?search=a%20b#top', '/a//b', '/sign-in/step?next=%2F%2Fevil.example'])(
    '%j is one of ours',
    (own) => {
      expect(originOf(ownPath(OWN, own))).toBe(OWN);
      expect(ownPath(OWN, own)).toBe(own);
      expect(safeNext(own)).toBe(own);
    },
  );
});

describe('every address that the server answers', () => {
  const NAMES =
    'next return return_to returnTo redirect redirect_uri url continue to back done goto target lang number draft number state code'.split(
      ' ',
    );
  const hostile = [
    ...ELSEWHERE.filter((_, n) => n % 3 === 0),
    '/\\evil.example',
    'x\r\nX-Evil: yes\r\n\r\n<p>',
    '\u0000',
    '\ud800',
  ];
  const routes = modules.flatMap((module) => module.publicRoutes ?? []);

  test.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s sends nobody elsewhere and sets no header that a stranger wrote',
    async (_name, { method, path }) => {
      for (const written of hostile) {
        const encoded = encodeURIComponent(written.toWellFormed());
        for (const [inPath, token] of [
          [path.replaceAll(/:\w+/g, encoded), null],
          [path.replace(':key', key).replace(':program', 'open-source').replaceAll(/:\w+/g, encoded), owner.token],
        ] as const) {
          const entries = new URLSearchParams(NAMES.map((name) => [name, written.toWellFormed()]));
          const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
          const init = method === 'POST' ? { method, body: entries, headers } : { headers };
          const response = await house.request(`${inPath}?${entries}`, init);
          const said = `${method} ${inPath} ${JSON.stringify(written)}`;
          expect(response.status, said).toBeLessThan(500);
          expect(response.headers.get('x-evil'), said).toBeNull();
          const location = response.headers.get('location');
          if (location !== null) expect(originOf(location), `${said} -> ${location}`).toBe(OWN);
          expect(response.headers.get('refresh')).toBeNull();
          for (const cookie of response.headers.getSetCookie()) expect(cookie).not.toMatch(/evil/i);
        }
      }
    },
  );
});

describe('a link of another site', () => {
  test('signs nobody in by a provider: it leads to the sign-in page, which asks for a click', async () => {
    const { provider } = await owner.access.addProvider({
      ...{
        preset: 'openid',
        issuer: 'https://localhost:9',
        name: 'Outside',
        clientId: 'x',
        secret: 'x',
        scopes: 'openid email',
      },
      ...{ groupsClaim: '', forStaff: true, forProof: false, trustsFactor: false, admits: false, groups: [] },
    });
    const follow = async (site: string, next = '/people') => {
      const headers = { 'sec-fetch-site': site };
      const { status, headers: said } = await house.request(`/auth/provider/${provider}?next=${next}`, { headers });
      return [status, said.get('location'), said.getSetCookie().length];
    };
    for (const site of ['cross-site', 'same-site']) {
      expect(await follow(site)).toEqual([303, '/sign-in?next=%2Fpeople', 0]);
      expect(await follow(site, '//evil.example')).toEqual([303, '/sign-in', 0]);
    }
    // Nobody listens at this provider: from our own page and by a typed address it is asked, and said to be away.
    for (const site of ['same-origin', 'none']) expect(await follow(site)).toEqual([503, null, 0]);
  });
});

describe('files under names that others chose', () => {
  test.each([
    '..%2f..%2fetc%2fpasswd',
    '..',
    '%2e%2e%2f',
    '00000000-0000-4000-8000-000000000000',
    `${encodeURIComponent("' or 1=1 --")}`,
  ])('/backups/%s/archive is none', async (id) => {
    for (const path of [
      `/backups/${id}/archive`,
      `/mail/messages/${id}/message.eml`,
      `/mail/messages/${id}/frame`,
      `/mail/templates/${id}/frame`,
    ]) {
      const response = await house.request(path, { headers: { authorization: `Bearer ${owner.token}` } });
      expect([400, 404], path).toContain(response.status);
      expect(await response.text()).not.toMatch(/root:|\/(home|etc|usr)\//);
    }
  });

  test('a backup whose row names a file elsewhere is not handed out, one of the folder is', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'guildhall-doors-'));
    await mkdir(join(folder, 'backups'));
    await writeFile(join(folder, 'secret.tar'), SECRET);
    await writeFile(join(folder, 'backups', 'one.tar'), 'an archive');
    const settings = { ...house.house.settings, backups: join(folder, 'backups') };
    const app = httpApp(
      { ...house.house, settings },
      { web: null, publicAssets: null, render: () => '', version: '0', health },
    );
    const fetched = async (file: string) => {
      const id = crypto.randomUUID();
      await house.rows(`insert into house.backups (id, reason, state, asked_at, asked_by, taken_at, node, file, size, rows)
        values ('${id}', 'asked', 'taken', now(), 'system:test', now(), 'here', '${file}', 1, 1)`);
      const headers = { authorization: `Bearer ${owner.token}` };
      const response = await app.fetch(new Request(`${OWN}/backups/${id}/archive`, { headers }));
      await house.rows(`update house.backups set removed_at = now() where id = '${id}'`);
      return { status: response.status, text: await response.text() };
    };
    expect(await fetched('one.tar')).toEqual({ status: 200, text: 'an archive' });
    for (const file of ['../secret.tar', '../backups/one.tar', './one.tar', join(folder, 'secret.tar'), '..', '.']) {
      const { status, text } = await fetched(file);
      expect([404, 409], file).toContain(status);
      expect(text).not.toContain(SECRET);
    }
    await rm(folder, { recursive: true });
  });
});

const SECRET = 'what nobody may have';
const health = async () => ({ ok: true, checks: {} });
