/** Up to two initials of a name, by whole letters: "Ada King" gives "AK", "李小龙" gives "李". */
export function initialsOf(name: string): string {
  const letters = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(name.trim())];
  const words = name
    .trim()
    .split(/[\s._@+-]+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
  if (words.length === 0) return letters[0]?.segment ?? '?';
  const first = firstLetter(words[0]);
  const last = words.length > 1 ? firstLetter(words.at(-1)) : '';
  return (first + last).toLocaleUpperCase('en');
}

function firstLetter(word = ''): string {
  return word.match(/[\p{L}\p{N}]\p{M}*/u)?.[0] ?? '';
}

/** A number from 0 to 359 that stays the same for the same text: the hue of a person's initials. */
export function hueOf(text: string): number {
  let sum = 7;
  for (const letter of text) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360_007;
  return sum % 360;
}
