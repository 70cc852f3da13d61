import type { Objection, Records } from './application.ts';

/** An exception that waits for others: who asked, how many must agree, who answered. */
export type Asked = { by: string; needed: number; votes: readonly { account: string; agrees: boolean }[] };

/** May somebody ask to approve although these requirements are not met? */
export function mayAskException(
  undecided: Objection,
  { checks }: Pick<Records, 'checks'>,
  open: Asked | null,
  requirements: readonly string[],
): Objection {
  if (undecided) return undecided;
  if (open)
    return {
      rule: 'exception.open',
      words: 'An exception is asked for already. Wait for the answer, or take it back.',
    };
  const unknown = requirements.find((name) => !checks.has(name));
  if (unknown !== undefined)
    return { rule: 'exception.unknown-requirement', words: `This application has no requirement "${unknown}".` };
  const met = requirements.find((name) => checks.get(name) === 'passed');
  return met === undefined
    ? null
    : { rule: 'exception.met', words: `The requirement "${met}" is met; no exception is needed from it.` };
}

/** May this account answer? Not who asked, and each once. */
export function mayVote(open: Asked | null, account: string | null): Objection {
  if (!open) return { rule: 'exception.none', words: 'No exception is asked for.' };
  if (account === null || account === open.by)
    return { rule: 'exception.own', words: 'You asked for this exception. Another person agrees to it or not.' };
  return open.votes.some((vote) => vote.account === account)
    ? { rule: 'exception.voted', words: 'You have answered already.' }
    : null;
}

/** One who disagrees denies it; enough who agree grant it. */
export function outcomeOf({ needed, votes }: Pick<Asked, 'needed' | 'votes'>): 'granted' | 'denied' | 'open' {
  if (votes.some(({ agrees }) => !agrees)) return 'denied';
  return votes.length >= needed ? 'granted' : 'open';
}
