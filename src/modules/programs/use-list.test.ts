import { expect, test } from 'vitest';
import { readUse, type UseList } from './use-list.ts';

const read = (csv: string) => readUse(csv) as UseList;

test('columns stand in any order, with commas or semicolons, quotes and a mark before them; others are carried along', () => {
  for (const csv of [
    'day,code,seats\n2026-03-31,ABC-1,12\n',
    '\uFEFFcode;note;seats;day\r\n"ABC-1";"a ""b""; c";12;2026-03-31\r\n',
  ])
    expect(read(csv)).toMatchObject({
      by: 'code',
      refused: [],
      lines: [{ line: 2, key: 'ABC-1', day: '2026-03-31', seats: 12 }],
    });
});

test('a row that cannot be read says why, with its line; empty ones are nothing', () => {
  const list = read(
    'namespace,seats,day\n,1,2026-01-01\n\na,-1,2026-01-01\na,1,2026-02-30\na,1,1.2.2026\n"two\nlines",1,2026-01-01\nb,1,x\n',
  );
  expect(list.lines).toMatchObject([{ line: 7, key: 'two\nlines' }]);
  expect(list.refused.map(({ line, why }) => [line, why])).toEqual([
    [2, 'The namespace is missing.'],
    [4, 'Seats has to be a number without a sign, such as 12.'],
    [5, 'There is no such day.'],
    [6, 'The day has to be written as year-month-day, such as 2026-03-31.'],
    [9, 'The day has to be written as year-month-day, such as 2026-03-31.'],
  ]);
});

test('a list without the columns is none', () => {
  for (const csv of ['', 'code,seats\n', 'seats,day\n1,2026-01-01\n']) expect(readUse(csv)).toHaveProperty('fault');
});
