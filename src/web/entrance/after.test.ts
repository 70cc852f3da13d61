import { expect, test } from 'vitest';
import { addressAfter } from './after.ts';

test('leads in, or to the second step with the way on; never to another site', () => {
  expect(addressAfter('in', '/programs?x=1')).toBe('/programs?x=1');
  expect(addressAfter('factor', null)).toBe('/sign-in/step');
  expect(addressAfter('set-up', '/programs?x=1')).toBe('/sign-in/step?next=%2Fprograms%3Fx%3D1');
  expect(addressAfter('factor', '//evil.example')).toBe('/sign-in/step');
});
