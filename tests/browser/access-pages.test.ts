import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTestAccount } from '#tests/support/accounts.ts';
import { openBrowser } from '#tests/support/browser.ts';
import { testHouse } from '#tests/support/house.ts';
import { expectSound, LOOKS } from '#tests/support/look.ts';
import { apply, openProgram } from '#tests/support/program.ts';
import { writeAccount } from '../../src/modules/access/accounts.ts';

const BUILT = join(import.meta.dirname, '../../dist/web');
/** Narrow and dark, wide and light: for what is made of the same parts as a page that is looked at in all looks. */
const SOME = LOOKS.filter(({ width, scheme }) => width < 800 === (scheme === 'dark'));
const password = 'correct teapot marsh lantern';
const app = new Hono()
  .all('/rpc/*', (http) => house.app.fetch(http.req.raw))
  .get('*', serveStatic({ root: BUILT }))
  .get('*', serveStatic({ root: BUILT, path: 'index.html' }));
const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
afterAll(() => void server.close());
await once(server, 'listening');
const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
const house = await testHouse({ url: origin, now: Temporal.Now.instant().toString() });
const browser = await openBrowser();
const account = { ada: '', ben: '' };
let page: Page;

async function signIn(visit: Page, mail: string, next: string): Promise<void> {
  await visit.goto(`${origin}/sign-in?next=${encodeURIComponent(next)}`);
  await visit.getByLabel('Mail address').fill(mail);
  await visit.getByLabel('Password', { exact: true }).fill(password);
  await visit.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** An owner at her desk, two colleagues, and one application that Ada looks after. */
beforeAll(async () => {
  const program = await openProgram(house);
  const { id } = await apply(house, 'one');
  const owner = await house.as('owner');
  await house.transact(async (c) => {
    await writeAccount(c, {
      ...{ name: 'Olga', mail: 'olga@example.org', password, role: 'owner', program: null, grantedBy: null },
    });
    account.ada = (await makeTestAccount(c, { role: 'reviewer', program, name: 'Ada Lindgren' })).id;
    account.ben = (await makeTestAccount(c, { role: 'reviewer', program, name: 'Ben Okafor' })).id;
  });
  await owner.programs.assignApplication({ id, account: account.ada });
  await owner.access.grantRole({ account: account.ben, role: 'analyst', program: null });
  page = await browser.newPage({ viewport: { width: 1280, height: 900 }, acceptDownloads: true });
  await signIn(page, 'olga@example.org', '/settings/roles');
  await page.getByRole('heading', { name: 'Roles', level: 1 }).waitFor();
});

const open = async (path: string, title: string) => {
  await page.goto(`${origin}${path}`);
  await page.getByRole('heading', { name: title, level: 1 }).waitFor();
};

test('roles: one is made by keyboard alone, changed, and retired', async () => {
  await expectSound(page, 'roles');
  await page.getByRole('button', { name: 'Make role' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).waitFor();
  await dialog.getByRole('textbox', { name: 'Name' }).focus();
  await page.keyboard.type('Legal');
  await page.keyboard.press('Enter');
  await dialog.getByText('Choose one permission at least.').waitFor();
  await dialog.getByRole('checkbox', { name: /Read and export the audit log/ }).focus();
  await page.keyboard.press('Space');
  await expectSound(page, 'make role', SOME);
  await dialog.getByRole('textbox', { name: 'Name' }).focus();
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Change role Legal' }).click();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Lawyers');
  await dialog.getByRole('button', { name: 'Change role', exact: true }).click();
  await page.getByRole('button', { name: 'Retire role Lawyers' }).click();
  await expectSound(page, 'retire role', SOME);
  await dialog.getByRole('radio', { name: 'Loses it now' }).check();
  await dialog.getByRole('button', { name: 'Retire role' }).click();
  await page.getByText('Retired', { exact: true }).waitFor();
  const kinds = await house.rows<{ kind: string }>(
    `select kind from ledger.facts where kind like 'role.%' order by id`,
  );
  expect(kinds.map(({ kind }) => kind)).toEqual(['role.made', 'role.changed', 'role.retired']);
});

test('the audit log: by tab, word and filter in the address, one entry, the next page, and out as a file', async () => {
  await house.rows(`insert into ledger.facts (id, kind, happened_at, actor_kind, actor_id, about_kind, about_id, data)
    select uuidv7(), 'account.disabled', timestamptz '2024-01-01' + n * interval '1 minute', 'account', '${account.ada}',
      'account', '${account.ben}', '{}' from generate_series(1, 70) n`);
  await open('/settings/audit', 'Audit log');
  await page.getByRole('link', { name: 'Olga changed a role' }).waitFor();
  await expectSound(page, 'audit log');
  await page.keyboard.press(']');
  await page.waitForURL(/after=/);
  await page.getByRole('link', { name: 'Ada Lindgren disabled an account' }).first().waitFor();
  await open('/settings/audit', 'Audit log');
  await page.getByRole('link', { name: 'Who may what' }).click();
  await page.waitForURL(/kind=/);
  await open('/settings/audit?words=legal', 'Audit log');
  await page.getByRole('link', { name: 'Olga changed a role' }).waitFor();
  await expect.poll(() => page.locator('tbody tr').count()).toBe(2);
  await page.keyboard.press('j');
  await page.keyboard.press('Space');
  await page.getByText('Lawyers (before: Legal)').waitFor();
  await expectSound(page, 'audit log looked into');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/settings\/audit\/[0-9a-f-]{36}$/);
  await page.getByRole('heading', { name: 'Olga changed a role', level: 1 }).waitFor();
  await page.getByText('Lawyers (before: Legal)').waitFor();
  await expectSound(page, 'audit entry', SOME);
  await open('/settings/audit?words=nothing+of+the+kind', 'Audit log');
  await page.getByText('No entries fit these filters').waitFor();
  await open('/settings/audit?kind=role.made,role.changed', 'Audit log');
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export CSV' }).click();
  const file = readFileSync(await (await downloading).path(), 'utf8');
  expect(file.split('\r\n').filter(Boolean)).toHaveLength(3);
  expect(file).toMatch(/^\uFEFFid,at,kind,/);
  expect(await house.rows(`select from ledger.facts where kind = 'audit.exported'`)).toHaveLength(1);
});

test('somebody with a role made here that reads the log alone sees it, and their own account', async () => {
  const owner = await house.as('owner');
  const { id: role } = await owner.access.makeRole({ name: 'Auditor', permissions: ['audit.read'] });
  await house.transact(async (c) => {
    const mail = 'astrid@example.org';
    await writeAccount(c, { name: 'Astrid', mail, password, role, program: null, grantedBy: null });
  });
  const own = await browser.newContext();
  const visit = await own.newPage();
  await signIn(visit, 'astrid@example.org', '/settings/audit');
  await visit.getByRole('heading', { name: 'Audit log', level: 1 }).waitFor();
  await visit.getByRole('link', { name: 'Test owner made a role' }).click();
  await visit.getByText('role.made', { exact: true }).waitFor();
  await visit.goto(`${origin}/settings/account`);
  await visit.getByRole('heading', { name: 'My account', level: 1 }).waitFor();
  await own.close();
});

test('how long addresses are kept is chosen and stays', async () => {
  await open('/settings/audit-keeping', 'Keeping of the audit log');
  await expectSound(page, 'audit keeping', SOME);
  await page.getByRole('combobox', { name: 'Kept' }).click();
  await page.getByRole('option', { name: '90 days' }).click();
  await page.getByRole('button', { name: 'Save settings' }).click();
  await page.getByText('Saved.', { exact: true }).first().waitFor();
  await page.reload();
  await expect.poll(() => page.getByRole('combobox', { name: 'Kept' }).inputValue()).toBe('90 days');
});

test('whoever leaves hands over: the dialog says what they hold, and it goes to a colleague', async () => {
  await open(`/settings/people/${account.ada}`, 'Ada Lindgren');
  await expectSound(page, 'account', SOME);
  await page.getByRole('button', { name: 'End sessions' }).click();
  await page.getByRole('dialog').getByRole('checkbox', { name: 'End the API tokens, too' }).waitFor();
  await expectSound(page, 'sign out', SOME);
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Disable account' }).click();
  const dialog = page.getByRole('dialog');
  const applications = dialog.getByRole('combobox', { name: /Applications.* go to/ });
  await applications.click();
  await page.getByRole('option', { name: 'Ben Okafor' }).click();
  await expectSound(page, 'leaving', SOME);
  await dialog.getByRole('button', { name: 'Disable account' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Enable account' }).waitFor();
  const holders = await house.rows<{ account: string }>('select account from work.assignments where ended_at is null');
  expect(holders).toEqual([{ account: account.ben }]);
  await page.getByRole('button', { name: 'Erase account' }).click();
  await page.getByRole('dialog').getByLabel('Type Ada Lindgren to go on').fill('Ada Lindgren');
  await page.getByRole('dialog').getByRole('button', { name: 'Erase account' }).click();
  await page.getByRole('heading', { name: 'Erased account', level: 1 }).waitFor();
});

test('a token for one program, shown once; a session seen and ended', async () => {
  const other = await browser.newContext();
  const elsewhere = await other.newPage();
  await signIn(elsewhere, 'olga@example.org', '/settings/account');
  await elsewhere.getByRole('heading', { level: 1 }).first().waitFor();
  await open('/settings/account', 'My account');
  await page.getByRole('button', { name: 'Make token' }).click();
  await page.getByLabel('What is it for').fill('Nightly figures');
  await page.getByRole('combobox', { name: 'Where' }).click();
  await page.getByRole('option', { name: 'Open Source' }).click();
  await expectSound(page, 'make token', SOME);
  await page.getByRole('button', { name: 'Make token' }).last().click();
  await page.getByText(/^ghl_/).waitFor();
  await page.getByRole('button', { name: 'I have copied it' }).click();
  const tokens = await house.rows<{ program: string | null; days: number }>(
    `select program, extract(day from expires_at - made_at)::int as days from access.tokens where name = 'Nightly figures'`,
  );
  expect(tokens).toEqual([{ program: expect.any(String), days: 90 }]);
  const sessions = () =>
    house.rows(
      `select from access.sessions s join access.accounts a on a.id = s.account where s.ended_at is null and a.name = 'Olga'`,
    );
  expect(await sessions()).toHaveLength(2);
  await page
    .getByRole('button', { name: /^End session/ })
    .first()
    .click();
  await expect.poll(async () => (await sessions()).length).toBe(1);
  await elsewhere.reload();
  await elsewhere.getByRole('heading', { name: 'Sign in' }).waitFor();
  await other.close();
});
