import { Client } from 'pg';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '#tests/support/browser.ts';
import type { TestClient } from '#tests/support/house.ts';
import { expectSound, LOOKS, type Look } from '#tests/support/look.ts';
import { formOf, LOCAL_CHECKS, requiring } from '#tests/support/program.ts';
import { realHouse } from '#tests/support/real-house.ts';
import { openSourcePreset } from '../../src/modules/programs/presets/open-source.ts';

/** One application from the first visit of a fresh house to its membership, as people do it, in the built product. */
const house = await realHouse();
afterAll(() => house.remove());
const browser = await openBrowser();

const PHONE: Look[] = LOOKS.filter(({ width }) => width === 390);
const WIDE: Look[] = LOOKS.filter(({ width }) => width === 1280);
const size = { viewport: { width: 1280, height: 900 } };
const OWNER = { mail: 'olga@example.org', password: 'correct teapot marsh lantern' };
const ADA = 'ada@example.org';

let owner: Page;
let team: BrowserContext;
let ada: Page;
let twin: Page;
const kept: { name: string; url: string; body: string; looks: readonly Look[] }[] = [];
let program = '';
let record = '';
let status = '';

beforeAll(async () => {
  await house.start();
  team = await browser.newContext(size);
  owner = await team.newPage();
  ada = await (await browser.newContext({ ...size, javaScriptEnabled: false })).newPage();
  twin = await (await browser.newContext(size)).newPage();
  for (const page of [owner, ada, twin]) page.setDefaultTimeout(15_000);
});

async function rows<R>(sql: string, values: string[] = []): Promise<R[]> {
  const client = new Client({ connectionString: house.databaseUrl() });
  await client.connect();
  try {
    return (await client.query(sql, values)).rows as R[];
  } finally {
    await client.end();
  }
}

/** The text of the newest mail of that kind to somebody, once it is there. */
async function mailTo(address: string, template: string, timeout = 20_000): Promise<string> {
  const newest = async () =>
    (
      await rows<{ text: string }>(
        'select text from mail.messages where to_address = $1 and template = $2 order by queued_at desc limit 1',
        [address, template],
      )
    )[0]?.text ?? null;
  await expect.poll(newest, { timeout, message: `a mail ${template} to ${address}` }).not.toBeNull();
  return (await newest()) as string;
}

/** The first link in a mail that leads to this path. */
const linkIn = (text: string, path: string): string => {
  const link = text.match(/https?:\/\/[^\s"<>]+/g)?.find((each) => each.startsWith(house.url + path));
  if (!link) throw new Error(`no link to ${path} in: ${text}`);
  return link;
};

/** Keeps the page that Ada has before her, to be looked at when there is time. */
const keep = async (name: string, looks: readonly Look[] = LOOKS) =>
  void kept.push({ name, looks, url: ada.url(), body: await ada.content() });

/** Looks at what was kept, in a browser that can run axe; Ada's runs no script at all. */
async function expectKeptSound(): Promise<void> {
  for (const { name, looks, url, body } of kept.splice(0)) {
    await twin.route(url, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body }));
    await twin.goto(url);
    await twin.unroute(url);
    await expectSound(twin, name, looks);
  }
}

/** A client with the owner's session, as the owner's browser has it. */
async function asOwner(): Promise<TestClient> {
  const cookie = (await team.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  return house.client({ cookie });
}

const stage = async (id: string) => (await (await asOwner()).programs.getApplication({ id })).stage;
const keys = async (...each: string[]) => {
  for (const key of each) await owner.keyboard.press(key);
};
const type = (words: string) => owner.keyboard.type(words);
/** Presses Tab until what is named has the focus: by keyboard alone, everything must be reachable. */
async function tabTo(name: string): Promise<void> {
  for (let i = 0; i < 60; i++) {
    const here = await owner.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
    if (here.startsWith(name)) return;
    await keys('Tab');
  }
  throw new Error(`Tab never reaches ${name}`);
}

describe('the first visit', () => {
  test('the printed link makes the owner, names the organisation, and signs in', async () => {
    const link = /http:\S+\/welcome\?key=[\w-]+/.exec(house.said())?.[0] as string;
    await owner.goto(link);
    await owner.getByRole('heading', { name: 'Set up this house' }).waitFor();
    await expectSound(owner, 'welcome');
    await owner.getByRole('button', { name: 'Set up and sign in' }).click();
    await owner.getByText('Give your name.').waitFor();
    await owner.getByLabel('Your name').fill('Olga Owner');
    await owner.getByLabel('Mail address').fill(OWNER.mail);
    await owner.getByRole('textbox', { name: 'Password' }).fill(OWNER.password);
    await owner.getByRole('textbox', { name: /^Name/ }).fill('Lantern');
    await owner.getByRole('combobox', { name: 'Time zone' }).fill('Europe/Berlin');
    await owner.getByRole('option', { name: /Berlin/ }).click();
    await owner.getByRole('combobox', { name: /Country/ }).fill('Germany');
    await owner.getByRole('option', { name: 'Germany' }).click();
    expect(await owner.getByRole('radio', { name: /^The program preset/ }).isChecked()).toBe(true);
    await owner.getByRole('button', { name: 'Set up and sign in' }).click();
    await owner.waitForURL(`${house.url}/`);
    await owner.locator('main h1').first().waitFor();
    expect((await (await asOwner()).access.me({})).account).toMatchObject({ name: 'Olga Owner', mail: OWNER.mail });
  });

  test('the preset is there; its policy is published anew, with a minute to undo', async () => {
    const client = await asOwner();
    const programs = async () => (await client.programs.listPrograms({})).programs;
    await expect.poll(async () => (await programs()).length).toBe(1);
    program = (await programs())[0]?.id as string;
    const policy = { ...openSourcePreset.policy, requirements: requiring(LOCAL_CHECKS), automatic: false };
    await client.programs.publishPolicy({ program, policy: { ...policy, undoMinutes: 1 }, basedOn: 1 });
  });
});

describe('a stranger without JavaScript', () => {
  test('applies; a mistake is named, and nothing that was typed is lost', async () => {
    await ada.goto(`${house.url}/apply`);
    await keep('apply');
    await ada
      .getByRole('link', { name: /Open Source/ })
      .first()
      .click();
    await keep('program');
    await ada.getByRole('link', { name: 'Apply to the program' }).click();
    await ada.getByLabel('Your name').fill('Ada Example');
    await ada.getByLabel('Mail address').fill(ADA);
    await ada.getByLabel('Country').selectOption('DE');
    await ada.getByLabel('Name of the project').fill('Marble Clock');
    await ada.getByLabel('Address of the project').fill('marble');
    await ada.getByLabel('What the project is').fill('A clock of marbles.\nIt wants tests.');
    await ada.getByLabel('Hosted by us').check();
    for (const tick of ['not-seeking-profit', 'may-act']) await ada.locator(`[name="statements.${tick}"]`).check();
    await ada.getByLabel('I have read the privacy notice').check();
    await keep('form', PHONE);
    await ada.getByRole('button', { name: 'Send application' }).click();
    await ada.getByRole('heading', { name: 'Some entries need another look' }).waitFor();
    expect(await ada.getByLabel('What the project is').inputValue()).toBe('A clock of marbles.\nIt wants tests.');
    await keep('form-with-a-mistake');
    await ada.getByLabel('Address of the project').fill('https://gitlab.com/marble/clock');
    await ada.getByRole('button', { name: 'Send application' }).click();
    await ada.getByRole('heading', { name: 'One step left' }).waitFor();
    await keep('sent', PHONE);
  });

  test('confirms by the mailed link, and reads where it stands', async () => {
    await ada.goto(linkIn(await mailTo(ADA, 'programs.confirm-mail'), '/a/confirm/'));
    await keep('confirm', PHONE);
    await ada.getByRole('button', { name: 'Confirm mail address' }).click();
    await ada.getByText('Your mail address is confirmed').waitFor();
    status = ada.url().split('?')[0] as string;
    const find = async () =>
      (
        await rows<{ id: string }>(
          "select id from programs.applications where project = 'Marble Clock' and stage = 'review'",
        )
      )[0]?.id ?? '';
    await expect.poll(find, { timeout: 20_000 }).not.toBe('');
    record = await find();
    await ada.goto(status);
    await ada.getByText('A person is looking at your application').waitFor();
    await keep('status');
    // Somebody else's, so that the list has more than one row to go through.
    const stranger = house.client();
    await stranger.programs.submitApplication(formOf('other'));
    const other = linkIn(await mailTo('applicant-other@example.org', 'programs.confirm-mail'), '/a/confirm/');
    await stranger.programs.confirmMail({ key: other.split('/').at(-1) as string });
  });
});

describe('the owner, by keyboard alone', () => {
  test('finds it in the list, looks inside, opens and claims it', async () => {
    await owner.goto(`${house.url}/`);
    await owner.locator('main h1').first().waitFor();
    await keys('Control+k');
    await owner.getByPlaceholder(/Pages, actions/).waitFor();
    await type('Applications');
    await owner.getByRole('dialog').getByText('Applications', { exact: true }).first().waitFor();
    await keys('Enter');
    await owner.waitForURL(/\/programs\/applications/);
    await expect.poll(() => owner.locator('tbody tr').count(), { timeout: 20_000 }).toBe(2);
    const active = () => owner.evaluate(() => document.activeElement?.closest('tr')?.dataset.row ?? null);
    // Each press answers before the next: focus moves after the row is drawn.
    await keys('j');
    await expect.poll(active).not.toBeNull();
    const first = await active();
    await keys('j');
    await expect.poll(active).not.toBe(first);
    expect([first, await active()]).toContain(record);
    if (first === record) await keys('k');
    await expect.poll(active).toBe(record);
    await keys('Space');
    await owner.getByRole('link', { name: 'Open page' }).waitFor();
    await keys('Escape');
    await expect.poll(active).toBe(record);
    await keys('Enter');
    await owner.waitForURL(`**/programs/applications/${record}`);
    await owner.getByRole('heading', { level: 1, name: /Marble Clock/ }).waitFor();
    await keys('c');
    await expect
      .poll(async () => (await (await asOwner()).programs.getApplication({ id: record })).assignee?.name)
      .toBe('Olga Owner');
  });

  test('asks for information; the applicant answers', async () => {
    await keys('n');
    await owner.getByRole('dialog').getByLabel('What we need to know').waitFor();
    await type('Under which licence are the drawings?');
    await tabTo('Send question');
    await keys('Enter');
    await owner.getByRole('heading', { name: 'Open question' }).waitFor();
    expect(await stage(record)).toBe('needs-info');
    await ada.goto(linkIn(await mailTo(ADA, 'programs.team-message'), '/a/'));
    await ada.getByText('Your turn: answer our question').waitFor();
    await keep('status-asked', PHONE);
    await ada.getByLabel('Your answer').fill('CC BY 4.0.');
    await ada.getByRole('button', { name: 'Send answer' }).click();
    await ada.getByText('Your answer has arrived').waitFor();
    await expect.poll(() => stage(record)).toBe('review');
    await owner.reload();
    await owner.getByText('CC BY 4.0.').waitFor();
  });

  test('refuses with a reason, undoes it, and approves', async () => {
    await keys('r');
    const dialog = owner.getByRole('dialog');
    await dialog.getByRole('radio').first().waitFor();
    await expect.poll(() => owner.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('radio');
    await keys('Space', 'Tab');
    await type('The drawings are not free.');
    await tabTo('Refuse application');
    await keys('Enter');
    await owner.getByText(/Refused by Olga Owner/).waitFor();
    // No letter acts while a dialog is there, and it fades for a moment.
    await dialog.waitFor({ state: 'hidden' });
    await keys('z');
    await owner.getByRole('button', { name: /Approve application/ }).waitFor();
    expect(await stage(record)).toBe('review');
    await keys('a');
    await dialog.getByLabel('Words to the applicant').waitFor();
    await expect.poll(() => owner.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
    await type('Welcome.');
    await tabTo('Approve application');
    await keys('Enter');
    await owner.getByText(/Approved by Olga Owner/).waitFor();
    const told = await rows("select 1 from mail.messages where template in ('programs.refused', 'programs.approved')");
    expect(told).toEqual([]);
  });
});

// What a colleague would do in the minute in which the decision can be undone.
describe('every staff page holds, for axe and in width', () => {
  test.each([
    ['home', '/', LOOKS],
    ['program-home', '/programs/open-source', LOOKS],
    ['applications', '/programs/applications', LOOKS],
    ['board', '/programs/applications/board', LOOKS],
    ['record', 'record', LOOKS],
    ['programs', '/programs', PHONE],
    ['members', '/programs/open-source/members', PHONE],
    ['policy', '/programs/open-source/policy', PHONE],
    ['policy-form', '/programs/open-source/policy/edit', WIDE],
    ['people', '/community/people', PHONE],
    ['organisations', '/community/organisations', PHONE],
    ['settings-people', '/settings/people', PHONE],
    ['settings-organisation', '/settings/organisation', PHONE],
    ['settings-account', '/settings/account', PHONE],
  ] as const)('%s', async (name, path, looks) => {
    const page = await team.newPage();
    const broken: string[] = [];
    page.on('pageerror', (error) => broken.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && broken.push(message.text()));
    await page.goto(house.url + (path === 'record' ? `/programs/applications/${record}` : path));
    await page.locator('main h1').first().waitFor();
    await page.waitForLoadState('networkidle');
    expect(await page.locator('main').textContent()).not.toMatch(/There is no such page|not open to your role/);
    await expectSound(page, name, looks);
    expect(broken).toEqual([]);
    await page.close();
  });
});

test('the link of the first visit worked once; the account signs in again', async () => {
  const context = await browser.newContext(size);
  const page = await context.newPage();
  await page.goto(/http:\S+\/welcome\?key=[\w-]+/.exec(house.said())?.[0] as string);
  await page.getByText('already set up').waitFor();
  await page.goto(`${house.url}/programs/open-source`);
  await page.getByLabel('Mail address').fill(OWNER.mail);
  await page.getByRole('textbox', { name: 'Password' }).fill(OWNER.password);
  await expectSound(page, 'sign-in', PHONE);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/programs/open-source');
  await context.close();
});

test('every page that Ada saw so far holds as well', expectKeptSound);

describe('from the decision to the membership', () => {
  test('the approval takes effect; the agreement is accepted', async () => {
    const link = linkIn(await mailTo(ADA, 'programs.approved', 70_000), '/a/');
    await ada.goto(link);
    await keep('status-approved');
    await ada.getByLabel('Your name').fill('Ada Example');
    await ada.getByLabel('I accept the agreement').check();
    await ada.getByRole('button', { name: 'Accept agreement' }).click();
    await ada.getByText('The agreement is accepted.').waitFor();
    await expect.poll(() => stage(record)).toBe('awaiting-coupon');
  });

  test('coupons come in through their page, and one goes out by mail', async () => {
    await owner.goto(`${house.url}/programs/open-source/coupons`);
    await owner.getByRole('button', { name: 'Add coupons' }).first().click();
    const dialog = owner.getByRole('dialog');
    await dialog.getByLabel('Name of the batch').fill('First');
    await dialog.getByLabel('Codes', { exact: true }).fill('LANTERN-1\nLANTERN-2');
    await dialog.getByRole('button', { name: 'Add coupons' }).click();
    await dialog.getByText('2 coupons added').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    const code = /LANTERN-[12]/.exec(await mailTo(ADA, 'programs.coupon'))?.[0] as string;
    await expect.poll(() => stage(record)).toBe('coupon-sent');
    await owner.reload();
    await owner.getByText('Marble Clock').first().waitFor();
    await expectSound(owner, 'coupons', PHONE);
    await ada.goto(status);
    await ada.getByText(code).first().waitFor();
    await keep('status-coupon', PHONE);
  });

  test('the booking is confirmed by hand, by keyboard, and the membership is active', async () => {
    await owner.goto(`${house.url}/programs/applications/${record}`);
    await owner.getByRole('button', { name: /Confirm booking/ }).waitFor();
    await keys('b');
    await owner.getByRole('dialog').getByLabel('Order number in the shop').waitFor();
    await type('4711');
    await keys('Enter');
    await owner.getByText('The membership is active. Nothing is to be done.').waitFor();
    await ada.goto(status);
    await ada.getByText('The membership is active').first().waitFor();
    await keep('status-active', PHONE);
  });

  test('the figures of the program home open to the rows behind them', async () => {
    await owner.goto(`${house.url}/programs/open-source`);
    await owner.getByRole('link', { name: /^Active members/ }).click();
    const drawer = owner.getByRole('dialog');
    await drawer.getByText('The rows behind it').waitFor();
    await drawer.getByRole('link', { name: /Marble Clock/ }).waitFor();
    await expectSound(owner, 'figure');
    await drawer.getByRole('link', { name: /Marble Clock/ }).click();
    await owner.getByRole('heading', { level: 1, name: /Marble Clock/ }).waitFor();
  });

  test('what Ada saw after the decision holds as well', expectKeptSound);
});
