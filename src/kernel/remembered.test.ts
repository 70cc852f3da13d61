import { expect, test } from 'vitest';
import { remembered } from './remembered.ts';

test('is made once for each text, until there are too many', () => {
  const made: string[] = [];
  const length = remembered((text) => {
    made.push(text);
    if (text === '') throw new Error('nothing to measure');
    return text.length;
  }, 2);
  expect(['a', 'bb', 'a', 'bb'].map(length)).toEqual([1, 2, 1, 2]);
  expect(made).toEqual(['a', 'bb']);
  expect(length('ccc')).toBe(3);
  expect(length('a')).toBe(1);
  expect(made).toEqual(['a', 'bb', 'ccc', 'a']);
});

test('an error is not remembered', () => {
  let tries = 0;
  const never = remembered(() => {
    tries += 1;
    throw new Error('no');
  });
  expect(() => never('a')).toThrow('no');
  expect(() => never('a')).toThrow('no');
  expect(tries).toBe(2);
});
