import { expect, test } from 'vitest';
import { backward, forward, hasBefore, type Place, trailOf } from './keyset.ts';

const start: Place = { after: null, trail: [] };

test('pages on and back by the same markers', () => {
  const second = forward(start, 'b');
  const third = forward(second, 'c');
  expect(third).toEqual({ after: 'c', trail: ['', 'b'] });
  expect(backward(third)).toEqual(second);
  expect(backward(second)).toEqual(start);
  expect([hasBefore(start), hasBefore(second)]).toEqual([false, true]);
});

test('an address opened by a colleague has no trail and leads back to the first page', () => {
  expect(backward({ after: 'c', trail: trailOf(undefined) })).toEqual(start);
  for (const odd of [null, 7, { trail: 'x' }, { trail: [1] }]) expect(trailOf(odd)).toEqual([]);
});
