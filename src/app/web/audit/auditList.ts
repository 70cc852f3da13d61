import { type FilterField, type ListState, plainly, readList } from '#web/kit/list.ts';
import type { ListHandle } from '#web/kit/useList.ts';
import type { Search } from '#web/search.ts';

type Named = { id: string; name: string };
type Known = {
  people: readonly Named[];
  kinds: readonly { kind: string; words: string }[];
  programs: readonly Named[];
};

const choices = (named: readonly Named[]) => named.map(({ id, name }) => ({ value: id, label: name }));

/** What the audit log can be filtered by; the page knows the people, kinds and programs. */
export const auditFields = ({ people, kinds, programs }: Known): readonly FilterField[] => [
  { field: 'who', label: 'Who', kind: 'choice', choices: choices(people) },
  {
    field: 'kind',
    label: 'What',
    kind: 'choice',
    choices: kinds.map(({ kind, words }) => ({ value: kind, label: `${words} (${kind})` })),
  },
  { field: 'program', label: 'Program', kind: 'choice', choices: choices(programs) },
  { field: 'about', label: 'About the record (id)', kind: 'text' },
  { field: 'from', label: 'From the address', kind: 'text' },
  { field: 'when', label: 'When', kind: 'date' },
];

const fields = auditFields({ people: [], kinds: [], programs: [] });
export const listFrom = (search: Search): ListState => readList(search, fields);

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

/** The first instant of a day in the viewer's zone. */
const start = (day: string): string => new Date(`${day}T00:00`).toISOString();

/** The server's filters for what the list's address says; what cannot be read is left out. */
export function auditFilters({ filters, words }: ListState) {
  const valuesOf = (field: string) => filters.find((filter) => filter.field === field)?.values ?? [];
  const idIn = (field: string) => valuesOf(field).findLast((value) => UUID.test(value));
  const [since = '', until = ''] = (valuesOf('when').at(-1) ?? '').split('..');
  const [who, about, program] = [idIn('who'), idIn('about'), idIn('program')];
  const kinds = valuesOf('kind');
  const from = valuesOf('from').at(-1)?.trim() ?? '';
  return {
    ...(who === undefined ? {} : { who }),
    ...(kinds.length === 0 ? {} : { kinds }),
    ...(about === undefined ? {} : { about }),
    ...(program === undefined ? {} : { program }),
    ...(from.length < 2 ? {} : { from }),
    ...(isDay(since) ? { since: start(since) } : {}),
    ...(isDay(until) ? { until: start(until) } : {}),
    ...(words.trim() === '' ? {} : { text: words.trim() }),
  };
}

export const auditInput = (list: ListState) => ({
  ...auditFilters(list),
  ...(list.after === null ? {} : { after: list.after }),
});

/** The list's handle, kept to what the server can answer: no "is not", newest first, several kinds but one of all else. */
export const answerable = (handle: ListHandle): ListHandle => plainly(handle, { several: ['kind'] });
