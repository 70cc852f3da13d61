import { expect, test } from 'vitest';
import { counted, plural } from './plural.ts';

test('a noun goes with its number', () => {
  expect([0, 1, 2, 1204].map((n) => counted(n, 'row'))).toEqual(['0 rows', '1 row', '2 rows', '1,204 rows']);
  expect(counted(1, 'person', 'people')).toBe('1 person');
  expect([0, 1, 1.5].map((n) => plural(n, 'is', 'are'))).toEqual(['are', 'is', 'are']);
});
