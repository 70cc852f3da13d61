import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '#kernel/language/languages.ts';
import { compileAll, renderMail } from '#kernel/mail/render.ts';
import { modules } from '../../src/app/modules.ts';

const templates = modules.flatMap((module) => module.emails ?? []);
const scope = {
  organisation: 'Ferry Works',
  home: 'https://guild.example',
  privacy: 'https://guild.example/privacy',
  to: { name: 'Ada', address: 'ada@example.org' },
  zone: 'Europe/Berlin',
};

describe('every mail that the house sends', () => {
  test('there are some', () => expect(templates.length).toBeGreaterThan(5));

  test('those to applicants speak every language that the public pages speak', () => {
    const toApplicants = templates.filter(({ name }) => name.startsWith('programs.'));
    expect(toApplicants.length).toBeGreaterThan(7);
    for (const { name, language, translations } of toApplicants)
      expect([language, ...Object.keys(translations)].sort(), name).toEqual([...LANGUAGES].sort());
  });

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
