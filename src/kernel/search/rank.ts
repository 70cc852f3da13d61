import type { Term } from './words.ts';

export type Entry = { kind: string; id: string; keys: string[]; words: string[]; touched_at: Temporal.Instant };
export type Ranked = Entry & { matched: string[]; merit: number };

/**
 * Entries in the order in which they are likely meant, with the words they were found by: one that bears the whole text as a key
 * first, then by slips and unfinished words (0 a word as typed, 0.5 its beginning, 1 and 2 slips), then the latest.
 */
export function merit(entries: readonly Entry[], keys: readonly string[], terms: readonly Term[]): Ranked[] {
  return entries
    .map((entry): Ranked => {
      const own = keys.find((key) => entry.keys.includes(key));
      if (own !== undefined) return { ...entry, matched: [own], merit: -1 };
      const matches = terms.map((term) => nearest(term, entry.words));
      const slips = matches.reduce((sum, match) => sum + (match?.slips ?? 3), 0);
      return { ...entry, matched: matches.flatMap((match) => (match ? [match.word] : [])), merit: slips };
    })
    .toSorted(
      (a, b) =>
        a.merit - b.merit ||
        Temporal.Instant.compare(b.touched_at, a.touched_at) ||
        (a.id < b.id ? 1 : a.id > b.id ? -1 : 0),
    );
}

function nearest(term: Term, words: readonly string[]): { word: string; slips: number } | null {
  let best: { word: string; slips: number } | null = null;
  for (const word of words) {
    const slips = term.meant.get(word);
    if (slips !== undefined && (best === null || slips < best.slips)) best = { word, slips };
  }
  return best;
}
