import { expect, test } from 'vitest';
import { goToFollower } from './goTo.ts';

test('g and a letter lead to an area, a lone or late letter nowhere', () => {
  const follow = goToFollower();
  expect(follow('p', 0)).toBeNull();
  expect(follow('g', 10)).toBeNull();
  expect(follow('p', 500)).toBe('programs');
  expect(follow('p', 600)).toBeNull();
  expect(follow('g', 1000)).toBeNull();
  expect(follow('p', 2500)).toBeNull();
  expect(follow('g', 3000)).toBeNull();
  expect(follow('j', 3100)).toBeNull();
  expect(follow('p', 3200)).toBeNull();
});
