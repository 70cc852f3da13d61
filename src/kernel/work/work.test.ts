import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import type { Module } from '#kernel/module.ts';
import { keepAll } from '#kernel/search/keep.ts';
import type { NeedsMeItem } from '#kernel/slots.ts';
import { smallHouse } from '#tests/support/small-house.ts';

const [oss, startups] = [newId(), newId()];
const records = new Map<string, string | null>([
  [newId(), oss],
  [newId(), startups],
]);
const [ofOss, ofStartups] = [...records.keys()] as [string, string];
const waiting = (id: string, due: string | null): NeedsMeItem => ({
  id,
  title: id,
  words: '',
  href: '/',
  due,
  health: null,
});
const testRoom: Module = {
  name: 'tests',
  contract: {},
  handlers: {},
  scopes: { ship: async (_, id) => (records.has(id) ? { program: records.get(id) ?? null } : null) },
  needsMe: [
    {
      name: 'tests.ships',
      permission: 'work.read',
      items: async () => ({ total: 7, items: [waiting('b', null), waiting('a', '2026-03-10T12:00:00Z')] }),
    },
    {
      name: 'tests.secret',
      permission: 'nobody.may',
      items: async () => ({ total: 1, items: [waiting('secret', null)] }),
    },
  ],
  searchable: [
    {
      kind: 'ship',
      label: 'Ships',
      permission: 'work.read',
      touchedBy: [],
      all: async () => [...records.keys()],
      entries: async (_, ids) =>
        ids.map((id) => ({
          id,
          programs: [records.get(id) ?? newId()],
          keys: [],
          text: 'Ark',
          at: Temporal.Instant.from('2026-03-10T12:00:00Z'),
        })),
      hits: async (_, ids) => ids.map((id) => ({ id, title: 'Ark', words: '', href: '/' })),
    },
    {
      kind: 'broken',
      label: 'Broken',
      permission: 'work.read',
      touchedBy: [],
      all: async () => [newId()],
      entries: async (_, ids) =>
        ids.map((id) => ({
          id,
          programs: null,
          keys: [],
          text: 'ark',
          at: Temporal.Instant.from('2026-03-10T12:00:00Z'),
        })),
      hits: async () => Promise.reject(new Error('down')),
    },
  ],
};
const { house, transact, clock, as, stranger, system } = await smallHouse([testRoom]);
const manager = await as('manager');
const reviewer = await as('reviewer', oss);
const analyst = await as('analyst');
const ship = (id: string) => ({ kind: 'ship', id });
const factsOf = async (id: string) =>
  (
    await sql<{
      kind: string;
      program: string;
    }>`select kind, program from ledger.facts where about_id = ${id} order by id`.execute(house.database.kysely)
  ).rows;

beforeEach(async () => {
  await sql`truncate work.notes, work.todos, work.assignments, ledger.facts cascade`.execute(house.database.kysely);
});

describe('notes', () => {
  test('are written, listed newest first page by page, and removed by their author', async () => {
    for (const body of ['first', 'second', 'third']) {
      await reviewer('work.addNote', { about: ship(ofOss), body });
      clock.advance({ minutes: 1 });
    }
    const one = await manager('work.listNotes', { ...ship(ofOss), limit: 2 });
    expect(one.rows.map((n: { body: string }) => n.body)).toEqual(['third', 'second']);
    expect(one.rows[0].author).toEqual({ id: reviewer.accountId, name: 'Test reviewer' });
    const two = await manager('work.listNotes', { ...ship(ofOss), limit: 2, after: one.next });
    expect(two).toMatchObject({ rows: [{ body: 'first' }], next: null });
    await reviewer('work.removeNote', { id: one.rows[0].id });
    expect((await manager('work.listNotes', ship(ofOss))).rows).toHaveLength(2);
    await expect(reviewer('work.removeNote', { id: one.rows[0].id })).rejects.toMatchObject({ code: 'not-found' });
    expect((await factsOf(ofOss)).map((f) => f.kind)).toEqual([
      'note.added',
      'note.added',
      'note.added',
      'note.removed',
    ]);
    expect((await factsOf(ofOss)).every((f) => f.program === oss)).toBe(true);
  });

  test('of others are removed only by who may remove any; the house may write its own', async () => {
    const { id } = await system('work.addNote', { about: ship(ofOss), body: 'by itself' });
    expect((await reviewer('work.listNotes', ship(ofOss))).rows).toMatchObject([{ author: null, mayRemove: false }]);
    await expect(reviewer('work.removeNote', { id })).rejects.toMatchObject({ code: 'forbidden' });
    await manager('work.removeNote', { id });
  });

  test.each([
    ['another program', () => reviewer('work.addNote', { about: ship(ofStartups), body: 'x' }), 'not-found'],
    ['reading another program', () => reviewer('work.listNotes', ship(ofStartups)), 'not-found'],
    ['a record that is not there', () => manager('work.addNote', { about: ship(newId()), body: 'x' }), 'not-found'],
    [
      'a kind that nobody owns',
      () => manager('work.addNote', { about: { kind: 'dragon', id: ofOss }, body: 'x' }),
      'invalid',
    ],
    ['an analyst', () => analyst('work.addNote', { about: ship(ofOss), body: 'x' }), 'forbidden'],
    ['a stranger', () => stranger('work.listNotes', ship(ofOss)), 'unauthenticated'],
    ['nothing but spaces', () => manager('work.addNote', { about: ship(ofOss), body: '   ' }), 'invalid'],
  ])('are refused for %s', async (_, act, code) => {
    await expect(act()).rejects.toMatchObject({ code });
  });
});

describe('to-dos', () => {
  test('are one’s own until done, and wait in the order of their days', async () => {
    await reviewer('work.addTodo', { title: 'later', about: ship(ofOss), dueOn: '2026-03-20' });
    await reviewer('work.addTodo', { title: 'some day' });
    const { id } = await manager('work.addTodo', {
      title: 'late',
      about: ship(ofOss),
      dueOn: '2026-03-09',
      assignee: reviewer.accountId,
    });
    const mine = await reviewer('work.listTodos', {});
    expect(mine.rows.map((t: { title: string; late: boolean }) => [t.title, t.late])).toEqual([
      ['late', true],
      ['later', false],
      ['some day', false],
    ]);
    expect(mine.rows[0].madeBy.name).toBe('Test manager');
    expect(
      (await reviewer('work.needsMe', {})).items.filter((i: { source: string }) => i.source === 'work.todos'),
    ).toMatchObject([
      { title: 'late', health: 'late', due: '2026-03-10T00:00:00Z' },
      { title: 'later', health: 'in-time' },
      { title: 'some day', health: null, due: null },
    ]);
    await reviewer('work.completeTodo', { id });
    await reviewer('work.completeTodo', { id });
    expect((await reviewer('work.listTodos', {})).rows).toHaveLength(2);
    expect((await manager('work.listTodos', { ...ship(ofOss), done: 'true' })).rows).toMatchObject([{ title: 'late' }]);
    await reviewer('work.reopenTodo', { id });
    await expect(reviewer('work.reopenTodo', { id })).rejects.toMatchObject({ data: { rule: 'todo.still-open' } });
    expect((await factsOf(ofOss)).map((f) => f.kind)).toEqual([
      'todo.added',
      'todo.added',
      'todo.completed',
      'todo.reopened',
    ]);
  });

  test('belong to somebody: others neither see nor tick them, and no one is burdened out of the blue', async () => {
    const { id } = await manager('work.addTodo', { title: 'mine alone' });
    await expect(reviewer('work.completeTodo', { id })).rejects.toMatchObject({ code: 'not-found' });
    await expect(reviewer('work.addTodo', { title: 'you do it', assignee: manager.accountId })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(manager('work.addTodo', { title: 'x', assignee: newId() })).rejects.toMatchObject({
      data: { fields: [{ field: 'assignee' }] },
    });
    await expect(manager('work.listTodos', { kind: 'ship' })).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('assignments', () => {
  test('one is in force, whoever assigns at the same moment', async () => {
    await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        manager('work.assign', { about: ship(ofOss), account: n % 2 ? reviewer.accountId : manager.accountId }),
      ),
    );
    const inForce = await sql`select 1 from work.assignments where ended_at is null`.execute(house.database.kysely);
    expect(inForce.rows).toHaveLength(1);
    const { account } = await manager('work.assignment', ship(ofOss));
    expect(['Test manager', 'Test reviewer']).toContain(account.name);
  });

  test('taking what one has changes nothing; handing over and ending are facts', async () => {
    await reviewer('work.assign', { about: ship(ofOss) });
    await reviewer('work.assign', { about: ship(ofOss) });
    await manager('work.assign', { about: ship(ofOss) });
    await manager('work.unassign', { about: ship(ofOss) });
    await expect(manager('work.unassign', { about: ship(ofOss) })).rejects.toMatchObject({
      data: { rule: 'record.not-assigned' },
    });
    expect((await factsOf(ofOss)).map((f) => f.kind)).toEqual([
      'record.assigned',
      'record.assigned',
      'record.unassigned',
    ]);
    expect(await manager('work.assignment', ship(ofOss))).toEqual({ account: null, since: null });
    await expect(reviewer('work.assign', { about: ship(ofStartups) })).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('across all rooms', () => {
  test('what waits comes by due, with all rooms’ counts, and not from rooms that are closed to the viewer', async () => {
    await transact(async (c) => sql`select 1`.execute(c.tx));
    const answer = await manager('work.needsMe', { limit: 2 });
    expect(answer.total).toBe(7);
    expect(answer.items.map((i: { id: string }) => i.id)).toEqual(['a', 'b']);
    expect(answer.sources.map((s: { name: string }) => s.name)).not.toContain('tests.secret');
  });

  test('a broken search leaves the others standing, none answers more than it was asked for, each sees their own', async () => {
    await transact(keepAll);
    const { groups } = await manager('work.search', { text: 'ark', limit: 1 });
    expect(groups.map((g: { source: string; hits: unknown[] }) => [g.source, g.hits.length])).toEqual([['Ships', 1]]);
    expect((await reviewer('work.search', { text: 'akr' })).groups).toMatchObject([
      { source: 'Ships', hits: [{ id: ofOss }] },
    ]);
    expect((await manager('work.search', { text: 'a' })).groups).toEqual([]);
  });
});
