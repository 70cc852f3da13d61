import { ask } from '#web/ask.ts';
import type { Client } from '#web/client.ts';
import { type FilterField, type ListState, oneValue } from '#web/kit/list.ts';
import type { ListHandle } from '#web/kit/useList.ts';

type Asked = Parameters<Client['programs']['listSatisfaction']>[0];
export type AskingRow = Awaited<ReturnType<Client['programs']['listSatisfaction']>>['rows'][number];

const choices = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }));

/** What the answers can be filtered by. */
export const satisfactionFields: readonly FilterField[] = [
  {
    field: 'answer',
    label: 'Answer',
    kind: 'choice',
    choices: choices({ scored: 'a score', declined: 'would rather not say', silent: 'nothing yet' }),
  },
  {
    field: 'score',
    label: 'Score',
    kind: 'choice',
    choices: [1, 2, 3, 4, 5].map((score) => ({ value: String(score), label: String(score) })),
  },
  {
    field: 'occasion',
    label: 'Asked',
    kind: 'choice',
    choices: choices({ decision: 'after a decision', yearly: 'as a member' }),
  },
  { field: 'comment', label: 'Comment', kind: 'choice', choices: choices({ with: 'with words' }) },
];

/** The server takes one value of each, and knows one order. */
export const single = (handle: ListHandle): ListHandle => ({
  ...handle,
  change: (next) => handle.change({ ...next, filters: next.filters.map(oneValue), sort: null }),
});

/** The list's filters as the contract takes them. */
export function satisfactionFilters(program: string, { filters, words }: ListState): Asked {
  const one = (field: string) => filters.find((filter) => filter.field === field)?.values.at(-1);
  const score = one('score');
  return {
    program,
    ...(words === '' ? {} : { text: words }),
    ...(score === undefined ? {} : { score: Number(score) }),
    ...Object.fromEntries(
      ['answer', 'occasion', 'comment'].flatMap((field) => (one(field) === undefined ? [] : [[field, one(field)]])),
    ),
  };
}

/** The answers of a list; `asking`: one alone, to which a notice led. */
export const satisfaction = (program: string, list: ListState, asking: string | null = null) =>
  ask((c) => c.programs.listSatisfaction, {
    ...satisfactionFilters(program, list),
    ...(asking === null ? {} : { asking }),
    limit: 50,
    ...(list.after === null ? {} : { after: list.after }),
  });
