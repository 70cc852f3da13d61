import { expect, test } from 'vitest';
import type { Run } from '#kernel/jobs/job.ts';
import { testHouse } from '#tests/support/house.ts';
import { apply, confirm, LOCAL_CHECKS, openProgram, requiring } from '#tests/support/program.ts';
import { openSourcePreset } from '../presets/open-source.ts';
import { dealWaiting } from './deal-out.ts';

const house = await testHouse();
const review = { ...openSourcePreset.policy.review, assignment: 'round-robin' as const, capacity: 3 };
const program = await openProgram(house, { automatic: false, requirements: requiring(LOCAL_CHECKS), review });
const [ann, ben, cem] = [await house.as('reviewer'), await house.as('reviewer'), await house.as('reviewer')];
const run = {
  signal: new AbortController().signal,
  transact: (_: string, act: Parameters<typeof house.transact>[0]) => house.transact(act),
} as Run;
const waiting = async (...names: string[]) => {
  const ids: string[] = [];
  for (const name of names) {
    const applied = await apply(house, name);
    await confirm(house, applied);
    ids.push(applied.id);
    house.clock.advance({ minutes: 1 });
  }
  await house.work();
  return ids;
};
const held = async () => {
  const rows = await house.rows<{ account: string; n: number }>(
    "select account, count(*)::int n from work.assignments where about_kind = 'application' and ended_at is null group by 1",
  );
  const of = new Map(rows.map(({ account, n }) => [account, n]));
  return [ann, ben, cem].map(({ accountId }) => of.get(accountId) ?? 0);
};

test('what waits goes to reviewers by turns, and several workers at once give nobody more than the capacity', async () => {
  await waiting('1', '2', '3', '4');
  await Promise.all([dealWaiting(run), dealWaiting(run), dealWaiting(run), dealWaiting(run)]);
  expect((await held()).toSorted()).toEqual([1, 1, 2]);
  await waiting('5', '6', '7', '8', '9', '10', '11');
  await Promise.all([dealWaiting(run), dealWaiting(run), dealWaiting(run), dealWaiting(run)]);
  expect(await held()).toEqual([3, 3, 3]);
  const { total } = await ann.programs.listApplications({ assignee: 'nobody' });
  expect(total).toBe(2);
  const heard = (await ben.work.notifications({})).rows.map(({ words }) => words);
  await house.work();
  expect([...heard, ...(await ben.work.notifications({})).rows.map(({ words }) => words)]).toContain(
    'It is yours to look after',
  );
});

test('who is away, or must not judge it, is skipped; who decides has room again', async () => {
  const { rows } = await ann.programs.listApplications({ assignee: 'me' });
  await ann.programs.setAway({ away: true, until: '2026-03-12' });
  for (const { id } of rows) await ann.programs.approveApplication({ id, words: '' });
  await dealWaiting(run);
  expect(await held().then(([first]) => first)).toBe(3);
  expect((await ann.programs.listApplications({ assignee: 'nobody', stage: 'review' })).total).toBe(2);
  const people = (await ann.programs.reviewersOfProgram({ program })).reviewers;
  expect(people.find(({ id }) => id === ann.accountId)).toMatchObject({ away: true, until: '2026-03-12', open: 0 });
  house.clock.set('2026-03-13T09:00:00Z');
  const [next] = (await ann.programs.listApplications({ assignee: 'nobody', stage: 'review', sort: 'oldest' })).rows;
  await ann.programs.declareConflict({ id: next?.id as string, about: 'application', words: 'My brother runs it.' });
  await dealWaiting(run);
  const left = await ann.programs.listApplications({ assignee: 'nobody', stage: 'review' });
  expect(left.rows.map(({ id }) => id)).toEqual([next?.id]);
});

test('where people assign by hand nothing is given by itself, and one can be given by turns by hand', async () => {
  const owner = await house.as('owner');
  const policy = (await owner.programs.getProgram({ program })).policy;
  const { version } = await owner.programs.publishPolicy({
    program,
    basedOn: 2,
    policy: { ...policy, review: { ...review, assignment: 'manual', capacity: null } },
  });
  expect(version).toBe(3);
  const [id] = await waiting('by-hand');
  await dealWaiting(run);
  expect((await owner.programs.getApplication({ id: id as string })).assignee).toBeNull();
  const outcome = await owner.programs.actOnApplications({ act: 'deal', ids: [id as string] });
  expect(outcome.rows).toMatchObject([{ done: true }]);
  expect((await owner.programs.getApplication({ id: id as string })).assignee).not.toBeNull();
});
