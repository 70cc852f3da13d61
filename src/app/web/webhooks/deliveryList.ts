import { type FilterField, type ListState, plainly, readList, valueIn } from '#web/kit/list.ts';
import type { State } from '#web/kit/states.ts';
import type { ListHandle } from '#web/kit/useList.ts';
import type { Search } from '#web/search.ts';

/** How a delivery stands, in words and in the look of the house. */
export const DELIVERY_STATE = {
  waiting: { word: 'Waiting', state: 'paused' },
  sending: { word: 'Being sent', state: 'in-time' },
  succeeded: { word: 'Arrived', state: 'done' },
  failed: { word: 'Failed', state: 'refused' },
} as const satisfies Record<string, { word: string; state: State }>;
type DeliveryState = keyof typeof DELIVERY_STATE;
const STATES = Object.keys(DELIVERY_STATE) as DeliveryState[];

/** How a webhook fares. */
export const HEALTH = {
  well: { word: 'Well', state: 'done' },
  failing: { word: 'Failing', state: 'at-risk' },
  resting: { word: 'Resting, as its receiver asked', state: 'paused' },
  disabled: { word: 'Disabled', state: 'refused' },
} as const satisfies Record<string, { word: string; state: State }>;

/** What deliveries can be filtered by; the page knows the kinds. */
export const deliveryFields = (kinds: readonly { kind: string; words: string }[]): readonly FilterField[] => [
  {
    field: 'state',
    label: 'State',
    kind: 'choice',
    choices: STATES.map((value) => ({ value, label: DELIVERY_STATE[value].word })),
  },
  {
    field: 'kind',
    label: 'Kind',
    kind: 'choice',
    choices: [...kinds.map(({ kind }) => kind), 'webhook.test'].map((value) => ({ value, label: value })),
  },
];

const fields = deliveryFields([]);
export const listFrom = (search: Search): ListState => readList(search, fields);

/** The server's filters for what the list's address says. */
export function deliveryFilters(list: ListState) {
  const [state, kind] = [STATES.find((each) => each === valueIn(list, 'state')), valueIn(list, 'kind')];
  return { ...(state === undefined ? {} : { state }), ...(kind === undefined ? {} : { kind }) };
}

/** The list's handle, kept to what the server can answer: one value of a field, no "is not", newest first. */
export const answerable = (handle: ListHandle): ListHandle => plainly(handle, { words: false });
