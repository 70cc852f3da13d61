import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { makeTestAccount } from '#tests/support/accounts.ts';
import { openBrowser } from '#tests/support/browser.ts';
import { START, testHouse } from '#tests/support/house.ts';
import { expectSound } from '#tests/support/look.ts';
import { mailServer } from '#tests/support/mail-server.ts';
import { servePages } from '#tests/support/pages.ts';
import { apply, openProgram } from '#tests/support/program.ts';

const house = await testHouse();
const browser = await openBrowser();
let token = '';

const origin = await servePages(house, () => token);

beforeAll(async () => {
  await openProgram(house);
  for (const n of ['one', 'two', 'three']) await apply(house, n);
  const account = await house.transact((c) => makeTestAccount(c, { role: 'owner', program: null, name: 'Olga Owner' }));
  token = account.token;
});

const open = async (path: string): Promise<Page> => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.clock.install({ time: new Date(START) });
  await page.goto(`${origin}${path}`);
  await page.locator('main h1').first().waitFor();
  return page;
};

const mailTo = async (n: string): Promise<string> =>
  (await house.rows<{ id: string }>(`select id from mail.messages where to_address = 'applicant-${n}@example.org'`))[0]
    ?.id as string;
const put = (n: string, state: string) =>
  house.rows(`update mail.messages set state = '${state}', attempts = 1, first_tried_at = queued_at,
    handed_at = case when '${state}' = 'uncertain' then queued_at end where to_address = 'applicant-${n}@example.org'`);

test('a held mail is shown as its receiver sees it, and what is known of it in words', async () => {
  const page = await open(`/settings/outbox/${await mailTo('one')}`);
  await page.frameLocator('iframe').getByText('Hello Applicant one').waitFor();
  const facts = await page.getByRole('complementary', { name: 'Facts' }).textContent();
  expect(facts).toContain('English');
  expect(facts).toContain('Not known until a mail server is set up');
  expect(facts).not.toContain('programs.confirm-mail');
  await page.getByRole('tab', { name: 'Plain text' }).click();
  await page.getByRole('tabpanel').getByText('Hello Applicant one').waitFor();
  await expectSound(page, 'one mail');
  await page.close();
});

test('the mail server: what is wrong stands at its field, a test mail arrives, held mails go out', async () => {
  const smtp = await mailServer();
  const page = await open('/settings/mail');
  await expectSound(page, 'mail server');
  await page.getByLabel('Server', { exact: true }).fill('127.0.0.1');
  await page.getByLabel('The server wants a sign-in').uncheck();
  await page.getByLabel('Address', { exact: true }).fill('no address');
  await page.getByLabel('Port').fill('0');
  await page.getByRole('button', { name: 'Save mail server' }).click();
  await page.getByText('A port is a number from 1 to 65535.').waitFor();
  await page.getByLabel('Port').fill(String(smtp.port));
  await page.getByRole('button', { name: 'Save mail server' }).click();
  await expect.poll(() => page.getByLabel('Address', { exact: true }).getAttribute('aria-invalid')).toBe('true');
  await page.getByLabel('Encryption').first().click();
  await page.getByRole('option', { name: /^None/ }).click();
  await page.getByLabel('Port').fill(String(smtp.port));
  await page.getByLabel('Address', { exact: true }).fill('guildhall@example.org');
  await page.getByLabel('Send it to').fill('olga@example.org');
  await page.getByRole('button', { name: 'Send test mail' }).click();
  await page.getByText('It works').waitFor();
  expect(smtp.taken.map(({ to }) => to)).toEqual(['olga@example.org']);
  await page.getByRole('button', { name: 'Save mail server' }).click();
  await page.getByRole('button', { name: 'Send held mails' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Send 3 mails' }).dblclick();
  await page.getByText('3 mails on the way.').last().waitFor();
  expect(await house.rows("select id from mail.messages where state = 'queued'")).toHaveLength(3);
  await page.close();
});

test('a failed mail is sent again, an uncertain one is settled, and the outbox says where each stands', async () => {
  await put('one', 'failed');
  await put('two', 'uncertain');
  const list = await open('/settings/outbox');
  for (const word of ['Failed', 'Uncertain', 'Queued']) await list.locator('tbody').getByText(word).waitFor();
  await expectSound(list, 'outbox');
  await list.close();
  const failed = await open(`/settings/outbox/${await mailTo('one')}`);
  await failed.getByRole('button', { name: 'Send mail again' }).click();
  await failed.getByText('Queued').waitFor();
  await failed.close();
  const uncertain = await open(`/settings/outbox/${await mailTo('two')}`);
  await uncertain.getByRole('button', { name: 'It arrived' }).click();
  await uncertain.getByText('Noted.').last().waitFor();
  await uncertain.close();
  expect(await house.rows('select state from mail.messages order by id')).toEqual(
    ['queued', 'sent', 'queued'].map((state) => ({ state })),
  );
});
