import { expect, test } from 'vitest';
import { testHouse } from '#tests/support/house.ts';
import { memberPolicy } from '#tests/support/members.ts';
import { openProgram } from '#tests/support/program.ts';

const house = await testHouse();
const program = await openProgram(house, memberPolicy());
const owner = await house.as('owner');
const analyst = await house.as('analyst');

test('a member who came with a list tells so, and a mail that came back needs somebody until it was seen to', async () => {
  const content = Buffer.from('member,email,start,end\nTide,tide@example.org,2026-01-01,2027-01-01').toString('base64');
  const list = await owner.programs.uploadImport({ program, kind: 'members', name: 'tides.csv', content });
  await owner.programs.startImport({ ...list, reading: (await owner.programs.previewImport(list)).reading });
  await house.work();
  const [row] = (await owner.programs.listMembers({ program })).rows;
  const id = row?.id as string;
  expect(row?.unreachable).toBe(false);
  expect((await owner.programs.getMember({ id })).imports).toMatchObject([
    { id: list.id, name: 'tides.csv', line: 2, added: true },
  ]);
  expect((await analyst.programs.getMember({ id })).imports).toEqual([]);

  await house.rows(`insert into programs.bounces (membership, incoming, template, address, words, gave_up, permanent, came_at)
    values ('${id}', gen_random_uuid(), 'programs.renewal-reminder', 'tide@example.org', '550 no such user', true, true, '${house.clock.now()}')`);
  const shown = await owner.programs.getMember({ id });
  expect(shown.bounces).toMatchObject([{ open: true, permanent: true, words: '550 no such user' }]);
  expect(shown.may.seeToMail).toBe(true);
  expect((await analyst.programs.getMember({ id })).may.seeToMail).toBe(false);
  const marked = async () => (await owner.programs.listMembers({ program })).rows.map(({ unreachable }) => unreachable);
  const needed = async () => (await owner.work.needsMe({})).items;
  expect(await marked()).toEqual([true]);
  expect(await needed()).toMatchObject([{ title: 'Tide', href: `/programs/members/${id}` }]);

  await owner.programs.handleBounce({ bounce: shown.bounces[0]?.id as string });
  expect((await owner.programs.getMember({ id })).bounces).toMatchObject([{ open: false }]);
  expect(await marked()).toEqual([false]);
  expect(await needed()).toEqual([]);
});
