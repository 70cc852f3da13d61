/** A reason from the program's list. `words` is what the person will read unless we write otherwise. */
export type Reason = { id: string; label: string; words: string };

/** What a reason form holds. */
export type ReasonChoice = { reason: string | null; words: string };

/** The choice with another reason: its words replace ours only while nobody has changed them. */
export function chooseReason(choice: ReasonChoice, reason: string, reasons: readonly Reason[]): ReasonChoice {
  const wordsOf = (id: string | null) => reasons.find((each) => each.id === id)?.words ?? '';
  const untouched = choice.words.trim() === '' || choice.words === wordsOf(choice.reason);
  return { reason, words: untouched ? wordsOf(reason) : choice.words };
}

/** What is missing before the reason can be given; null when nothing is. */
export function reasonProblem({ reason, words }: ReasonChoice): { field: 'reason' | 'words'; message: string } | null {
  if (reason === null) return { field: 'reason', message: 'Choose the reason.' };
  return words.trim() === '' ? { field: 'words', message: 'Write what the person can do about it.' } : null;
}
