import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '#tests/support/browser.ts';
import { faultsOf, type Look } from '#tests/support/look.ts';
import { serveGallery } from '../gallery/serve.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const browser = await openBrowser();
let url = '';
let stop = () => {};

beforeAll(async () => {
  await build({ configFile: `${root}/tests/gallery/vite.config.ts`, logLevel: 'error' });
  const served = await serveGallery();
  url = served.url;
  stop = () => served.server.close();
});
afterAll(() => stop());

const open = async (path: string, { width, scheme }: Look = { width: 1280, scheme: 'light' }) => {
  const page = await browser.newPage({ viewport: { width, height: 860 }, colorScheme: scheme });
  await page.goto(url + path);
  await page.locator('h1').first().waitFor({ state: 'attached' });
  return page;
};

const looks: Look[] = [
  { width: 1280, scheme: 'light' },
  { width: 1280, scheme: 'dark' },
  { width: 390, scheme: 'light' },
];

describe('every kind of page', () => {
  test.each([
    '/',
    '/programs?state=late',
    '/programs?peek=a1',
    '/programs/board',
    '/programs/applications/a0',
    '/settings/organisation',
    '/people',
    '/sign-in',
    '/welcome?key=x',
    '/nowhere',
    '/programs/secret',
  ])('%s has no serious fault and does not scroll sideways, light, dark and on a phone', async (path) => {
    for (const look of looks) {
      const page = await open(path, look);
      await page.waitForLoadState('networkidle');
      expect(await faultsOf(page), JSON.stringify(look)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      await page.close();
    }
  });
});

describe('a work list by keyboard', () => {
  test('j moves the focus, x selects, Space looks inside, Esc closes, all kept in the address', async () => {
    const page = await open('/programs');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    expect(await page.evaluate(() => document.activeElement?.closest('tr')?.dataset.row)).toBe('a1');
    await page.keyboard.press('x');
    await expect.poll(() => page.getByLabel('Selected rows').textContent()).toContain('1 application selected');
    await page.keyboard.press('Space');
    await page.waitForURL('**/programs?peek=a1');
    await page.keyboard.press('j');
    await page.waitForURL('**/programs?peek=a2');
    await page.keyboard.press('Escape');
    await page.waitForURL('**/programs');
    expect(await page.getByLabel('Selected rows').count()).toBe(0);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/programs/applications/a2');
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    expect(await page.title()).toBe('Curl · Guildhall');
    await page.close();
  });

  test('once all rows of a page are selected, all that fit can be meant; another selection means the rows again', async () => {
    const page = await open('/programs');
    const bar = page.getByLabel('Selected rows');
    await page.getByLabel('Select all applications of this page').check();
    const meanAll = page.getByRole('button', { name: /^Select all \d+ that fit the filters$/ });
    const total = /\d+/.exec((await meanAll.textContent()) ?? '')?.[0];
    await meanAll.click();
    await expect.poll(() => bar.textContent()).toContain(`All ${total} applications selected`);
    expect(await page.getByRole('button', { name: /^Assign to me/ }).isDisabled()).toBe(true);
    await page.keyboard.press('a');
    await page.getByText(`All ${total} approved.`).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await expect.poll(() => bar.textContent()).toContain('14 applications selected');
    await page.keyboard.press('a');
    await page.getByText('14 approved.', { exact: true }).waitFor();
    await page.close();
  });

  test('a filter, a page further and back', async () => {
    const page = await open('/programs');
    await page.keyboard.press('f');
    await page.getByRole('button', { name: 'State', exact: true }).click();
    await page.getByLabel('Late', { exact: true }).check();
    await page.waitForURL('**/programs?state=late');
    expect(await page.locator('tbody tr').count()).toBe(5);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Take out: State is Late' }).click();
    const top = () => page.locator('tbody tr').first().getAttribute('data-row');
    await expect.poll(() => page.locator('tbody tr').count()).toBe(15);
    const atFirst = await top();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.waitForURL('**/programs?after=15');
    // What the next page is, its own answer says.
    await expect.poll(top).not.toBe(atFirst);
    await page.keyboard.press(']');
    await page.waitForURL('**/programs?after=30');
    await page.reload();
    await page.getByRole('button', { name: 'Previous' }).click();
    await page.waitForURL('**/programs?after=15');
    await page.close();
  });
});

describe('the shell', () => {
  test('shows only what the viewer may use, and refuses the rest by its address', async () => {
    const page = await open('/programs');
    expect(await page.getByRole('navigation', { name: 'Areas' }).getByText('Secret').count()).toBe(0);
    await page.goto(`${url}/programs/secret`);
    await expect.poll(() => page.locator('main').textContent()).toContain('not open to your role');
    await page.close();
  });

  test('Ctrl+K finds pages, actions and people; g p goes to programs; ? helps', async () => {
    const page = await open('/');
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('Pages, actions, people, applications').fill('ada');
    await page.getByRole('button', { name: 'Ada King Example Foundation' }).waitFor();
    expect(await page.locator('mark').allTextContents()).toEqual(['Ada']);
    await page.getByPlaceholder('Pages, actions, people, applications').fill('board');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/programs/board');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('g');
    await page.keyboard.press('p');
    await page.waitForURL('**/programs');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.close();
  });

  test('the theme chosen in the menu stays after a reload, without a flash of the other', async () => {
    const page = await open('/');
    await page.getByTitle('Your account').click();
    await page.getByText('Dark', { exact: true }).click();
    await page.reload({ waitUntil: 'commit' });
    await page.locator('#root').waitFor({ state: 'attached' });
    expect(await page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');
    await page.close();
  });

  test('a stranger is asked to sign in and brought back', async () => {
    const page = await open('/programs?stranger&state=late');
    await page.waitForURL('**/sign-in?next=*');
    expect(new URL(page.url()).searchParams.get('next')).toContain('/programs?');
    await page.close();
  });
});
