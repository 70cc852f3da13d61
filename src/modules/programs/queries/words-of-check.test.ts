import { expect, test } from 'vitest';
import { wordsOfCheck } from './application-history.ts';

const check = '0199e0a0-0000-7000-8000-000000000001';

test('the timeline names the check that was finished and how it came out', () => {
  const data = { check, name: 'mail-confirmed', state: 'failed' };
  expect(wordsOfCheck({ kind: 'application.check-finished', data })).toMatch(/^finished the check “.+ .+”: it fails$/);
  expect(wordsOfCheck({ kind: 'application.check-finished', data: {} })).toBeNull();
  expect(wordsOfCheck({ kind: 'application.approved', data })).toBeNull();
});
