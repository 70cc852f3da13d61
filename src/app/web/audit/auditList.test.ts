import { expect, test } from 'vitest';
import type { ListState } from '#web/kit/list.ts';
import type { ListHandle } from '#web/kit/useList.ts';
import { modules } from '../../modules.ts';
import { answerable, auditInput, listFrom } from './auditList.ts';
import { views } from './views.ts';
import { fieldWords, written } from './written.ts';

const ID = '019aa000-0000-7000-8000-00000000000a';

test('every filter of the address is asked of the server, with the page', () => {
  const search = {
    ...{ who: ID, kind: 'role.made,role.changed', program: ID, about: ID, from: '192.0.2' },
    ...{ when: '2026-03-01..2026-04-01', words: ' zebra ', after: 'marker' },
  };
  const day = (text: string) => new Date(`${text}T00:00`).toISOString();
  expect(auditInput(listFrom(search))).toEqual({
    ...{ who: ID, kinds: ['role.made', 'role.changed'], program: ID, about: ID, from: '192.0.2' },
    ...{ since: day('2026-03-01'), until: day('2026-04-01'), text: 'zebra', after: 'marker' },
  });
  expect(auditInput(listFrom({}))).toEqual({});
});

test('what the server would refuse is left out: no ids, no days, too short an address', () => {
  const search = { who: 'me', about: '1', program: 'x', from: '1', when: '2026-02-31x..soon', words: ' ' };
  expect(auditInput(listFrom(search))).toEqual({});
});

test('nothing is turned round; several kinds at once, but one of everybody', () => {
  const gone: ListState[] = [];
  const list = listFrom({});
  const handle: ListHandle = {
    list,
    change: async (next) => void gone.push(next),
    nextPage: async () => {},
    pageBefore: async () => {},
  };
  answerable(handle).change({
    ...list,
    sort: { field: 'when', descending: false },
    filters: [
      { field: 'kind', not: true, values: ['role.made', 'role.changed'] },
      { field: 'who', not: true, values: ['a', 'b'] },
    ],
  });
  expect(gone).toEqual([
    {
      ...list,
      filters: [
        { field: 'kind', not: false, values: ['role.made', 'role.changed'] },
        { field: 'who', not: false, values: ['b'] },
      ],
    },
  ]);
});

test('the tabs ask for kinds that there are', () => {
  const known = new Set(modules.flatMap((module) => (module.facts ?? []).map(({ kind }) => kind)));
  const asked = views.flatMap(({ search }) => String(search.kind ?? '').split(',')).filter(Boolean);
  expect(asked.length).toBeGreaterThan(10);
  expect(asked.filter((kind) => !known.has(kind))).toEqual([]);
});

test('values and fields are written for people', () => {
  expect([null, true, [], ['a', 2], '', { a: 1 }].map(written)).toEqual([
    ...['nothing', 'yes', 'none', 'a, 2', 'empty', '{"a":1}'],
  ]);
  expect(fieldWords('secondFactor')).toBe('second factor');
});
