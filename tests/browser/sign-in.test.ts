import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { Secret, TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { openBrowser } from '#tests/support/browser.ts';
import { testHouse } from '#tests/support/house.ts';
import { writeAccount } from '../../src/modules/access/accounts.ts';

const BUILT = join(import.meta.dirname, '../../dist/web');
const password = 'correct teapot marsh lantern';

/** The house with the built staff pages. Under "localhost": a passkey belongs to a name, never to a number. */
const app = new Hono()
  .all('/rpc/*', (http) => house.app.fetch(http.req.raw))
  .get('*', serveStatic({ root: BUILT }))
  .get('*', serveStatic({ root: BUILT, path: 'index.html' }));
const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
afterAll(() => void server.close());
await once(server, 'listening');
const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
const house = await testHouse({ url: origin });
const browser = await openBrowser();

const shown = (secret: string) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: house.clock.now().epochMilliseconds });

async function byPassword(page: Page, mail: string): Promise<void> {
  await page.goto(`${origin}/sign-in?next=%2Fsettings%2Faccount`);
  await page.getByLabel('Mail address').fill(mail);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

test('somebody who needs a second factor sets it up at sign-in, and signs in with a code and with a recovery code', async () => {
  const mail = 'ada@example.org';
  await house.transact((c) =>
    writeAccount(c, { name: 'Ada', mail, password, role: 'manager', program: null, grantedBy: null }),
  );
  const owner = await house.as('owner');
  await owner.access.updateSignInSettings({ factorFor: 'owners-and-managers', passwordFor: 'everybody' });
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  await byPassword(page, mail);
  await page.getByRole('heading', { name: 'Set up a second factor' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/sign-in/step');
  const picture = page.getByRole('img', { name: /QR code/ });
  await picture.waitFor();
  expect(
    await picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth),
  ).toBeGreaterThan(0);
  const secret = /[A-Z2-7]{32}/.exec((await page.locator('main').textContent()) ?? '')?.[0] ?? '';
  await page.getByLabel('Code that the app shows now').fill('000000');
  await page.getByRole('button', { name: 'Turn the second factor on' }).click();
  await page.getByText(/This code does not fit/).waitFor();
  await page.getByLabel('Code that the app shows now').fill(shown(secret));
  await page.getByRole('button', { name: 'Turn the second factor on' }).click();
  const codes = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');
  await codes.first().waitFor();
  const [recovery = ''] = await codes.allTextContents();
  expect(await codes.count()).toBe(10);
  await page.getByRole('button', { name: 'I have kept them, go on' }).click();
  await page.getByText('10 of 10 left').waitFor();
  expect(new URL(page.url()).pathname).toBe('/settings/account');

  for (const code of [() => shown(secret), () => recovery]) {
    house.clock.advance({ seconds: 30 });
    const another = await (await browser.newContext()).newPage();
    await byPassword(another, mail);
    await another.getByRole('heading', { name: 'Second factor' }).waitFor();
    await another.getByLabel('Code', { exact: true }).fill(code());
    await another.getByRole('button', { name: 'Sign in', exact: true }).click();
    await another.getByText(/of 10 left/).waitFor();
    await another.context().close();
  }
  await page.reload();
  await page.getByText('9 of 10 left').waitFor();
});

test('a passkey is added, signs in alone although a second factor is needed, and is removed', async () => {
  const mail = 'bea@example.org';
  const id = await house.transact((c) =>
    writeAccount(c, { name: 'Bea', mail, password, role: 'reviewer', program: null, grantedBy: null }),
  );
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await byPassword(page, mail);
  await page.getByRole('button', { name: 'Add passkey' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Laptop at work');
  await page.getByRole('button', { name: 'Make the passkey' }).click();
  await page.getByRole('button', { name: 'Remove passkey Laptop at work' }).waitFor();
  expect((await devtools.send('WebAuthn.getCredentials', { authenticatorId })).credentials).toHaveLength(1);
  expect((await house.mailbox(mail)).at(-1)?.text).toContain('A passkey named “Laptop at work” was added.');

  const owner = await house.as('owner');
  await owner.access.updateSignInSettings({ factorFor: 'everybody', passwordFor: 'everybody' });
  const byPasskey = async () => {
    await page.context().clearCookies();
    await page.goto(`${origin}/sign-in?next=%2Fsettings%2Faccount`);
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  };
  await byPasskey();
  await page.getByText(/On one device/).waitFor();
  const sessions = await house.rows<{ way: string }>(
    `select way from access.sessions where account = '${id}' order by id desc limit 1`,
  );
  expect(sessions).toEqual([{ way: 'passkey' }]);

  // As second step after the password, too.
  await page.context().clearCookies();
  await byPassword(page, mail);
  await page.getByRole('heading', { name: 'Second factor' }).waitFor();
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.getByText(/On one device/).waitFor();

  // Without finger, face or code it does not count.
  await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
  await byPasskey();
  await page.getByText(/Nothing was done/).waitFor();
  await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });

  // A copy that was used elsewhere has counted on: ours is behind, and is not taken.
  await house.rows(`update access.passkeys set counter = 1000 where account = '${id}'`);
  await byPasskey();
  await page.getByText(/This passkey opens no account here/).waitFor();
  await house.rows(`update access.passkeys set counter = 0 where account = '${id}'`);
  await byPasskey();
  await page.getByText(/On one device/).waitFor();

  await owner.access.updateSignInSettings({ factorFor: 'nobody', passwordFor: 'everybody' });
  await page.reload();
  await page.getByRole('button', { name: 'Remove passkey Laptop at work' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove passkey' }).click();
  await page.getByText(/On one device/).waitFor({ state: 'detached' });
  await byPasskey();
  await page.getByText(/This passkey opens no account here/).waitFor();
});
