import { expect, test } from 'vitest';
import { testHouse } from '#tests/support/house.ts';
import { openProgram } from '#tests/support/program.ts';
import { PAGES } from '../contract/making.ts';
import { PRESETS } from '../presets/index.ts';
import { programsWeb } from '../web/index.tsx';

const house = await testHouse();
await openProgram(house);
const owner = await house.as('owner');

const codeOf = async (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error) => error.data?.rule ?? error.code,
  );

test('every preset becomes a program that nobody outside sees until it is opened', async () => {
  const { presets } = await owner.programs.listPresets({});
  expect(presets.map(({ code }) => code)).toEqual(PRESETS.map(({ code }) => code));
  for (const preset of presets.filter(({ code }) => code !== 'open-source')) {
    const made = await owner.programs.makeProgram({
      name: preset.name,
      slug: preset.code,
      prefix: preset.prefix,
      from: { preset: preset.code },
    });
    const program = await owner.programs.getProgram({ program: made.id });
    expect(program).toMatchObject({ open: false, begun: false, policyVersion: 1, slug: preset.code });
    const seen = async () => (await house.stranger.programs.publicPrograms({})).programs.map(({ slug }) => slug);
    expect(await seen()).not.toContain(preset.code);
    expect(await codeOf(house.stranger.programs.publicProgram({ program: preset.code }))).toBe('NOT_FOUND');
    await owner.programs.openProgram({ program: made.id });
    expect(await seen()).toContain(preset.code);
    expect((await house.stranger.programs.publicProgram({ program: preset.code })).open).toBe(true);
  }
});

test('a program can be made from another one, under another name, address and letters', async () => {
  const { programs } = await owner.programs.listPrograms({});
  const first = programs.find(({ slug }) => slug === 'open-source');
  if (!first) throw new Error('the Open Source program is missing');
  const copy = (change: Record<string, string>) =>
    owner.programs.makeProgram({
      name: 'Second',
      slug: 'second',
      prefix: 'SEC',
      from: { program: first.id },
      ...change,
    });
  expect(await codeOf(copy({ slug: 'open-source' }))).toBe('program.slug-taken');
  expect(await codeOf(copy({ prefix: 'OSS' }))).toBe('program.prefix-taken');
  const { id } = await copy({});
  const [was, is] = await Promise.all([
    owner.programs.getProgram({ program: first.id }),
    owner.programs.getProgram({ program: id }),
  ]);
  expect(is.policy).toEqual(was.policy);
  await owner.programs.renameProgram({ program: id, name: 'The second one' });
  expect((await owner.programs.getProgram({ program: id })).name).toBe('The second one');
});

test('no program takes the name of a page', async () => {
  const pages = programsWeb.routes.map(({ path }) => /^\/programs\/([a-z]+)/.exec(path)?.[1] ?? 'new');
  expect(PAGES).toEqual(expect.arrayContaining(pages));
  const named = owner.programs.makeProgram({ name: 'New', slug: 'new', prefix: 'NEW', from: { preset: 'heroes' } });
  expect(await codeOf(named)).toBe('INVALID');
});
