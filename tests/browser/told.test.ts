import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { afterAll, expect, test } from 'vitest';
import { openBrowser } from '#tests/support/browser.ts';
import { testHouse } from '#tests/support/house.ts';
import { expectSound, LOOKS } from '#tests/support/look.ts';
import { apply, confirm, LOCAL_CHECKS, openProgram, requiring } from '#tests/support/program.ts';

const house = await testHouse();
const browser = await openBrowser();
const BUILT = process.env.GUILDHALL_BUILT ?? join(import.meta.dirname, '../../dist/web');
await openProgram(house, { automatic: false, requirements: requiring(LOCAL_CHECKS) });
const owner = await house.as('owner');
const app = new Hono()
  .all('/rpc/*', (http) => {
    const { pathname, search } = new URL(http.req.url);
    const own = new Request(new URL(pathname + search, house.house.settings.publicUrl), http.req.raw);
    own.headers.delete('origin');
    own.headers.set('authorization', `Bearer ${owner.token}`);
    return house.app.fetch(own);
  })
  .get('*', serveStatic({ root: BUILT }))
  .get('*', serveStatic({ root: BUILT, path: 'index.html' }));
const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
afterAll(() => void server.close());
const origin = () => `http://127.0.0.1:${(server.address() as { port: number }).port}`;

test('the bell counts, the list marks as read, choices are kept, a webhook shows its secret once', async () => {
  await confirm(house, await apply(house, 'ferry', {}));
  await house.work();
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  await page.goto(`${origin()}/notifications`);
  await page.getByRole('link', { name: 'Notifications: 1 unread' }).waitFor();
  await page.getByText('A new application came in').waitFor();
  await expectSound(page, 'notifications', LOOKS);
  await page.getByRole('button', { name: 'Mark all as read' }).click();
  await page.getByRole('link', { name: 'Notifications: none unread' }).waitFor();

  await page.goto(`${origin()}/settings/notifications`);
  await page.getByRole('checkbox', { name: 'A new application came in: in chat' }).check();
  await page.getByRole('button', { name: 'Save choices' }).click();
  await page.getByText('Saved.').waitFor();
  const { kinds } = await owner.work.notificationChoices({});
  expect(kinds.find((each) => each.kind === 'programs.new-application')).toMatchObject({ slack: true });
  await page.mouse.move(640, 2);
  await expectSound(page, 'notification-choices', LOOKS);

  await page.goto(`${origin()}/settings/webhooks`);
  await page.getByLabel('Address').fill('https://example.org/hook');
  await page.getByRole('button', { name: 'Add webhook' }).click();
  await page.getByText(/^whsec_/).waitFor();
  await page.mouse.move(640, 2);
  await expectSound(page, 'webhooks', LOOKS);
  await page.reload();
  await page.getByRole('link', { name: 'https://example.org/hook' }).click();
  await page.getByRole('button', { name: 'Send a test' }).click();
  await page.getByRole('link', { name: 'webhook.test' }).waitFor();
  expect(await page.getByText(/whsec_/).count()).toBe(0);
  await page.mouse.move(640, 2);
  await expectSound(page, 'webhook', LOOKS);
  await page.getByRole('link', { name: 'webhook.test' }).click();
  await page.getByText('webhook-id').waitFor();
});
