import type { Language } from './languages.ts';

/** U+00A0, as wide as a space; U+202F, narrow. A line does not break at either. */
const WIDE = '\u00a0';
const NARROW = '\u202f';

/**
 * A text of a catalogue or of a mail's wording as its language is printed. Texts are written with the spaces and apostrophes of a keyboard,
 * since others cannot be told apart in a file: French has no-break spaces before `: ; ? !` and inside `« »`, and ’ for an elision. Code
 * inside the text (ICU arguments, Liquid, MJML) holds no such place. Other languages stay as they are.
 */
export function typeset(language: Language | string, text: string): string {
  if (language !== 'fr') return text;
  return text
    .replace(/(?<=\p{L})'(?=[\p{L}<{])/gu, '’')
    .replace(/[ \u00a0\u202f](?=[;?!](?!=))/g, NARROW)
    .replace(/[ \u00a0\u202f](?=[:»])/g, WIDE)
    .replace(/(?<=«)[ \u00a0\u202f]/g, WIDE);
}
