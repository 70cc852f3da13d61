import { expect, test } from 'vitest';
import { couponsCsv } from './couponsCsv.ts';

const row = {
  id: '1',
  ending: '…AB12',
  sku: 'OSS',
  batch: 'March, "first"',
  addedAt: '2026-03-10T09:00:00Z',
  state: 'void' as const,
  issued: null,
  voidWords: '=HYPERLINK("x")',
};

test('quotes what must be quoted, and lets no spreadsheet run a cell', () => {
  expect(couponsCsv([row], false)).toBe(
    `…AB12,void,OSS,"March, ""first""",2026-03-10T09:00:00Z,,,,,"'=HYPERLINK(""x"")"\r\n`,
  );
});

test('the head stands on the first part only', () => {
  expect(couponsCsv([], true)).toMatch(/^code ends,state/);
  expect(couponsCsv([], false)).toBe('');
});
