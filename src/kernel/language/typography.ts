import type { Language } from './languages.ts';

/** U+00A0, as wide as a space; U+202F, narrow. A line does not break at either. */
const WIDE = '\u00a0';
const NARROW = '\u202f';

/** A letter or mark of Japanese. */
const JAPANESE = '[\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Han}ー、。，：；！？「」『』（）【】]';
const BESIDE_JAPANESE = new RegExp(`(?<=\\S) +(?=${JAPANESE})|(?<=${JAPANESE}) +(?=\\S)`, 'gu');

/**
 * A text of a catalogue or of a mail's wording as its language is printed. Texts are written with the spaces and apostrophes of a keyboard,
 * since others cannot be told apart in a file: French has no-break spaces before `: ; ? !` and inside `« »`, and ’ for an elision; Japanese
 * has no spaces, also where another script begins. A percentage stays in one line. Code inside the text (ICU arguments, Liquid, MJML)
 * holds no such place.
 */
export function typeset(language: Language | string, text: string): string {
  if (language === 'ja') return text.replace(BESIDE_JAPANESE, '');
  // "%}" ends a tag of Liquid.
  if (language === 'de' || language === 'es') return text.replace(/ (?=%(?!\}))/g, WIDE);
  if (language !== 'fr') return text;
  return text
    .replace(/ (?=%(?!\}))/g, NARROW)
    .replace(/(?<=\p{L})'(?=[\p{L}<{])/gu, '’')
    .replace(/[ \u00a0\u202f](?=[;?!](?!=))/g, NARROW)
    .replace(/[ \u00a0\u202f](?=[:»])/g, WIDE)
    .replace(/(?<=«)[ \u00a0\u202f]/g, WIDE);
}

/** What stands between words of a page that are put together: with no-break spaces where the language has some. */
export type Marks = {
  /** Between a name and what is said of it. */
  readonly colon: string;
  /** After a sentence that another follows. */
  readonly stop: string;
  /** Between two sentences, or two words. */
  readonly space: string;
  readonly brackets: (inside: string) => string;
};

const WESTERN: Marks = { colon: ': ', stop: '. ', space: ' ', brackets: (inside) => ` (${inside})` };

/** The marks of a language. Japanese ones are as wide as a letter and bring their space along. */
export function marksOf(language: Language): Marks {
  if (language === 'ja') return { colon: '：', stop: '。', space: '', brackets: (inside) => `（${inside}）` };
  return { ...WESTERN, colon: typeset(language, language === 'fr' ? ' : ' : WESTERN.colon) };
}

/** A date as `Intl` writes it, as it is printed: the first of a month is "1er mars" in French. */
export const typesetDate = (language: Language, written: string): string =>
  language === 'fr' ? written.replace(/(?<!\d)1 (?=\p{L})/u, '1er ') : written;
