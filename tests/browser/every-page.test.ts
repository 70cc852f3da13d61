import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { LANGUAGES, type Language } from '#kernel/language/languages.ts';
import { openBrowser } from '#tests/support/browser.ts';
import { testHouse } from '#tests/support/house.ts';
import { faultsOf } from '#tests/support/look.ts';
import { openMailbox } from '#tests/support/mailbox.ts';
import { PERSON } from '#tests/support/mails-that-come.ts';
import { makeMember } from '#tests/support/members.ts';
import { servePages } from '#tests/support/pages.ts';
import { apply, confirm, LOCAL_CHECKS, openProgram, requiring } from '#tests/support/program.ts';
import { spokenFaults } from '#tests/support/spoken.ts';
import { kitWords } from '#web/public/words/index.ts';
import { modules as houseModules } from '../../src/app/modules.ts';
import { modules } from '../../src/app/web/modules.ts';
import { catalogues } from '../../src/modules/programs/web/public/words/index.ts';

const house = await testHouse();
const browser = await openBrowser();
let staff = '';
let outside = '';
const ids: Record<string, string> = {};

const one = async (sql: string): Promise<string> => (await house.rows<{ id: string }>(sql))[0]?.id ?? 'none';

beforeAll(async () => {
  ids.program = await openProgram(house, {
    automatic: false,
    undoMinutes: 0,
    requirements: requiring([...LOCAL_CHECKS, 'control-proved']),
  });
  for (const n of ['one', 'two', 'three']) {
    const applied = await apply(house, n);
    ids.application = applied.id;
    if (n !== 'one') ids.key = await confirm(house, applied);
  }
  ids.member = (await makeMember(house, await house.as('reviewer'), 'member')).key;
  await house.work();
  const owner = await house.as('owner');
  const program = ids.program ?? '';
  const made = { name: 'Spring', opensAt: '2026-01-01T00:00:00Z', closesAt: '2027-01-01T00:00:00Z' };
  ids.round = (await owner.programs.makeRound({ program, ...made })).id;
  await owner.webhooks.addEndpoint({
    address: 'https://93.184.216.34/hook',
    words: 'A hook',
    kinds: null,
    program: null,
  });
  ids.webhook = await one('select id from webhooks.endpoints');
  await house.rows(`insert into webhooks.deliveries (id, endpoint, message, kind, payload, state, made_at, due_at)
    values (uuidv7(), '${ids.webhook}', uuidv7(), 'application.submitted', '{}', 'waiting', now(), now() + interval '1 year')`);
  await house.rows(`insert into access.providers (preset, name, issuer, client_id, scopes, groups_claim, for_staff, for_proof, trusts_factor, made_at)
    values ('openid', 'Lantern ID', 'https://id.example', 'guildhall', 'openid', '', true, false, false, now())`);
  await house.work();
  ids.delivery = await one('select id from webhooks.deliveries');
  ids.provider = await one('select id from access.providers');
  ids.fact = await one('select id from ledger.facts order by id desc limit 1');
  ids.mail = await one('select id from mail.messages order by id limit 1');
  const { id: mailbox, post } = await openMailbox(house, ids.program ?? null);
  ids.mailbox = mailbox;
  await post(PERSON);
  ids.incoming = await one('select id from mail.incoming');
  ids.account = owner.accountId;
  ids.person = await one('select identity id from programs.applications limit 1');
  ids.organisation = await one(
    'select organisation id from programs.applications where organisation is not null limit 1',
  );
  ids.membership = await one('select id from programs.memberships limit 1');
  ids.calendar = (await owner.calendars.list({})).calendars[0]?.id ?? 'none';
  ids.figure = (await owner.figures.list({})).figures[0]?.id ?? 'none';
  staff = await servePages(house, owner.token);
  outside = await servePages(house, null);
});

/** What stands for the parameters of a page's path. A page with a parameter that is not here has no address to be looked at under. */
const GIVEN: Record<string, () => Record<string, string | undefined>> = {
  '/figures/$figure': () => ({ figure: ids.figure }),
  '/programs/applications/$id': () => ({ id: ids.application }),
  '/programs/members/$id': () => ({ id: ids.membership }),
  '/programs/$program': () => ({ program: 'open-source' }),
  '/programs/$program/rounds/$round': () => ({ program: 'open-source', round: ids.round }),
  '/community/people/$id': () => ({ id: ids.person }),
  '/community/organisations/$id': () => ({ id: ids.organisation }),
  '/settings/providers/$id': () => ({ id: ids.provider }),
  '/settings/people/$id': () => ({ id: ids.account }),
  '/settings/audit/$id': () => ({ id: ids.fact }),
  '/settings/outbox/$id': () => ({ id: ids.mail }),
  '/settings/mailboxes/$id': () => ({ id: ids.mailbox }),
  '/settings/incoming/$id': () => ({ id: ids.incoming }),
  '/settings/webhooks/$id': () => ({ id: ids.webhook }),
  '/settings/webhooks/deliveries/$id': () => ({ id: ids.delivery }),
  '/settings/calendars/$id': () => ({ id: ids.calendar }),
  '/apply/:program': () => ({ program: 'open-source' }),
  '/a/confirm/:key': () => ({ key: 'A'.repeat(43) }),
  '/a/address/:key': () => ({ key: 'A'.repeat(43) }),
  '/a/:key': () => ({ key: ids.key }),
  '/m/:key': () => ({ key: ids.member }),
  '/m/give/:key': () => ({ key: 'A'.repeat(43) }),
  '/m/take/:key': () => ({ key: 'A'.repeat(43) }),
};

function addressOf(path: string): string {
  const pattern = Object.keys(GIVEN)
    .filter((each) => path === each || path.startsWith(`${each}/`))
    .toSorted((a, b) => b.length - a.length)[0];
  const given = pattern ? GIVEN[pattern]?.() : {};
  return path.replace(/[$:](\w+)/g, (_, name: string) => {
    const value = given?.[name];
    if (value === undefined || value === 'none')
      throw new Error(`no address for ${path}: say in GIVEN what ${name} is`);
    return value;
  });
}

const staffPaths = [
  ...new Set(modules.flatMap(({ routes, settings = [] }) => [...routes, ...settings].map(({ path }) => path))),
];
/**
 * Routes that lead to a provider and back, answer a file, show the team what its draft would look like, or are there for some programs and
 * people alone: a nomination, an opinion that was asked for.
 */
const NO_PAGE = /^\/(auth|mail|backups|opinion)\/|\/(?:file|preview|nominate)$|\.json$/;
const publicPaths = [
  ...new Set(
    houseModules
      .flatMap((module) => module.publicRoutes ?? [])
      .flatMap(({ method, path }) => (method === 'GET' && !NO_PAGE.test(path) ? [path] : [])),
  ),
];

/** The language with the most letters, as the one whose words are likely to be too wide. */
const [longest = 'de'] = LANGUAGES.toSorted((a, b) => lettersOf(b) - lettersOf(a));
function lettersOf(language: Language): number {
  return Object.values(catalogues[language]).join('').length;
}

/** What is wrong with any of the pages: no page, faults that axe finds and what it advises, what a screen reader would stumble over. Two at a time. */
async function faultsOn(origin: string, paths: readonly string[], query = ''): Promise<string[]> {
  const half = Math.ceil(paths.length / 2);
  const lanes = [paths.slice(0, half), paths.slice(half)].map(async (lane) => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const faults: string[] = [];
    page.on('pageerror', (error) => void faults.push(`${page.url()}: ${error}`));
    for (const path of lane)
      faults.push(...(await faultsAt(page, origin + addressOf(path) + query)).map((words) => `${path}: ${words}`));
    await page.close();
    return faults;
  });
  return (await Promise.all(lanes)).flat();
}

/** Titles that stand where a page should. */
const NOT_THE_PAGE = new Set([
  ...['This page could not be shown', 'Not found', 'Not allowed'],
  ...LANGUAGES.map((language) => kitWords(language).say('said.did-not-work')),
]);

async function faultsAt(page: Page, address: string): Promise<string[]> {
  await page.goto(address);
  await page.locator('main h1').first().waitFor();
  await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
  const title = (await page.locator('main h1').first().textContent()) ?? '';
  const faults = NOT_THE_PAGE.has(title) ? [`is not the page: ${title}`] : [];
  faults.push(...(await faultsOf(page, true)), ...(await spokenFaults(page)));
  await page.setViewportSize({ width: 390, height: 900 });
  if (await wider(page)) faults.push('is wider than a phone');
  await page.setViewportSize({ width: 1280, height: 900 });
  return faults;
}

/** Whether it stays wider than the window: a chart measures its place and draws itself anew a moment after the window has changed. */
const wider = (page: Page) =>
  page
    .waitForFunction(() => document.documentElement.scrollWidth <= innerWidth, undefined, { timeout: 2_000 })
    .then(
      () => false,
      () => true,
    );

describe('every page holds for axe, for a screen reader and on a phone', () => {
  const settings = staffPaths.filter((path) => path.startsWith('/settings'));
  test('those of staff, by the list that the application itself is made from', async () => {
    expect(staffPaths.length).toBeGreaterThan(35);
    const work = staffPaths.filter((path) => !settings.includes(path));
    expect(await faultsOn(staff, work)).toEqual([]);
  });

  test('those of the settings', async () => {
    expect(await faultsOn(staff, ['/settings', ...settings])).toEqual([]);
  });

  test('those of the way in', async () => {
    const paths = ['/sign-in', '/welcome', '/invitation?key=x', '/forgotten-password', '/new-password?key=x'];
    expect(await faultsOn(outside, paths)).toEqual([]);
  });

  // In English, in every state and look, they are looked at in public-pages.test.ts.
  test.each([longest, 'ja'])('those for people outside, by the routes of the modules, in %s', async (language) => {
    expect(publicPaths.length).toBeGreaterThan(8);
    expect(await faultsOn(outside, publicPaths, `?lang=${language}`)).toEqual([]);
  });
});

test('what a screen reader would stumble over is noticed', async () => {
  const page = await browser.newPage();
  await page.setContent(
    '<main><h1>One</h1><h3>Three</h3><button></button><a href="/x"><svg></svg></a><h1>Two</h1></main>',
  );
  expect(await spokenFaults(page)).toEqual([
    'a button without a name',
    'a link without a name',
    '2 first headings',
    'the heading "Three" of level 3 follows one of level 1',
  ]);
  await page.setContent('<div><h2>Two</h2></div>');
  expect(await spokenFaults(page)).toEqual([
    '0 first headings',
    'the heading "Two" of level 2 follows one of level 0',
    'no main part',
  ]);
  await page.close();
});
