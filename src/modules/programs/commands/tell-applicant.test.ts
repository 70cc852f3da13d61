import { expect, test } from 'vitest';
import { linkIn, testHouse } from '#tests/support/house.ts';
import { apply, confirm, LOCAL_CHECKS, openProgram, requiring } from '#tests/support/program.ts';
import { openSourcePreset } from '../presets/open-source.ts';

const house = await testHouse();
const { reasons } = openSourcePreset.policy;
const reason = reasons[0] as (typeof reasons)[number];
await openProgram(house, {
  automatic: false,
  undoMinutes: 0,
  requirements: requiring(LOCAL_CHECKS),
  mails: [
    { mail: 'received', language: 'en', subject: 'Welcome, {{ name }}', words: 'Dear {{ name }},\nthank you.' },
    { mail: 'refused', language: 'de', subject: '', words: 'Liebe Leute von {{ project }},' },
    { mail: 'approved', language: 'fr', subject: 'Bravo', words: '' },
  ],
  translations: {
    de: { [`reason.${reason.code}.label`]: 'Der Grund', [`reason.${reason.code}.advice`]: 'Der Rat.' },
    fr: { [`reason.${reason.code}.label`]: 'La raison' },
  },
});
const reviewer = await house.as('reviewer');

async function refused(n: string, language: string) {
  const applied = await apply(house, n);
  await house.rows(`update programs.applications set language = '${language}' where id = '${applied.id}'`);
  const key = await confirm(house, applied);
  await house.work();
  await reviewer.programs.refuseApplication({ id: applied.id, reason: reason.code, words: 'Because.' });
  await house.work();
  const mails = await house.mailbox(applied.address);
  const of = (template: string) => mails.find((mail) => mail.template === `programs.${template}`);
  return { key, received: of('received'), refused: of('refused') };
}

test('own words in the reader’s language, else in the organisation’s, else the usual ones', async () => {
  const english = await refused('english', 'en');
  expect(english.received).toMatchObject({ subject: 'Welcome, Applicant english' });
  expect(english.received?.text.startsWith('Dear Applicant english,\nthank you.\n')).toBe(true);
  expect(english.refused?.text.startsWith('Hello Applicant english,')).toBe(true);
  const german = await refused('german', 'de-AT');
  expect(german.received?.subject).toBe('Welcome, Applicant german');
  expect(german.refused?.text.startsWith('Liebe Leute von Project german,')).toBe(true);
});

test('the reason is told in the applicant’s language where all of it was translated; on the status page too', async () => {
  const german = await refused('reason-de', 'de');
  expect(german.refused?.text).toContain('Der Grund');
  expect(german.refused?.text).toContain('Der Rat.');
  const french = await refused('reason-fr', 'fr');
  expect(french.refused?.text).toContain(reason.label);
  expect(french.refused?.text).not.toContain('La raison');
  const page = new URL(linkIn(german.refused?.text ?? '', '/a/'), 'https://guild.example');
  const shown = await house.request(`${page.pathname}?lang=de`, { headers: { accept: 'text/html' } });
  const html = await shown.text();
  expect(html).toContain('<p>Der Grund.</p>');
  expect(await (await house.request(`${page.pathname}?lang=fr`)).text()).toContain(`<p lang="en">${reason.label}.</p>`);
});
