import { describe, expect, test } from 'vitest';
import { openBrowser } from '#tests/support/browser.ts';
import { testHouse } from '#tests/support/house.ts';
import { expectSound, type Look } from '#tests/support/look.ts';
import { servePages } from '#tests/support/pages.ts';
import { openProgram } from '#tests/support/program.ts';
import { PRESETS } from '../../src/modules/programs/presets/index.ts';

const house = await testHouse();
await openProgram(house);
const owner = await house.as('owner');
const made = PRESETS.filter(({ code }) => code !== 'open-source');
for (const { code, name, prefix } of made) {
  const { id } = await owner.programs.makeProgram({ name, slug: code, prefix, from: { preset: code } });
  await owner.programs.openProgram({ program: id });
}
const browser = await openBrowser();
const origin = await servePages(house, null);
const LOOKS: Look[] = [
  { width: 1280, scheme: 'light' },
  { width: 390, scheme: 'dark' },
];

describe('what strangers see of a program of each preset', () => {
  test.each(made.map(({ code }) => code))('%s', async (code) => {
    const page = await (await browser.newContext({ javaScriptEnabled: true })).newPage();
    await page.goto(`${origin}/apply/${code}`);
    await expectSound(page, `preset-${code}`, LOOKS);
    await page.goto(`${origin}/apply/${code}/form`);
    await expectSound(page, `preset-${code}-form`, LOOKS);
    await page.context().close();
  });
});

test('a field that is asked under a condition appears when it holds; without scripts it says its condition', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${origin}/apply/education/form`);
  const age = page.getByLabel('How old are the youngest');
  await expect.poll(() => age.isVisible()).toBe(false);
  await page.getByLabel('Hosted by us').check();
  await expect.poll(() => age.isVisible()).toBe(true);
  await page.getByLabel('Self-managed').check();
  await expect.poll(() => age.isVisible()).toBe(false);
  await context.close();

  const plain = await browser.newContext({ javaScriptEnabled: false });
  const still = await plain.newPage();
  await still.goto(`${origin}/apply/education/form`);
  expect(await still.getByLabel('How old are the youngest').isVisible()).toBe(true);
  expect(await still.getByText('Only if “Where you want to use it” is: Hosted by us.').isVisible()).toBe(true);
  await plain.close();
});

test('a teacher applies without scripts: what is missing is said at once, what was typed stays, the answers arrive', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${origin}/apply/education/form`);
  await page.getByLabel('Your name').fill('Grace Example');
  await page.getByLabel('Mail address').fill('grace@stanford.edu');
  await page.getByRole('button', { name: 'Send application' }).click();
  const wrong = page.getByRole('alert').or(page.locator('.error-summary, .summary'));
  expect(await wrong.first().textContent()).toContain('Write the name of the institution.');
  const said = await page.locator('p.error').allInnerTexts();
  expect(said.join('\n')).toContain('Choose at least one of these.');
  expect(said.join('\n')).not.toContain('How old');
  expect(await page.getByLabel('Your name').inputValue()).toBe('Grace Example');

  await page.getByLabel('Country').selectOption('US');
  await page.getByLabel('Name of the institution').fill('Stanford University');
  await page.getByLabel('Who is taught there').fill('Two hundred students of software engineering.');
  await page.getByLabel('Hosted by us').check();
  await page.getByLabel('Your position').fill('Lecturer');
  await page.getByLabel('Web page of the institution').fill('https://www.stanford.edu');
  await page.getByLabel('University or college').check();
  const asked = page.locator('fieldset', { hasText: 'accredited' });
  await asked.getByLabel('Yes').check();
  await page.locator('fieldset', { hasText: 'not for profit' }).getByLabel('Yes').check();
  await page.getByLabel('Teaching', { exact: true }).check();
  await page.getByLabel('Student clubs').check();
  await page.getByLabel('How old are the youngest').fill('18');
  await page.getByLabel('how many people will use it').fill('1,200');
  for (const statement of await page.locator('input[name^="statements."]').all()) await statement.check();
  await page.getByLabel('I have read the privacy notice').check();
  await page.getByRole('button', { name: 'Send application' }).click();
  await page.getByRole('heading', { name: 'One step left' }).waitFor();

  const { rows } = await owner.programs.listApplications({ text: 'Stanford' });
  const sent = await owner.programs.getApplication({ id: rows[0]?.id ?? '' });
  expect(sent).toMatchObject({ project: 'Stanford University', namespace: null, hosting: 'saas' });
  expect(Object.fromEntries(sent.answers.map(({ name, value }) => [name, value]))).toMatchObject({
    'job-title': 'Lecturer',
    level: 'University or college',
    use: 'Teaching, Student clubs and projects',
    youngest: '18',
    seats: '1,200',
  });
  await context.close();
});
