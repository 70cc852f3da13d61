import { expect, test } from 'vitest';
import { boardStep } from './boardKeys.ts';

const sizes = [3, 0, 1];

test('arrows move over cards and skip empty columns', () => {
  expect(boardStep({ column: 0, place: 0 }, 'ArrowDown', sizes)).toEqual({ column: 0, place: 1 });
  expect(boardStep({ column: 0, place: 2 }, 'ArrowDown', sizes)).toBeNull();
  expect(boardStep({ column: 0, place: 0 }, 'k', sizes)).toBeNull();
  expect(boardStep({ column: 0, place: 2 }, 'ArrowRight', sizes)).toEqual({ column: 2, place: 0 });
  expect(boardStep({ column: 2, place: 0 }, 'h', sizes)).toEqual({ column: 0, place: 0 });
  expect(boardStep({ column: 2, place: 0 }, 'ArrowRight', sizes)).toBeNull();
  expect(boardStep({ column: 0, place: 0 }, 'Enter', sizes)).toBeNull();
});
