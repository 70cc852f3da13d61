import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '#tests/support/browser.ts';
import { linkIn, START, testHouse } from '#tests/support/house.ts';
import { faultsOf } from '#tests/support/look.ts';
import { servePages } from '#tests/support/pages.ts';
import { apply, confirm, LOCAL_CHECKS, openProgram, requiring } from '#tests/support/program.ts';
import { focusOn, listen, spokenFaults, spokenOn } from '#tests/support/spoken.ts';

/**
 * A whole application and a whole review with the keys alone, by what a screen reader is told: every stop of Tab has a role and a
 * name, headings lead in order, what happens is said, and the focus stands where work goes on.
 */
const house = await testHouse();
const browser = await openBrowser();
let staff = '';
let outside = '';
let owner: Awaited<ReturnType<typeof house.as>>;

beforeAll(async () => {
  await openProgram(house, { automatic: false, requirements: requiring(LOCAL_CHECKS) });
  owner = await house.as('owner');
  staff = await servePages(house, owner.token);
  outside = await servePages(house, null);
});

/** Tab until what is said fits, noting every stop; nothing on the way may be without a name. */
async function tabTo(page: Page, wanted: RegExp, most = 80): Promise<string[]> {
  const stops: string[] = [];
  for (let i = 0; i < most; i++) {
    await page.keyboard.press('Tab');
    const stop = await focusOn(page);
    expect(stop, `a stop after ${stops.at(-1)}`).not.toMatch(/ ""$|^nothing$|^generic/);
    stops.push(stop);
    if (wanted.test(stop)) return stops;
  }
  throw new Error(`Tab never reaches ${wanted}; it stops at:\n${stops.join('\n')}`);
}
const fill = async (page: Page, label: RegExp, text: string) => {
  await tabTo(page, label);
  await page.keyboard.insertText(text);
};
const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
/** Enter on a link or button that leads to another page. */
const go = async (page: Page, to: RegExp) => {
  await Promise.all([page.waitForURL(to), page.keyboard.press('Enter')]);
};
const until = <T>(look: () => Promise<T>) => expect.poll(look, { timeout: 10_000 });
const title = (page: Page) => page.title();

describe('a stranger applies', () => {
  let page: Page;
  let status = '';
  beforeAll(async () => {
    page = await (await browser.newContext({ javaScriptEnabled: true, locale: 'de-DE' })).newPage();
  });

  test('finds the program and its form; the first stop leads past the frame', async () => {
    await page.goto(`${outside}/apply`);
    expect(await tabTo(page, /Zum Inhalt/)).toEqual(['link "Zum Inhalt springen"']);
    await press(page, 'Enter');
    await tabTo(page, /^link "Open Source program"/);
    await go(page, /apply\/open-source$/);
    expect(await spokenFaults(page)).toEqual([]);
    await tabTo(page, /^link "Für das Programm bewerben"/);
    await go(page, /\/form$/);
    expect(await spokenFaults(page)).toEqual([]);
  });

  test('is told of a mistake where it begins to read, goes from there to the field, and sends', async () => {
    await fill(page, /^textbox "Ihr Name"/, 'Ada Beispiel');
    await fill(page, /^textbox "E-Mail-Adresse"/, 'ada@example.org');
    await tabTo(page, /^combobox "Land"/);
    await page.keyboard.type('Deutschl');
    await fill(page, /^textbox "Name des Projekts"/, 'Murmeluhr');
    await fill(page, /^textbox "Adresse des Projekts"/, 'murmel');
    await fill(page, /^textbox "Was das Projekt ist/, 'Eine Uhr aus Murmeln.');
    await tabTo(page, /^radio "Bei uns gehostet/);
    await press(page, 'Space');
    await tabTo(page, /^checkbox "The project does not seek profit/);
    await press(page, 'Space', 'Tab', 'Space');
    await tabTo(page, /^checkbox "Ich habe den Datenschutzhinweis gelesen/);
    await press(page, 'Space');
    await tabTo(page, /^button "Bewerbung absenden"/);
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    expect(await title(page)).toMatch(/^Fehler: /);
    expect(await focusOn(page)).toBe('alert "Bitte sehen Sie einige Angaben noch einmal durch"');
    expect(await spokenFaults(page)).toEqual([]);
    await tabTo(page, /^link "/, 1);
    await press(page, 'Enter');
    // The link moved the place from which Tab goes on: the field is the next stop, or has the focus.
    if (!(await focusOn(page)).includes('Adresse des Projekts'))
      await tabTo(page, /^textbox "Adresse des Projekts"/, 1);
    await press(page, 'Control+a');
    await page.keyboard.insertText('https://gitlab.com/murmel/uhr');
    await press(page, 'Enter');
    await page.waitForURL(/\/sent\?/);
    expect(await title(page)).toMatch(/^Noch ein Schritt/);
    expect(await spokenFaults(page)).toEqual([]);
  });

  test('confirms by the mailed link, hears that it is done, and reads where it stands', async () => {
    const mail = (await house.mailbox('ada@example.org')).at(-1);
    await page.goto(outside + linkIn(mail?.text ?? '', '/a/confirm/'));
    await tabTo(page, /^button "E-Mail-Adresse bestätigen"/);
    await go(page, /done=confirmed/);
    expect(await focusOn(page)).toMatch(/^status /);
    const spoken = await spokenOn(page);
    expect(spoken.filter(({ role }) => role === 'heading').map(({ name }) => name)).toContain('Wo sie steht');
    expect(await spokenFaults(page)).toEqual([]);
    status = page.url();
  });

  test('writes a message from the status page and hears that it has arrived', async () => {
    await page.goto(status.split('?')[0] as string);
    await fill(page, /^textbox "Schreiben Sie uns"/, 'Wir sind zu dritt.');
    await tabTo(page, /^button "Nachricht senden"/, 1);
    await go(page, /done=written/);
    expect(await page.locator('[role=status]').first().textContent()).toBe('Ihre Nachricht ist angekommen.');
    await page.context().close();
  });
});

describe('a reviewer reviews', () => {
  let page: Page;
  let said: Awaited<ReturnType<typeof listen>>;
  const applied: string[] = [];

  beforeAll(async () => {
    for (const n of ['one', 'two']) {
      const application = await apply(house, n);
      await confirm(house, application);
      applied.push(application.id);
    }
    await house.work();
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.clock.install({ time: new Date(START) });
    said = await listen(page);
  });

  const calm = () => page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
  const h1 = (name: RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();

  test('finds it in the list and opens it; the new page begins with its heading', async () => {
    await page.goto(`${staff}/programs/applications`);
    await page.locator('tbody tr').nth(1).waitFor();
    expect(await spokenFaults(page)).toEqual([]);
    expect(await tabTo(page, /link "Skip/, 2)).toHaveLength(1);
    await press(page, 'Enter', 'j');
    await until(() => focusOn(page)).toMatch(/^(row|link|gridcell|cell) ".+/);
    const row = await page.evaluate(() => document.activeElement?.closest('tr')?.dataset.row);
    await press(page, 'Enter');
    await page.waitForURL(`**/programs/applications/${row}`);
    await h1(/Project|Murmeluhr/);
    await calm();
    await until(() => focusOn(page)).toMatch(/^heading "/);
    expect(await spokenFaults(page)).toEqual([]);
  });

  test('claims it, and hears so', async () => {
    await said.heard();
    await press(page, 'c');
    await page
      .getByText(/Test owner/)
      .first()
      .waitFor();
    await until(async () => (await said.heard()).join(' ')).toContain('Claimed. It is yours now.');
  });

  test('asks: the dialog says its name, begins at its field, keeps Tab within, and gives the focus back', async () => {
    await press(page, 'n');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await until(() => focusOn(page)).toMatch(/^textbox "What we need to know/);
    expect((await spokenOn(page)).filter(({ role }) => role === 'dialog').map(({ name }) => name)).toEqual([
      expect.stringMatching(/\w/),
    ]);
    expect(
      await spokenFaults(page).then((faults) => faults.filter((each) => !/first headings|main part/.test(each))),
    ).toEqual([]);
    expect(await faultsOf(page)).toEqual([]);
    const stops = new Set<boolean>();
    for (let i = 0; i < 12; i++) {
      await press(page, 'Tab');
      stops.add(await page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null));
    }
    expect([...stops]).toEqual([true]);
    await press(page, 'Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(await focusOn(page)).not.toBe('nothing');
    await press(page, 'n');
    await dialog.waitFor();
    await until(() => focusOn(page)).toMatch(/^textbox "What we need to know/);
    await page.keyboard.insertText('Which licence?');
    await tabTo(page, /^button "Send question"/, 6);
    await said.heard();
    await press(page, 'Enter');
    await page.getByRole('heading', { name: 'Open question' }).waitFor();
    await dialog.waitFor({ state: 'hidden' });
    await until(() => focusOn(page)).not.toBe('nothing');
    await until(async () => (await said.heard()).join(' ')).not.toBe('');
    expect(await spokenFaults(page)).toEqual([]);
  });

  test('approves another, hears so and until when it can be undone', async () => {
    const id = applied.find((each) => !page.url().includes(each)) as string;
    await page.goto(`${staff}/programs/applications/${id}`);
    await h1(/Project/);
    await calm();
    await press(page, 'r');
    await page.getByRole('dialog').waitFor();
    await until(() => focusOn(page)).toMatch(/^radio "/);
    expect(await faultsOf(page)).toEqual([]);
    await press(page, 'Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await press(page, 'a');
    await page.getByRole('dialog').waitFor();
    await until(() => focusOn(page)).toMatch(/^textbox "Words to the applicant/);
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.insertText('Welcome.');
    await tabTo(page, /^button "Approve application"/, 6);
    await said.heard();
    await press(page, 'Enter');
    await page.getByText(/Approved by Test owner/).waitFor();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    const heard: string[] = [];
    await until(async () => heard.push(...(await said.heard())) && heard.join(' ')).toMatch(/approved/i);
    await until(() => focusOn(page)).not.toBe('nothing');
    expect((await owner.programs.getApplication({ id })).decision?.verdict).toBe('approved');
    expect(await spokenFaults(page)).toEqual([]);
  });
});
