import { expect, test } from 'vitest';
import { withAssignee } from './useClaim.ts';

const me = { id: 'me', name: 'Rita' };
const row = (id: string) => ({ id, assignee: null, project: id });

test('a claim shows at once in every kind of answer, and touches nothing else', () => {
  const ids = new Set(['a']);
  const list = { rows: [row('a'), row('b')], next: null, total: 2 };
  expect(withAssignee(list, ids, me)).toEqual({ ...list, rows: [{ ...row('a'), assignee: me }, row('b')] });
  const board = { columns: [{ stage: 'review', count: 1, rows: [row('a')] }] };
  expect(withAssignee(board, ids, me)).toEqual({
    columns: [{ stage: 'review', count: 1, rows: [{ ...row('a'), assignee: me }] }],
  });
  expect(withAssignee(row('a'), ids, me)).toEqual({ ...row('a'), assignee: me });
  const other = { figures: [{ id: 'a', value: 1 }] };
  expect(withAssignee(other, ids, me)).toBe(other);
  expect(withAssignee(undefined, ids, me)).toBeUndefined();
});
