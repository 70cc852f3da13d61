import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvOf } from './csv.ts';
import { readCsv } from './csv-read.ts';

const cells = (text: string) => readCsv(text).map((line) => line.cells);

test.each([
  [
    'a,b\n1,2\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'a;b\r\n"x;y";"say ""yes"""\r\n',
    [
      ['a', 'b'],
      ['x;y', 'say "yes"'],
    ],
  ],
  [
    'a\tb\r1\t2',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  ['\uFEFFa, b ,\n\n , ,\n1', [['a', 'b', ''], ['1']]],
  [
    'a,b\n"two\nlines",2',
    [
      ['a', 'b'],
      ['two\nlines', '2'],
    ],
  ],
  ['a,b\n"never closed,2\n3,4', [['a', 'b'], ['never closed,2\n3,4']]],
  ['5" nail,x', [['5" nail', 'x']]],
  ['', []],
])('%j', (text, lines) => expect(cells(text)).toEqual(lines));

test('the line is where it begins', () => {
  expect(readCsv('a\n\n"x\ny"\nb').map(({ line }) => line)).toEqual([1, 3, 5]);
});

test('what the house exports is read as it was', () => {
  const unit = fc.oneof(
    { weight: 4, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }) },
    fc.constantFrom("'", '=', '+', '"', '\n', ';'),
  );
  const cell = fc.string({ unit, maxLength: 12 }).map((text) => text.replace(/[\0\uFEFF]/g, '').trim());
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell), { maxLength: 8 }), (lines) => {
      const kept = lines.map((line) =>
        line.map((text) => (/^'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/u.test(text) ? `'${text}` : text)),
      );
      expect(cells(csvOf(['one', 'two', 'three'], lines))).toEqual([
        ['one', 'two', 'three'],
        ...kept.filter((line) => line.some((text) => text !== '')),
      ]);
    }),
    { numRuns: 1000 },
  );
});
