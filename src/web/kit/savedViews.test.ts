import { expect, test } from 'vitest';
import type { FilterField } from './list.ts';
import type { SavedView, SavedViews } from './own.ts';
import { faultOf, moved, tabsOf } from './savedViews.ts';

const fields: FilterField[] = [
  { field: 'state', label: 'State', kind: 'choice', choices: [{ value: 'late', label: 'late' }] },
  { field: 'owner', label: 'Owner', kind: 'choice', choices: [] },
];

test.each([
  ['?state=late&sort=-due&view=x', null],
  ['?state=!late&owner=anybody', null],
  ['?colour=red', 'colour'],
  ['?state=late,gone', 'state that is not there'],
])('%s fits, or says why not', (query, fault) => {
  if (fault === null) expect(faultOf(query, fields)).toBeNull();
  else expect(faultOf(query, fields)).toContain(fault);
});

test('tabs stand in the viewer’s order, the others after them', () => {
  const view = (id: string): SavedView => ({
    id,
    name: id,
    query: '?state=late&after=x',
    look: null,
    audience: 'private',
    program: null,
    owner: '',
    mine: true,
    mayChange: true,
  });
  const saved = { views: [view('s1'), view('s2')], places: ['s2', 'all'] } as unknown as SavedViews;
  const tabs = tabsOf(
    [
      { id: 'mine', label: 'Mine', search: {} },
      { id: 'all', label: 'All', search: {} },
    ],
    saved,
    fields,
  );
  expect(tabs.map(({ id }) => id)).toEqual(['s2', 'all', 'mine', 's1']);
  expect(tabs[0]?.search).toEqual({ state: 'late' });
});

test('moving by one stays within the ends', () => {
  expect(moved(['a', 'b', 'c'], 'b', 1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b', 'c'], 'a', -1)).toEqual(['a', 'b', 'c']);
  expect(moved(['a', 'b', 'c'], 'x', 1)).toEqual(['a', 'b', 'c']);
});
