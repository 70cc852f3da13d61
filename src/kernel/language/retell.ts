import { IntlMessageFormat } from 'intl-messageformat';
import { type Language, localeOf } from './languages.ts';
import type { Writing } from './speaker.ts';
import { typeset } from './typography.ts';

/** Tells a sentence of ours in another language; null when it is none that the catalogue knows. */
export type Retell = (text: string) => string | null;

/** Sentences of ours are short; longer text is somebody else's. */
const LONGEST = 2000;
const MOST_PIECES = 16;
/** A message whose key begins so is a sentence that is thrown or was recorded in English, and is recognised by its text. */
export const SAID = 'said.';

/** Several sentences in one line, as the language parts them. */
const together = (language: Language, told: readonly (string | null)[]): string =>
  language === 'ja'
    ? told.join('、').replaceAll('。、', '。')
    : typeset(language, told.join(language === 'fr' ? ' ; ' : '; '));

type Catalogue = Readonly<Record<string, string>>;
/** A sentence as what stands between its arguments: always one literal more than there are names. */
type Sentence = { key: string; literals: string[]; names: string[] };

/**
 * Faults and findings are English sentences: they are thrown, answered to programs and kept as evidence so. For a reader of another
 * language the catalogue's `said.` messages recognise them by their text, and tell them with the same arguments. An argument `said` is
 * a sentence itself, `country` a country's English name; both are told in the language too, and `line` if it is one that we know. `quote` is
 * anybody's words, `path` a file's, `percent` a number. Several sentences stand together with semicolons or one after the other: all are
 * told, or none.
 */
export function retelling(source: Catalogue, catalogue: Catalogue, writing: Writing & { language: Language }): Retell {
  if (writing.language === 'en') return (text) => text;
  const sentences = sentencesOf(source);
  const retell = (text: string, inner: boolean): string | null => {
    for (const sentence of sentences) {
      const found = argumentsIn(text, sentence);
      if (!found) continue;
      const told = Object.entries(found).map(([name, value]): [string, string | null] => {
        // A sentence is inside another once; a line of somebody's form that looks like more is told as it is.
        if (name === 'said') return [name, inner ? null : retell(value, true)];
        if (name === 'line') return [name, inner ? value : (retell(value, true) ?? value)];
        if (name === 'quote') return [name, value];
        if (name === 'percent') return [name, Number.isFinite(Number(value)) ? writing.number(Number(value)) : null];
        // A file's name that goes on after a full stop is the end of another sentence.
        if (name === 'path' && /[.)”] /.test(value)) return [name, null];
        // A plain argument is a name, an address, a number: with a colon in it, this is another sentence.
        if (value.includes(': ')) return [name, null];
        return [name, name === 'country' ? writing.countryNamed(value) : value];
      });
      if (told.some(([, value]) => value === null)) continue;
      const words = typeset(writing.language, catalogue[sentence.key] as string);
      const message = new IntlMessageFormat(words, localeOf(writing.language));
      return String(message.format(Object.fromEntries(told)));
    }
    return null;
  };
  return (text) => {
    if (text.length > LONGEST) return null;
    const row = (part: string) => inARow(part, (one) => retell(one, false))?.join(writing.space) ?? null;
    const each = text.split('; ').map(row);
    return each.includes(null) ? row(text) : together(writing.language, each);
  };
}

/**
 * Sentences one after the other, as many as there can be: a name in one must not take the next one's words. A quotation or a person's name
 * may hold what looks like an end, so neighbours are tried together too.
 */
function inARow(text: string, tell: (part: string) => string | null): string[] | null {
  const pieces = text.split(/(?<=[.)”]) (?=\S)/);
  if (pieces.length > MOST_PIECES) return null;
  const upTo: (string[] | null)[] = [[]];
  for (let end = 1; end <= pieces.length; end++) {
    upTo[end] = null;
    for (let from = end - 1; from >= 0 && upTo[end] === null; from--) {
      const before = upTo[from];
      const told = before ? tell(pieces.slice(from, end).join(' ')) : null;
      if (before && told !== null) upTo[end] = [...before, told];
    }
  }
  return upTo[pieces.length] ?? null;
}

/** Those that say the most come first, so that a general sentence does not take the words of a particular one. */
const sentencesOf = (source: Catalogue): Sentence[] =>
  Object.keys(source)
    .filter((key) => key.startsWith(SAID))
    .map((key) => sentenceOf(key, source[key] as string))
    .toSorted((a, b) => b.literals.join('').length - a.literals.join('').length);

/** Throws where a message has forms: those cannot be recognised. */
export function sentenceOf(key: string, message: string): Sentence {
  const sentence: Sentence = { key, literals: [''], names: [] };
  for (const part of new IntlMessageFormat(message, 'en').getAst()) {
    if (part.type === 0) sentence.literals[sentence.literals.length - 1] += part.value;
    else if (part.type === 1) {
      sentence.names.push(part.value);
      sentence.literals.push('');
    } else throw new Error(`${key} must be text with simple arguments, to be recognised.`);
  }
  return sentence;
}

/** What stands in the places of the arguments, each the shortest that fits and never empty; null when it is another sentence. */
function argumentsIn(text: string, { literals, names }: Sentence): Record<string, string> | null {
  const [first = '', ...rest] = literals;
  if (names.length === 0) return text === first ? {} : null;
  const last = rest.pop() ?? '';
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return null;
  const end = text.length - last.length;
  const found: Record<string, string> = {};
  let at = first.length;
  for (const [place, name] of names.entries()) {
    const next = place < rest.length ? text.indexOf(rest[place] as string, at + 1) : end;
    if (next <= at || next > end) return null;
    found[name] = text.slice(at, next);
    at = next + (rest[place]?.length ?? 0);
  }
  return found;
}
