import { expect, test } from 'vitest';
import { testHouse } from '#tests/support/house.ts';
import { type Applied, apply, confirm, LOCAL_CHECKS, openProgram, requiring } from '#tests/support/program.ts';

const house = await testHouse();
await openProgram(house, { automatic: false, undoMinutes: 0, requirements: requiring(LOCAL_CHECKS) });
const reviewer = await house.as('reviewer');

async function applied(n: string, change: Record<string, unknown> = {}): Promise<Applied & { key: string }> {
  const a = await apply(house, n, change);
  const key = await confirm(house, a);
  await house.work();
  return { ...a, key };
}
const found = async (a: Applied) => {
  const { checkList } = await reviewer.programs.getApplication({ id: a.id });
  const check = checkList.find((k) => k.name === 'not-duplicate');
  return { state: check?.state, evidence: check?.evidence.map((e) => [e.subject, e.finding, e.words.split(') ')[1]]) };
};

const first = await applied('first', { repositories: ['https://gitlab.com/shared/tool'] });

test('an application like no other passes', async () => {
  expect((await found(first)).state).toBe('passed');
});

test('the same namespace or repository fails; the strongest likeness is named', async () => {
  const same = await applied('x1', { namespaceUrl: 'https://gitlab.com/Project-First/other', address: first.address });
  expect(await found(same)).toEqual({ state: 'failed', evidence: [[first.number, 'bad', 'has the same namespace.']] });
  await house.stranger.programs.withdrawApplication({ key: same.key });
  const repository = await applied('x2', { repositories: ['https://gitlab.com/shared/tool.git'] });
  expect(await found(repository)).toEqual({
    state: 'failed',
    evidence: [[first.number, 'bad', 'names one of the same repositories.']],
  });
  await house.stranger.programs.withdrawApplication({ key: repository.key });
});

test('the same person or project name goes to a person', async () => {
  const person = await applied('x3', { address: first.address });
  expect(await found(person)).toEqual({
    state: 'unsure',
    evidence: [[first.number, 'unclear', 'is from the same person.']],
  });
  await house.stranger.programs.withdrawApplication({ key: person.key });
  const named = await applied('x4', { project: 'Project first' });
  expect(await found(named)).toEqual({
    state: 'unsure',
    evidence: [[first.number, 'unclear', 'has the same project name.']],
  });
});

test('one that was withdrawn or refused is no obstacle', async () => {
  const gone = await applied('x5');
  await house.stranger.programs.withdrawApplication({ key: gone.key });
  const refused = await applied('x5', { address: 'x5-again@example.org' });
  expect((await found(refused)).state).toBe('passed');
  await reviewer.programs.refuseApplication({ id: refused.id, reason: 'other', words: 'No.' });
  await house.work();
  expect((await found(await applied('x5', { address: 'x5-third@example.org' }))).state).toBe('passed');
});
