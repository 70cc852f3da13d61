import { expect, test } from 'vitest';
import { testHouse } from '#tests/support/house.ts';
import { type Applied, apply, confirm, openProgram } from '#tests/support/program.ts';
import { openSourcePreset } from '../presets/open-source.ts';

const house = await testHouse();
await openProgram(house, {
  automatic: false,
  requirements: [
    ...openSourcePreset.policy.requirements.filter(({ check }) => check === 'mail-confirmed'),
    { check: 'within-limits', words: 'Not too often.', with: { verifications: 2, days: 365, perDay: 2 } },
  ],
});
const reviewer = await house.as('reviewer');
const manager = await house.as('manager');

const stateOf = async (applied: Applied) => {
  const { checkList } = await reviewer.programs.getApplication({ id: applied.id });
  const check = checkList.find(({ name }) => name === 'within-limits');
  return [check?.state, check?.evidence.map(({ finding, words }) => [finding, words.split(';')[0]])];
};
const applied = async (n: string, address: string) => {
  const one = await apply(house, n, { address });
  await confirm(house, one);
  await house.work();
  house.clock.advance({ hours: 1 });
  return one;
};
const within = (n: number) => `Application number ${n} of the same person within 365 days`;
const today = (n: number) => `Application number ${n} of the same person within a day`;

test('a person has so many verifications in so many days, under all of their addresses', async () => {
  const first = await applied('one', 'ada@one.example');
  const other = await applied('two', 'ada@two.example');
  expect(await stateOf(other)).toEqual([
    'passed',
    [
      ['good', within(1)],
      ['good', today(1)],
    ],
  ]);
  const idOf = async (a: Applied) => (await manager.programs.getApplication({ id: a.id })).identity;
  await manager.community.mergePeople({ one: await idOf(first), other: await idOf(other), reason: 'the same' });

  const third = await applied('three', 'ada@one.example');
  expect(await stateOf(third)).toEqual([
    'failed',
    [
      ['bad', within(3)],
      ['bad', today(3)],
    ],
  ]);

  house.clock.advance({ hours: 24 });
  const unconfirmed = await apply(house, 'four', { address: 'ada@two.example' });
  expect(unconfirmed.number).toBeTruthy();
  const fifth = await applied('five', 'ada@one.example');
  expect(await stateOf(fifth)).toEqual([
    'failed',
    [
      ['bad', within(4)],
      ['good', today(2)],
    ],
  ]);

  // What came later changes nothing of the first when it is looked at again.
  await reviewer.programs.rerunCheck({ id: first.id, check: 'within-limits' });
  await house.work();
  expect(await stateOf(first)).toEqual([
    'passed',
    [
      ['good', within(1)],
      ['good', today(1)],
    ],
  ]);

  house.clock.advance({ hours: 24 * 366 });
  expect(await stateOf(await applied('six', 'ada@two.example'))).toEqual([
    'passed',
    [
      ['good', within(1)],
      ['good', today(1)],
    ],
  ]);
});
