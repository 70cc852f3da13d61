import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { openBrowser } from '#tests/support/browser.ts';
import { testHouse } from '#tests/support/house.ts';
import { expectSound, LOOKS } from '#tests/support/look.ts';
import { type MadeMember, makeMember, memberPolicy, stock } from '#tests/support/members.ts';
import { servePages } from '#tests/support/pages.ts';
import { openProgram } from '#tests/support/program.ts';

const house = await testHouse({ now: Temporal.Now.instant().toString() });
const browser = await openBrowser();
const program = await openProgram(house, memberPolicy());
const manager = await house.as('program-manager', program);
const origin = await servePages(house, manager.token);
let m: MadeMember;

beforeAll(async () => {
  await stock(manager, program, 'OSS-SAAS-1Y', 20);
  m = await makeMember(house, manager, 'marble', { books: 'SHOP-1' });
  const { membership: id } = m;
  await manager.programs.saveContact({ id, role: 'primary', name: 'Grace', address: 'grace@example.org' });
  await manager.programs.recordReference({ id, kind: 'logo', scope: 'On your page of members' });
  await manager.programs.openBreach({ id, words: 'The folder art is used for paid work.' });
  await house.stranger.programs.answerBreach({ key: m.key, body: 'Not any more.' });
  await manager.programs.importUse({ program, csv: 'reference,seats,day\nSHOP-1,12,2026-03-01\nSHOP-1,14,2026-03-02' });
  const waits = await makeMember(house, manager, 'waits');
  await manager.programs.replaceCoupon({ id: waits.entitlement, why: 'invalid', words: 'The shop says so.' });
});

const open = async (path: string, width = 1280): Promise<Page> => {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  await page.goto(`${origin}${path}`);
  await page.locator('main h1').first().waitFor();
  return page;
};
const BOTH = [LOOKS[0], LOOKS[3]].filter((look) => look !== undefined);

test('the list of members is filtered by the address, looked into and opened', async () => {
  const page = await open('/programs/open-source/members?state=in-breach');
  await page.getByRole('link', { name: 'Project marble' }).waitFor();
  expect(await page.getByText('Project waits').count()).toBe(0);
  await page.goto(`${origin}/programs/open-source/members`);
  await page.getByText('Project waits').first().waitFor();
  await expectSound(page, 'members', BOTH);
  await page.close();
});

test('a member’s record: the next act by its letter, and the breach is resolved by keyboard alone', async () => {
  const page = await open(`/programs/members/${m.membership}`);
  await page.getByText('Not any more.').waitFor();
  await expectSound(page, 'member', BOTH);
  await page.mouse.move(640, 2);
  await page.keyboard.press('r');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Resolve breach' }).waitFor();
  await expectSound(page, 'member-dialog', BOTH);
  // The first entry has the focus already.
  const outcome = dialog.getByRole('combobox', { name: 'Outcome' });
  await expect.poll(() => outcome.evaluate((field) => field === document.activeElement)).toBe(true);
  await page.keyboard.press('ArrowDown');
  await page.getByRole('option', { name: 'Cured: the membership goes on' }).waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(() => outcome.inputValue()).toBe('Cured: the membership goes on');
  await dialog.getByLabel('Why').fill('Seen in the repository.');
  await dialog.getByRole('button', { name: 'Resolve breach' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('Breach resolved.').waitFor();
  expect((await manager.programs.getMember({ id: m.membership })).state).toBe('active');
  await page.close();
});

test('the coupons tell what the year takes', async () => {
  const page = await open('/programs/open-source/coupons');
  await page.getByText('Forecast of the pool').waitFor();
  await expectSound(page, 'coupons-forecast', BOTH);
  await page.close();
});

test('the member’s own page works without JavaScript, in English and Japanese', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${origin}/m/${m.key}`);
  await page.getByText('Agree to be named').click();
  await page.getByLabel('For what').selectOption('talk');
  await page.getByLabel('Scope').fill('At your meetup');
  await page.getByRole('button', { name: 'Agree' }).click();
  await page.getByText('Your consent is noted').waitFor();
  await page.getByText('At your meetup').waitFor();
  await context.close();
  const seen = await open(`/m/${m.key}`);
  await expectSound(seen, 'member-page', BOTH);
  await seen.goto(`${origin}/m/${m.key}?lang=ja`);
  await expectSound(seen, 'member-page-ja', BOTH);
  await seen.close();
});
