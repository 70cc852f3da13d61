import { afterAll, expect, test } from 'vitest';
import { testHouse } from '#tests/support/house.ts';
import { loopbackServer } from '#tests/support/loopback-server.ts';
import { apply, confirm, LOCAL_CHECKS, openProgram, requiring } from '#tests/support/program.ts';
import { newId } from '../../ids.ts';
import { record } from '../../ledger/record.ts';
import { mailFailed } from '../../mail/facts.ts';

const bodies: string[] = [];
let status = 200;
const chat = await loopbackServer((request, response) => {
  let body = '';
  request.on('data', (part) => (body += String(part)));
  request.on('end', () => {
    bodies.push(body);
    response.writeHead(status).end('ok');
  });
});
afterAll(() => chat.close());
const house = await testHouse({ allowPrivateHosts: chat.host });
const program = await openProgram(house, { automatic: false, requirements: requiring(LOCAL_CHECKS) });
const owner = await house.as('owner');
const manager = await house.as('program-manager', program);
const reviewer = await house.as('reviewer', program);
const address = `${chat.origin}/services/T0/B0/secret-part`;
const work = async () => {
  await house.work();
  const run = { transact: (_: string, act: never) => house.transact(act) } as never;
  house.clock.advance({ minutes: 1 });
  await house.house.timetables.get('work.sweep-tellings')?.perform(run, house.clock.now());
  await house.work();
};
const lines = async (who: typeof reviewer, kind: string) =>
  (await who.work.notifications({})).rows.filter((line) => line.kind === kind);

test('a program’s channel hears its kinds, not those for one person; its address is sealed, a test says what was answered', async () => {
  const { id } = await manager.work.addChannel({
    ...{ name: 'Team', program, address },
    kinds: ['programs.new-application', 'programs.application-late'],
  });
  expect(JSON.stringify(await manager.work.channels({ program }))).not.toContain('secret-part');
  expect((await manager.work.channels({ program })).kinds.map(({ kind }) => kind)).not.toContain('work.mentioned');
  expect(await manager.work.testChannel({ id })).toEqual({ ok: true, words: 'The chat program took the message.' });
  status = 404;
  expect(await manager.work.testChannel({ id })).toEqual({ ok: false, words: 'It answered 404.' });
  status = 500;
  bodies.length = 0;
  const a = await apply(house, 'ferry');
  await confirm(house, a);
  await work();
  expect(bodies).toHaveLength(1);
  expect((await manager.work.channels({})).rows).toMatchObject([{ name: 'Team', trouble: 'It answered 500.' }]);
  status = 200;
  house.clock.advance({ minutes: 10 });
  await work();
  expect(bodies.map((body) => JSON.parse(body).text)).toEqual(Array(2).fill(expect.stringContaining('Project ferry')));
  await work();
  expect(bodies).toHaveLength(2);
  await manager.work.changeChannel({ id, kinds: ['programs.application-late'] });
  await confirm(house, await apply(house, 'other'));
  await work();
  expect(bodies).toHaveLength(2);
  await manager.work.removeChannel({ id });
  expect((await manager.work.channels({})).rows).toEqual([]);
  expect(await house.rows("select name from house.secrets where name like 'work.channel%'")).toEqual([]);
});

test('nobody lets a channel hear more than they may know, nor another program, nor an address inside the house', async () => {
  const good = { name: 'Team', kinds: ['programs.application-late'], address };
  await expect(reviewer.work.addChannel({ ...good, program })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(manager.work.addChannel({ ...good, program: null })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(manager.work.addChannel({ ...good, program, kinds: ['backups.failed'] })).rejects.toMatchObject({
    data: { fields: [{ field: 'kinds' }] },
  });
  await expect(manager.work.addChannel({ ...good, program, address: 'http://10.0.0.1/x' })).rejects.toMatchObject({
    data: { fields: [{ field: 'address' }] },
  });
  const { id } = await owner.work.addChannel({ ...good, program: null, kinds: ['backups.failed'] });
  await expect(manager.work.removeChannel({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('a to-do from a colleague, and a mention in a note, are told to whom they are for; only readers can be mentioned', async () => {
  const a = await apply(house, 'told');
  await confirm(house, a);
  const about = { kind: 'application', id: a.id };
  await manager.work.addTodo({ title: 'Ring them', about, assignee: reviewer.accountId });
  await owner.work.addTodo({ title: 'On its own', assignee: reviewer.accountId });
  await reviewer.work.addTodo({ title: 'Mine', about });
  await manager.work.addNote({
    about,
    body: 'Look, @Test reviewer',
    mentions: [reviewer.accountId, manager.accountId],
  });
  await manager.work.addNote({ about, body: 'No mention' });
  await house.work();
  expect(await lines(reviewer, 'work.todo-given')).toHaveLength(2);
  expect(await lines(reviewer, 'work.mentioned')).toMatchObject([
    { title: expect.stringContaining('Project told'), href: `/programs/applications/${a.id}`, count: 1 },
  ]);
  expect(await lines(manager, 'work.mentioned')).toEqual([]);
  const stranger = await house.as('reviewer', newId());
  await expect(manager.work.addNote({ about, body: '@Test', mentions: [stranger.accountId] })).rejects.toMatchObject({
    data: { fields: [{ field: 'mentions' }] },
  });
});

test('a mail that failed for good is told by what it was; one that tells of notices is not, or it would never end', async () => {
  const fail = (template: string) =>
    house.transact((c) => {
      const id = newId();
      return record(c, mailFailed, { about: { kind: 'mail', id }, program, data: { message: id, template } });
    });
  await fail('work.notices');
  await fail('programs.coupon');
  await house.work();
  const told = await lines(manager, 'mail.failed');
  expect(told).toMatchObject([{ title: 'A mail did not arrive', href: expect.stringContaining('/settings/outbox/') }]);
});

test('the list is narrowed by program, kind and period, and names the kinds there are', async () => {
  const all = await manager.work.notifications({});
  expect(all.kinds.map(({ kind }) => kind)).toContain('programs.application-late');
  expect(all.kinds.map(({ kind }) => kind)).not.toContain('backups.failed');
  expect((await manager.work.notifications({ program })).rows).toHaveLength(all.rows.length);
  expect((await manager.work.notifications({ program: newId() })).rows).toEqual([]);
  const mail = await manager.work.notifications({ kind: 'mail.failed' });
  expect(mail.rows).toHaveLength(1);
  const at = mail.rows[0]?.at ?? '';
  const kinds = async (period: { from?: string; to?: string }) =>
    (await manager.work.notifications({ kind: 'mail.failed', ...period })).rows.length;
  const after = Temporal.Instant.from(at).add({ milliseconds: 1 }).toString();
  expect([
    await kinds({ from: at }),
    await kinds({ to: at }),
    await kinds({ from: after }),
    await kinds({ to: after }),
  ]).toEqual([1, 0, 0, 1]);
});
