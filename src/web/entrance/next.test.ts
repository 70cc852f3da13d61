import { expect, test } from 'vitest';
import { safeNext } from './next.ts';

test.each([
  ['/programs?state=late#x', '/programs?state=late#x'],
  [null, '/'],
  ['https://evil.example', '/'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['javascript:alert(1)', '/'],
])('%s leads to %s', (next, target) => expect(safeNext(next)).toBe(target));
