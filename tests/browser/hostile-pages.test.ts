import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { openBrowser } from '#tests/support/browser.ts';
import { MARK, writeEverywhere } from '#tests/support/hostile-words.ts';
import { testHouse } from '#tests/support/house.ts';
import { servePages } from '#tests/support/pages.ts';
import { modules } from '../../src/app/web/modules.ts';

const house = await testHouse({ allowPrivateHosts: 'localhost:9' });
const { owner, token, applied } = await writeEverywhere(house);
const browser = await openBrowser();
const origin = await servePages(house, token);

const one = async (sql: string): Promise<string> => (await house.rows<{ id: string }>(sql))[0]?.id ?? 'none';
/** What stands for the parameters of a page's path: of each kind of record one that holds hostile words. */
const GIVEN: Record<string, string> = {
  '/figures/$figure': (await owner.figures.list({})).figures[0]?.id ?? 'none',
  '/programs/applications/$id': applied[0]?.id ?? '',
  '/programs/$program': 'open-source',
  '/community/people/$id': await one('select identity id from programs.applications limit 1'),
  '/community/organisations/$id': await one('select id from community.organisations limit 1'),
  '/settings/people/$id': await one(`select id from access.accounts where name like '${MARK}%' limit 1`),
  '/settings/audit/$id': await one("select id from ledger.facts where kind = 'organisation.changed' limit 1"),
  '/settings/outbox/$id': await one(
    `select id from mail.messages where html like '%${MARK}%' order by id desc limit 1`,
  ),
  '/settings/webhooks/$id': await one('select id from webhooks.endpoints'),
  '/settings/webhooks/deliveries/$id': await one('select id from webhooks.deliveries limit 1'),
};
const paths = [
  ...new Set(modules.flatMap(({ routes, settings = [] }) => [...routes, ...settings].map(({ path }) => path))),
].flatMap((path) => {
  const pattern = Object.keys(GIVEN)
    .filter((each) => path === each || path.startsWith(`${each}/`))
    .toSorted((a, b) => b.length - a.length)[0];
  const filled = path.replace(/\$\w+/, pattern ? (GIVEN[pattern] ?? 'none') : 'none');
  return filled.includes('$') || filled.includes('none') ? [] : [filled];
});

/** What a stranger's words became in a page that is open, beside words; and whether they were there at all. */
const strangeIn = (page: Page): Promise<{ faults: string[]; shown: boolean }> =>
  page.evaluate((mark) => {
    const faults: string[] = [];
    for (const element of document.querySelectorAll('*')) {
      if (element.localName.includes(mark)) faults.push(`<${element.localName}>`);
      for (const { name, value } of element.attributes) {
        if (name.startsWith('on') || name.includes(mark)) faults.push(`${element.localName} has ${name}`);
        if (
          /^(href|src|action|formaction|data)$/.test(name) &&
          /^\s*(javascript|data|vbscript):/i.test(value) &&
          !/^data:(image|font)\//.test(value)
        )
          faults.push(`${element.localName} leads to ${value.slice(0, 40)}`);
      }
      if (element.localName === 'script' && element.textContent?.includes(mark)) faults.push('a script holds them');
      if (element.localName === 'style' && element.textContent?.includes(mark)) faults.push('a style holds them');
    }
    return { faults, shown: document.body.textContent.includes(mark) };
  }, MARK);

async function open(page: Page, path: string): Promise<void> {
  await page.goto(origin + path);
  await page.locator('main h1').first().waitFor();
  await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
}

/** Opens pages, two at a time; answers what is strange on them, and those on which hostile words were read. */
async function walk(list: readonly string[]): Promise<{ faults: string[]; shown: string[] }> {
  const faults: string[] = [];
  const shown: string[] = [];
  const half = Math.ceil(list.length / 2);
  await Promise.all(
    [list.slice(0, half), list.slice(half)].map(async (lane) => {
      const page = await browser.newPage();
      page.on('dialog', (dialog) => {
        faults.push(`${page.url()} asks: ${dialog.message()}`);
        void dialog.dismiss();
      });
      page.on('pageerror', (error) => void faults.push(`${page.url()}: ${error}`));
      page.on('request', (request) => {
        if (!request.url().startsWith(origin) && !request.url().startsWith('data:'))
          faults.push(`${page.url()} asks ${request.url()}`);
      });
      for (const path of lane) {
        await open(page, path);
        const found = await strangeIn(page);
        faults.push(...found.faults.map((fault) => `${path}: ${fault}`));
        if (found.shown) shown.push(path);
      }
      await page.close();
    }),
  );
  return { faults, shown };
}

describe('the pages for staff show what strangers and colleagues write as words', () => {
  const settings = paths.filter((path) => path.startsWith('/settings'));
  const work = paths.filter((path) => !path.startsWith('/settings'));

  test('those of the work, by the list that the application is made from', async () => {
    expect(work.length).toBeGreaterThan(10);
    const { faults, shown } = await walk(work);
    expect(faults).toEqual([]);
    const records = ['/programs/applications', '/community/people', `/programs/applications/${applied[0]?.id}`];
    expect(shown).toEqual(expect.arrayContaining(records));
  });

  test('those of the settings', async () => {
    expect(settings.length).toBeGreaterThan(15);
    const { faults, shown } = await walk(settings);
    expect(faults).toEqual([]);
    expect(shown).toEqual(expect.arrayContaining(['/settings/people', '/settings/outbox']));
  });

  test('and what would be more than words is noticed', async () => {
    const page = await browser.newPage();
    await open(page, '/settings/people');
    await page.evaluate((mark) => {
      const made = document.createElement(`${mark}-a`);
      made.setAttribute('onclick', mark);
      const link = document.createElement('a');
      link.setAttribute('href', ' javascript:x');
      document.body.append(made, link);
    }, MARK);
    expect((await strangeIn(page)).faults).toHaveLength(3);
    await page.close();
  });
});
