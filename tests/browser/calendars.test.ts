import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { openBrowser } from '#tests/support/browser.ts';
import { START, testHouse } from '#tests/support/house.ts';
import { expectSound } from '#tests/support/look.ts';
import { servePages } from '#tests/support/pages.ts';
import { openProgram } from '#tests/support/program.ts';

const house = await testHouse();
const browser = await openBrowser();
let owner: Awaited<ReturnType<typeof house.as>>;
let token = '';

const origin = await servePages(house, () => token);

beforeAll(async () => {
  await openProgram(house);
  owner = await house.as('owner');
  token = owner.token;
});

const open = async (path: string, width = 1280): Promise<Page> => {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  // New closures begin from the browser's day; the house of the tests lives in March 2026.
  await page.clock.install({ time: new Date(START) });
  await page.goto(`${origin}${path}`);
  await page.locator('main h1').first().waitFor();
  return page;
};
const calendars = async () => (await owner.calendars.list({})).calendars;
const named = async (name: string) => (await calendars()).find((each) => each.name === name);
const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement: at } = document;
    return at?.getAttribute('aria-label') ?? at?.id ?? '';
  });
const choose = async (page: Page, label: string, typed: string, option: string) => {
  await page.getByRole('combobox', { name: label, exact: true }).fill(typed);
  await page.getByRole('option', { name: option, exact: true }).click();
};

test('a calendar is written by keyboard, its faults stand at their fields, and the preview follows', async () => {
  const page = await open('/settings/calendars');
  await page.getByText('Used by Open Source program').waitFor();
  await expectSound(page, 'settings/calendars');
  await page.getByRole('link', { name: 'Add calendar' }).click();
  await page.getByRole('heading', { name: 'New business calendar' }).waitFor();
  const preview = page.getByRole('complementary', { name: 'Preview' });
  await preview
    .getByText(/Tuesday,? 17 March 2026/)
    .first()
    .waitFor();

  // Nameless: refused at the field, which has the focus.
  await page.getByRole('button', { name: 'Add calendar' }).click();
  await page.getByText('Give the calendar a name.').waitFor();
  const name = page.getByLabel('Name', { exact: true }).first();
  await expect.poll(() => name.evaluate((field) => field === document.activeElement)).toBe(true);
  await page.keyboard.type('Munich desk');
  await choose(page, 'Country', 'Germany', 'Germany');
  await choose(page, 'State or region', 'Ba', 'Bayern');
  // Not in every region of Germany.
  await preview.getByText('Fronleichnam').waitFor();

  // A break on Monday: two intervals, in the wrong order at first.
  const closes = page.getByLabel('Monday: closes at');
  await closes.fill('1230');
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'Add an interval on Monday' }).press('Enter');
  await expect.poll(() => focused(page)).toBe('Monday, interval 2: opens at');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('1200');
  await page.keyboard.press('Tab');
  await page.getByText(/12:00 must not be earlier than 12:30/).waitFor();
  expect(await page.getByLabel('Monday, interval 2: opens at').getAttribute('aria-invalid')).toBe('true');
  await preview.getByText('Mend the marked entries').waitFor();
  expect(await preview.getByText('Karfreitag').count()).toBe(1);
  await expectSound(page, 'settings/calendars/new, with a fault');
  await page.getByLabel('Monday, interval 2: opens at').fill('13.30');
  await page.keyboard.press('Tab');
  expect(await page.getByLabel('Monday, interval 2: opens at').inputValue()).toBe('13:30');
  await page.getByText(/12:00 must not be earlier/).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Use Monday’s hours until Friday' }).press('Enter');
  expect(await page.getByLabel('Friday, interval 2: closes at').inputValue()).toBe('17:00');
  await page.getByRole('button', { name: 'Open on Saturday' }).press('Enter');
  await page.getByRole('button', { name: 'Close on Saturday' }).press('Enter');

  // Two days off within the promise, and a Saturday that is worked.
  await page.getByRole('button', { name: 'Add closure' }).press('Enter');
  const closures = page.getByRole('list', { name: 'Closures' });
  await closures.getByLabel('First day').fill('2026-03-12');
  await closures.getByLabel('Last day').fill('2026-03-11');
  await page.getByText('A closure ends on or after its first day').waitFor();
  await closures.getByLabel('Last day').fill('2026-03-13');
  await closures.getByLabel('Name').fill('Moving house');
  await preview.getByText('12–13 Mar 2026').waitFor();
  await preview
    .getByText(/19 March 2026/)
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Add day' }).press('Enter');
  const days = page.getByRole('list', { name: 'Days with their own hours' });
  await days.getByLabel('Day', { exact: true }).fill('2026-03-14');
  await days.getByLabel('Name').fill('Open house');
  await preview
    .getByText(/18 March 2026/)
    .first()
    .waitFor();
  await expectSound(page, 'settings/calendars/new');

  await page.getByRole('button', { name: 'Add calendar' }).press('Enter');
  await page.getByRole('link', { name: 'Munich desk' }).waitFor();
  const day = [
    { from: '09:00', to: '12:30' },
    { from: '13:30', to: '17:00' },
  ];
  expect(await named('Munich desk')).toMatchObject({
    ...{ country: 'DE', state: 'BY', isDefault: false, usedBy: [] },
    week: { 1: day, 2: day, 3: day, 4: day, 5: day, 6: [], 7: [] },
    closures: [{ from: '2026-03-12', through: '2026-03-13', name: 'Moving house' }],
    openings: [{ day: '2026-03-14', hours: [{ from: '09:00', to: '12:00' }], name: 'Open house' }],
  });
  await page.close();
});

test('a program chooses the calendar; while it is used it stays, and two editors do not overwrite one another', async () => {
  const day = [{ from: '09:00', to: '17:00' }];
  const week = { 1: day, 2: day, 3: day, 4: day, 5: day, 6: [], 7: [] };
  const draft = { name: 'Boston desk', zone: 'America/New_York', country: 'US', week };
  const { id } = await owner.calendars.add(draft);
  const page = await open('/programs/open-source/policy');
  await page.getByRole('button', { name: 'Choose calendar' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Business calendar' }).click();
  await page.getByRole('option', { name: 'Boston desk' }).click();
  await dialog.getByRole('button', { name: 'Choose calendar' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Boston desk' }).click();
  await page.getByRole('heading', { name: 'Boston desk' }).waitFor();
  expect((await named('Boston desk'))?.usedBy).toEqual([
    { label: 'Open Source program', href: '/programs/open-source/policy' },
  ]);
  await expectSound(page, 'settings/calendars/one');
  await page.getByRole('button', { name: 'Remove calendar' }).click();
  await dialog.getByRole('button', { name: 'Remove calendar' }).click();
  await dialog.getByText('Open Source program counts by this calendar.').waitFor();
  await expectSound(page, 'settings/calendars/one, in use');
  await dialog.getByRole('button', { name: 'Leave it as it is' }).click();

  // A colleague was quicker.
  house.clock.advance({ minutes: 1 });
  await owner.calendars.change({ ...draft, id, name: 'Boston' });
  await page.getByLabel('Name', { exact: true }).first().fill('Massachusetts');
  await page.getByRole('button', { name: 'Save calendar' }).click();
  await page.getByText('Somebody changed this calendar meanwhile.').waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Boston' }).waitFor();
  await page.getByLabel('Name', { exact: true }).first().fill('Office hours');
  await page.getByRole('button', { name: 'Save calendar' }).click();
  await page.getByText('Another calendar has this name already.').first().waitFor();
  await page.getByLabel('Name', { exact: true }).first().fill('Massachusetts');
  await page.getByRole('button', { name: 'Save calendar' }).click();
  await page.getByText('Saved.', { exact: true }).waitFor();
  await expect.poll(async () => (await calendars()).find((each) => each.id === id)?.name).toBe('Massachusetts');

  await page.getByRole('button', { name: 'Make default' }).click();
  await dialog.getByRole('button', { name: 'Make default' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect((await named('Massachusetts'))?.isDefault).toBe(true);
  await page.close();
});
