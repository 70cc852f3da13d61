import { expect, test } from 'vitest';
import { remembered } from './remembered.ts';

test('is made once for each text, until there are too many', () => {
  const made: string[] = [];
  const lengths = remembered<number>(2);
  const length = (text: string) =>
    lengths(text, () => {
      made.push(text);
      return text.length;
    });
  expect(['a', 'bb', 'a', 'bb'].map(length)).toEqual([1, 2, 1, 2]);
  expect(made).toEqual(['a', 'bb']);
  expect(length('ccc')).toBe(3);
  expect(length('a')).toBe(1);
  expect(made).toEqual(['a', 'bb', 'ccc', 'a']);
});

test('an error is not remembered', () => {
  let tries = 0;
  const answers = remembered();
  const never = (text: string) =>
    answers(text, () => {
      tries += 1;
      throw new Error('no');
    });
  expect(() => never('a')).toThrow('no');
  expect(() => never('a')).toThrow('no');
  expect(tries).toBe(2);
});
