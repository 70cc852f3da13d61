import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { openBrowser } from '#tests/support/browser.ts';
import { testHouse } from '#tests/support/house.ts';
import { expectSound } from '#tests/support/look.ts';
import { openidProvider } from '#tests/support/openid-provider.ts';
import { writeAccount } from '../../src/modules/access/accounts.ts';

const BUILT = join(import.meta.dirname, '../../dist/web');
const password = 'correct teapot marsh lantern';

const app = new Hono()
  .all('/rpc/*', (http) => house.app.fetch(http.req.raw))
  .all('/auth/*', (http) => house.app.fetch(http.req.raw))
  .get('*', serveStatic({ root: BUILT }))
  .get('*', serveStatic({ root: BUILT, path: 'index.html' }));
const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
afterAll(() => void server.close());
await once(server, 'listening');
const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
const outside = await openidProvider([`${origin}/auth/callback`]);
afterAll(() => outside.stop());
const house = await testHouse({
  url: origin,
  allowPrivateHosts: outside.host,
  now: Temporal.Now.instant().toString(),
});
const browser = await openBrowser();

async function byPassword(page: Page, mail: string, next: string): Promise<void> {
  await page.goto(`${origin}/sign-in?next=${encodeURIComponent(next)}`);
  await page.getByLabel('Mail address').fill(mail);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

test('an owner sets a provider up; somebody of its group comes in by it without an invitation, somebody else does not', async () => {
  const mail = 'olga@example.org';
  await house.transact((c) =>
    writeAccount(c, { name: 'Olga', mail, password, role: 'owner', program: null, grantedBy: null }),
  );
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await byPassword(page, mail, '/settings/providers');
  await page.getByRole('link', { name: 'Add provider' }).click();
  await page.getByRole('combobox', { name: 'Kind' }).click();
  await page.getByRole('option', { name: 'Another OpenID provider' }).click();
  await page.getByLabel('Address').fill(outside.origin);
  await page.getByLabel('Name', { exact: true }).fill('Company sign-in');
  await page.getByLabel('Client id').fill(outside.client.id);
  await page.getByLabel('Client secret').fill('wrong');
  await page.getByRole('button', { name: 'Test this provider' }).click();
  await page.getByText(/refuses client id or secret/).waitFor();
  await page.getByLabel('Client secret').fill(outside.client.secret);
  await page.getByRole('button', { name: 'Test this provider' }).click();
  await page.getByText(/it knows client id and secret/).waitFor();
  await page.getByRole('button', { name: 'Add group' }).click();
  await page.getByLabel('Group', { exact: true }).fill('team');
  await page.getByRole('combobox', { name: 'Role' }).click();
  await page.getByRole('option', { name: 'Reviewer' }).click();
  await page.getByLabel(/may come in without an invitation/).check();
  await expectSound(page, 'new-provider');
  await page.getByRole('button', { name: 'Add provider' }).click();
  await page.getByRole('link', { name: 'Company sign-in' }).waitFor();
  expect((await house.mailbox(mail)).at(-1)?.text).toContain('Olga added the sign-in provider “Company sign-in”');

  outside.people.set('bea', { email: 'bea@example.org', email_verified: true, name: 'Bea', groups: ['team'] });
  outside.people.set('eve', { email: 'eve@example.org', email_verified: true, name: 'Eve', groups: ['others'] });
  for (const [name, words] of [
    ['eve', 'There is no account here for you yet'],
    ['bea', 'Last used'],
  ] as const) {
    const visit = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
    await visit.goto(`${origin}/sign-in?next=%2Fsettings%2Faccount`);
    await visit.getByRole('link', { name: 'Sign in with Company sign-in' }).waitFor();
    if (name === 'eve') await expectSound(visit, 'sign-in-with-provider');
    await visit.getByRole('link', { name: 'Sign in with Company sign-in' }).click();
    await visit.getByRole('link', { name: `Sign in as ${name}` }).click();
    await visit.getByText(words).first().waitFor();
    if (name === 'eve') {
      await visit.getByRole('link', { name: 'Back to the sign-in page' }).click();
      await visit.getByRole('heading', { name: 'Sign in' }).waitFor();
    } else {
      expect(new URL(visit.url()).pathname).toBe('/settings/account');
      await visit.getByRole('button', { name: 'Disconnect Company sign-in' }).waitFor();
    }
    await visit.context().close();
  }
  await page.reload();
  await expectSound(page, 'providers');
  await page.getByText('1 account', { exact: true }).waitFor();
  await page.context().close();
});
