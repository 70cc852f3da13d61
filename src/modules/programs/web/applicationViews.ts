import type { FilterField } from '#web/kit/list.ts';
import type { View } from '#web/kit/workListTypes.ts';
import type { Search } from '#web/search.ts';
import { listFields } from './listInput.ts';
import type { ProgramSummary } from './questions.ts';

const views: { id: string; label: string; search: Search }[] = [
  { id: 'waiting', label: 'Waiting for us', search: { waiting: 'us', sort: 'due' } },
  { id: 'mine', label: 'Mine', search: { assignee: 'me', waiting: '!nobody', sort: 'due' } },
  { id: 'unassigned', label: 'Unassigned', search: { assignee: 'nobody', waiting: 'us', sort: 'due' } },
  { id: 'needs-info', label: 'Needs info', search: { stage: 'needs-info', sort: 'since' } },
  { id: 'needs-attention', label: 'At risk or late', search: { health: 'needs-attention', sort: 'due' } },
  { id: 'appeals', label: 'Appeals', search: { appeal: 'open', sort: 'since' } },
  { id: 'all', label: 'All', search: {} },
];

/** The tabs over the applications; a program that is being looked at stays. */
export const applicationViews = (program: string | null): View[] =>
  views.map((view) => ({ ...view, search: program === null ? view.search : { ...view.search, program } }));

/** The tabs over the board: it has the stages as columns, so what names a stage or an order stands with the table. */
export const boardViews = (program: string | null): View[] =>
  applicationViews(program)
    .filter(({ id }) => id !== 'needs-info')
    .map((view) => {
      const { sort: _order, ...search } = view.search;
      return { ...view, search };
    });

/** The fields with the viewer's programs and colleagues by name; with one program there is nothing to choose. */
export function fieldsFor(
  programs: readonly ProgramSummary[],
  colleagues: readonly { id: string; name: string }[],
): readonly FilterField[] {
  const named = (each: { id: string; name: string }) => ({ value: each.id, label: each.name });
  return listFields.map((field) => {
    if (field.kind !== 'choice') return field;
    if (field.field === 'program' && programs.length > 1) return { ...field, choices: programs.map(named) };
    if (field.field === 'assignee') return { ...field, choices: [...field.choices, ...colleagues.map(named)] };
    return field;
  });
}
