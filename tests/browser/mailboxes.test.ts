import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { makeTestAccount } from '#tests/support/accounts.ts';
import { openBrowser } from '#tests/support/browser.ts';
import { START, testHouse } from '#tests/support/house.ts';
import { expectSound } from '#tests/support/look.ts';
import { answering, bouncing, lastMail, MAILBOX, openMailbox } from '#tests/support/mailbox.ts';
import { servePages } from '#tests/support/pages.ts';
import { apply, confirm, openProgram, requiring } from '#tests/support/program.ts';

const house = await testHouse();
const browser = await openBrowser();
let token = '';
const origin = await servePages(house, () => token);
let application = { id: '', number: '', address: '' };
let mailbox: Awaited<ReturnType<typeof openMailbox>>;

beforeAll(async () => {
  const program = await openProgram(house, { requirements: requiring(['mail-confirmed']), automatic: false });
  const account = await house.transact((c) => makeTestAccount(c, { role: 'owner', program: null, name: 'Olga Owner' }));
  token = account.token;
  mailbox = await openMailbox(house, program);
  application = await apply(house, 'one');
  await confirm(house, application);
  await house.work();
});

const open = async (path: string): Promise<Page> => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.clock.install({ time: new Date(START) });
  await page.goto(`${origin}${path}`);
  await page.locator('main h1').first().waitFor();
  return page;
};

test('a mailbox is added with its secret shown once, tried, switched off, and removed', async () => {
  const page = await open('/settings/mailboxes');
  await expectSound(page, 'mailboxes');
  await page.getByRole('link', { name: 'Add mailbox' }).click();
  await page.getByRole('button', { name: 'Test mailbox' }).waitFor();
  await expectSound(page, 'new mailbox');
  await page.getByLabel('Name', { exact: true }).fill('Everything');
  await page.getByLabel('Mail address').fill('no address');
  await page.getByLabel('A provider or mail server posts each mail to the house').check();
  await page.getByRole('button', { name: 'Add mailbox' }).click();
  await expect.poll(() => page.getByLabel('Mail address').getAttribute('aria-invalid')).toBe('true');
  await page.getByLabel('Mail address').fill('all@guildhall.example');
  await page.getByRole('button', { name: 'Add mailbox' }).click();
  await page.getByText(/^whsec_/).waitFor();
  await page.getByRole('link', { name: 'Go on to the mailbox' }).click();
  await page.getByText(/\/mail\/in\/[0-9a-f-]{36}$/).waitFor();
  expect(await page.getByText(/^whsec_/).count()).toBe(0);
  await expectSound(page, 'one mailbox');
  await page.getByRole('button', { name: 'Switch mailbox off' }).click();
  await page.getByRole('button', { name: 'Switch mailbox on' }).waitFor();
  await page.getByRole('button', { name: 'Remove mailbox' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('all@guildhall.example');
  await page.getByRole('dialog').getByRole('button', { name: 'Remove mailbox' }).click();
  await page.getByText('Mailbox removed.').waitFor();
  await page.close();
});

test('a mail that belongs to nothing is attached by its number, and stands in the timeline with where it came from', async () => {
  const { post } = mailbox;
  const stray = { message_id: '<lost@nowhere>', reply_to: MAILBOX, to_address: 'colleague@example.net' };
  await post(
    answering(stray, 'The licence is MIT,\n<script>alert(1)</script> says a colleague.', { subject: 'Our licence' }),
  );
  const page = await open('/settings/incoming');
  await page.getByText('Our licence').waitFor();
  await expectSound(page, 'incoming mail');
  await page.getByText('Our licence').click();
  await page.getByText('<script>alert(1)</script>').waitFor();
  await expectSound(page, 'one incoming mail');
  await page.getByLabel('Number of the application').fill('OSS-999999');
  await page.getByRole('button', { name: 'Attach mail' }).click();
  await page.getByText(/There is nothing called/).waitFor();
  await page.getByLabel('Number of the application').fill(application.number);
  await page.getByRole('button', { name: 'Attach mail' }).click();
  await page.getByRole('link', { name: `${application.number} Project one` }).waitFor();
  await house.work();
  await page.close();
  const record = await open(`/programs/applications/${application.id}`);
  await record.getByText('Came by mail from another address: colleague@example.net.').waitFor();
  await expectSound(record, 'application with a mail');
  await record.close();
});

test('a mail that did not arrive stands above the record until it is seen to', async () => {
  const reviewer = await house.as('reviewer');
  await reviewer.programs.writeToApplicant({ id: application.id, body: 'Hello' });
  await mailbox.post(bouncing(await lastMail(house, 'programs.team-message', application.address)));
  const page = await open(`/programs/applications/${application.id}`);
  await page.getByText(`A mail to ${application.address} did not arrive`).waitFor();
  await expectSound(page, 'application with a bounce');
  await page.getByRole('button', { name: 'Ask at another address' }).click();
  await page.getByRole('dialog').getByLabel('Mail address').fill('new@example.org');
  await page.getByRole('button', { name: 'Mail the link' }).click();
  await page.getByText('A link was mailed there.').waitFor();
  expect(await house.mailbox('new@example.org')).toHaveLength(1);
  await page.getByRole('button', { name: 'Mark as seen to' }).click();
  await page.getByText(`A mail to ${application.address} did not arrive`).waitFor({ state: 'detached' });
  await page.close();
});
