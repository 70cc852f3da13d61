import { beforeAll, expect, test } from 'vitest';
import { openBrowser } from '#tests/support/browser.ts';
import { testHouse } from '#tests/support/house.ts';
import { expectSound, type Look } from '#tests/support/look.ts';
import { servePages } from '#tests/support/pages.ts';
import { type Applied, apply, confirm, openProgram } from '#tests/support/program.ts';
import { openSourcePreset } from '../../src/modules/programs/presets/open-source.ts';

const house = await testHouse();
const browser = await openBrowser();
/** What no other page looks at already is seen narrow and wide, light and dark, once each. */
const TWO: Look[] = [
  { width: 390, scheme: 'light' },
  { width: 1280, scheme: 'dark' },
];
let staff = '';
let outside = '';
let one: Applied & { key: string };
/** A picture of one red point, which a browser can show. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

beforeAll(async () => {
  await openProgram(house, {
    automatic: false,
    requirements: [
      ...openSourcePreset.policy.requirements.filter(({ check }) => check === 'mail-confirmed'),
      {
        check: 'document',
        words: 'A document shows that you work there.',
        with: { shows: 'A staff card.', attempts: 3, daysValid: 60, purgeDays: 30, mostMegabytes: 4 },
      },
      { check: 'external-verifier', words: 'Somebody confirms it.', with: { verifier: 'local', bypassDays: 7 } },
      {
        check: 'not-customer',
        words: 'You do not pay us yet.',
        with: { withinMonths: 12, numberField: 'customer-number' },
      },
    ],
  });
  const owner = await house.as('owner');
  await owner.programs.addVerifier({ code: 'proxi', name: 'Proxi', url: 'https://verifier.example/api' });
  const applied = await apply(house, 'documents');
  one = { ...applied, key: await confirm(house, applied) };
  await house.work();
  staff = await servePages(house, owner.token);
  outside = await servePages(house, null);
});

test('an applicant sends a document without JavaScript, is told what was wrong, and then that it arrived', async () => {
  const page = await browser.newPage({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } });
  await page.goto(`${outside}/a/${one.key}`);
  await page.getByRole('button', { name: 'Send document' }).click();
  await page.getByRole('link', { name: 'Choose a file.' }).waitFor();
  await page
    .getByLabel('Document', { exact: true })
    .setInputFiles({ name: 'card.png', mimeType: 'image/png', buffer: PNG });
  await page.getByLabel('Date that stands on the document').fill('2026-03-02');
  await page.getByRole('button', { name: 'Send document' }).click();
  await page.getByText('Your document has arrived.').waitFor();
  await house.work();
  await page.close();
  const looked = await browser.newPage();
  await looked.goto(`${outside}/a/${one.key}`);
  await expectSound(looked, 'status-document-sent', TWO);
  await looked.close();
});

test('a reviewer looks at it in a sandbox and rejects it by keys; the words reach the applicant’s page', async () => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${staff}/programs/applications/${one.id}`);
  await page.getByRole('button', { name: 'View picture' }).waitFor();
  // Letters act once the page stands still.
  await page.waitForLoadState('networkidle');
  await page.keyboard.press('l');
  const frame = page.frameLocator('iframe[title*="card.png"]');
  await frame.locator('img').waitFor();
  expect(await frame.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1);
  expect(await page.locator('iframe[title*="card.png"]').getAttribute('sandbox')).toBe('');
  await expectSound(page, 'application-document', TWO);
  await page.keyboard.press('x');
  const dialog = page.getByRole('dialog', { name: 'Reject document' });
  await dialog.getByLabel('Why it is not accepted').fill('The name cannot be read.');
  await dialog.getByRole('button', { name: 'Reject document' }).click();
  await page.getByText('Rejected', { exact: true }).waitFor();
  await house.work();
  await page.keyboard.press('y');
  await page
    .getByRole('dialog', { name: 'What the verification came to' })
    .getByRole('button', { name: 'Write it down' })
    .click();
  await page.getByText('Verified', { exact: true }).waitFor();
  await house.work();
  await page.reload();
  await page.getByRole('button', { name: 'Make a code' }).click();
  await page.getByRole('dialog').getByLabel('Why').fill('Known to us.');
  await page.close();
  const applicants = await browser.newPage();
  await applicants.goto(`${outside}/a/${one.key}`);
  await applicants.getByText('The name cannot be read.').first().waitFor();
  await expectSound(applicants, 'status-document-rejected', TWO);
  await applicants.close();
});

test('a list of customers is looked at before it is brought; verifiers say what they need', async () => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${staff}/programs/customers`);
  await page.getByRole('button', { name: 'Bring a list' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Bring a list of customers' });
  await dialog
    .getByLabel('List')
    .fill('number,name,domains,last_paid_on\nA-1,Acme GmbH,acme.example,2026-01-31\n,Nobody,,\n');
  await dialog.getByRole('button', { name: 'Look at what changes' }).click();
  await dialog.getByText('The number is missing.').waitFor();
  await expectSound(page, 'customers-preview', TWO);
  await dialog.getByRole('button', { name: 'Bring list' }).click();
  await dialog.getByText('1 customer added').waitFor();
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
  await page.getByText('Acme GmbH').first().waitFor();
  await page.goto(`${staff}/programs/verifiers`);
  await page.getByRole('heading', { name: 'Proxi' }).waitFor();
  await expectSound(page, 'verifiers', TWO);
  await page.close();
});
