import { expect, test } from 'vitest';
import { z } from 'zod';
import { openBrowser } from '#tests/support/browser.ts';
import { faultsOf } from '#tests/support/look.ts';
import { renderMail } from '../../src/kernel/mail/render.ts';
import { template } from '../../src/kernel/mail/template.ts';

const browser = await openBrowser();
const arrived = template({
  name: 'tests.arrived',
  summary: 'Says that an application arrived.',
  subject: 'We have your application',
  preview: 'What happens next',
  mjml: `<mj-text>Hello {{ name }}, see <a href="https://guild.example/a">its page</a>.</mj-text>
    <mj-button href="https://guild.example/a">Open the application</mj-button>
    <mj-text mj-class="quiet">If you did not apply, ignore this mail.</mj-text>`,
  why: 'You get this mail because somebody gave this address.',
  data: z.object({ name: z.string() }),
  sample: { name: 'Ada' },
});
const scope = {
  organisation: 'Reed & Rush',
  home: 'https://guild.example',
  privacy: 'https://guild.example/privacy',
  to: { name: 'Ada', address: 'ada@example.org' },
  zone: 'Europe/Berlin',
};

test.each(['light', 'dark'] as const)('every word of a mail can be read in a %s mail program', async (colorScheme) => {
  const page = await browser.newPage({ viewport: { width: 700, height: 600 }, colorScheme });
  const { html } = await renderMail(arrived, { name: 'Ada' }, scope);
  await page.setContent(html);
  expect(await faultsOf(page)).toEqual([]);
  // Around the paper nothing stays in the other theme.
  const around = await page.evaluate(() =>
    [document.body, ...document.querySelectorAll('body > div')].map((each) => getComputedStyle(each).backgroundColor),
  );
  expect(new Set(around)).toEqual(new Set([colorScheme === 'dark' ? 'rgb(22, 24, 29)' : 'rgb(243, 244, 247)']));
  await page.close();
});
