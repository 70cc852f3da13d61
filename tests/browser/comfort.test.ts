import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { openBrowser } from '#tests/support/browser.ts';
import { testHouse } from '#tests/support/house.ts';
import { expectSound, LOOKS } from '#tests/support/look.ts';
import { servePages } from '#tests/support/pages.ts';
import { type Applied, apply, confirm, LOCAL_CHECKS, openProgram, requiring } from '#tests/support/program.ts';

const house = await testHouse({ now: Temporal.Now.instant().toString() });
const browser = await openBrowser();
const program = await openProgram(house, { automatic: false, undoMinutes: 30, requirements: requiring(LOCAL_CHECKS) });
const owner = await house.as('owner');
const reviewer = await house.as('reviewer', program);
const applications: Applied[] = [];
let viewer = owner.token;
const origin = await servePages(house, () => viewer);

beforeAll(async () => {
  for (const n of ['anchor', 'beacon', 'compass', 'drift']) {
    const a = await apply(house, n, n === 'drift' ? { hosting: 'self-managed' } : {});
    if (n !== 'compass') await confirm(house, a);
    applications.push(a);
  }
  await house.work();
});

const open = async (path: string, width = 1280): Promise<Page> => {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  await page.goto(`${origin}${path}`);
  await page.locator('main h1').first().waitFor();
  return page;
};
/** Both widths and both schemes once; the main states are looked at in all four. */
const BOTH = [LOOKS[0], LOOKS[3]].filter((look) => look !== undefined);
const still = (page: Page) => page.mouse.move(640, 2);
const stages = async () =>
  Object.fromEntries(
    (await owner.programs.listApplications({})).rows.map(({ project, stage, assignee }) => [
      project.replace('Project ', ''),
      assignee ? `${stage}, ${assignee.name}` : stage,
    ]),
  );

test('a view is saved and shared by keyboard; a colleague sees it and opens the list with it; one that no longer fits says so', async () => {
  const page = await open('/programs/applications?hosting=self-managed');
  await page.getByText('Project drift').first().waitFor();
  await page.getByRole('button', { name: 'Save as view' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Our own machines');
  await dialog.getByRole('radio', { name: 'Everybody in the house' }).check();
  await still(page);
  await expectSound(page, 'save-view');
  await dialog.getByLabel('Name').press('Enter');
  const tab = page.getByRole('link', { name: 'Our own machines' });
  await tab.waitFor();
  expect(await tab.getAttribute('aria-current')).toBe('page');
  await page.getByRole('button', { name: 'Views of this list' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Rename or share' }).waitFor();
  await expectSound(page, 'view-menu', BOTH);
  await page.close();

  viewer = reviewer.token;
  const theirs = await open('/programs/applications');
  await theirs.getByRole('link', { name: 'Our own machines' }).click();
  await theirs.getByText('1 application', { exact: true }).waitFor();
  await theirs.getByRole('button', { name: 'Views of this list' }).click();
  await theirs.getByRole('menuitem', { name: 'Open the list with it' }).click();
  await expect
    .poll(async () => (await reviewer.work.listViews({ list: '/programs/applications' })).opensWith, {
      timeout: 10_000,
    })
    .not.toBeNull();
  await theirs.close();
  const again = await open('/programs/applications');
  await again.getByText('1 application', { exact: true }).waitFor();
  expect(new URL(again.url()).searchParams.get('hosting')).toBe('self-managed');
  await again.close();

  await reviewer.work.saveView({
    ...{ list: '/programs/applications', name: 'Of old', query: '?colour=blue', audience: 'private' },
  });
  const old = await open('/programs/applications?view=none');
  await old.getByRole('link', { name: 'Of old no longer fits' }).click();
  await old.getByText('This view filters by “colour”, which this list no longer has.').waitFor();
  await still(old);
  await expectSound(old, 'view-unfit', BOTH);
  await old.close();
  viewer = owner.token;
});

test('a record is bookmarked by keyboard; it stands at home and in the search, which forgives a slip', async () => {
  const page = await open(`/programs/applications/${applications[1]?.id}`);
  await page.getByRole('button', { name: 'Bookmark this page' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Remove bookmark' }).waitFor();
  await page.keyboard.press('Control+k');
  const search = page.getByPlaceholder('Pages, actions, people, applications');
  await search.waitFor();
  await page
    .locator('[role="dialog"]')
    .getByRole('button', { name: /Project beacon/ })
    .first()
    .waitFor();
  await expectSound(page, 'palette-at-hand', BOTH);
  await search.fill('becaon');
  await page.locator('mark', { hasText: 'beacon' }).first().waitFor();
  await expectSound(page, 'palette-found');
  await search.fill('ancho');
  await page
    .locator('[role="dialog"]')
    .getByRole('button', { name: /Project anchor/ })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/programs/applications/${applications[0]?.id}`);
  await page.close();

  const home = await open('/');
  const panel = home.getByRole('region', { name: 'Bookmarks' });
  await panel.getByRole('link', { name: /Project beacon/ }).waitFor();
  await still(home);
  await expectSound(home, 'home-bookmarks', BOTH);
  await panel.getByRole('button', { name: /^Remove bookmark: .*Project beacon/ }).click();
  await panel.getByText('No bookmarks yet').waitFor();
  await home.close();
});

test('many are approved by keys: first what would become of each, then done, undone while it can be; claims go back, too', async () => {
  const page = await open('/programs/applications');
  await page.getByText('Project drift').first().waitFor();
  for (const key of ['j', 'x', 'j', 'x', 'j', 'x', 'a']) await page.keyboard.press(key);
  const dialog = page.getByRole('dialog');
  await dialog.getByText('2 applications will be approved').waitFor();
  await dialog.getByText('Left as it is: The applicant has not confirmed the mail address yet.').waitFor();
  await still(page);
  await expectSound(page, 'bulk-approve');
  await dialog.getByLabel('Words to the applicants').fill('Welcome.');
  for (const key of ['Tab', 'Tab', 'Enter']) await page.keyboard.press(key);
  await page.getByText('2 applications approved.').waitFor();
  expect(await stages()).toMatchObject({
    anchor: 'review',
    beacon: 'approved',
    compass: 'confirming',
    drift: 'approved',
  });
  await expectSound(page, 'bulk-undo', BOTH);
  await page.getByRole('button', { name: /^Undo/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('Undone. Everything is as it was.').waitFor();
  expect(await stages()).toMatchObject({ beacon: 'review', drift: 'review' });

  await page.getByLabel('Select all applications of this page').check();
  await page.getByRole('button', { name: /^Refuse/ }).click();
  await dialog.getByText('3 applications will be refused').waitFor();
  await dialog.getByRole('button', { name: 'Refuse 3 applications' }).click();
  await dialog.getByText('Choose the reason.').waitFor();
  await still(page);
  await expectSound(page, 'bulk-refuse', BOTH);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: /^Claim/ }).click();
  await dialog.getByRole('button', { name: 'Claim 4 applications' }).click();
  await page.getByText('4 applications claimed.').waitFor();
  expect(await stages()).toMatchObject({ anchor: 'review, Test owner', compass: 'confirming, Test owner' });
  await page.getByRole('button', { name: /^Undo/ }).click();
  await page.getByText('Undone. Everything is as it was.').waitFor();
  // The words of the undo before may still stand there.
  await expect.poll(stages).toMatchObject({ anchor: 'review', compass: 'confirming' });
  await page.close();
});

test('a colleague who is mentioned in a note is told; the list of notices is narrowed by kind', async () => {
  const page = await open(`/programs/applications/${applications[0]?.id}`);
  await page.getByText('Note among us', { exact: true }).click();
  await page.getByRole('textbox', { name: 'Note among us' }).fill('Which licence is it?');
  await page.getByRole('combobox', { name: 'Mention colleagues' }).fill('reviewer');
  await page.getByRole('option', { name: 'Test reviewer' }).click();
  await page.keyboard.press('Escape');
  await still(page);
  await expectSound(page, 'mention', BOTH);
  await page.getByRole('button', { name: 'Add note' }).click();
  await page.getByText('@Test reviewer').waitFor();
  await page.close();
  await house.work();
  viewer = reviewer.token;
  const theirs = await open('/notifications');
  await theirs.getByText('You are mentioned in a note').waitFor();
  await theirs.getByRole('combobox', { name: 'Kind of notification' }).click();
  await theirs.getByRole('option', { name: 'An application is late' }).click();
  await theirs.getByText('Nothing of this kind').waitFor();
  await theirs.close();
  viewer = owner.token;
});

test('own settings hold on every machine: theme, zone, first page; keys have a page', async () => {
  const page = await open('/settings/mine');
  await page.getByRole('radio', { name: 'Dark' }).check();
  await page.getByLabel('Close rows in lists').check();
  await page.getByRole('button', { name: 'Save settings' }).click();
  await page.getByText('Saved.', { exact: true }).waitFor();
  await still(page);
  await page.close();
  const other = await (await browser.newContext({ colorScheme: 'light' })).newPage();
  await other.goto(`${origin}/programs/applications`);
  await expect
    .poll(() => other.locator('html').getAttribute('data-mantine-color-scheme'), { timeout: 10_000 })
    .toBe('dark');
  expect(await other.locator('table').getAttribute('data-dense')).toBe('true');
  await other.close();
  await owner.work.changeMySettings({ theme: 'auto', dense: false });
  const mine = await open('/settings/mine');
  await still(mine);
  await expectSound(mine, 'settings-mine', BOTH);
  await mine.goto(mine.url().replace('/mine', '/keyboard'));
  await mine.getByRole('heading', { name: 'In a list' }).waitFor();
  await expectSound(mine, 'settings-keyboard', BOTH);
  await mine.close();
});
