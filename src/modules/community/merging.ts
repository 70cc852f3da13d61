/** One side of a merge, as the rule sees it. */
export type Side = { id: string; whole: string; personal: boolean; erased: boolean };

/** Why a merge may not be made: a code for programs, words for people. */
export type Refusal = { rule: string; words: string };

/**
 * May these two be joined into one person? `never` is true when somebody noted that a part of one and a part of the other are
 * different people. null: yes.
 */
export function whyNotMerge(one: Side, other: Side, never: boolean): Refusal | null {
  if (!one.personal || !other.personal) {
    return {
      rule: 'people.not-a-person',
      words: 'A namespace or project is nobody: only addresses and users can be one person.',
    };
  }
  if (one.erased || other.erased) {
    return { rule: 'people.erased', words: 'One of the two was erased, so nobody can know who it was.' };
  }
  if (one.whole === other.whole) return { rule: 'people.already-one', words: 'These are one person already.' };
  if (never) {
    return {
      rule: 'people.never-merge',
      words: 'A colleague noted that these are different people. End that note first, if you know better.',
    };
  }
  return null;
}

/** May somebody note that these are two different people? null: yes. */
export function whyNotKeepApart(one: Side, other: Side): Refusal | null {
  if (!one.personal || !other.personal) {
    return {
      rule: 'people.not-a-person',
      words: 'A namespace or project is nobody: only addresses and users can be people.',
    };
  }
  if (one.whole === other.whole) {
    return { rule: 'people.already-one', words: 'These are one person now. Undo the merge that joins them first.' };
  }
  return null;
}
