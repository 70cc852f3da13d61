import { describe, expect, test } from 'vitest';
import type { ListState } from '#web/kit/list.ts';
import type { ListHandle } from '#web/kit/useList.ts';
import { answerable, listFrom, outboxInput } from './outboxList.ts';

describe('the outbox as its address says', () => {
  test('asks for one state, one kind, one receiver, one page', () => {
    const list = listFrom({ state: 'held', template: 'programs.coupon', words: ' ada@example.org ', after: 'x' });
    expect(outboxInput(list)).toEqual({
      state: 'held',
      template: 'programs.coupon',
      address: 'ada@example.org',
      after: 'x',
    });
    expect(outboxInput(listFrom({}))).toEqual({});
  });

  test('a state that does not exist asks for all', () => {
    expect(outboxInput(listFrom({ state: 'lost' }))).toEqual({});
  });

  test('of two values the last chosen one counts, and nothing is turned round', () => {
    const gone: ListState[] = [];
    const list = listFrom({});
    const handle: ListHandle = {
      list,
      change: async (next) => void gone.push(next),
      nextPage: async () => {},
      pageBefore: async () => {},
    };
    answerable(handle).change({ ...list, filters: [{ field: 'state', not: true, values: ['held', 'sent'] }] });
    expect(gone[0]?.filters).toEqual([{ field: 'state', not: false, values: ['sent'] }]);
  });
});
