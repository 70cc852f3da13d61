import { expect, test } from 'vitest';
import { askedHow } from '#tests/support/busy-program.ts';
import { testHouse } from '#tests/support/house.ts';
import { apply, confirm, LOCAL_CHECKS, openProgram, requiring } from '#tests/support/program.ts';
import { publishPolicy } from './commands/run-program.ts';
import { satisfaction } from './policy/review.ts';
import { openSourcePreset } from './presets/open-source.ts';

const house = await testHouse();
const policy = {
  ...openSourcePreset.policy,
  ...{ automatic: false, undoMinutes: 0, requirements: requiring(LOCAL_CHECKS), statements: [] },
  satisfaction: satisfaction.parse({}),
};
const program = await openProgram(house, policy);
const manager = await house.as('program-manager', program);
const reviewer = await house.as('reviewer', program);
const told = async (who: typeof manager) =>
  (await who.work.notifications({})).rows.filter(({ kind }) => kind === 'programs.low-satisfaction');

async function asked(n: string, comment = ''): Promise<string> {
  const applied = await apply(house, n, { statements: [] });
  await confirm(house, applied);
  await house.work();
  await reviewer.programs.refuseApplication({ id: applied.id, reason: 'licence', words: 'No.' });
  await house.work();
  return askedHow(house, program, applied.id, comment);
}

test('a score of one or two is told once to those who run the program, and the notice opens its row', async () => {
  const key = await asked('low', 'Nobody answered us.');
  await house.work();
  expect(await told(manager)).toEqual([]);
  for (const score of [3, null, 2, 1]) {
    await house.stranger.programs.answerAsking({ key, score, comment: 'Nobody answered us.' });
    await house.work();
    expect(await told(manager), String(score)).toHaveLength(score !== null && score <= 2 ? 1 : 0);
  }
  expect(await told(reviewer)).toEqual([]);
  const [notice] = await told(manager);
  expect(notice).toMatchObject({ title: expect.stringContaining('Project low') });
  expect(JSON.stringify(notice)).not.toContain('Nobody answered');
  const asking = new URL(notice?.href ?? '', 'https://guildhall.test').searchParams.get('asking') as string;
  const { rows } = await manager.programs.listSatisfaction({ program, asking });
  expect(rows).toMatchObject([{ id: asking, project: 'Project low', score: 1, comment: 'Nobody answered us.' }]);
});

test('from which score on is said by the policy, or that nobody is told', async () => {
  const quiet = { ...policy, satisfaction: { ...policy.satisfaction, noticeUpTo: null } };
  await house.transact((c) => publishPolicy(c, { program, policy: quiet as never, basedOn: 2 }));
  const before = (await told(manager)).length;
  const key = await asked('quiet');
  await house.stranger.programs.answerAsking({ key, score: 1, comment: '' });
  await house.work();
  expect(await told(manager)).toHaveLength(before);
  const strict = { ...policy, satisfaction: { ...policy.satisfaction, noticeUpTo: 3 } };
  await house.transact((c) => publishPolicy(c, { program, policy: strict as never, basedOn: 3 }));
  await house.stranger.programs.answerAsking({ key: await asked('strict'), score: 3, comment: '' });
  await house.work();
  expect(await told(manager)).toHaveLength(before + 1);
});
