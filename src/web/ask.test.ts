import { expect, test } from 'vitest';
import { ask, pathOf } from './ask.ts';

test('a question is kept under its operation and input', () => {
  expect(pathOf((c: { figures: { read: unknown } }) => c.figures.read)).toEqual(['figures', 'read']);
  const key = (figure: string) => ask((c) => c.figures.read, { figure, program: null, from: null, to: null }).queryKey;
  expect(key('a')).toEqual(['figures', 'read', { figure: 'a', program: null, from: null, to: null }]);
  expect(key('a')).toEqual(key('a'));
  expect(key('a')).not.toEqual(key('b'));
});
