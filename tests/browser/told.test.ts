import { afterAll, expect, test } from 'vitest';
import { openBrowser } from '#tests/support/browser.ts';
import { testHouse } from '#tests/support/house.ts';
import { expectSound, LOOKS } from '#tests/support/look.ts';
import { loopbackServer } from '#tests/support/loopback-server.ts';
import { servePages } from '#tests/support/pages.ts';
import { apply, confirm, LOCAL_CHECKS, openProgram, requiring } from '#tests/support/program.ts';

const bodies: string[] = [];
const chat = await loopbackServer((request, response) => {
  let body = '';
  request.on('data', (part) => (body += String(part)));
  request.on('end', () => {
    bodies.push(body);
    response.end('ok');
  });
});
afterAll(() => chat.close());
const house = await testHouse({ allowPrivateHosts: chat.host });
const browser = await openBrowser();
await openProgram(house, { automatic: false, requirements: requiring(LOCAL_CHECKS) });
const owner = await house.as('owner');
const origin = await servePages(house, owner.token);
/** Both widths and both schemes once. */
const BOTH = [LOOKS[0], LOOKS[3]].filter((look) => look !== undefined);

test('the bell counts, the list marks as read, choices are kept, a webhook shows its secret once', async () => {
  await confirm(house, await apply(house, 'ferry', {}));
  await house.work();
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  await page.goto(`${origin}/notifications`);
  await page.getByRole('link', { name: 'Notifications: 1 unread' }).waitFor();
  await page.getByRole('listitem').getByText('A new application came in').waitFor();
  await expectSound(page, 'notifications', LOOKS);
  await page.getByRole('button', { name: 'Mark all as read' }).click();
  await page.getByRole('link', { name: 'Notifications: none unread' }).waitFor();

  await page.goto(`${origin}/settings/notifications`);
  await page.getByRole('checkbox', { name: 'A new application came in: in chat' }).check();
  await page.getByRole('button', { name: 'Save choices' }).click();
  await page.getByText('Saved.', { exact: true }).waitFor();
  const { kinds } = await owner.work.notificationChoices({});
  expect(kinds.find((each) => each.kind === 'programs.new-application')).toMatchObject({ slack: true });
  await page.mouse.move(640, 2);
  await expectSound(page, 'notification-choices', LOOKS);
});

test('a webhook is added for some kinds, shows its secret once, is changed, tested, rotated, disabled and removed; deliveries are sent again', async () => {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  const sound = async (name: string) => {
    await page.mouse.move(640, 2);
    await expectSound(page, name, BOTH);
  };
  await page.goto(`${origin}/settings/webhooks`);
  await page.getByText('No webhooks yet').waitFor();
  await page.getByRole('link', { name: 'Add webhook' }).click();
  await page.getByRole('button', { name: 'Add webhook' }).click();
  await page.getByText('Give the address that facts are sent to.').first().waitFor();
  await page.getByLabel('Address').fill('https://example.org/hook');
  await page.getByRole('radio', { name: 'Only these' }).check();
  await page.getByRole('combobox', { name: 'Kinds' }).fill('approved');
  await page.getByRole('option', { name: /application\.approved/ }).click();
  await page.keyboard.press('Escape');
  await sound('webhook-new');
  await page.getByRole('button', { name: 'Add webhook' }).click();
  await page.getByText(/^whsec_/).waitFor();
  await sound('webhook-added');
  await page.getByRole('link', { name: 'Go on to the webhook' }).click();
  await page.getByText('application.approved').first().waitFor();
  expect(await page.getByText(/whsec_/).count()).toBe(0);

  await page.getByRole('link', { name: 'Change webhook' }).click();
  await page.getByRole('radio', { name: 'All, also those that come to be' }).check();
  await page.getByLabel('Note').fill('For the shop');
  await page.getByRole('button', { name: 'Save webhook' }).click();
  await page.getByText('For the shop').waitFor();
  await page.getByRole('button', { name: 'Send a test' }).click();
  await page.getByRole('link', { name: 'webhook.test' }).waitFor();
  await page.getByRole('button', { name: 'Make a new secret' }).click();
  await page.getByRole('button', { name: 'Make new secret' }).click();
  await page.getByText(/^whsec_/).waitFor();
  await page
    .getByRole('button', { name: /^End the secret that ends in/ })
    .first()
    .click();
  await expect.poll(() => page.getByRole('button', { name: /^End the secret/ }).count(), { timeout: 10_000 }).toBe(0);

  // Nobody answers there; the delivery is given up by hand, so that it can be sent again.
  await house.rows("update webhooks.deliveries set state = 'failed', ended_at = now()");
  await page.reload();
  await page.getByRole('button', { name: 'Send all failed again' }).waitFor();
  await sound('webhook');
  await page.getByRole('link', { name: 'webhook.test' }).focus();
  await page.keyboard.press('s');
  await page.getByText('1 delivery sent again.').waitFor();
  await page.getByRole('link', { name: 'webhook.test' }).click();
  await page.getByText('webhook-id').waitFor();
  await sound('webhook-delivery');
  await page.goBack();
  await page.getByRole('button', { name: 'Disable webhook' }).click();
  await page.getByText('Somebody disabled it.').waitFor();
  await page.getByRole('button', { name: 'Remove webhook' }).click();
  await page.getByLabel('Type example.org to go on').fill('example.org');
  await page.getByRole('dialog').getByRole('button', { name: 'Remove webhook' }).click();
  await page.getByText('No webhooks yet').waitFor();
  expect((await owner.webhooks.endpoints({})).rows).toEqual([]);
});

test('a channel of a chat program is added, tested, changed and removed', async () => {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  await page.goto(`${origin}/settings/channels`);
  await page.getByRole('button', { name: 'Add channel' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('#open-source');
  await dialog.getByRole('checkbox', { name: 'A new application came in' }).check();
  await dialog.getByRole('button', { name: 'Add channel' }).click();
  await dialog.getByText('Give the address of the webhook.').first().waitFor();
  await page.mouse.move(640, 2);
  await expectSound(page, 'channel-form', BOTH);
  await dialog.getByLabel('Address of the webhook').fill(`${chat.origin}/services/secret-part`);
  await dialog.getByRole('button', { name: 'Add channel' }).click();
  await page.getByRole('heading', { name: '#open-source' }).waitFor();
  // The form fades for a moment.
  await dialog.waitFor({ state: 'detached' });
  expect(await page.content()).not.toContain('secret-part');
  await page.getByRole('button', { name: 'Send a test' }).click();
  await page.getByText('The chat program took the message.').waitFor();
  expect(bodies).toHaveLength(1);
  await page.getByRole('button', { name: 'Change channel #open-source' }).click();
  await dialog.getByLabel('Name').fill('#team');
  await dialog.getByRole('button', { name: 'Save channel' }).click();
  await page.getByRole('heading', { name: '#team' }).waitFor();
  await page.mouse.move(640, 2);
  await expectSound(page, 'channels', BOTH);
  await page.getByRole('button', { name: 'Remove channel #team' }).click();
  await page.getByLabel('Type #team to go on').fill('#team');
  await dialog.getByRole('button', { name: 'Remove channel' }).click();
  await page.getByText('No channels yet').waitFor();
});
