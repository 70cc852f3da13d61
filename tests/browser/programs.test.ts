import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { BrowserContext, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeTestAccount } from '#tests/support/accounts.ts';
import { openBrowser } from '#tests/support/browser.ts';
import { START, type TestClient, testHouse } from '#tests/support/house.ts';
import { servePages } from '#tests/support/pages.ts';
import { type Applied, apply, confirm, LOCAL_CHECKS, openProgram, requiring } from '#tests/support/program.ts';

const house = await testHouse();
const browser = await openBrowser();
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const origin = await servePages(house, () => token);

const LONG = 'Verkehrswegeplanungsbeschleunigungsgesetz-Werkzeugsammlung';
const applied: Applied[] = [];
let staff: BrowserContext;
let manager: TestClient;
let token = '';

beforeAll(async () => {
  await openProgram(house, { automatic: false, requirements: requiring(LOCAL_CHECKS) });
  for (const n of ['one', 'two', 'three', 'four']) {
    const sent = await apply(house, n, n === 'four' ? { project: LONG } : {});
    await confirm(house, sent);
    applied.push(sent);
  }
  await house.work();
  const account = await house.transact((c) =>
    makeTestAccount(c, { role: 'program-manager', program: null, name: 'Paula Manager' }),
  );
  token = account.token;
  manager = house.client({ authorization: `Bearer ${token}` });
  staff = await browser.newContext({ viewport: { width: 1280, height: 900 } });
});

const open = async (path: string, width = 1280): Promise<Page> => {
  const page = await staff.newPage();
  await page.setViewportSize({ width, height: 900 });
  // The house of the tests lives in March; its promises and the time to undo are shown against the browser's clock.
  await page.clock.install({ time: new Date(START) });
  await page.goto(origin + path);
  await page.locator('main h1').first().waitFor();
  expect(new URL(page.url()).pathname).toBe(path.split('?')[0]);
  return page;
};
const record = (n: number) => `/programs/applications/${applied[n]?.id}`;

/** Serious faults that axe finds, in words. */
const faults = async (page: Page) => {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run: () => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await axe.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
};

describe('every page of programs', () => {
  test.each([1280, 390])('is free of serious faults and of sideways scrolling at %i px', async (width) => {
    const paths = ['/programs/open-source', '/programs/applications', '/programs/applications/board', record(3)];
    const more = ['coupons', 'members', 'policy', 'policy/edit'].map((page) => `/programs/open-source/${page}`);
    for (const path of [...paths, ...more]) {
      const page = await open(path, width);
      expect(await faults(page), path).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), path).toBeLessThanOrEqual(0);
      await page.close();
    }
  });
});

describe('an application', () => {
  test('is refused with a reason and words by keyboard; what was chosen stays; undone from its box', async () => {
    const page = await open(record(0));
    await page.keyboard.press('r');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: /seeks profit/ }).check();
    await dialog.getByText(/do not seek profit. Our other offers/).waitFor();
    await dialog.getByRole('button', { name: 'Refuse application' }).click();
    await dialog.getByText('Write what stood in the way.').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await page.keyboard.press('r');
    expect(await dialog.getByRole('radio', { name: /seeks profit/ }).isChecked()).toBe(true);
    await dialog.getByLabel('Words to the applicant').fill('You sell support.');
    await dialog.getByRole('button', { name: 'Refuse application' }).click();
    await page.getByText(/Refused by Paula Manager/).waitFor();
    expect((await manager.programs.getApplication({ id: applied[0]?.id as string })).decision).toMatchObject({
      verdict: 'refused',
      reason: { code: 'seeks-profit' },
      words: 'You sell support.',
    });
    await page.getByRole('button', { name: /Undo decision/ }).click();
    await page.getByRole('button', { name: /Approve application/ }).waitFor();
    expect((await manager.programs.getApplication({ id: applied[0]?.id as string })).decision).toBeNull();
    await page.close();
  });

  test('is asked about; a note is not a message', async () => {
    const page = await open(record(1));
    await page.keyboard.press('n');
    await page.getByLabel('What we need to know').fill('Which licence?');
    await page.getByRole('button', { name: 'Send question' }).click();
    await page.getByRole('heading', { name: 'Open question' }).waitFor();
    await page.getByText('Note among us', { exact: true }).click();
    await page.getByRole('textbox', { name: 'Note among us' }).fill('Ask legal.');
    await page.getByRole('button', { name: 'Add note' }).click();
    await page.getByText('Note, only for us').waitFor();
    const told = await manager.programs.getApplication({ id: applied[1]?.id as string });
    expect(told.notes.map(({ body }) => body)).toEqual(['Ask legal.']);
    expect(told.messages.map(({ body }) => body)).toEqual(['Which licence?']);
    await page.close();
  });
});

test('the list is worked by keys: move, select, claim, look inside', async () => {
  const page = await open('/programs/applications?assignee=nobody&sort=due&view=unassigned');
  await page.locator('tbody tr').first().waitFor();
  const before = await page.locator('tbody tr').count();
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.getByText('1 application selected').waitFor();
  await page.keyboard.press('c');
  await expect.poll(() => page.locator('tbody tr').count()).toBe(before - 1);
  expect((await manager.programs.listApplications({ assignee: 'me' })).rows).toHaveLength(1);
  await page.keyboard.press('j');
  await page.keyboard.press('Space');
  await page.getByRole('link', { name: 'Open page' }).waitFor();
  expect(new URL(page.url()).searchParams.get('peek')).toMatch(/^[0-9a-f-]{36}$/);
  await page.close();
});

test('coupons: lines that are no code are named, codes are added', async () => {
  const page = await open('/programs/open-source/coupons');
  await page.getByRole('button', { name: 'Add coupons' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name of the batch').fill('First');
  await dialog.getByLabel('Codes', { exact: true }).fill('AAAA-1\nAAAA-2\nAAAA-1\nx,y');
  await dialog.getByRole('button', { name: 'Add coupons' }).click();
  await dialog.getByText('2 coupons added').waitFor();
  await dialog.getByText('2 lines left out').waitFor();
  await dialog.getByText('The same code as in line 1.').waitFor();
  await page.close();
});

test('the policy: the difference is shown, the rest is kept, a new version is in force', async () => {
  const [program] = (await manager.programs.listPrograms({})).programs;
  const id = program?.id as string;
  const before = await manager.programs.getProgram({ program: id });
  const page = await open('/programs/open-source/policy/edit?section=decision');
  await page.getByLabel('Promise').fill('3');
  await page.getByText('Saved.', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Review changes' }).click();
  await page.getByRole('dialog').getByText('3 business days', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Publish policy' }).click();
  await page.waitForURL(/\/policy$/);
  const after = await manager.programs.getProgram({ program: id });
  expect(after.policyVersion).toBe(before.policyVersion + 1);
  expect(after.policy).toEqual({ ...before.policy, promiseDays: 3 });
  await page.close();
});
