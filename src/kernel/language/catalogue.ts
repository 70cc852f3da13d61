/**
 * Catalogues are plain objects of ICU messages. The English one is the source: from its texts the compiler reads which
 * arguments each message takes, for whoever says it and for every translation.
 */
export type Catalogue = Readonly<Record<string, string>>;

/** An argument's kind by how a message uses it. Simple ones take what was formatted before: text or a number. */
type KindOf<Format extends string> = Format extends `${' ' | ''}${'plural' | 'selectordinal' | 'number'}${string}`
  ? number
  : Format extends `${' ' | ''}select${string}`
    ? string
    : string | number;

type Pop<Stack extends string> = Stack extends `${'m' | 'a'}${infer Rest}` ? Rest : '';

/**
 * Reads a message brace by brace. The stack says what is around: `m`, a message, in which a brace opens an argument; `a`, an argument,
 * in which a brace opens the message of one of its forms.
 */
type Scan<Text extends string, Stack extends string, Found> = Text extends `${infer Before}{${infer Rest}`
  ? Before extends `${string}}${string}`
    ? Text extends `${string}}${infer After}`
      ? Scan<After, Pop<Stack>, Found>
      : never
    : Stack extends `m${string}`
      ? Rest extends `${infer Head}}${infer After}`
        ? Head extends `${infer Name},${string}`
          ? Rest extends `${Name},${infer Format}`
            ? Scan<Format, `a${Stack}`, Found & { [K in Name]: KindOf<Format> }>
            : never
          : Scan<After, Stack, Found & { [K in Head]: string | number }>
        : never
      : Scan<Rest, `m${Stack}`, Found>
  : Found;

type Tags<Text extends string, Found = never> = Text extends `${string}</${infer Name}>${infer Rest}`
  ? Tags<Rest, Found | Name>
  : Found;

type Flat<T> = { [K in keyof T]: T[K] };

/** The arguments that a message needs, with their kinds. */
export type ArgumentsOf<Text extends string> = Flat<Scan<Text, 'm', unknown>>;
/** The names of the tags in a message, such as `link` in `<link>here</link>`. */
export type TagsOf<Text extends string> = Tags<Text>;

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
type Checked<Source extends Catalogue, Words extends Catalogue> = {
  [K in keyof Source & string]: K extends keyof Words
    ? Same<ArgumentsOf<Source[K]>, ArgumentsOf<Words[K]>> extends true
      ? Same<TagsOf<Source[K]>, TagsOf<Words[K]>> extends true
        ? Words[K]
        : { error: 'The tags are not those of the source.' }
      : { error: 'The arguments are not those of the source.' }
    : { error: 'This message is missing.' };
};

/** Another language's words for a catalogue: `translation<typeof en>()({ ... })`. It has the same keys, arguments and tags, or does not compile. */
export const translation =
  <Source extends Catalogue>() =>
  <const Words extends { readonly [K in keyof Source]: string }>(
    words: Words & Checked<Source, Words> & { [K in Exclude<keyof Words, keyof Source>]: never },
  ): { readonly [K in keyof Source]: string } =>
    words;
