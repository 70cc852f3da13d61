import { expect, test } from 'vitest';
import { sizeWords } from '#web/kit/size.ts';
import { proofWords } from './words.ts';

test.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [43_008, '43 KB'],
  [1_250_000, '1.3 MB'],
  [987_000_000, '987 MB'],
  [3_700_000_000, '3.7 GB'],
])('%d bytes are %s', (bytes, words) => expect(sizeWords(bytes)).toBe(words));

test('what failed is never called proved', () => {
  expect(proofWords({ checkedHow: 'restored', trouble: 'other figures' })).toBe('Not proved');
  expect(proofWords({ checkedHow: 'restored', trouble: null })).toBe('Restored and compared');
});
