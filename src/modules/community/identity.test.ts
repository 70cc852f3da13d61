import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { displayName, namesOf, patternOf, searchable, UnfitName } from './identity.ts';
import { domainOf, organisationNames } from './organisation-name.ts';

describe('the names of an identity', () => {
  test('keep the written form and fold two spellings into one', () => {
    expect(namesOf('address', ' Ada@BÜCHER.example ')).toEqual({
      written: 'Ada@xn--bcher-kva.example',
      folded: 'ada@xn--bcher-kva.example',
    });
    expect(namesOf('user', '@AdaL')).toEqual({ written: 'AdaL', folded: 'adal' });
    expect(namesOf('namespace', '/Group/Sub/')).toEqual({ written: 'Group/Sub', folded: 'group/sub' });
  });

  test.each([
    ['address', 'ada'],
    ['address', 'ada@example.org\r\nBcc: x@example.org'],
    ['user', '  '],
    ['user', 'a\u202eb'],
    ['user', 'x'.repeat(501)],
    ['namespace', '///'],
  ])('of kind %s refuse %j', (kind, value) => {
    expect(() => namesOf(kind, value)).toThrow(UnfitName);
  });

  test('fold to a fixed point', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), (value) => {
        let names: { folded: string };
        try {
          names = namesOf('user', value);
        } catch (error) {
          expect(error).toBeInstanceOf(UnfitName);
          return;
        }
        fc.pre(!names.folded.startsWith('@') && names.folded.trim() === names.folded);
        expect(namesOf('user', names.folded).folded).toBe(names.folded);
      }),
    );
  });
});

test('a display name is one line without hidden marks, or nothing', () => {
  expect(displayName('  Ada\u202e \n Lovelace ')).toBe('Ada Lovelace');
  expect(displayName('\u200b')).toBeNull();
  expect(displayName(null)).toBeNull();
  expect([...(displayName('😀'.repeat(300)) ?? '')]).toHaveLength(200);
});

test('the search knows no accents, and its wildcards are letters', () => {
  expect(searchable('Jürgen  MÜLLER')).toBe('jurgen muller');
  expect(patternOf('50%_\\')).toBe('%50\\%\\_\\\\%');
});

test('organisations fold their names, and domains lose what is not theirs', () => {
  expect(organisationNames(' Müller &  Söhne ')).toEqual({ name: 'Müller & Söhne', folded: 'muller & sohne' });
  expect(domainOf('https://www.Bücher.example/about?x')).toBe('xn--bcher-kva.example');
  expect(() => domainOf('localhost')).toThrow(UnfitName);
  expect(() => organisationNames('\u200b')).toThrow(UnfitName);
});
