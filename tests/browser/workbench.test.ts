import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '#tests/support/browser.ts';
import { testHouse } from '#tests/support/house.ts';
import { faultsOf, LOOKS } from '#tests/support/look.ts';
import { servePages } from '#tests/support/pages.ts';
import { apply, confirm, LOCAL_CHECKS, openProgram, requiring } from '#tests/support/program.ts';
import { focusOn } from '#tests/support/spoken.ts';
import { openSourcePreset } from '../../src/modules/programs/presets/open-source.ts';

/** Two people review one application with the keys alone: scores, checklist, a proposal and its second opinion, an appeal. */
const house = await testHouse();
const browser = await openBrowser();
const criterion = (code: string, label: string, weight: number) => ({ code, label, words: '', weight, most: 5 });
const review = {
  ...openSourcePreset.policy.review,
  secondOpinion: 'always' as const,
  checklist: [
    { code: 'site', words: 'Looked at the site of the project' },
    { code: 'people', words: 'Knows who is behind it' },
  ],
  scoring: {
    criteria: [criterion('reach', 'Reach', 1), criterion('team', 'Team', 3)],
    ...{ combine: 'mean' as const, blind: true, leastReviewers: 2 },
  },
};
const program = await openProgram(house, {
  ...{ automatic: false, undoMinutes: 10, appeal: { days: 30 }, review },
  requirements: requiring(LOCAL_CHECKS),
});
const [ann, ben, manager] = [await house.as('reviewer'), await house.as('reviewer'), await house.as('program-manager')];
let who = ann.token;
let staff = '';
let id = '';
let key = '';
let page: Page;

beforeAll(async () => {
  const applied = await apply(house, 'one');
  key = await confirm(house, applied);
  id = applied.id;
  await house.work();
  staff = await servePages(house, () => who);
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
});

const press = async (...keys: string[]) => {
  for (const each of keys) await page.keyboard.press(each);
};
const open = async (path: string) => {
  await page.goto(staff + path);
  await page.locator('h1').first().waitFor();
  await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
};
const record = () => open(`/programs/applications/${id}`);
const dialog = () => page.getByRole('dialog');
/** Tab until what is said fits. */
async function tabTo(wanted: RegExp, most = 60): Promise<void> {
  for (let i = 0; i < most; i++) {
    await press('Tab');
    if (wanted.test(await focusOn(page))) return;
  }
  throw new Error(`Tab never reaches ${wanted}`);
}
const fill = async (label: RegExp, text: string) => {
  await tabTo(label);
  await page.keyboard.insertText(text);
};
const send = async (button: RegExp) => {
  await tabTo(button);
  await press('Enter');
  await dialog().waitFor({ state: 'hidden' });
};
const until = <T>(look: () => Promise<T>) => expect.poll(look, { timeout: 10_000 });

describe('the first reviewer', () => {
  test('does not see who applied, scores by the keys, and then does', async () => {
    await record();
    await page.getByText('Hidden until you scored it').waitFor();
    expect(await page.locator('body').textContent()).not.toContain('Applicant one');
    await press('k');
    await dialog().waitFor();
    await until(() => focusOn(page)).toMatch(/Reach/);
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.insertText('4');
    await fill(/Team \(0 to 5\)/, '5');
    await send(/^button "Save score"/);
    await page.getByText('Applicant one').first().waitFor();
    await page.getByRole('table').getByText('95').waitFor();
  });

  test('ticks the checklist, and is told what is open where the decision is proposed', async () => {
    await tabTo(/^checkbox "Looked at the site/);
    await press('Space');
    await page.getByText('1 of 2 open').waitFor();
    await page.locator('h1').first().click();
    await press('a');
    await dialog().waitFor();
    await dialog().getByText('1 entry of the checklist not ticked yet:').waitFor();
    await until(() => focusOn(page)).toMatch(/^textbox "Words to the applicant/);
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.insertText('Welcome.');
    await send(/^button "Propose approval"/);
    await page.getByText('Proposed decision, waiting for a second opinion').waitFor();
    expect(await page.getByRole('button', { name: /Give second opinion/ }).count()).toBe(0);
    expect((await manager.programs.getApplication({ id })).decision).toBeNull();
  });
});

describe('the second reviewer', () => {
  test('agrees by the keys, and it is decided in both names', async () => {
    who = ben.token;
    await record();
    await press('s');
    await dialog().waitFor();
    await until(() => focusOn(page)).toMatch(/^radio "Agree/);
    expect(await faultsOf(page)).toEqual([]);
    await press('Space');
    await fill(/^textbox "Why"/, 'I see the same.');
    await send(/^button "Give second opinion"/);
    await page.getByRole('heading', { name: 'Decision', exact: true }).waitFor();
    await page.getByText('Second opinion').first().waitFor();
    expect((await manager.programs.getApplication({ id })).decision).toMatchObject({
      verdict: 'approved',
      settled: false,
    });
    await ben.programs.undoDecision({ id });
  });

  test('answers an appeal by the keys; it is open again, with its history', async () => {
    await ann.programs.proposeDecision({ id, verdict: 'refused', reason: 'licence', words: 'No licence in "assets".' });
    await manager.programs.answerProposal({ id, agrees: true, words: 'Yes.' });
    house.clock.advance({ minutes: 11 });
    await house.work();
    await house.stranger.programs.appealDecision({ key, words: 'There is one in its README.' });
    await record();
    await press('p');
    await dialog().waitFor();
    await until(() => focusOn(page)).toMatch(/^radio "Uphold/);
    expect(await faultsOf(page)).toEqual([]);
    await press('Space');
    await fill(/^textbox "Words to the applicant/, 'You are right.');
    await send(/^button "Answer appeal"/);
    await page.getByRole('heading', { name: 'Decided before' }).waitFor();
    expect((await manager.programs.getApplication({ id })).stage).toBe('review');
  });
});

describe('pages of the review', () => {
  test('reviewers, rounds and the ranking hold in every look', async () => {
    who = manager.token;
    const made = { name: 'Spring', opensAt: '2026-03-01T00:00:00Z', closesAt: '2026-04-01T00:00:00Z', places: 1 };
    const round = (await manager.programs.makeRound({ program, ...made })).id;
    await ben.programs.scoreApplication({ id, points: { reach: 3, team: null }, words: 'A small team.' });
    for (const { width, scheme } of LOOKS) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: scheme });
      for (const path of [
        '/programs/open-source/review',
        `/programs/open-source/rounds/${round}`,
        `/programs/applications/${id}`,
      ]) {
        await open(path);
        if (path.includes('rounds')) await page.getByText('Project one').first().waitFor();
        expect([path, width, scheme, await faultsOf(page)]).toEqual([path, width, scheme, []]);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect([path, width, wide <= 0]).toEqual([path, width, true]);
        if (process.env.WB_SHOTS)
          await page.screenshot({
            path: `${process.env.WB_SHOTS}/${path.split('/').slice(2, 4).join('-').slice(0, 24)}-${width}-${scheme}.png`,
            fullPage: true,
          });
      }
    }
  });

  test('a round is made by the keys', async () => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await open('/programs/open-source/review');
    await tabTo(/^button "Make a round"/);
    await press('Enter');
    await dialog().waitFor();
    await until(() => focusOn(page)).toMatch(/^textbox "Name/);
    expect(await faultsOf(page)).toEqual([]);
    await press('Escape');
  });
});
