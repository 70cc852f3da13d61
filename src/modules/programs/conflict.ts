import type { Objection } from './application.ts';

/** Why somebody must not judge an application: what they declared, or what the house sees by itself. */
export type Conflict = { account: string; words: string; declared: string | null };

/** A conflict of interest stands in the way of whoever has it. */
export const mayJudge = (conflict: Pick<Conflict, 'words'> | null): Objection =>
  conflict && {
    rule: 'application.conflict-of-interest',
    words: `You have a conflict of interest here (${conflict.words}), so somebody else decides.`,
  };
