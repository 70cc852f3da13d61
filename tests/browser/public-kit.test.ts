import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '#tests/support/browser.ts';
import { demo } from '../gallery/public-demo.tsx';

const root = fileURLToPath(new URL('../..', import.meta.url));
const outDir = join(root, 'dist/gallery-public');
const axe = readFileSync(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8');
const browser = await openBrowser();
const drafts: string[] = [];
let url = '';

const server = createServer((request, answer) => {
  const path = request.url ?? '/';
  if (request.method === 'POST') {
    let body = '';
    request.on('data', (part: Buffer) => {
      body += part.toString();
    });
    request.on('end', () => {
      drafts.push(body);
      answer.writeHead(204).end();
    });
    return;
  }
  if (path === '/') return answer.writeHead(200, { 'content-type': 'text/html' }).end(demo());
  const file = join(outDir, path.replace(/^\/public\//, '/'));
  try {
    const type =
      { '.css': 'text/css', '.js': 'text/javascript', '.woff2': 'font/woff2' }[extname(file)] ?? 'text/plain';
    answer.writeHead(200, { 'content-type': type }).end(readFileSync(file));
  } catch {
    answer.writeHead(404).end();
  }
});

beforeAll(async () => {
  await build({ configFile: join(root, 'vite.public.config.ts'), logLevel: 'error', build: { outDir } });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`;
});
afterAll(() => server.close());

test('browsers can fetch styles, fonts and the scripts, not the program that the server runs', () => {
  expect(readdirSync(outDir).sort()).toEqual(['autosave.js', 'conditions.js', 'fonts', 'public.css']);
  expect(existsSync(join(`${outDir}-server`, 'render.js'))).toBe(true);
});

describe('the public kit', () => {
  test.each(['light', 'dark'] as const)(
    'has no serious fault and no sideways scroll, %s, wide and on a phone',
    async (colorScheme) => {
      for (const width of [1280, 320]) {
        const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
        await page.goto(url);
        await page.evaluate(axe);
        const faults = await page.evaluate(async () => {
          const { axe } = globalThis as unknown as {
            axe: { run: () => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
          };
          return (await axe.run()).violations
            .filter(({ impact }) => impact === 'serious' || impact === 'critical')
            .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
        });
        expect(faults).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
        await page.close();
      }
    },
  );

  test('an error names its field: the summary leads there, and the field says it', async () => {
    const page = await browser.newPage({ javaScriptEnabled: false });
    await page.goto(url);
    await page.getByRole('link', { name: 'Give the name of the project.' }).click();
    expect(page.url()).toBe(`${url}#project`);
    const described = (await page.locator('#project').getAttribute('aria-describedby')) ?? '';
    expect(described.split(' ')).toEqual(['project-hint', 'project-error']);
    for (const id of described.split(' ')) expect(await page.locator(`#${id}`).count()).toBe(1);
    expect(await page.locator('#project').getAttribute('aria-invalid')).toBe('true');
    await page.close();
  });

  test('the draft is kept two seconds after the last change, with all fields, and says so', async () => {
    const page = await browser.newPage();
    await page.goto(url);
    await page.locator('#project').fill('Curl');
    await page.getByText(/Draft saved at/).waitFor({ timeout: 10_000 });
    const kept = new URLSearchParams(drafts.at(-1));
    expect([kept.get('project'), kept.get('autosave'), kept.get('idempotencyKey')]).toEqual([
      'Curl',
      'yes',
      'k-12345678',
    ]);
    expect(kept.get('website')).toBe('');
    await page.close();
  });
});
