import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { organisation, writeOrganisation } from '#kernel/settings/organisation.ts';
import { openBrowser } from '#tests/support/browser.ts';
import { testHouse } from '#tests/support/house.ts';
import { apply, confirm, LOCAL_CHECKS, openProgram, requiring } from '#tests/support/program.ts';

const house = await testHouse();
const browser = await openBrowser();
const BUILT = join(import.meta.dirname, '../../dist/public');
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const FORM = '/apply/open-source/form';

/** The house with the built styles, on a port of its own. */
const app = new Hono()
  .get('/public.css', serveStatic({ root: BUILT }))
  .get('/public/*', serveStatic({ root: BUILT, rewriteRequestPath: (path) => path.replace('/public/', '/') }))
  .all('*', (http) => house.app.fetch(http.req.raw));
const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
afterAll(() => void server.close());
const origin = () => `http://127.0.0.1:${(server.address() as { port: number }).port}`;

const LONG = 'Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft';
const paths: Record<string, string> = {
  programs: '/apply',
  program: '/apply/open-source',
  form: FORM,
  sent: '/apply/open-source/sent?number=OSS-1042',
  'lost-link': '/lost-link?done=mailed',
  privacy: '/privacy',
  missing: '/a/too-short',
};

beforeAll(async () => {
  await openProgram(house, { requirements: requiring([...LOCAL_CHECKS, 'control-proved']) });
  await house.transact((c) =>
    writeOrganisation(
      c,
      organisation.parse({
        name: 'Lantern Foundation',
        zone: 'Europe/Berlin',
        fiscalStartMonth: 1,
        country: 'DE',
        privacyContact: 'privacy@lantern.example',
      }),
    ),
  );
  const first = await apply(house, 'proving', { repositories: [`https://codeberg.org/${LONG.slice(0, 60)}/${LONG}`] });
  paths.confirm = `/a/confirm/${'A'.repeat(43)}`;
  paths.proving = `/a/${await confirm(house, first)}`;
  const asked = await apply(house, 'asked', { project: LONG, applicantName: `${LONG} ${LONG}` });
  paths.asked = `/a/${await confirm(house, asked)}`;
  const reviewer = await house.as('reviewer');
  await house.work();
  await reviewer.programs.writeToApplicant({
    id: asked.id,
    body: `Hello,\n\n${LONG.repeat(3)} see https://example.org`,
  });
  await reviewer.programs.askApplicant({ id: asked.id, words: 'Under which licence is the folder "art"?' });
  const finding = (n: number, found: string) => ({
    subject: `https://gitlab.com/project-asked/${LONG}-${n}`,
    finding: found,
    words: found === 'good' ? 'MIT. The text of LICENSE is the text of MIT.' : 'No licence file was found.',
    source: 'git',
    at: '2026-03-10T09:00:00Z',
    href: null,
  });
  const evidence = [finding(1, 'bad'), finding(2, 'unclear'), finding(3, 'good'), finding(4, 'good')];
  await house.rows(
    `update programs.checks set state = 'failed', words = 'The policy excludes this.', evidence = '${JSON.stringify(evidence)}'
     where application = '${asked.id}' and name = 'country-allowed' and superseded_at is null`,
  );
  const refused = await apply(house, 'refused');
  paths.refused = `/a/${await confirm(house, refused)}`;
  await house.work();
  await reviewer.programs.refuseApplication({ id: refused.id, reason: 'licence', words: 'The folder art has none.' });
  const approved = await apply(house, 'approved');
  paths.approved = `/a/${await confirm(house, approved)}`;
  const served = await apply(house, 'served');
  paths.coupon = `/a/${await confirm(house, served)}`;
  await house.work();
  for (const { id } of [approved, served]) await reviewer.programs.approveApplication({ id, words: 'Welcome.' });
  house.clock.advance({ minutes: 11 });
  await house.work();
  const key = paths.coupon.split('/').at(-1) as string;
  const { agreement } = await house.stranger.programs.application({ key });
  await house.stranger.programs.acceptAgreement({ key, version: agreement?.version as string, signedName: 'Ada' });
  const [program] = await house.rows<{ id: string }>('select id from programs.programs');
  const manager = await house.as('manager');
  await manager.programs.addCoupons({
    program: program?.id as string,
    sku: 'OSS-SAAS-1Y',
    name: 'Spring',
    csv: 'CODE-AAAA-1111',
  });
  await house.work();
});

async function faultsOf(page: Page): Promise<string[]> {
  // Through the debugger, so the pages' own policy stays as strict as it is.
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await axe.run();
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
  });
}

const NAMES = [
  'programs',
  'program',
  'form',
  'wrong',
  'sent',
  'confirm',
  'proving',
  'asked',
  'refused',
  'approved',
  'coupon',
  'lost-link',
  'privacy',
  'missing',
];

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  test.each([390, 1280])('every page holds at %i px, and axe finds nothing', async (width) => {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
    const page = await context.newPage();
    const broken: string[] = [];
    page.on('pageerror', (error) => broken.push(String(error)));
    for (const name of NAMES) {
      await page.goto(origin() + (name === 'wrong' ? FORM : paths[name]));
      if (name === 'wrong') {
        await page.fill('#address', 'nowhere');
        await page.click('text=Send application');
        await page.waitForSelector('#summary-title');
      }
      await page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true;
      });
      expect(await faultsOf(page), `${name} ${width} ${colorScheme}`).toEqual([]);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(over, `${name} is wider than the window`).toBeLessThanOrEqual(0);
      if (process.env.GUILDHALL_SHOTS)
        await page.screenshot({
          path: join(process.env.GUILDHALL_SHOTS, `${name}-${width}-${colorScheme}.png`),
          fullPage: true,
        });
    }
    expect(broken).toEqual([]);
    await context.close();
  });
});

test('without JavaScript a real browser sends the form, is told its mistakes and keeps its entries', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(origin() + FORM);
  await page.fill('#applicantName', 'Grace');
  await page.fill('#repositories', 'https://gitlab.com/a/b\nhttps://gitlab.com/a/c');
  await page.click('text=Send application');
  expect(await page.textContent('#summary-title')).toBe('Some entries need another look');
  expect(await page.inputValue('#applicantName')).toBe('Grace');
  expect(await page.inputValue('#repositories')).toBe('https://gitlab.com/a/b\nhttps://gitlab.com/a/c');
  await page.click('text=Save draft');
  expect(page.url()).toMatch(/\?draft=[\w-]{43}&done=saved$/);
  await page.goto(origin() + paths.asked);
  await page.fill('#answer', 'Under MIT.');
  await page.click('text=Send answer');
  expect(await page.textContent('main')).toContain('Your answer has arrived');
  await context.close();
});

test('with JavaScript the draft keeps itself, once, says so in the page’s language, and the address leads back to it', async () => {
  const context = await browser.newContext({ locale: 'de-DE' });
  const page = await context.newPage();
  await page.goto(origin() + FORM);
  const before = (await house.rows('select 1 from programs.drafts')).length;
  await page.fill('#applicantName', 'Katherine');
  await page.waitForURL(/\?draft=[\w-]{43}$/);
  await page.getByText(/^Entwurf um \d\d:\d\d Uhr gespeichert$/).waitFor();
  await page.fill('#project', 'Orbit');
  await page.waitForResponse((response) => response.url().endsWith('/autosave'));
  await page.reload();
  expect(await page.inputValue('#applicantName')).toBe('Katherine');
  expect(await page.inputValue('#project')).toBe('Orbit');
  expect((await house.rows('select 1 from programs.drafts')).length).toBe(before + 1);
  await context.close();
});
