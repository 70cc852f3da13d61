import { expect, test } from 'vitest';
import { busyProgram } from '#tests/support/busy-program.ts';
import { testHouse } from '#tests/support/house.ts';
import { faultOf } from '#tests/support/visitor.ts';

const house = await testHouse();
const busy = await busyProgram(house);
const owner = await house.as('owner');
const open = await house.rows<{ id: string; program: string }>(
  `select id, program from programs.applications where stage not in ('draft') order by id limit 3`,
);
const program = open[0]?.program ?? '';
const holder = (application: string) =>
  house.rows<{ account: string }>(
    `select account from work.assignments where about_id = '${application}' and ended_at is null`,
  );

/** Somebody with two applications, a to-do of her own, one that the owner wrote, and an invitation under way. */
async function busyColleague() {
  const leaving = await house.as('manager');
  for (const { id } of open.slice(0, 2)) await owner.programs.assignApplication({ id, account: leaving.accountId });
  await owner.work.addTodo({ title: 'Ask legal', assignee: leaving.accountId });
  await leaving.work.addTodo({ title: 'My own' });
  await leaving.access.invite({ mail: `${leaving.accountId}@example.org`, role: 'analyst', program: null });
  return leaving;
}
const todosOf = (account: string) =>
  house.rows<{ title: string }>(
    `select title from work.todos where assignee = '${account}' and done_at is null order by title`,
  );

test('before an account is disabled it is shown what it holds', async () => {
  expect(busy.keys.length).toBeGreaterThan(0);
  expect(open).toHaveLength(3);
  const leaving = await busyColleague();
  const { held } = await owner.access.holdings({ id: leaving.accountId });
  expect(held.map(({ what, count, moves }) => [what, count, moves])).toEqual([
    ['access.tokens', 1, false],
    ['access.invitations', 1, false],
    ['programs.applications', 2, true],
    ['work.todos', 2, true],
  ]);
  const applications = held.find(({ what }) => what === 'programs.applications');
  expect(applications?.some[0]?.href).toMatch(/^\/programs\//);
  const plain = await house.as('analyst');
  expect(await faultOf(plain.access.holdings({ id: leaving.accountId }))).toMatchObject({ code: 'FORBIDDEN' });
});

test('work goes to a colleague in the same transaction, with facts; tokens and invitations end', async () => {
  const leaving = await busyColleague();
  const taker = await house.as('reviewer', program);
  const handOver = [
    { what: 'programs.applications', to: taker.accountId },
    { what: 'work.todos', to: taker.accountId },
  ];
  await owner.access.disableAccount({ id: leaving.accountId, handOver });
  for (const { id } of open.slice(0, 2)) expect(await holder(id)).toEqual([{ account: taker.accountId }]);
  expect((await todosOf(taker.accountId)).map((t) => t.title)).toEqual(['Ask legal', 'My own']);
  expect((await owner.access.holdings({ id: leaving.accountId })).held).toEqual([]);
  const facts = await house.rows<{ kind: string; data: unknown }>(
    `select kind, data from ledger.facts where about_id = '${leaving.accountId}' order by id`,
  );
  expect(facts).toEqual([
    { kind: 'account.disabled', data: { sessions: 0, tokens: 1, invitations: 1 } },
    { kind: 'account.handed-over', data: { what: 'programs.applications', to: taker.accountId, count: 2 } },
    { kind: 'account.handed-over', data: { what: 'work.todos', to: taker.accountId, count: 2 } },
  ]);
  const claimed = await house.rows(
    `select from ledger.facts where kind = 'application.claimed' and data->>'account' = '${taker.accountId}'`,
  );
  expect(claimed).toHaveLength(2);
  // Enabling brings back the roles, and none of the work.
  await owner.access.enableAccount({ id: leaving.accountId });
  expect(await todosOf(leaving.accountId)).toEqual([]);
  for (const { id } of open.slice(0, 2)) expect(await holder(id)).toEqual([{ account: taker.accountId }]);
});

test('back to the pool: applications are free, to-dos go to whoever wrote them or to who does this', async () => {
  const leaving = await busyColleague();
  const other = await house.as('owner');
  await other.access.disableAccount({
    id: leaving.accountId,
    handOver: [
      { what: 'programs.applications', to: null },
      { what: 'work.todos', to: null },
    ],
  });
  for (const { id } of open.slice(0, 2)) expect(await holder(id)).toEqual([]);
  expect((await todosOf(other.accountId)).map((t) => t.title)).toEqual(['My own']);
  expect((await todosOf(owner.accountId)).map((t) => t.title)).toContain('Ask legal');
});

test('what is not named stays, and can be handed over after the account was disabled', async () => {
  const leaving = await busyColleague();
  await owner.access.disableAccount({ id: leaving.accountId });
  expect((await owner.access.holdings({ id: leaving.accountId })).held.map(({ what }) => what)).toEqual([
    'programs.applications',
    'work.todos',
  ]);
  const handOver = [{ what: 'programs.applications', to: null }];
  expect(await owner.access.handOver({ id: leaving.accountId, handOver })).toEqual({ moved: 2 });
  expect(await owner.access.handOver({ id: leaving.accountId, handOver })).toEqual({ moved: 0 });
});

test('who cannot do the work does not get it: then nothing happens, the account stays in force', async () => {
  const leaving = await busyColleague();
  const gone = await house.as('reviewer', program);
  await owner.access.disableAccount({ id: gone.accountId });
  const stranger = await house.as('analyst');
  const give = (what: string, to: string) =>
    faultOf(owner.access.disableAccount({ id: leaving.accountId, handOver: [{ what, to }] }));
  expect(await give('programs.applications', stranger.accountId)).toMatchObject({ rule: 'work.taker-without-role' });
  expect(await give('programs.applications', gone.accountId)).toMatchObject({ rule: 'access.account-disabled' });
  expect(await give('programs.applications', leaving.accountId)).toMatchObject({ code: 'INVALID' });
  expect(await give('access.tokens', owner.accountId)).toMatchObject({ code: 'INVALID' });
  expect((await leaving.access.me({})).account).not.toBeNull();
  expect((await owner.access.holdings({ id: leaving.accountId })).held).toHaveLength(4);
});
