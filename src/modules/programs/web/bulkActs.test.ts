import { expect, test } from 'vitest';
import { undoOf } from './bulkActs.ts';

const now = Date.parse('2026-03-10T09:00:00Z');
const row = (id: string, assignee: string | null) => ({
  ...{ id, assignee, number: 'OSS-1', project: 'p', program: 'x', outcome: '', objection: null, undoMinutes: null },
});
const outcome = (id: string, finalAt: string | null, done = true) => ({ id, done, finalAt, objection: null });

test('decisions are undone together, until the first of them takes effect; what was not done is left alone', () => {
  const outcomes = [
    outcome('a', '2026-03-10T09:30:00Z'),
    outcome('b', '2026-03-10T09:10:00Z'),
    outcome('c', null, false),
  ];
  expect(undoOf('approve', [], outcomes, now)).toEqual({
    until: '2026-03-10T09:10:00Z',
    acts: [{ act: 'undo', ids: ['a', 'b'] }],
  });
  expect(undoOf('approve', [], [outcome('a', '2026-03-10T09:00:00Z')], now)).toBeNull();
  expect(undoOf('ask', [], outcomes, now)).toBeNull();
  expect(undoOf('claim', [], [outcome('c', null, false)], now)).toBeNull();
});

test('a claim or assignment goes back to whoever had it, the pool included', () => {
  const before = [row('a', null), row('b', 'bea'), row('c', null)];
  const undo = undoOf(
    'assign',
    before,
    before.map(({ id }) => outcome(id, null)),
    now,
  );
  expect(undo).toEqual({
    until: '2026-03-10T09:01:00.000Z',
    acts: [
      { act: 'assign', account: null, ids: ['a', 'c'] },
      { act: 'assign', account: 'bea', ids: ['b'] },
    ],
  });
});
