import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeTestAccount } from '#tests/support/accounts.ts';
import { openBrowser } from '#tests/support/browser.ts';
import { type TestClient, testHouse } from '#tests/support/house.ts';
import { expectSound, type Look } from '#tests/support/look.ts';
import { servePages } from '#tests/support/pages.ts';
import { apply, confirm, LOCAL_CHECKS, openProgram, requiring } from '#tests/support/program.ts';

const house = await testHouse();
const browser = await openBrowser();
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const origin = await servePages(house, () => token);
const HOME = '/programs/open-source/policy';
const SECTIONS = [
  'benefit',
  'form',
  'requirements',
  'decision',
  'reasons',
  'membership',
  'texts',
  'mails',
  'translations',
  'retention',
];

let program = '';
let token = '';
let staff: BrowserContext;
let manager: TestClient;

beforeAll(async () => {
  program = await openProgram(house, { automatic: false, requirements: requiring(LOCAL_CHECKS) });
  await confirm(house, await apply(house, 'one'));
  await house.work();
  const account = await house.transact((c) =>
    makeTestAccount(c, { role: 'program-manager', program: null, name: 'Paula Manager' }),
  );
  token = account.token;
  manager = house.client({ authorization: `Bearer ${token}` });
  staff = await browser.newContext({ viewport: { width: 1280, height: 900 } });
});

const open = async (path: string, width = 1280): Promise<Page> => {
  const page = await staff.newPage();
  await page.setViewportSize({ width, height: 900 });
  await page.goto(origin + path);
  await page.locator('main h1').first().waitFor();
  return page;
};

/** Serious faults that axe finds, in words. */
const faults = async (page: Page) => {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run: () => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await axe.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
};

/** Goes on by Tab until what has the focus says so; fails where it is not reached. */
const tabTo = async (page: Page, name: RegExp, most = 120) => {
  for (let n = 0; n < most; n++) {
    const said = await page.evaluate(() => {
      const it = document.activeElement as HTMLElement | null;
      if (!it?.matches('a, button, input, select, textarea')) return '';
      const labels = (it as HTMLInputElement | null)?.labels ?? [];
      return `${it?.getAttribute('aria-label') ?? ''} ${[...labels].map((l) => l.textContent).join(' ')} ${it?.textContent ?? ''}`;
    });
    if (name.test(said)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${name} was not reached by Tab`);
};

const saved = (page: Page) => page.getByText('Saved.', { exact: true }).waitFor();
const FOLDER = process.env.GUILDHALL_LOOK;

test('a policy is changed, mended and published by keyboard alone; the difference and those concerned are shown', async () => {
  const before = await manager.programs.getProgram({ program });
  const page = await open(`${HOME}/edit?section=decision`);
  await tabTo(page, /^ Promise/);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('3');
  await saved(page);
  // Another section, a new entry of a list, its faults beside its fields.
  await tabTo(page, /Next: Reasons/);
  await page.keyboard.press('Enter');
  await page.getByRole('group', { name: 'Reasons to refuse' }).first().waitFor();
  await tabTo(page, /Add reason/);
  await page.keyboard.press('Enter');
  await page.locator('li:last-child textarea:focus').waitFor();
  await page.keyboard.type('Too far away');
  await page.getByText('Write something here.').waitFor();
  await tabTo(page, /Advice to the applicant/);
  expect(await page.getByLabel('Code').last().inputValue()).toBe('too-far-away');
  await page.keyboard.type('Come nearer.');
  await page.getByText('Write something here.').waitFor({ state: 'hidden' });
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'Move up: Too far away' }).focus();
  await page.keyboard.press('Enter');
  await saved(page);
  await page.getByRole('button', { name: 'Review changes' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('3 business days').waitFor();
  await dialog.getByText('Reason “too-far-away”').waitFor();
  await dialog.getByText('1 application under way keeps its version.', { exact: false }).waitFor();
  await tabTo(page, /Publish policy/);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/policy$/);
  const after = await manager.programs.getProgram({ program });
  expect(after.policyVersion).toBe(before.policyVersion + 1);
  const { reasons, ...rest } = after.policy;
  const { reasons: were, ...others } = before.policy;
  expect(rest).toEqual({ ...others, promiseDays: 3 });
  expect(reasons.at(-2)).toEqual({ code: 'too-far-away', label: 'Too far away', advice: 'Come nearer.' });
  expect(reasons).toHaveLength(were.length + 1);
  expect((await manager.programs.policyDraft({ program })).edit).toBe(0);
  await page.close();
});

test('the form is built and seen as applicants would see it; a colleague’s edit is not overwritten', async () => {
  const page = await open(`${HOME}/edit?section=form`);
  await page.getByRole('button', { name: 'Add field' }).click();
  await page.getByLabel('Kind').selectOption('choice');
  await page.getByLabel('Question').fill('How large is your team?');
  await page.getByLabel('Words', { exact: true }).fill('Just me');
  await page.getByRole('button', { name: 'Add choice' }).click();
  await page.getByLabel('Words', { exact: true }).last().fill('More of us');
  await page.getByLabel('Hint').click();
  await saved(page);
  const frame = page.frameLocator('iframe');
  await frame.getByText('How large is your team?').waitFor();
  await frame.getByText('More of us').waitFor();
  const seen = await manager.programs.policyDraft({ program });
  expect(seen.faults).toEqual([]);
  expect(seen.policy).toMatchObject({
    form: {
      fields: [
        { name: 'how-large-is-your-team', kind: 'choice', choices: [{ value: 'just-me' }, { value: 'more-of-us' }] },
      ],
    },
  });
  await manager.programs.savePolicyDraft({ program, policy: seen.policy, basedOn: seen.basedOn, edit: seen.edit });
  await page.getByLabel('Hint').fill('Roughly');
  await page.getByText('Paula Manager has changed the draft meanwhile', { exact: false }).waitFor();
  await page.getByRole('button', { name: 'Load the draft anew' }).click();
  await page.getByRole('button', { name: 'Discard draft' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Discard draft' }).click();
  await page.getByText('Nothing is changed yet.').waitFor();
  await page.close();
});

describe('every section of the editor', () => {
  test.each([1280, 390])('is free of serious faults and of sideways scrolling at %i px', async (width) => {
    for (const section of SECTIONS) {
      const page = await open(`${HOME}/edit?section=${section}`, width);
      if (section === 'benefit' || section === 'form') await page.locator('iframe').waitFor();
      expect(await faults(page), section).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), section).toBeLessThanOrEqual(
        0,
      );
      if (FOLDER) {
        mkdirSync(FOLDER, { recursive: true });
        for (const scheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme: scheme });
          await page.screenshot({ path: join(FOLDER, `${section}-${width}-${scheme}.png`), fullPage: true });
        }
      }
      await page.close();
    }
  });
});

test('versions are compared and restored; the draft is held against past applications', async () => {
  const { policy, policyVersion } = await manager.programs.getProgram({ program });
  const embargo = [...policy.embargo, 'FR'];
  await manager.programs.publishPolicy({ program, policy: { ...policy, embargo }, basedOn: policyVersion });
  const page = await open(`${HOME}/versions`);
  await page.locator('strong', { hasText: `Version ${policyVersion + 1}` }).waitFor();
  expect(await faults(page)).toEqual([]);
  await page.getByRole('button', { name: `Restore version ${policyVersion} as a draft` }).click();
  await page.waitForURL(/\/policy\/edit$/);
  expect((await manager.programs.policyDraft({ program })).policy).toMatchObject({ embargo: policy.embargo });
  await page.getByRole('link', { name: 'Against past applications' }).click();
  await page.getByRole('button', { name: 'Hold the draft against them' }).click();
  await page.getByText('Past applications', { exact: true }).waitFor();
  await house.work();
  await page.getByText('0 applications would come out differently').waitFor();
  expect(await faults(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  if (FOLDER) await page.screenshot({ path: join(FOLDER, 'preview.png'), fullPage: true });
  await page.close();
});

const SMALL_AND_LARGE: readonly Look[] = [
  { width: 1280, scheme: 'light' },
  { width: 390, scheme: 'dark' },
];

test('running applications are moved to the version in force, after a look at what becomes of each', async () => {
  const keys: string[] = [];
  for (const n of ['mover-a', 'mover-b']) keys.push(await confirm(house, await apply(house, n)));
  await house.work();
  const { policy, policyVersion } = await manager.programs.getProgram({ program });
  const fields = [{ name: 'team', kind: 'text' as const, label: 'Who is in the team?' }];
  const changed = {
    ...policy,
    form: { ...policy.form, fields },
    requirements: requiring(['mail-confirmed', 'country-allowed']),
  };
  await manager.programs.publishPolicy({ program, policy: changed, basedOn: policyVersion });
  const page = await open(`${HOME}/versions`);
  await page.getByRole('link', { name: 'Move running applications to this version' }).click();
  await page.getByText('No longer asked: “No other application or membership”.').first().waitFor();
  await expectSound(page, 'policy-move', SMALL_AND_LARGE);
  await page.getByRole('button', { name: /^Move \d applications to version/ }).click();
  await page.getByText('Write why they are moved.').waitFor();
  await page.getByLabel('Why they are moved').fill('Twins are welcome now.');
  await page.getByRole('button', { name: /^Move \d applications to version/ }).click();
  await page.getByText('You can leave this page', { exact: false }).waitFor();
  await expectSound(page, 'policy-moving', [{ width: 390, scheme: 'light' }]);
  await house.work();
  await page.getByText('Nothing to move').waitFor();
  await page.getByText('Which, and why').click();
  await page.getByLabel('Show what was').selectOption('moved');
  await page.getByRole('link', { name: /mover-a/ }).waitFor();
  await expectSound(page, 'policy-moved', [{ width: 390, scheme: 'light' }]);
  await page.close();

  const asked = await browser.newPage({ javaScriptEnabled: false });
  await asked.goto(`${origin}/a/${keys[0]}`);
  await asked.getByLabel('Who is in the team?').fill('Ada and Bob');
  await asked.getByRole('button', { name: 'Send answer' }).click();
  await asked.getByText('Who is in the team?: Ada and Bob').waitFor();
  await asked.close();
  const seen = await browser.newPage();
  await seen.goto(`${origin}/a/${keys[1]}`);
  await expectSound(seen, 'asked-after-a-move', SMALL_AND_LARGE);
  await seen.close();
});

test('one application is moved from its record', async () => {
  const { id } = await apply(house, 'single', { answers: { team: 'We' } });
  const { policy, policyVersion } = await manager.programs.getProgram({ program });
  await manager.programs.publishPolicy({ program, policy: { ...policy, promiseDays: 2 }, basedOn: policyVersion });
  const page = await open(`/programs/applications/${id}`);
  await page.getByRole('button', { name: `Move to version ${policyVersion + 1}` }).click();
  await page.getByText('of its checks stay as they are', { exact: false }).waitFor();
  await expectSound(page, 'move-dialog', SMALL_AND_LARGE);
  await page.getByLabel('Why it is moved').fill('Faster now.');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: `Move to version ${policyVersion + 1}` })
    .click();
  await page
    .getByText(`is judged by version ${policyVersion + 1} now.`, { exact: false })
    .first()
    .waitFor();
  await page.getByText('of the policy: Faster now.', { exact: false }).waitFor();
  await page.close();
});

test('the preview is there for nobody else', async () => {
  const address = `${house.house.settings.publicUrl}/apply/open-source/preview`;
  expect((await house.request('/apply/open-source/preview')).status, address).toBe(404);
  const reviewer = await house.as('reviewer');
  const asked = await house.request('/apply/open-source/preview', {
    headers: { authorization: `Bearer ${reviewer.token}` },
  });
  expect(asked.status).toBe(404);
});
