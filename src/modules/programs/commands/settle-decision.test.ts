import { expect, test } from 'vitest';
import { testHouse } from '#tests/support/house.ts';
import { apply, confirm, LOCAL_CHECKS, openProgram, requiring } from '#tests/support/program.ts';

// A time to come, so that the database's own clock wakes nothing by itself.
const house = await testHouse({ now: '2056-03-07T09:00:00Z' });

test('a job that is woken too early, by a clock ahead of ours, settles nothing and comes back', async () => {
  await openProgram(house, { automatic: false, undoMinutes: 10, requirements: requiring(LOCAL_CHECKS) });
  const reviewer = await house.as('reviewer');
  const applied = await apply(house, 'early');
  const { id, address } = applied;
  await confirm(house, applied);
  await house.work();
  await reviewer.programs.approveApplication({ id });
  house.clock.advance({ minutes: 9, seconds: 58 });
  const settled = async () => (await reviewer.programs.getApplication({ id })).decision?.settled;
  // The job of the decision runs now, two seconds before our clock says so.
  await house.rows(`update graphile_worker._private_jobs set run_at = now() where run_at > now() + interval '1 year'`);
  await house.work();
  expect(await settled()).toBe(false);
  house.clock.advance({ seconds: 2 });
  await house.work();
  expect(await settled()).toBe(true);
  expect((await house.mailbox(address)).filter((m) => m.template === 'programs.approved')).toHaveLength(1);
});
