import { type FilterField, type ListState, readList, valueIn } from '#web/kit/list.ts';
import type { State } from '#web/kit/states.ts';
import type { Search } from '#web/search.ts';

const STATES = ['waiting', 'attached', 'discarded'] as const;
const KINDS = ['reply', 'automatic', 'bounce', 'complaint', 'list'] as const;

/** What each kind of mail is called. */
export const KIND_WORDS: Record<(typeof KINDS)[number], string> = {
  reply: 'Written by a person',
  automatic: 'Automatic',
  bounce: 'Report of a server',
  complaint: 'Complaint',
  list: 'Mailing list',
};

/** How each state looks and is called. */
export const STATE_LOOK = {
  waiting: { state: 'waiting-for-us', word: 'Belongs to nothing yet' },
  attached: { state: 'done', word: 'Attached' },
  discarded: { state: 'refused', word: 'Discarded' },
} as const satisfies Record<(typeof STATES)[number], { state: State; word: string }>;

export const incomingFields: readonly FilterField[] = [
  {
    field: 'state',
    label: 'State',
    kind: 'choice',
    choices: STATES.map((value) => ({ value, label: STATE_LOOK[value].word })),
  },
  {
    field: 'kind',
    label: 'Kind',
    kind: 'choice',
    choices: KINDS.map((value) => ({ value, label: KIND_WORDS[value] })),
  },
];
export const listFrom = (search: Search): ListState => readList(search, incomingFields);

/** The server's question for what the list's address says. What is searched for is a whole mail address. */
export function incomingInput(list: ListState) {
  const state = STATES.find((each) => each === valueIn(list, 'state'));
  const kind = KINDS.find((each) => each === valueIn(list, 'kind'));
  return {
    ...(state === undefined ? {} : { state }),
    ...(kind === undefined ? {} : { kind }),
    ...(list.words.trim() === '' ? {} : { address: list.words.trim() }),
    ...(list.after === null ? {} : { after: list.after }),
  };
}
