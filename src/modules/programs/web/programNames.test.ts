import fc from 'fast-check';
import { expect, test } from 'vitest';
import { prefixOf, slugOf } from './programNames.ts';

test.each([
  ['Education program', 'education', 'EDU'],
  ['Open Source Partners', 'open-source-partners', 'OPE'],
  ['Für Schüler & Lehrer', 'fur-schuler-lehrer', 'FUR'],
  ['オープン', '', ''],
])('%s', (name, slug, prefix) => {
  expect(slugOf(name)).toBe(slug);
  expect(prefixOf(name, [])).toBe(prefix);
});

test('letters that are taken give way to others', () => {
  expect(prefixOf('Open Source Partners', ['OPE'])).toBe('OSP');
});

test('whatever a program is called, what is offered can be taken', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (name) => {
      expect(slugOf(name)).toMatch(/^([a-z0-9]+(-[a-z0-9]+)*)?$/);
      expect(prefixOf(name, [])).toMatch(/^([A-Z]{2,5})?$/);
    }),
  );
});
