import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvOf } from './csv.ts';

/** Reads one line of CSV back, as RFC 4180 says. */
function cellsOf(csv: string): string[] {
  const cells: string[] = [];
  let at = 0;
  while (at <= csv.length) {
    if (csv[at] === '"') {
      let text = '';
      for (at++; csv[at] !== '"' || csv[at + 1] === '"'; at++) {
        if (csv[at] === '"') at++;
        text += csv[at];
      }
      cells.push(text);
      at += 2;
    } else {
      const end = csv.slice(at).search(/[,\r]|$/) + at;
      cells.push(csv.slice(at, end));
      at = end + 1;
    }
    if (csv[at - 1] !== ',') break;
  }
  return cells;
}

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '\uFEFF=1', '＝1', '\n+1'])(
  '%j is kept a text',
  (text) => {
    const [cell] = cellsOf(csvOf(null, [[text]]));
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
      const read = cellsOf(csvOf(null, [cells]));
      expect(read.map((cell, i) => (cell === `'${cells[i]}` ? cells[i] : cell))).toEqual(cells);
      for (const cell of read) expect(cell.trimStart()).not.toMatch(/^[=+\-@]/);
    }),
  );
});
