import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cellsOf } from '#tests/support/csv.ts';
import { csvOf } from './csv.ts';

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '\uFEFF=1', '＝1', '\n+1'])(
  '%j is kept a text',
  (text) => {
    const [[cell] = []] = cellsOf(csvOf(null, [[text]]));
    expect(cell).toBe(`'${text}`);
  },
);

test('numbers stay numbers, nothing stays empty, and only the first part has a mark', () => {
  expect(csvOf(['a', 'b'], [[-1, null]])).toBe('\uFEFFa,b\r\n-1,\r\n');
  expect(csvOf(null, [['x', 'y z']])).toBe('x,y z\r\n');
  expect(csvOf(null, [['a"b', 'c,d', 'e;f', ' g']])).toBe('"a""b","c,d","e;f"," g"\r\n');
});

test('whatever is written is read back, apart from the apostrophe before a formula', () => {
  const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', '=', 'a', ' ', "'") }));
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), (cells) => {
      const [read = [], ...more] = cellsOf(csvOf(null, [cells]));
      expect(more).toEqual([]);
      expect(read.map((cell, i) => (cell === `'${cells[i]}` ? cells[i] : cell))).toEqual(cells);
      for (const cell of read) expect(cell.trimStart()).not.toMatch(/^[=+\-@]/);
    }),
  );
});
