import { expect, test } from 'vitest';
import { hueOf, initialsOf } from './person.ts';

test.each([
  ['Ada King', 'AK'],
  ['ada', 'A'],
  ['Ludwig van Beethoven', 'LB'],
  ['  élodie  Ågren ', 'ÉÅ'],
  ['李小龙', '李'],
  ['kim.lee@example.org', 'KO'],
  ['🦊', '🦊'],
  ['', '?'],
])('initials of "%s" are %s', (name, initials) => expect(initialsOf(name)).toBe(initials));

test('the hue of a name is its own and stays', () => {
  expect(hueOf('Ada King')).toBe(hueOf('Ada King'));
  expect(hueOf('Ada King')).not.toBe(hueOf('Grace Hopper'));
});
