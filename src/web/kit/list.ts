import { one, type Search } from '../search.ts';

/** A field that a list can be filtered by. `choice` offers its values, `text` and `date` take what is typed. */
export type FilterField = { field: string; label: string } & (
  | { kind: 'choice'; choices: { value: string; label: string }[] }
  | { kind: 'text' }
  | { kind: 'date' }
);

/** One filter: the field is (or with `not`: is not) one of the values. A date's value is `from..to` (plain dates, `to` excluded, either may be missing). */
export type Filter = { field: string; not: boolean; values: string[] };

/** Everything about a list that its address keeps. */
export type ListState = {
  /** The saved view (tab) it began from. */
  view: string | null;
  words: string;
  filters: Filter[];
  sort: { field: string; descending: boolean } | null;
  /** The keyset marker of the page; null: the first. */
  after: string | null;
  /** The row that is looked into at the right. */
  peek: string | null;
};

const escaped: Record<string, string> = { '%': '%25', ',': '%2C', '!': '%21' };
const write = (value: string) => value.replace(/[%,!]/g, (sign) => escaped[sign] ?? sign);
const read = (value: string) =>
  value.replace(
    /%(25|2C|21)/gi,
    (code) => Object.keys(escaped).find((sign) => escaped[sign] === code.toUpperCase()) ?? code,
  );

/** Reads a list's state from its address: `?state=late,paused&owner=!me&sort=-submitted`. Names that are no field are left alone; never fails. */
export function readList(search: Search, fields: readonly FilterField[]): ListState {
  const filters = fields.flatMap(({ field }) => {
    const text = one(search, field);
    if (text === null || text === '' || text === '!') return [];
    const not = text.startsWith('!');
    const values = (not ? text.slice(1) : text).split(',').filter(Boolean).map(read);
    return values.length === 0 ? [] : [{ field, not, values: [...new Set(values)] }];
  });
  const sort = one(search, 'sort');
  return {
    view: one(search, 'view'),
    words: one(search, 'words') ?? '',
    filters,
    sort:
      sort === null || sort.replace('-', '') === ''
        ? null
        : { field: sort.replace(/^-/, ''), descending: sort.startsWith('-') },
    after: one(search, 'after'),
    peek: one(search, 'peek'),
  };
}

/** The address's query of a list's state; the reverse of `readList`. */
export function writeList(list: ListState): Search {
  const search: Search = {};
  if (list.view !== null) search.view = list.view;
  if (list.words !== '') search.words = list.words;
  for (const { field, not, values } of list.filters) {
    if (values.length > 0) search[field] = (not ? '!' : '') + values.map(write).join(',');
  }
  if (list.sort) search.sort = (list.sort.descending ? '-' : '') + list.sort.field;
  if (list.after !== null) search.after = list.after;
  if (list.peek !== null) search.peek = list.peek;
  return search;
}

/** The list with other rows: what changes them leads back to the first page and closes the peek. */
export function refine(
  list: ListState,
  change: Partial<Pick<ListState, 'words' | 'filters' | 'sort' | 'view'>>,
): ListState {
  return { ...list, ...change, after: null, peek: null };
}

/** Sets the filter of a field; empty values take it out. */
export function withFilter(list: ListState, filter: Filter): ListState {
  const others = list.filters.filter(({ field }) => field !== filter.field);
  return refine(list, { filters: filter.values.length === 0 ? others : [...others, filter] });
}

/** The filter for a server that takes one value of a field and no "is not": the value chosen last. */
export const oneValue = (filter: Filter): Filter => ({ ...filter, not: false, values: filter.values.slice(-1) });

/** The value that a list is narrowed to in a field, for a server that takes one: the one chosen last. */
export const valueIn = ({ filters }: Pick<ListState, 'filters'>, field: string): string | undefined =>
  filters.find((filter) => filter.field === field)?.values.at(-1);

/**
 * A list's handle that keeps to what a server with one order can answer: one value of a field and no "is not". `several` are fields of
 * which it takes many; `words` false: it searches nothing.
 */
export const plainly = <H extends { change: (next: ListState) => unknown }>(
  handle: H,
  { several = [], words = true }: { several?: readonly string[]; words?: boolean } = {},
): H => ({
  ...handle,
  change: (next: ListState) =>
    handle.change({
      ...next,
      sort: null,
      ...(words ? {} : { words: '' }),
      filters: next.filters.map((filter) =>
        several.includes(filter.field) ? { ...filter, not: false } : oneValue(filter),
      ),
    }),
});

/** The order that a press on a column's head gives: this column upwards, then downwards, then none. */
export function nextSort(sort: ListState['sort'], field: string): ListState['sort'] {
  if (sort?.field !== field) return { field, descending: false };
  return sort.descending ? null : { field, descending: true };
}

/** A filter in words: "State is late or paused". */
export function filterWords(filter: Filter, fields: readonly FilterField[]): string {
  const field = fields.find((each) => each.field === filter.field);
  const name = field?.label ?? filter.field;
  if (field?.kind === 'date') return `${name} ${dateWords(filter.values[0] ?? '')}`;
  const values = filter.values.map((value) =>
    field?.kind === 'choice' ? (field.choices.find((choice) => choice.value === value)?.label ?? value) : value,
  );
  const verb = field?.kind === 'text' ? (filter.not ? 'does not hold' : 'holds') : filter.not ? 'is not' : 'is';
  return `${name} ${verb} ${values.join(' or ')}`;
}

function dateWords(range: string): string {
  const [from = '', to = ''] = range.split('..');
  if (from && to) return `from ${from} to before ${to}`;
  return from ? `since ${from}` : `before ${to}`;
}

/** Whether two lists show the same rows (page and peek aside): then a saved view is still what it says. */
export function sameRows(a: ListState, b: ListState): boolean {
  const key = (list: ListState) => {
    const { view: _view, after: _after, peek: _peek, ...rest } = writeList(list);
    return JSON.stringify(Object.entries(rest).toSorted(([x], [y]) => (x < y ? -1 : 1)));
  };
  return key(a) === key(b);
}
