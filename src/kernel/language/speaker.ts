import { IntlMessageFormat } from 'intl-messageformat';
import type { ArgumentsOf, Catalogue, TagsOf } from './catalogue.ts';
import { type Language, localeOf } from './languages.ts';
import { type Marks, marksOf, typeset, typesetDate } from './typography.ts';

/** What a message is given besides its key: nothing where it takes nothing. */
type Given<Text extends string> = keyof ArgumentsOf<Text> extends never ? [] : [values: ArgumentsOf<Text>];
type Plain<Source extends Catalogue> = {
  [K in keyof Source & string]: [TagsOf<Source[K]>] extends [never] ? K : never;
}[keyof Source & string];
type Rich<Source extends Catalogue> = Exclude<keyof Source & string, Plain<Source>>;

/** The words of a catalogue in one language, with numbers, dates and lists as that language writes them. */
export type Speaker<Source extends Catalogue> = {
  /** A message with its arguments filled in, plural forms by the language's rules (CLDR). */
  say: <K extends Plain<Source>>(key: K, ...given: Given<Source[K]>) => string;
  /** A message with tags: each tag's function is handed what it encloses. Answers text and what the functions made, in order. */
  parts: <K extends Rich<Source>, Made>(
    key: K,
    values: ArgumentsOf<Source[K]> & Record<TagsOf<Source[K]>, (inside: (string | Made)[]) => Made>,
  ) => (string | Made)[];
} & Writing;

export type Writing = Marks & {
  language: Language;
  /** A number, grouped as the language does. */
  number: (n: number) => string;
  /** An instant (ISO) as its reader needs it, with its zone (IANA) named: "Tuesday, 17 March 2026, 17:00 (Europe/Berlin)". */
  when: (iso: string, zone: string) => string;
  /** The day alone as it is in the zone: "17 March 2026". */
  day: (iso: string, zone: string) => string;
  /** Names in a sentence: "Cuba, Iran and Syria". */
  list: (names: readonly string[]) => string;
  /** A country's name by its code; the code itself where it has none. */
  country: (code: string) => string;
  /** The same country in this language, by its English name; as it is where none is named so. */
  countryNamed: (englishName: string) => string;
};

const writings = new Map<Language, Writing>();

/** How a language writes numbers, dates, lists and countries. */
export function writingOf(language: Language): Writing {
  const known = writings.get(language);
  if (known) return known;
  const made = writingIn(language, localeOf(language));
  writings.set(language, made);
  return made;
}

let codes: Map<string, string> | null = null;
function codeOf(englishName: string): string | undefined {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  codes ??= new Map(letters.flatMap((a) => letters.map((b) => [names.of(a + b) ?? '', a + b])));
  return codes.get(englishName);
}

function writingIn(language: Language, locale: string): Writing {
  const date = (options: Intl.DateTimeFormatOptions, iso: string, timeZone: string) =>
    typesetDate(language, new Intl.DateTimeFormat(locale, { ...options, timeZone }).format(new Date(iso)));
  const day = (iso: string, zone: string) => date({ dateStyle: 'long' }, iso, zone);
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const numbers = new Intl.NumberFormat(locale);
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' });
  const regions = new Intl.DisplayNames(language, { type: 'region' });
  const country = (code: string): string => {
    try {
      return regions.of(code) ?? code;
    } catch {
      return code;
    }
  };
  const marks = marksOf(language);
  return {
    ...marks,
    language,
    number: (n) => numbers.format(n),
    day,
    when: (iso, zone) => {
      // CLDR joins English dates in more ways than one, so ours are put together; other languages keep theirs.
      const said =
        language === 'en'
          ? `${date({ weekday: 'long' }, iso, zone)}, ${day(iso, zone)}, ${date(time, iso, zone)}`
          : date({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', ...time }, iso, zone);
      return said + marks.brackets(zone.replaceAll('_', ' '));
    },
    list: (names) => lists.format(names),
    country,
    countryNamed: (englishName) => {
      const code = codeOf(englishName);
      return code === undefined ? englishName : country(code);
    },
  };
}

/** Speaks a catalogue in each of its languages. Messages are parsed when they are first said, once a process. */
export function speakers<const Source extends Catalogue>(
  catalogues: Record<Language, { readonly [K in keyof Source]: string }> & { en: Source },
): (language: Language) => Speaker<Source> {
  const made = new Map<Language, Speaker<Source>>();
  return (language) => {
    const known = made.get(language);
    if (known) return known;
    const speaker = speakerOf<Source>(language, catalogues[language]);
    made.set(language, speaker);
    return speaker;
  };
}

function speakerOf<Source extends Catalogue>(
  language: Language,
  words: { readonly [K in keyof Source]: string },
): Speaker<Source> {
  const messages = new Map<string, IntlMessageFormat>();
  const message = (key: keyof Source & string): IntlMessageFormat => {
    const known = messages.get(key);
    if (known) return known;
    const parsed = new IntlMessageFormat(typeset(language, words[key]), localeOf(language));
    messages.set(key, parsed);
    return parsed;
  };
  return {
    ...writingOf(language),
    say: (key, ...[values]) => String(message(key).format(values as Record<string, string | number> | undefined)),
    parts: <K extends Rich<Source>, Made>(key: K, values: object) => {
      const made = message(key).format<Made>(values as Parameters<IntlMessageFormat['format']>[0] as never);
      return (Array.isArray(made) ? made : [made]) as (string | Made)[];
    },
  };
}
