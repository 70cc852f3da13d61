const LETTERS = [...'abcdefghijklmnopqrstuvwxyz0123456789-.'];

/**
 * Every spelling that is one slip away from a word: a letter too few, too many, wrong, or two changed places. Some 80 times the
 * word's length; each is looked up by key, which finds slips in short words too, where similarity is blind.
 */
export function oneSlipFrom(word: string): string[] {
  const letters = [...word];
  const all = new Set<string>();
  for (let at = 0; at <= letters.length; at++) {
    const [head, tail] = [letters.slice(0, at).join(''), letters.slice(at)];
    const [first, second, ...rest] = tail;
    const afterFirst = tail.slice(1).join('');
    if (first !== undefined) all.add(head + afterFirst);
    if (second !== undefined) all.add(head + second + first + rest.join(''));
    for (const letter of LETTERS) {
      if (first !== undefined) all.add(head + letter + afterFirst);
      all.add(head + letter + tail.join(''));
    }
  }
  all.delete(word);
  all.delete('');
  return [...all];
}

/** How many slips lie between two words (letters missing, added, wrong, neighbours swapped); `most + 1` when there are more. */
export function slipsBetween(one: string, other: string, most: number): number {
  const [a, b] = [[...one], [...other]];
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let [before, last] = [[] as number[], Array.from({ length: b.length + 1 }, (_, n) => n)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    [before, last] = [last, row];
  }
  return Math.min(last[b.length] ?? most + 1, most + 1);
}

/** How many slips somebody may have made in a word of this length. */
export const slipsAllowed = (length: number): 0 | 1 | 2 => (length < 3 ? 0 : length < 6 ? 1 : 2);
