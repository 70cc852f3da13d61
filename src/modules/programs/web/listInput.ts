import { type FilterField, type ListState, oneValue } from '#web/kit/list.ts';
import type { ListHandle } from '#web/kit/useList.ts';
import { STAGES, type Stage, WAITING_FOR, type WaitingFor } from '../application.ts';
import { MEMBER_STATES } from '../membership.ts';
import { memberLooks } from './memberStates.ts';
import { hostingWords, stageLooks } from './stages.ts';

const choices = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }));

/** What applications can be filtered by, programs and colleagues apart. */
export const stageField: FilterField = {
  field: 'stage',
  label: 'Stage',
  kind: 'choice',
  choices: STAGES.map((value) => ({ value, label: stageLooks[value].label })),
};
export const otherFields: readonly FilterField[] = [
  {
    field: 'waiting',
    label: 'Waiting for',
    kind: 'choice',
    choices: choices({ us: 'us', them: 'the applicant', nobody: 'nobody' }),
  },
  { field: 'assignee', label: 'Assignee', kind: 'choice', choices: choices({ me: 'me', nobody: 'nobody' }) },
  {
    field: 'health',
    label: 'Clock',
    kind: 'choice',
    choices: choices({ 'needs-attention': 'at risk or late', 'at-risk': 'at risk', late: 'late' }),
  },
  { field: 'appeal', label: 'Appeal', kind: 'choice', choices: choices({ open: 'open' }) },
  { field: 'hosting', label: 'Hosting', kind: 'choice', choices: choices(hostingWords) },
];

/** Every field that the address of a list of applications may name; its programs and colleagues are known to the page only. */
export const listFields: readonly FilterField[] = [
  { field: 'program', label: 'Program', kind: 'choice', choices: [] },
  stageField,
  ...otherFields,
];

export const couponFields = (skus: readonly string[]): readonly FilterField[] => [
  {
    field: 'state',
    label: 'State',
    kind: 'choice',
    choices: choices({ free: 'free', issued: 'given out', expired: 'run out', void: 'void' }),
  },
  { field: 'sku', label: 'SKU', kind: 'choice', choices: skus.map((value) => ({ value, label: value })) },
];

/** What members can be filtered by; levels are the policy's. */
export const memberFields = (levels: readonly { code: string; label: string }[]): readonly FilterField[] => [
  {
    field: 'state',
    label: 'State',
    kind: 'choice',
    choices: MEMBER_STATES.map((value) => ({ value, label: memberLooks[value].label.toLowerCase() })),
  },
  ...(levels.length > 0
    ? [
        {
          field: 'level',
          label: 'Level',
          kind: 'choice' as const,
          choices: levels.map(({ code, label }) => ({ value: code, label })),
        },
      ]
    : []),
  { field: 'ends', label: 'Ends before', kind: 'date' },
  { field: 'owner', label: 'Owner', kind: 'text' },
];

const stateField = (words: Record<string, string>): readonly FilterField[] => [
  { field: 'state', label: 'State', kind: 'choice', choices: choices(words) },
];
export const invitationFields = stateField({
  ...{ open: 'open', used: 'used', withdrawn: 'withdrawn', expired: 'expired' },
});
export const nominationFields = stateField({ open: 'waits for us', invited: 'invited', declined: 'declined' });

/** The server takes one value of these, and no "is not". */
const single: readonly string[] = ['program', 'assignee', 'health', 'appeal', 'hosting', 'sku', 'state'];
/** The server knows one direction of each order: latest sent first, longest in its stage first, soonest due first. */
const orders: Record<string, { sort: 'newest' | 'oldest' | 'due'; descending: boolean }> = {
  submitted: { sort: 'newest', descending: true },
  since: { sort: 'oldest', descending: false },
  due: { sort: 'due', descending: false },
};

const directions: Record<string, boolean> = {
  ...Object.fromEntries(Object.entries(orders).map(([field, { descending }]) => [field, descending])),
  ending: false,
};

/** The list as the server can answer it: of a field with one value the value chosen last, of an order its one direction. */
export function answerable(next: ListState, before: ListState): ListState {
  const filters = next.filters.map((filter) => (single.includes(filter.field) ? oneValue(filter) : filter));
  const descending = next.sort && directions[next.sort.field];
  if (!next.sort || descending === undefined) return { ...next, filters, sort: null };
  const again = before.sort?.field === next.sort.field && before.sort.descending !== next.sort.descending;
  return { ...next, filters, sort: again ? null : { field: next.sort.field, descending: descending ?? false } };
}

/** A list's handle that keeps to what the server can answer. */
export function narrowed(handle: ListHandle): ListHandle {
  return { ...handle, change: (next) => handle.change(answerable(next, handle.list)) };
}

type FiltersInput = {
  program?: string;
  stage?: string;
  waitingFor?: WaitingFor;
  assignee?: string;
  health?: 'at-risk' | 'late' | 'needs-attention';
  hosting?: 'saas' | 'self-managed';
  appeal?: 'open';
  text?: string;
};

/** The list's filters as the contract takes them. Whose turn it is follows from the stage, so "not us" becomes stages. */
export function filtersInput(list: ListState): FiltersInput {
  const input: FiltersInput = list.words === '' ? {} : { text: list.words };
  const one = (field: string) => list.filters.find((filter) => filter.field === field)?.values.at(-1);
  const [program, assignee] = [one('program'), one('assignee')];
  const [health, hosting] = [one('health'), one('hosting')];
  if (program) input.program = program;
  if (assignee) input.assignee = assignee;
  if (health === 'at-risk' || health === 'late' || health === 'needs-attention') input.health = health;
  if (one('appeal') === 'open') input.appeal = 'open';
  if (hosting === 'saas' || hosting === 'self-managed') input.hosting = hosting;

  const turn = list.filters.find(({ field }) => field === 'waiting');
  const onlyTurn = turn && !turn.not && turn.values.length === 1 ? turn.values[0] : undefined;
  if (onlyTurn === 'us' || onlyTurn === 'them' || onlyTurn === 'nobody') input.waitingFor = onlyTurn;
  const fits = (stage: Stage) =>
    list.filters.every(({ field, not, values }) => {
      if (field === 'stage') return values.includes(stage) !== not;
      if (field === 'waiting' && !input.waitingFor) return values.includes(WAITING_FOR[stage]) !== not;
      return true;
    });
  const stages = STAGES.filter(fits);
  if (stages.length === 0) return { ...input, stage: 'active', waitingFor: 'us' };
  return stages.length === STAGES.length ? input : { ...input, stage: stages.join(',') };
}

/** One page of the list as the contract asks for it; the latest first where nothing else is said. */
export function applicationsInput(list: ListState) {
  const sort = (list.sort && orders[list.sort.field]?.sort) ?? 'newest';
  return { ...filtersInput(list), sort, limit: 50, ...(list.after === null ? {} : { after: list.after }) };
}
