const LONGEST = 64;
const MOST_WORDS = 60;
/** Letters that decomposing leaves alone, as people type them who lack them. */
const LETTERS: Record<string, string> = { ß: 'ss', ø: 'o', ł: 'l', đ: 'd', æ: 'ae', œ: 'oe', ı: 'i', þ: 'th', ð: 'd' };

/** What somebody typed, one term a word: the words of the vocabulary that may be meant, with how many slips lie between. */
export type Term = { typed: string; meant: Map<string, number> };

/** Text as the search compares it: small letters without accents; `Łódź` is `lodz`, `Straße` is `strasse`. */
export const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[ßøłđæœıþð]/g, (letter) => LETTERS[letter] ?? letter)
    .trim();

/** The words of a text, folded: runs of letters and digits. */
export const wordsOf = (text: string): string[] =>
  (folded(text).match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => word.slice(0, LONGEST));

/** Something that names a record whole (a number, mail address, namespace, web address), as the search compares it. */
export const keyOf = (text: string): string =>
  folded(text)
    .replace(/^https?:\/\//, '')
    .replace(/^[@#]+/, '')
    .replace(/\/+$/, '')
    .replace(/\s+/g, ' ')
    .slice(0, 200);

/** What a mail address is found by besides itself: all but the last part of its domain, which tells nobody apart. */
export const addressWords = (address: string): string => address.replace(/\.[^.@]+$/, '');

/** The keys and words under which an entry is kept. */
export function indexed(entry: { keys: readonly string[]; text: string }): { keys: string[]; words: string[] } {
  const keys = [...new Set(entry.keys.map(keyOf).filter(Boolean))].slice(0, MOST_WORDS);
  const words = [...new Set([...keys, ...wordsOf(entry.text)])].slice(0, 2 * MOST_WORDS);
  return { keys, words };
}

/** Whether similarity may be asked of a word: letters alone, and enough of them to be alike. */
export const isPlain = (word: string): boolean => /^\p{L}{4,}$/u.test(word);
