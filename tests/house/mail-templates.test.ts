import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '#kernel/language/languages.ts';
import { compileAll, renderMail } from '#kernel/mail/render.ts';
import type { Wording } from '#kernel/mail/template.ts';
import { modules } from '../../src/app/modules.ts';

const templates = modules.flatMap((module) => module.emails ?? []);
const scope = {
  organisation: 'Ferry Works',
  home: 'https://guild.example',
  privacy: 'https://guild.example/privacy',
  to: { name: 'Ada', address: 'ada@example.org' },
  zone: 'Europe/Berlin',
};

type Words = Pick<Wording, 'subject' | 'preview' | 'mjml' | 'text' | 'why'>;
const wordsOf = ({ subject, preview = '', mjml, text = '', why }: Words) =>
  [subject, preview, mjml, text, why].join('\n');
/** The values that a text shows and the conditions that it asks, without their filters. */
const valuesIn = (text = '') =>
  [
    ...new Set(
      [...text.matchAll(/\{\{ ([\w.]+)|\{% (?:if|for) ([^%]+) %\}/g)].map(([, value, question]) => value ?? question),
    ),
  ].sort();
/** What a wording says itself, line by line: lines of at least two words, without Liquid and tags. */
const linesOf = (words: Words) =>
  wordsOf(words)
    .split('\n')
    .map((line) => line.replace(/\{\{.*?\}\}|\{%.*?%\}|<[^>]*>/g, '').trim())
    .filter((line) => (line.match(/\p{L}{2,}/gu) ?? []).length > 1);

describe('every mail that the house sends', () => {
  test('there are some', () => expect(templates.length).toBeGreaterThan(5));

  test('those to applicants speak every language that the public pages speak', () => {
    const toApplicants = templates.filter(({ name }) => name.startsWith('programs.'));
    expect(toApplicants.length).toBeGreaterThan(7);
    for (const { name, language, translations } of toApplicants)
      expect([language, ...Object.keys(translations)].sort(), name).toEqual([...LANGUAGES].sort());
  });

  const translated = templates.flatMap((each) =>
    Object.entries(each.translations).map(([language, wording]) => [each.name, language, wording, each] as const),
  );
  test.each(translated)(
    '%s in %s says the same as the source, with the same values, and no line of it',
    (_name, language, wording, source) => {
      for (const part of ['subject', 'mjml', 'text'] as const)
        expect(valuesIn(wording[part]), part).toEqual(valuesIn(source[part]));
      const pasted = linesOf(wording).filter((line) => linesOf(source).includes(line));
      expect(pasted).toEqual([]);
      const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
      for (const [, forms = ''] of wordsOf(wording).matchAll(/\| plural: (.*?) \}\}/g))
        expect([...forms.matchAll(/(\w+): "/g)].map(([, form]) => form).sort()).toEqual([...pluralCategories].sort());
    },
  );

  const spoken = templates.flatMap((each) =>
    [each.language, ...Object.keys(each.translations)].map((language) => [each.name, language, each] as const),
  );
  test.each(spoken)('%s in %s', async (name, language, template) => {
    await compileAll([template]);
    const mail = await renderMail(template, template.sample, scope, { language });
    expect(mail.language).toBe(language);
    expect(mail.html).toContain(`lang="${language}"`);
    expect(
      modules.some((module) => name.startsWith(`${module.name}.`)),
      'is named after its module',
    ).toBe(true);
    expect(mail.html, 'names the organisation').toContain('Ferry Works');
    expect(mail.html, 'leads to the privacy notice').toContain('href="https://guild.example/privacy"');
    expect(mail.html.length, 'is not cut off by mail programs (102 KB)').toBeLessThan(100_000);
    expect(mail.html, 'loads nothing').not.toMatch(/<link\b|@import|url\(|<img\b|<script\b/i);
    expect(mail.html + mail.text + mail.subject, 'has no Liquid left').not.toMatch(/\{\{|\{%|guildhallslot/);
    expect(mail.html, 'has no link that leads nowhere').not.toContain('href="#"');
    expect(mail.text).not.toMatch(/undefined|\[object|NaN/);
  });
});
