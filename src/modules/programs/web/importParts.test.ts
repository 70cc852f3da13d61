import { expect, test } from 'vitest';
import { inBase64, partsOf } from './importParts.ts';

test('a list in parts is the list', () => {
  const bytes = Uint8Array.from({ length: 11_000_001 }, (_, n) => (n * 31) % 256);
  const parts = partsOf(bytes);
  expect(parts.map(({ length }) => length)).toEqual([5_000_000, 5_000_000, 1_000_001]);
  const back = Buffer.concat(parts.map((part) => Buffer.from(inBase64(part), 'base64')));
  expect(back.equals(bytes)).toBe(true);
});
