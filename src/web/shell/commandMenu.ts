/** One line of the command menu. `words` are other names under which it is found. */
export type Entry = { id: string; group: string; label: string; detail?: string; words?: string[] } & (
  | { path: string }
  | { run: () => void }
);

const fold = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** A text in pieces, those marked whose words were found: the words come folded from the search, finished and spelt aright. */
export function marked(text: string, matched: readonly string[]): { text: string; mark: boolean }[] {
  const found = new Set(matched);
  const pieces: { text: string; mark: boolean }[] = [];
  for (const piece of text.split(/([\p{L}\p{N}\p{M}]+)/u).filter((each) => each !== '')) {
    const mark = found.has(fold(piece));
    const last = pieces.at(-1);
    if (last && !mark && !last.mark) last.text += piece;
    else pieces.push({ text: piece, mark });
  }
  return pieces;
}

/** The entries that hold every typed word at the start of one of their words; those whose label starts so come first. */
export function matching(entries: readonly Entry[], typed: string): Entry[] {
  const asked = fold(typed).split(/\s+/).filter(Boolean);
  if (asked.length === 0) return [...entries];
  return entries
    .map((entry) => {
      const own = fold(entry.label);
      const all = fold([entry.label, entry.detail ?? '', ...(entry.words ?? [])].join(' ')).split(/[\s-]+/);
      const hit = asked.every((word) => all.some((each) => each.startsWith(word)));
      return { entry, hit, rank: own.startsWith(asked[0] ?? '') ? 0 : 1 };
    })
    .filter(({ hit }) => hit)
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ entry }) => entry);
}
