import { beforeAll, describe, expect, test } from 'vitest';
import { LANGUAGES } from '#kernel/language/languages.ts';
import { linkIn, testHouse } from '#tests/support/house.ts';
import { apply, confirm, formOf, LOCAL_CHECKS, openProgram, requiring } from '#tests/support/program.ts';
import { openSourcePreset } from './presets/open-source.ts';
import { wordsIn } from './web/public/words/index.ts';

const house = await testHouse();
const FORM = '/apply/open-source/form';
const GERMAN = { 'accept-language': 'de-AT,de;q=0.9,en;q=0.5' };

beforeAll(async () => {
  await openProgram(house, { requirements: requiring([...LOCAL_CHECKS, 'control-proved']) });
});

const get = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await house.request(path, { headers });
  return { answer, html: await answer.text() };
};
/** The page without the links to itself in other languages. */
const withoutSwitch = (html: string) =>
  html.replaceAll(/<ul class="languages">.*?<\/ul>|<link rel="alternate"[^>]*>/g, '');
const languageOf = (html: string) => /<html lang="([^"]*)"/.exec(html)?.[1];
/** Sentences of ours that a German page had to leave in English, marked as such. */
const leftIn = (html: string) => [...html.matchAll(/<span lang="en">([^<]*)/g)].map(([, text]) => text);
const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  house.request(path, {
    method: 'POST',
    body: new URLSearchParams({ idempotencyKey: crypto.randomUUID(), ...fields }),
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  });
const entries = (n: string) => {
  const { repositories, statements, acceptsPrivacy, program, ...texts } = formOf(n);
  return { ...texts, 'statements.not-seeking-profit': 'yes', 'statements.may-act': 'yes', acceptsPrivacy: 'yes' };
};

describe('the language of a page', () => {
  test.each([
    [undefined, 'en'],
    ['de', 'de'],
    ['de-CH', 'de'],
    ['es-419,es;q=0.9', 'es'],
    ['fr-CA', 'fr'],
    ['ja,en-US;q=0.9', 'ja'],
    ['pt-BR,pt;q=0.9', 'en'],
    ['pt, de;q=0.4, en;q=0.3', 'de'],
    ['de;q=0.2, en;q=0.8', 'en'],
    ['de;q=0, *', 'en'],
    ['en;q=0, *;q=0.1', 'de'],
    ['de;q=2, en', 'en'],
    ['"><script>', 'en'],
    [`${'x,'.repeat(3000)}de`, 'en'],
  ])('follows the browser: %s is read in %s', async (wish, language) => {
    const { answer, html } = await get('/apply', wish === undefined ? {} : { 'accept-language': wish });
    expect(languageOf(html)).toBe(language);
    expect(answer.headers.get('content-language')).toBe(language);
    expect(answer.headers.get('vary')).toMatch(/(^|, *)accept-language/i);
  });

  test('follows a choice in the address before the browser; what is no language of ours chooses nothing', async () => {
    expect(languageOf((await get('/apply?lang=en', GERMAN)).html)).toBe('en');
    expect(languageOf((await get('/apply?lang=de')).html)).toBe('de');
    for (const odd of ['pt', 'de"><script>', 'DE_de', '', '..', 'constructor'])
      expect(languageOf((await get(`/apply?lang=${encodeURIComponent(odd)}`)).html), odd).toBe('en');
  });

  test('can be chosen at the foot of every page, and the choice travels in links, forms, drafts and redirects', async () => {
    const { html } = await get(`${FORM}?lang=de`, { 'accept-language': 'en' });
    for (const [language, name] of Object.entries({ en: 'English', es: 'Español', fr: 'Français', ja: '日本語' }))
      expect(html).toContain(
        `<a href="${FORM}?lang=${language}" hrefLang="${language}" lang="${language}">${name}</a>`,
      );
    expect(html).toContain('<span aria-current="true">Deutsch</span>');
    const own = [...withoutSwitch(html).matchAll(/(?:href|action|data-autosave)="(\/[^"]*)"/g)].map(
      ([, address]) => address as string,
    );
    const pages = own.filter((address) => !/\.(css|svg|js)$/.test(address));
    expect(pages.length).toBeGreaterThan(3);
    expect(pages.filter((address) => !address.includes('lang=de'))).toEqual([]);
    const saved = await post(`${FORM}?lang=de`, { ...entries('saved'), action: 'save' });
    expect(saved.headers.get('location')).toMatch(/\?draft=[\w-]{43}&done=saved&lang=de$/);
    const kept = await post(`${FORM}/autosave?lang=de`, { ...entries('kept'), draft: '' });
    expect(((await kept.json()) as { address: string }).address).toMatch(/\?draft=[\w-]{43}&lang=de$/);
    const sent = await post(`${FORM}?lang=de`, { ...entries('sent'), action: 'send' });
    expect(sent.headers.get('location')).toMatch(/sent\?number=OSS-\d+&lang=de$/);
  });

  test('without a choice, addresses carry none', async () => {
    const { html } = await get(FORM, GERMAN);
    expect(languageOf(html)).toBe('de');
    expect(withoutSwitch(html).match(/[?&;]lang=[^"]*/g)).toBeNull();
    const sent = await post(FORM, { ...entries('plain'), action: 'send' }, GERMAN);
    expect(sent.headers.get('location')).toMatch(/sent\?number=OSS-\d+$/);
  });

  test('search engines are told of every language by its whole address, on pages that they may keep', async () => {
    const { html } = await get('/apply/open-source?x=1&lang=fr');
    const home = house.house.settings.publicUrl;
    const alternates = [...html.matchAll(/<link rel="alternate" hrefLang="([^"]*)" href="([^"]*)"/g)].map(
      ([, language, href]) => [language, href?.replaceAll('&amp;', '&')],
    );
    expect(alternates).toEqual([
      ...LANGUAGES.map((each) => [each, `${home}/apply/open-source?lang=${each}`]),
      ['x-default', `${home}/apply/open-source`],
    ]);
    expect((await get(FORM)).html).toMatch(/noindex/);
    expect((await get(FORM)).html).not.toContain('rel="alternate"');
  });

  test('its links never lead out of the house', async () => {
    const { html } = await get('//evil.example/apply');
    expect(html).not.toContain('href="//');
  });
});

describe('in German', () => {
  test('a form that is wrong in everything is told so, each fault in German', async () => {
    const answer = await post(
      FORM,
      { address: 'nowhere', repositories: 'ftp://x\nhttp://gitlab.com/a b', action: 'send' },
      GERMAN,
    );
    const html = await answer.text();
    expect(answer.status).toBe(400);
    expect(html).toContain('Bitte sehen Sie einige Angaben noch einmal durch');
    for (const words of ['Tragen Sie Ihren Namen ein.', 'Wählen Sie ein Land.', 'Geben Sie eine E-Mail-Adresse wie'])
      expect(html).toContain(words);
    // What the program asks to be signed is the organisation's own text.
    expect(leftIn(html)).toEqual(openSourcePreset.policy.statements.map(({ words }) => words));
    expect(html).not.toContain('class="languages"');
  });

  test('plurals, dates, numbers and countries are as German writes them', async () => {
    const { html } = await get('/apply/open-source', GERMAN);
    expect(html).toContain('innerhalb von 5 Arbeitstagen');
    const form = (await get(FORM, GERMAN)).html;
    expect(form).toContain('Österreich</option>');
    const names = [...form.matchAll(/<option value="[A-Z]{2}">([^<]*)/g)].map(([, name]) => name as string);
    expect(names).toEqual(names.toSorted(new Intl.Collator('de').compare));
  });

  test('the status page tells where it stands, what was found and where the token goes, all of it in German', async () => {
    const applied = await apply(house, 'german');
    const key = await confirm(house, applied);
    await house.work();
    const { html } = await get(`/a/${key}?done=confirmed`, GERMAN);
    expect(html).toContain('Sie sind dran: ');
    expect(html).toContain('Das Land ist nicht ausgeschlossen');
    expect(html).toMatch(/<bdi>Deutschland<\/bdi>: In Ordnung/);
    expect(html).toContain('Schreiben Sie das Kennzeichen in eine eigene Zeile');
    expect(html).toMatch(/\d{1,2}\. März 2026 um \d\d:\d\d/);
    expect(leftIn(html)).toEqual([]);
  });

  test('what could not be read is told with the reason, place by place', async () => {
    const applied = await apply(house, 'unread');
    const key = await confirm(house, applied);
    await house.work();
    const words = [
      'Nobody can read this without signing in, or it does not exist. Please make it public or correct the address.',
      'This has moved. Please give its new address. (https://gitlab.com/new/place)',
      '.guildhall-proof or .well-known/guildhall-proof.txt in https://gitlab.com/a/b: not there; description and topics of https://gitlab.com/a/b: The host did not answer as it should. Please try again later.',
      'Readable by everybody at commit 0123456789ab; archived; a fork.',
      'Licences found: BUSL-1.1, MIT. LICENSE is BUSL-1.1, which limits use and is not open source. (So do 3 more files.)',
    ];
    const evidence = words.map((each, n) => ({
      ...{ subject: `https://gitlab.com/a/${n}`, finding: 'bad', words: each, source: 'git' },
      ...{ at: '2026-03-10T09:00:00Z', href: null },
    }));
    await house.rows(`update programs.checks set state = 'failed', words = 'A host did not answer; run the check again later.',
      evidence = '${JSON.stringify(evidence)}' where application = '${applied.id}' and name = 'not-duplicate' and superseded_at is null`);
    await house.rows(
      `update programs.checks set name = 'repositories-public' where application = '${applied.id}' and name = 'not-duplicate'`,
    );
    const { html } = await get(`/a/${key}`, GERMAN);
    expect(leftIn(html)).toEqual([]);
    for (const told of [
      'Ohne Anmeldung kann das niemand lesen',
      'Das ist umgezogen. Geben Sie die neue Adresse an. (https://gitlab.com/new/place)',
      '.guildhall-proof oder .well-known/guildhall-proof.txt in https://gitlab.com/a/b: nicht vorhanden; Beschreibung und Themen von',
      'Für alle lesbar, Commit 0123456789ab; archiviert; ein Fork.',
      'Gefundene Lizenzen: BUSL-1.1, MIT. LICENSE ist BUSL-1.1; diese Lizenz schränkt die Nutzung ein und ist nicht Open Source. (Ebenso 3 weitere Dateien.)',
    ])
      expect(html).toContain(told);
  });

  test('links that open nothing, and pages that are not there, say so in German', async () => {
    for (const path of ['/a/too-short', `/a/${'A'.repeat(43)}`, '/apply/nothing', '/nowhere/at/all']) {
      const { html } = await get(path, GERMAN);
      expect(languageOf(html), path).toBe('de');
      expect(leftIn(html), path).toEqual([]);
    }
  });

  test('too many tries are answered in German, with the time in words', async () => {
    const tries = Array.from({ length: 14 }, (_, n) => n);
    let last = '';
    for (const n of tries) last = await (await post('/lost-link', { address: `x${n}@example.org` }, GERMAN)).text();
    expect(last).toMatch(/Das war zu oft\. Versuchen Sie es in \d+ (Sekunden|Minuten) noch einmal\./);
    expect(leftIn(last)).toEqual([]);
  });
});

describe.each(LANGUAGES.filter((each) => each !== 'en'))('in %s', (language) => {
  const wish = { 'accept-language': language };
  const { say, when, country } = wordsIn(language);

  test('every page speaks it and no other: the program, a wrong form, the status page, links that open nothing', async () => {
    const applied = await apply(house, `in-${language}`);
    const key = await confirm(house, applied);
    await house.work();
    const wrong = await post(FORM, { address: 'nowhere', repositories: 'ftp://x', action: 'send' }, wish);
    const pages = {
      wrong: await wrong.text(),
      status: (await get(`/a/${key}?done=confirmed`, wish)).html,
      programs: (await get('/apply', wish)).html,
      privacy: (await get('/privacy', wish)).html,
      gone: (await get('/a/too-short', wish)).html,
      nowhere: (await get('/nowhere/at/all', wish)).html,
    };
    const own = openSourcePreset.policy.statements.map(({ words }) => words);
    for (const [name, html] of Object.entries(pages)) {
      expect(languageOf(html), name).toBe(language);
      expect(leftIn(html), name).toEqual(name === 'wrong' ? own : []);
      expect(html.replaceAll('{time}', ''), name).not.toMatch(/undefined|\[object|>[^<]*\{\w+\}/);
    }
    expect(wrong.status).toBe(400);
    expect(pages.wrong).toContain(say('said.missing-name'));
    expect(pages.status).toContain(`<title>${say('status.title', { number: applied.number })}`);
    expect(pages.status).toContain(`<bdi>${country('DE')}</bdi>`);
    expect(pages.status).toContain(when(house.clock.now().toString(), 'UTC'));
  });

  test('countries stand in its order', async () => {
    const { html } = await get(FORM, wish);
    const names = [...html.matchAll(/<option value="[A-Z]{2}">([^<]*)/g)].map(([, name]) => name as string);
    expect(names.length).toBeGreaterThan(200);
    expect(names).toEqual(names.toSorted(new Intl.Collator(language).compare));
  });

  test('mails and their links follow the form', async () => {
    await post(FORM, { ...entries(`mailed-${language}`), action: 'send' }, wish);
    const [mail] = await house.mailbox(`applicant-mailed-${language}@example.org`);
    expect(mail?.subject).toContain('OSS-');
    expect(mail?.html).toContain(`<html lang="${language}"`);
    expect(linkIn(mail?.text ?? '', '/a/confirm/')).toMatch(new RegExp(`\\?lang=${language}$`));
  });
});

test('a sentence that nobody translated stays, marked as English for those who hear the page', async () => {
  const applied = await apply(house, 'odd');
  const key = await confirm(house, applied);
  await house.work();
  await house.rows(
    `update programs.checks set state = 'unsure', words = 'A finding of one’s own.' where application = '${applied.id}' and name = 'country-allowed' and superseded_at is null`,
  );
  const { html } = await get(`/a/${key}`, GERMAN);
  expect(leftIn(html)).toEqual(['A finding of one’s own.']);
  expect(leftIn((await get(`/a/${key}`)).html)).toEqual([]);
});

test('what the organisation wrote itself is marked with its language; those who wish none of ours read the organisation’s', async () => {
  const { html } = await get('/apply/open-source', GERMAN);
  expect(html).toContain('<p lang="en">The top tier');
  expect(html).toContain('<p class="written" lang="en">');
  expect((await get('/apply/open-source')).html).not.toMatch(/<(p|li|span) [^>]*lang="en"/);
  const manager = await house.as('manager');
  const { sample, ...organisation } = await manager.access.organisation({});
  await manager.access.updateOrganisation({ ...organisation, language: 'de' });
  const portuguese = { 'accept-language': 'pt' };
  expect(languageOf((await get('/apply/open-source', portuguese)).html)).toBe('de');
  expect((await get('/apply/open-source', portuguese)).html).not.toContain('<p lang=');
  expect((await get('/apply/open-source', { 'accept-language': 'en' })).html).toContain('<p lang="de">The top tier');
  expect(languageOf((await get('/apply/nothing', portuguese)).html)).toBe('de');
  await manager.access.updateOrganisation(organisation);
});

describe('mails', () => {
  test('follow the language of the form; their links lead to pages in it, whatever browser opens them', async () => {
    await post(FORM, { ...entries('mailed'), action: 'send' }, GERMAN);
    const [confirmation] = await house.mailbox('applicant-mailed@example.org');
    expect(confirmation?.subject).toMatch(/^Bestätigen Sie Ihre E-Mail-Adresse für OSS-\d+$/);
    expect(confirmation?.text).toContain('innerhalb von 14 Tagen');
    expect(confirmation?.html).toMatch(/\/privacy\?lang=de"[^>]*>Wie wir mit Ihren Daten umgehen/);
    const link = linkIn(confirmation?.text ?? '', '/a/confirm/');
    expect(link).toMatch(/\?lang=de$/);
    expect(languageOf((await get(link, { 'accept-language': 'en' })).html)).toBe('de');
    const confirmed = await post(link, {});
    expect(confirmed.headers.get('location')).toMatch(/\?done=confirmed&lang=de$/);
    await house.work();
    const received = (await house.mailbox('applicant-mailed@example.org')).at(-1);
    expect(received?.subject).toMatch(/^Wir sehen uns OSS-\d+ an/);
    expect(received?.text).toContain('innerhalb von 5 Arbeitstagen');
    const reviewer = await house.as('reviewer');
    const [{ id = '' } = {}] = await house.rows<{ id: string }>(
      "select id from programs.applications where project = 'Project mailed'",
    );
    // Whoever writes to an applicant sees what they read.
    expect((await reviewer.programs.getApplication({ id })).language).toBe('de');
    await reviewer.programs.writeToApplicant({ id, body: 'Hello <b>you</b>' });
    const written = (await house.mailbox('applicant-mailed@example.org')).at(-1);
    expect(written?.subject).toMatch(/^Eine Nachricht zu OSS-/);
    expect(written?.html).toContain('Hello &#60;b&#62;');
  });

  test('in English carry no language in their links', async () => {
    await apply(house, 'english');
    const [confirmation] = await house.mailbox('applicant-english@example.org');
    expect(confirmation?.subject).toMatch(/^Confirm your mail address/);
    expect(confirmation?.text).not.toContain('lang=');
  });

  test('of a draft and of lost links follow the page on which they were asked for', async () => {
    await post(FORM, { ...entries('drafted'), action: 'mail-link' }, GERMAN);
    const [draft] = await house.mailbox('applicant-drafted@example.org');
    expect(draft?.text).toMatch(/Am \d{1,2}\. [A-Z][a-zä]+ 2026 löschen wir ihn/);
    expect(draft?.text).toMatch(/\?draft=[\w-]{43}&lang=de/);
    house.clock.advance({ hours: 2 });
    await post('/lost-link', { address: 'applicant-english@example.org' }, GERMAN);
    await house.work();
    const lost = (await house.mailbox('applicant-english@example.org')).at(-1);
    expect(lost?.subject).toBe('Die Links zu Ihren Bewerbungen und Mitgliedschaften');
    expect(lost?.text).toContain('?lang=de');
  });
});
