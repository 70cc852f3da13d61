import { expect, test } from 'vitest';
import { testHouse } from '#tests/support/house.ts';
import { apply, LOCAL_CHECKS, openProgram, requiring } from '#tests/support/program.ts';
import { faultOf } from '#tests/support/visitor.ts';
import { setUpProgram } from '../commands/run-program.ts';
import { openSourcePreset } from '../presets/open-source.ts';

const house = await testHouse();
const program = await openProgram(house, { requirements: requiring(LOCAL_CHECKS) });
const manager = await house.as('manager');
const another = (slug: string, prefix: string, sample: boolean) =>
  house.transact((c) => setUpProgram(c, { ...openSourcePreset, slug, prefix, name: `Program ${slug}`, sample }));
const value = (home: Awaited<ReturnType<typeof manager.programs.houseHome>>, id: string) =>
  home.figures.find((figure) => figure.id === id)?.value;

test('a new house is told the first step, by who may take it', async () => {
  const step = async () => (await manager.programs.houseHome({})).firstStep;
  await manager.programs.closeProgram({ program });
  expect(await step()).toMatchObject({ what: 'open', program: { slug: 'open-source' } });
  await manager.programs.openProgram({ program });
  expect(await step()).toMatchObject({ what: 'add-coupons' });
  await manager.programs.addCoupons({ program, sku: 'OSS-SAAS-1Y', name: 'first', csv: 'CODE-0001\n' });
  expect(await step()).toMatchObject({ what: 'send-address' });
  const reviewer = await house.as('reviewer');
  expect(await reviewer.programs.houseHome({})).toMatchObject({ firstStep: null, program: { id: program } });
});

test('shows what is invented while nothing real is there, and never counts it with what is real unasked', async () => {
  const sample = await another('sample', 'INV', true);
  expect(await manager.programs.houseHome({})).toMatchObject({ program: { id: sample, sample: true } });
  await apply(house, 'invented', { program: 'sample' });
  await apply(house, 'invented-too', { program: 'sample' });
  await apply(house, 'real');
  house.clock.advance({ minutes: 1 });
  const home = await manager.programs.houseHome({});
  expect(home).toMatchObject({ program: { id: program, sample: false }, firstStep: null });
  expect(home.programs.map(({ slug }) => slug)).toEqual(['open-source', 'sample']);
  expect(value(home, 'programs.applications-submitted')).toBe(1);
  expect(home.figures).toHaveLength(6);
  const all = await manager.programs.houseHome({ program: 'all' });
  expect(all.program).toBeNull();
  expect(value(all, 'programs.applications-submitted')).toBe(3);
  expect(all.stages.find(({ stage }) => stage === 'confirming')?.count).toBe(3);
  expect(all.weeks.at(-1)).toMatchObject({ submitted: 3 });
  expect(all.happened.filter(({ words }) => words.startsWith('applied')).map(({ who }) => who)).toEqual([
    'Applicant real',
    'Applicant invented-too',
    'Applicant invented',
  ]);
});

test('a viewer sees the programs they may read, and no others', async () => {
  const second = await another('second', 'TWO', false);
  await apply(house, 'second', { program: 'second' });
  house.clock.advance({ minutes: 1 });
  const scoped = await house.as('reviewer', second);
  const home = await scoped.programs.houseHome({});
  expect(home.programs.map(({ slug }) => slug)).toEqual(['second']);
  expect(home.happened.every(({ words }) => !words.includes('OSS-'))).toBe(true);
  const all = await scoped.programs.houseHome({ program: 'all' });
  expect(value(all, 'programs.applications-submitted')).toBe(1);
  expect(all.stages.reduce((sum, { count }) => sum + count, 0)).toBe(1);
  expect(await faultOf(scoped.programs.houseHome({ program }))).toMatchObject({ code: 'FORBIDDEN' });
});
