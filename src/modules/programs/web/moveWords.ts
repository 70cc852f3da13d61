import { counted } from '#web/kit/plural.ts';
import { shortDate } from '#web/kit/time.ts';
import type { MoveRow } from './questions.ts';

const titles = (checks: readonly { title: string }[]) => checks.map(({ title }) => `“${title}”`).join(', ');

/** What a move would do with one application, sentence by sentence; empty: nothing but its version becomes another. */
export function moveWords(row: MoveRow): string[] {
  const { checks, asks, toDo, benefit } = row;
  const lines = [
    [checks.added, 'New: '],
    [checks.anew, 'Looked at anew: '],
    [checks.dropped, 'No longer asked: '],
    [toDo, 'The applicant has to do something for '],
  ] as const;
  return [
    ...lines.filter(([list]) => list.length > 0).map(([list, lead]) => `${lead}${titles(list)}.`),
    ...askWords(asks),
    ...benefit.map(({ name, before, after }) => `${name}: ${before ?? 'none'}, then ${after ?? 'none'}.`),
    ...dueWords(row),
    ...(row.approves ? ['The rule approves it at once.'] : []),
  ];
}

function askWords({ fields, statements, privacy }: MoveRow['asks']): string[] {
  const wanted = [
    ...fields.map(({ label }) => `“${label}”`),
    ...(statements.length > 0 ? [`${counted(statements.length, 'signature')}`] : []),
    ...(privacy ? ['a yes to the changed privacy notice'] : []),
  ];
  return wanted.length === 0 ? [] : [`The applicant is asked by mail for ${wanted.join(', ')}.`];
}

function dueWords({ dueBefore, dueAfter, promise }: MoveRow): string[] {
  if (dueBefore !== null && dueAfter !== null && dueBefore !== dueAfter)
    return [`Due ${shortDate(dueAfter)} in place of ${shortDate(dueBefore)}.`];
  return promise.before === promise.after
    ? []
    : [`Promised within ${counted(promise.after, 'business day')} in place of ${promise.before}.`];
}
