import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSearch, stringifySearch } from '../search.ts';
import {
  type FilterField,
  filterWords,
  type ListState,
  nextSort,
  readList,
  refine,
  sameRows,
  withFilter,
  writeList,
} from './list.ts';

const fields: FilterField[] = [
  {
    field: 'state',
    label: 'State',
    kind: 'choice',
    choices: [
      { value: 'late', label: 'Late' },
      { value: 'paused', label: 'Paused' },
    ],
  },
  { field: 'name', label: 'Name', kind: 'text' },
  { field: 'sent', label: 'Sent', kind: 'date' },
];
const plain: ListState = { view: null, words: '', filters: [], sort: null, after: null, peek: null };

describe('a list in its address', () => {
  test('reads what a colleague can type', () => {
    expect(readList(parseSearch('?state=!late,paused&words=curl&sort=-sent&other=1'), fields)).toEqual({
      ...plain,
      words: 'curl',
      filters: [{ field: 'state', not: true, values: ['late', 'paused'] }],
      sort: { field: 'sent', descending: true },
    });
  });

  test('whatever the values, writing and reading gives the same list', () => {
    const value = fc.string({ minLength: 1 }).filter((text) => !/[\uD800-\uDFFF]/.test(text));
    const filter = fc.constantFrom('state', 'name', 'sent').chain((field) =>
      fc.record({
        field: fc.constant(field),
        not: fc.boolean(),
        values: fc.uniqueArray(value, { minLength: 1, maxLength: 4 }),
      }),
    );
    const lists = fc.record({
      view: fc.option(value, { nil: null }),
      words: value,
      filters: fc.uniqueArray(filter, { selector: ({ field }) => field }),
      sort: fc.option(fc.record({ field: fc.constantFrom('sent', 'a-b'), descending: fc.boolean() }), { nil: null }),
      after: fc.option(value, { nil: null }),
      peek: fc.option(value, { nil: null }),
    });
    fc.assert(
      fc.property(lists, (list) => {
        const order = (each: ListState) => ({
          ...each,
          filters: each.filters.toSorted((a, b) => (a.field < b.field ? -1 : 1)),
        });
        const back = readList(parseSearch(stringifySearch(writeList(list))), fields);
        expect(order(back)).toEqual(order(list));
      }),
    );
  });

  test('nonsense is left out, never thrown at', () => {
    for (const query of ['?state=', '?state=!', '?state=,,', '?sort=-', '?state=%', '?after=&peek=']) {
      expect(() => readList(parseSearch(query), fields)).not.toThrow();
    }
    expect(readList(parseSearch('?state=!,&sort='), fields)).toEqual(plain);
  });

  test('other rows begin at the first page with the peek closed', () => {
    const deep = { ...plain, after: 'c3', peek: '7' };
    expect(withFilter(deep, { field: 'state', not: false, values: ['late'] })).toMatchObject({
      after: null,
      peek: null,
    });
    expect(refine(deep, { words: 'x' }).after).toBeNull();
    expect(
      withFilter(withFilter(plain, { field: 'state', not: false, values: ['late'] }), {
        field: 'state',
        not: false,
        values: [],
      }),
    ).toEqual(plain);
  });

  test('a head sorts up, down, not at all', () => {
    const up = nextSort(null, 'sent');
    const down = nextSort(up, 'sent');
    expect([up, down, nextSort(down, 'sent')]).toEqual([
      { field: 'sent', descending: false },
      { field: 'sent', descending: true },
      null,
    ]);
    expect(nextSort(down, 'name')).toEqual({ field: 'name', descending: false });
  });

  test('filters read as sentences', () => {
    expect(filterWords({ field: 'state', not: false, values: ['late', 'paused'] }, fields)).toBe(
      'State is Late or Paused',
    );
    expect(filterWords({ field: 'name', not: true, values: ['curl'] }, fields)).toBe('Name does not hold curl');
    expect(filterWords({ field: 'sent', not: false, values: ['2026-01-01..'] }, fields)).toBe('Sent since 2026-01-01');
  });

  test('a view is the same with another page or peek, not with another filter', () => {
    expect(sameRows(plain, { ...plain, view: 'mine', after: 'c', peek: '1' })).toBe(true);
    expect(sameRows(plain, { ...plain, words: 'x' })).toBe(false);
  });
});
