import { type FilterField, type ListState, plainly, readList, valueIn } from '#web/kit/list.ts';
import type { ListHandle } from '#web/kit/useList.ts';
import type { Search } from '#web/search.ts';

const STATES = ['held', 'queued', 'sending', 'sent', 'failed', 'uncertain', 'erased'] as const;

const LABELS: Partial<Record<(typeof STATES)[number], string>> = { held: 'held here', erased: 'erased unsent' };

/** What the outbox can be filtered by; the page knows the templates. */
export const outboxFields = (templates: readonly { name: string; summary: string }[]): readonly FilterField[] => [
  {
    field: 'state',
    label: 'State',
    kind: 'choice',
    choices: STATES.map((value) => ({ value, label: LABELS[value] ?? value })),
  },
  {
    field: 'template',
    label: 'Kind',
    kind: 'choice',
    choices: templates.map(({ name, summary }) => ({ value: name, label: summary })),
  },
];

const fields = outboxFields([]);
export const listFrom = (search: Search): ListState => readList(search, fields);

/** The server's question for what the list's address says. What is searched for is a whole mail address. */
export function outboxInput(list: ListState) {
  const { words, after } = list;
  const [state, template] = [STATES.find((each) => each === valueIn(list, 'state')), valueIn(list, 'template')];
  return {
    ...(state === undefined ? {} : { state }),
    ...(template === undefined ? {} : { template }),
    ...(words.trim() === '' ? {} : { address: words.trim() }),
    ...(after === null ? {} : { after }),
  };
}

/** The list's handle, kept to what the server can answer: one value of a field, no "is not", newest first. */
export const answerable = (handle: ListHandle): ListHandle => plainly(handle);
