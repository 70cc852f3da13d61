import { expect, test } from 'vitest';
import { translation } from './catalogue.ts';
import type { Language } from './languages.ts';
import { inLanguage } from './negotiate.ts';
import { retelling } from './retell.ts';
import { speakers, writingOf } from './speaker.ts';
import { typeset } from './typography.ts';

const en = {
  greeting: 'Hello {name}',
  days: '{days, plural, one {# day} other {# days}} left',
  link: 'Read <link>this page</link>, {name}.',
  'said.gone': 'The draft is gone.',
  'said.line': '{line}: {said}',
  'said.where': 'Not found for {where}.',
  'said.more': 'Not found for {where} and {n} more.',
  'said.country': 'The policy excludes {country}.',
  'said.says': 'The file {path} says “{quote}”.',
} as const;
const de = translation<typeof en>()({
  greeting: 'Guten Tag, {name}',
  days: 'noch {days, plural, one {# Tag} other {# Tage}}',
  link: '{name}, lesen Sie <link>diese Seite</link>.',
  'said.gone': 'Den Entwurf gibt es nicht mehr.',
  'said.line': '{line}: {said}',
  'said.where': 'Nicht gefunden: {where}.',
  'said.more': 'Nicht gefunden: {where} und {n} weitere.',
  'said.country': 'Ausgeschlossen: {country}.',
  'said.says': 'In {path} steht „{quote}“.',
});
const fr = translation<typeof en>()({
  ...en,
  link: "Lisez-la : <link>l'autre page</link>, {name} !",
  'said.gone': "Le brouillon n'existe plus.",
  'said.line': '{line} : {said}',
});
const ja = translation<typeof en>()({
  ...en,
  days: '残り{days, plural, other {#日}}',
  'said.gone': '下書きはもうありません。',
  'said.line': '{line}：{said}',
});
const words = speakers<typeof en>({ en, de, es: en, fr, ja });
const retell = retelling(en, de, writingOf('de'));

test('a message is said with its arguments, plurals and tags', () => {
  expect(words('de').say('greeting', { name: '<Ada>' })).toBe('Guten Tag, <Ada>');
  expect([0, 1, 2, 1200].map((days) => words('en').say('days', { days }))).toEqual([
    '0 days left',
    '1 day left',
    '2 days left',
    '1,200 days left',
  ]);
  expect(words('de').say('days', { days: 1200 })).toBe('noch 1.200 Tage');
  const link = (inside: unknown[]) => ({ inside });
  expect(words('de').parts('link', { name: 'Ada', link })).toEqual([
    'Ada, lesen Sie ',
    { inside: ['diese Seite'] },
    '.',
  ]);
});

test('French is printed with its spaces and apostrophes, whatever keyboard it was written on', () => {
  const link = (inside: unknown[]) => inside.join('');
  expect(words('fr').parts('link', { name: 'Ada : « x »', link }).join('')).toBe(
    'Lisez-la\u00a0: l’autre page, Ada : « x »\u202f!',
  );
  expect(typeset('fr', 'Vu ? « Oui » ; {% if a != "" %}d\u2019ici : 1 !{% endif %} https://x.example')).toBe(
    'Vu\u202f? «\u00a0Oui\u00a0»\u202f; {% if a != "" %}d’ici\u00a0: 1\u202f!{% endif %} https://x.example',
  );
  expect(typeset('es', '{n} % de {% if x %}')).toBe('{n}\u00a0% de {% if x %}');
  expect(typeset('en', "l'a : b")).toBe("l'a : b");
  const french = retelling(en, fr, writingOf('fr'));
  expect(french('a: The draft is gone.; b: The draft is gone.')).toBe(
    'a\u00a0: Le brouillon n’existe plus.\u202f; b\u00a0: Le brouillon n’existe plus.',
  );
});

test('Japanese has one form for every number, and no semicolon after a full stop', () => {
  expect([0, 1, 1200].map((days) => words('ja').say('days', { days }))).toEqual(['残り0日', '残り1日', '残り1,200日']);
  expect(typeset('ja', '{n} 件の「 {a} 」は {b} と GitLab です。\n    {{ url }} {% if a != "" %}x')).toBe(
    '{n}件の「{a}」は{b}とGitLabです。\n    {{ url }} {% if a != "" %}x',
  );
  expect(retelling(en, ja, writingOf('ja'))('a: The draft is gone.; b: The draft is gone.')).toBe(
    'a：下書きはもうありません。b：下書きはもうありません。',
  );
});

test('a translation that lacks a message, an argument or a tag does not compile', () => {
  const source = { a: 'Hello {name}', b: '<b>x</b>' } as const;
  // @ts-expect-error b is missing
  translation<typeof source>()({ a: 'Hallo {name}' });
  // @ts-expect-error the argument is another
  translation<typeof source>()({ a: 'Hallo {nam}', b: '<b>x</b>' });
  // @ts-expect-error the tag is missing
  translation<typeof source>()({ a: 'Hallo {name}', b: 'x' });
  // @ts-expect-error an argument is needed
  expect(() => words('en').say('greeting')).toThrow();
});

test('sentences of ours are told with their arguments; the particular one before the general', () => {
  expect(retell('The draft is gone.')).toBe('Den Entwurf gibt es nicht mehr.');
  expect(retell('Not found for a/b and c.')).toBe('Nicht gefunden: a/b and c.');
  expect(retell('Not found for a/b and 3 more.')).toBe('Nicht gefunden: a/b und 3 weitere.');
  expect(retell('The policy excludes Austria.')).toBe('Ausgeschlossen: Österreich.');
  expect(retell('https://x: The draft is gone.')).toBe('https://x: Den Entwurf gibt es nicht mehr.');
  expect(retell('The draft is gone.: The draft is gone.')).toBe(
    'Den Entwurf gibt es nicht mehr.: Den Entwurf gibt es nicht mehr.',
  );
  expect(retell('a: The draft is gone.; b: The draft is gone.')).toBe(
    'a: Den Entwurf gibt es nicht mehr.; b: Den Entwurf gibt es nicht mehr.',
  );
  expect(retell('The draft is gone.; something else')).toBeNull();
  for (const strange of ['', 'The draft is gone', 'the draft is gone.', 'Not found for .', 'x: something else'])
    expect(retell(strange), strange).toBeNull();
});

test('sentences one after the other are told, all or none, whatever is quoted in them', () => {
  expect(retell('The draft is gone. Not found for a. The file b says “x. The draft is gone. y: z”.')).toBe(
    'Den Entwurf gibt es nicht mehr. Nicht gefunden: a. In b steht „x. The draft is gone. y: z“.',
  );
  expect(retell('Not found for J. R. Smith.')).toBe('Nicht gefunden: J. R. Smith.');
  expect(retell('Not found for a. Not found for b and 2 more. The draft is gone.')).toBe(
    'Nicht gefunden: a. Nicht gefunden: b und 2 weitere. Den Entwurf gibt es nicht mehr.',
  );
  expect(retell('The draft is gone. Something else.')).toBeNull();
  expect(retell('The draft is gone. '.repeat(40).trim())).toBeNull();
});

test('a stranger makes the telling neither deep nor slow', () => {
  expect(retell('a: b: The draft is gone.')).toBeNull();
  for (const long of [
    'a: '.repeat(300),
    'a; '.repeat(300),
    'Not found for '.repeat(70),
    `x: ${' and '.repeat(190)}.`,
    ': '.repeat(10_000),
  ])
    expect(retell(long)).toBeNull();
  expect(retell('{name}: The draft is gone.')).toBe('{name}: Den Entwurf gibt es nicht mehr.');
});

test('the choice is added to addresses of the house alone, once', () => {
  expect(inLanguage('/a?x=1&lang=en#p', 'de')).toBe('/a?x=1&lang=de#p');
  expect(inLanguage('/a', null)).toBe('/a');
  for (const other of ['https://x.example/', '//x.example/', '/\\x.example', '#messages', 'mailto:a@b.example'])
    expect(inLanguage(other, 'de')).toBe(other);
});

test('days and times are those of the zone, on both sides of a change of the clock', () => {
  const { when, day, list, country } = writingOf('de');
  expect(when('2026-03-29T01:30:00Z', 'Europe/Berlin')).toBe('Sonntag, 29. März 2026 um 03:30 (Europe/Berlin)');
  expect(when('2026-03-10T23:30:00Z', 'America/New_York')).toBe('Dienstag, 10. März 2026 um 19:30 (America/New York)');
  expect(day('2026-03-10T23:30:00Z', 'Asia/Kolkata')).toBe('11. März 2026');
  expect(list(['CU', 'IR', 'SY'].map(country))).toBe('Kuba, Iran und Syrien');
});

test('each language writes days, times, numbers and lists its own way', () => {
  const at = '2026-03-01T16:00:00Z';
  const of = (language: Language) => {
    const { when, day, list, country, number, colon, stop } = writingOf(language);
    return [
      when(at, 'Europe/Berlin'),
      day(at, 'UTC'),
      list(['CU', 'IR', 'SY'].map(country)),
      number(12_345),
      `a${colon}b${stop}`,
    ];
  };
  expect(of('es')).toEqual([
    'domingo, 1 de marzo de 2026, 17:00 (Europe/Berlin)',
    '1 de marzo de 2026',
    'Cuba, Irán y Siria',
    '12.345',
    'a: b. ',
  ]);
  expect(of('fr')).toEqual([
    'dimanche 1er mars 2026 à 17:00 (Europe/Berlin)',
    '1er mars 2026',
    'Cuba, Iran et Syrie',
    '12\u202f345',
    'a\u00a0: b. ',
  ]);
  expect(of('ja')).toEqual([
    '2026年3月1日日曜日 17:00（Europe/Berlin）',
    '2026年3月1日',
    'キューバ、イラン、シリア',
    '12,345',
    'a：b。',
  ]);
  expect(writingOf('fr').day('2026-03-11T12:00:00Z', 'UTC')).toBe('11 mars 2026');
});
