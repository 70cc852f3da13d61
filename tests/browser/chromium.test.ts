import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { openBrowser } from '#tests/support/browser.ts';

const browser = await openBrowser();

test('Chromium runs scripts, lays out text with a font, and takes a picture', async () => {
  const page = await browser.newPage({ viewport: { width: 400, height: 200 } });
  await page.goto('data:text/html,<h1 style="display:inline">Guildhall</h1><script>document.title = 6 * 7</script>');
  expect(await page.title()).toBe('42');
  expect((await page.locator('h1').boundingBox())?.width).toBeGreaterThan(100);
  const picture = await page.screenshot();
  expect(picture.subarray(1, 4).toString()).toBe('PNG');
  expect(picture.length).toBeGreaterThan(1_000);
  await page.close();
});

test('web security is on: a page cannot read another site', async () => {
  const servers = ['one', 'two'].map((word) => createServer((_, answer) => answer.end(word)).listen(0, '127.0.0.1'));
  const [one, two] = await Promise.all(
    servers.map(async (server) => {
      await once(server, 'listening');
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    }),
  );
  const page = await browser.newPage();
  await page.goto(one as string);
  const read = (url: string) =>
    page.evaluate(
      (from) =>
        fetch(from)
          .then((answer) => answer.text())
          .catch(() => 'refused'),
      url,
    );
  expect(await read(one as string)).toBe('one');
  expect(await read(two as string)).toBe('refused');
  await page.close();
  for (const server of servers) server.close();
});
