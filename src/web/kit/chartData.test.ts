import { expect, test } from 'vitest';
import { chartWords, hasData, lastPoint } from './chartData.ts';

const series = [{ key: 'a', label: 'Approved' }];

test('gaps are no data; zero is data beside something else', () => {
  expect(hasData([{ label: 'Jan', a: null }], series)).toBe(false);
  expect(hasData([{ label: 'Jan', a: 0 }], series)).toBe(false);
  expect(
    hasData(
      [
        { label: 'Jan', a: 0 },
        { label: 'Feb', a: 1 },
      ],
      series,
    ),
  ).toBe(true);
  expect(hasData([], series)).toBe(false);
  expect(
    lastPoint(
      [
        { label: 'Jan', a: 3 },
        { label: 'Feb', a: null },
      ],
      'a',
    ),
  ).toEqual({ index: 0, value: 3 });
  expect(
    chartWords(
      'Decisions',
      [
        { label: 'Jan', a: 3 },
        { label: 'Feb', a: 5 },
      ],
      series,
    ),
  ).toContain('from Jan to Feb. Latest: Approved 5.');
});
