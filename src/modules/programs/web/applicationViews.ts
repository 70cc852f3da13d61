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
  { id: 'at-risk', label: 'At risk', search: { health: 'at-risk', sort: 'due' } },
  { id: 'late', label: 'Late', search: { health: 'late', sort: 'due' } },
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

/** The fields with the viewer's programs by name; with one program there is nothing to choose. */
export function fieldsFor(programs: readonly ProgramSummary[]): readonly FilterField[] {
  if (programs.length < 2) return listFields;
  return listFields.map((field) =>
    field.field === 'program'
      ? {
          field: 'program',
          label: 'Program',
          kind: 'choice',
          choices: programs.map((p) => ({ value: p.id, label: p.name })),
        }
      : field,
  );
}
