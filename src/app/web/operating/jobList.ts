import { type FilterField, type ListState, plainly, readList, valueIn } from '#web/kit/list.ts';
import type { State } from '#web/kit/states.ts';
import type { ListHandle } from '#web/kit/useList.ts';
import type { Search } from '#web/search.ts';

/** How queued work stands, in words and in the look of the house. */
export const JOB_STATE = {
  running: { word: 'Running', state: 'in-time' },
  due: { word: 'Waiting', state: 'waiting-for-us' },
  later: { word: 'For later', state: 'paused' },
  retrying: { word: 'Tried again later', state: 'at-risk' },
  failed: { word: 'Failed for good', state: 'refused' },
} as const satisfies Record<string, { word: string; state: State }>;
type JobState = keyof typeof JOB_STATE;
const STATES = Object.keys(JOB_STATE) as JobState[];

/** What jobs can be filtered by; the page knows the kinds. */
export const jobFields = (kinds: readonly { job: string; words: string }[]): readonly FilterField[] => [
  {
    field: 'state',
    label: 'State',
    kind: 'choice',
    choices: STATES.map((value) => ({ value, label: JOB_STATE[value].word })),
  },
  {
    field: 'job',
    label: 'Kind',
    kind: 'choice',
    choices: kinds.map(({ job, words }) => ({ value: job, label: `${words} (${job})` })),
  },
];

const fields = jobFields([]);
export const listFrom = (search: Search): ListState => readList(search, fields);

/** The server's filters for what the list's address says. */
export function jobFilters(list: ListState) {
  const [state, job] = [STATES.find((each) => each === valueIn(list, 'state')), valueIn(list, 'job')];
  return { ...(state === undefined ? {} : { state }), ...(job === undefined ? {} : { job }) };
}

export const jobsInput = (list: ListState) => ({
  ...jobFilters(list),
  ...(list.after === null ? {} : { after: list.after }),
});

/** The list's handle, kept to what the server can answer: one value of a field, no "is not", newest first. */
export const answerable = (handle: ListHandle): ListHandle => plainly(handle, { words: false });
