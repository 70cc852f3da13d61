import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { list, rewrap, textOf } from './fixtures.ts';
import { type Reading, readLicence } from './match.ts';
import { standingOf } from './standing.ts';

const clean = (reading: Reading): boolean =>
  reading.found.length > 0 &&
  reading.found.every((found) => found.standing === 'osi' && !found.notice) &&
  reading.unknown === null &&
  reading.near === null &&
  reading.restrictive === null &&
  !reading.hedged;

const osi = Object.keys(list).filter((id) => standingOf(id) === 'osi' && list[id]?.osiApproved);
const filled = (text: string): string =>
  text
    .replace(/<(?:year|YEAR|yyyy|Year)>|\[yyyy\]|\[year\]/g, '2024')
    .replace(
      /<(?:copyright holders?|COPYRIGHT HOLDERS?|owner|OWNER|name of author)>|\[name of copyright owner\]|\[copyright holders\]/g,
      'Ada Lovelace and Example Industries',
    );

describe('the text of every OSI-approved licence is found', () => {
  test.each(osi)('%s as it is, filled in, re-wrapped, in comments, with CRLF, in Markdown', (id) => {
    const text = textOf(id);
    const forms: Record<string, string> = {
      plain: text,
      filled: filled(text),
      narrow: rewrap(text, 48),
      wide: rewrap(text, 400),
      comment: `/*\n${text
        .split('\n')
        .map((line) => ` * ${line}`)
        .join('\n')}\n */`,
      hashes: text
        .split('\n')
        .map((line) => `# ${line}`)
        .join('\n'),
      crlf: text.replaceAll('\n', '\r\n'),
      capitals: text.toUpperCase(),
      markdown: `# License\n\n${text}`,
      holder: `Copyright (c) 2015-2024 Ada Lovelace <ada@example.org>. All rights reserved.\n\n${text}`,
    };
    for (const [form, content] of Object.entries(forms)) {
      const reading = readLicence(content);
      expect([form, clean(reading), reading.unknown, reading.near?.quote ?? null]).toEqual([form, true, null, null]);
    }
  });
});

test('no licence that is not OSI-approved passes as one', { timeout: 120_000 }, () => {
  const others = Object.keys(list).filter((id) => !list[id]?.osiApproved && !/^GPL-[23]\.0-with-/.test(id));
  expect(others.length).toBeGreaterThan(500);
  const passed = others.flatMap((id) =>
    [textOf(id), rewrap(textOf(id), 60), filled(textOf(id))].filter((text) => clean(readLicence(text))).map(() => id),
  );
  expect(passed).toEqual([]);
});

describe('licences that look alike are told apart', () => {
  test.each([
    'MIT',
    'MIT-0',
    'BSD-1-Clause',
    'BSD-2-Clause',
    'BSD-3-Clause',
    'ISC',
    '0BSD',
    'Zlib',
    'LGPL-2.1-only',
    'LGPL-3.0-only',
    'AGPL-3.0-only',
    'GPL-3.0-only',
    'BSD-2-Clause-Patent',
    'MIT-Modern-Variant',
    'Unlicense',
    'MPL-1.1',
    'MPL-2.0',
  ])('%s', (id) => expect(readLicence(textOf(id)).found[0]?.ids).toContain(id));
  test.each([
    'JSON',
    'X11',
    'BSD-4-Clause',
    'BSD-3-Clause-Clear',
    'BSD-3-Clause-No-Nuclear-License',
    'BSD-3-Clause-Attribution',
    'MIT-advertising',
    'CC0-1.0',
    'WTFPL',
    'BUSL-1.1',
    'SSPL-1.0',
    'Elastic-2.0',
  ])('%s is not OSI-approved', (id) => expect(clean(readLicence(textOf(id)))).toBe(false));
});

const restrictions = [
  'for non-commercial purposes',
  'except for military use',
  'The Software shall be used for Good, not Evil.',
  'not',
  'only',
  'without commercial intent',
  'You may not sell the Software.',
  'This permission does not extend to companies with more than 100 employees.',
  'Commons Clause License Condition v1.0: the grant of rights does not include the right to Sell the Software.',
  'Use in the field of nuclear energy is prohibited.',
  'for evaluation',
  'This licence ends after thirty days.',
  'for personal use',
  'Redistribution requires written approval.',
  'for academic use',
];
const base = [
  'MIT',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'Apache-2.0',
  'MPL-2.0',
  'GPL-3.0-only',
  'GPL-2.0-only',
  'LGPL-3.0-only',
  'Zlib',
  'BSL-1.0',
  'Unlicense',
  '0BSD',
];

describe('near misses never pass', () => {
  test('a restricting phrase put in anywhere', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...base),
        fc.constantFrom(...restrictions),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (id, phrase, where) => {
          const words = textOf(id).split(' ');
          words.splice(Math.floor(where * words.length), 0, phrase);
          return !clean(readLicence(words.join(' ')));
        },
      ),
      { numRuns: 300 },
    );
  });
  test('a meaningful word left out of the terms', { timeout: 120_000 }, () => {
    const meaningful =
      /^(?:without|not|no|all|any|free|commercial|sell|modify|modification|use|distribute|sublicense|permitted|granted|hereby|perpetual|worldwide|irrevocable|royalty-free)\b/i;
    fc.assert(
      fc.property(
        fc.constantFrom(
          'MIT',
          'BSD-2-Clause',
          'BSD-3-Clause',
          'ISC',
          'Zlib',
          'BSL-1.0',
          'Unlicense',
          '0BSD',
          'MPL-2.0',
        ),
        fc.nat(),
        (id, pick) => {
          const words = textOf(id).split(/\s+/);
          const places = words.flatMap((word, at) => (meaningful.test(word) ? [at] : []));
          words.splice(places[pick % places.length] ?? 0, 1);
          return !clean(readLicence(words.join(' ')));
        },
      ),
      { numRuns: 200 },
    );
  });
  test.each([
    ['MIT', 'including\nwithout limitation the rights to use', 'including\nwith limitation the rights to use'],
    ['MIT', 'and/or sell', 'but not sell'],
    ['ISC', 'for any purpose', 'for any non-commercial purpose'],
    ['BSD-3-Clause', 'in source and binary forms', 'in source form'],
  ])('%s with %j turned into %j', (id, from, to) => {
    const text = textOf(id);
    const changed = text.includes(from) ? text.replace(from, to) : text.replace(from.replace('\n', ' '), to);
    expect(changed).not.toBe(text);
    const reading = readLicence(changed);
    expect(reading.near?.id).toBe(id);
    expect(clean(reading)).toBe(false);
  });
});

describe('several parts in one file', () => {
  test('two licences one after the other', () => {
    expect(readLicence(`${textOf('MIT')}\n\n----\n\n${textOf('Apache-2.0')}`).found.map((found) => found.id)).toEqual([
      'MIT',
      'Apache-2.0',
    ]);
  });
  test('terms beside a known text are quoted', () => {
    const reading = readLicence(`${textOf('MIT')}\n\nUsers in the defence industry shall keep away.`);
    expect(reading.unknown).toContain('defence industry');
  });
  test('a sentence that names licences', () => {
    const reading = readLicence(
      'This project is dual-licensed under the Unlicense and MIT licenses.\n\nYou may use this code under the terms of either license.',
    );
    expect(reading.named.map((named) => named.id)).toEqual(['Unlicense', 'MIT']);
    expect(reading.unknown).toBeNull();
  });
});

describe('hostile input ends soon', () => {
  test.each([
    ['angle brackets', '<a '.repeat(60_000)],
    ['links', ']('.repeat(90_000)],
    ['entities', '&#1'.repeat(60_000)],
    ['one word', 'a'.repeat(180_000)],
    ['copyright', 'copyright (c) '.repeat(12_000)],
    ['pieces of MIT', 'permission is hereby granted free of charge to any person '.repeat(3_000)],
    ['dashes', `${'- '.repeat(90_000)}x`],
  ])('%s', { timeout: 20_000 }, (_name, text) => {
    expect(clean(readLicence(text))).toBe(false);
  });
});
