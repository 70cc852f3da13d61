import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { leavable, notices, otherTexts, variable } from './variants.ts';
import { find, phrase, type Words, wordsOf } from './words.ts';

/** Stands in {@link Text.words} where any short name may stand. */
export const SLOT = -2;

/** One known licence text as a row of word numbers. */
export type Text = {
  /** All ids that have this text, the most useful first. */
  ids: string[];
  words: Int32Array;
  /** 1: this word may be missing. */
  optional: Uint8Array;
  /** From here on (after "END OF TERMS AND CONDITIONS") the text only says how to apply the licence. */
  tail: number;
  /** Words that must be there. */
  required: number;
  /** Not the licence but the notice that applies it. */
  notice: boolean;
};

export type Texts = {
  /** By every SPDX id: is it flagged as OSI-approved. */
  approved: Map<string, boolean>;
  /** By every SPDX id: its full name. */
  names: Map<string, string>;
  texts: Text[];
  numberOf: Map<string, number>;
  /** The word of a number. */
  wordOf: string[];
  /** Hashes of five words in a row, sorted, and the text each is of. */
  hashes: Uint32Array;
  owners: Uint16Array;
  /** Per text: how many hashes it has. */
  sizes: Uint32Array;
};

export const GRAM = 5;
/** Hash of the five word numbers from `at` on; -1 if one is unknown or a slot. */
export const gramAt = (words: Int32Array | number[], at: number): number => {
  let hash = 2166136261;
  for (let k = 0; k < GRAM; k += 1) {
    const word = words[at + k];
    if (word === undefined || word < 0) return -1;
    hash = Math.imul(hash ^ word, 16777619);
    hash ^= hash >>> 15;
  }
  return hash >>> 0;
};

const blank = 'guildhallslotword';
const fillIn = (text: string): string =>
  text
    .replace(' or <related entities>', '')
    .replace(/<[^<>@#\n]{1,70}>/g, (all) =>
      /[:/].*\/|signature of|insert your license/.test(all) ? all : ` ${blank} `,
    )
    .replace(
      /\[(?:yyyy|year|YEAR|NAME|EMAIL|name of copyright (?:owner|holder)|copyright holders?|Copyright Holder's name|Owner Organization|xxxx|Software Name|Year|various years)\]/g,
      ` ${blank} `,
    )
    .replace(
      /\{(?:year|YEAR|licensor name)\}|\((?:CopyrightHoldersName|TrademarkedName|From 4-digit-year|To 4-digit-year)\)/g,
      ` ${blank} `,
    );

const isCopyrightLine = (line: string): boolean =>
  /^\W*(?:portions )?copyright\b/i.test(line) && /\(c\)|©|\d{4}|guildhallslotword|YEAR/i.test(line);

const isSentence = (paragraph: string): boolean =>
  /\.\s*$/.test(paragraph) && /\b(?:is|are|may|must|shall)\b/i.test(paragraph);

/** Which words stand in opening title paragraphs, copyright lines or a closing pointer to a web page, and so may be missing. */
const missable = (text: Words): boolean[] => {
  const size = text.lines.map(() => 0);
  for (const at of text.line) size[at] = (size[at] ?? 0) + 1;
  const paragraphs: { from: number; to: number; size: number }[] = [];
  let from = 0;
  for (let at = 0; at <= text.lines.length; at += 1) {
    if (at < text.lines.length && (text.lines[at] ?? '').trim() !== '') continue;
    const words = size.slice(from, at).reduce((sum, n) => sum + n, 0);
    if (words > 0) paragraphs.push({ from, to: at, size: words });
    from = at + 1;
  }
  const lines = text.lines.map((line) => isCopyrightLine(line) && line.length < 200);
  for (const { from: a, to: b, size: n } of paragraphs) {
    if (n > 14 || isSentence(text.lines.slice(a, b).join(' '))) break;
    lines.fill(true, a, b);
  }
  const last = paragraphs.at(-1);
  if (last && last.size <= 12 && text.lines.slice(last.from, last.to).some((line) => line.includes('://')))
    lines.fill(true, last.from, last.to);
  return text.line.map((at) => lines[at] === true);
};

const compile = (ids: string[], source: string, number: (word: string) => number, notice = false): Text => {
  const text = wordsOf(fillIn(source));
  const optional = missable(text);
  const words = text.words;
  const loose = text.loose;
  const slots = new Set<number>();
  words.forEach((word, i) => {
    if (word === blank) slots.add(i);
  });
  for (const [before, varying, after] of variable) {
    const [b, v, a] = [phrase(before), phrase(varying), phrase(after)];
    const wanted = [...b, ...v, ...a];
    for (let i = find(words, wanted); i >= 0; i = find(words, wanted, i + 1)) {
      for (let k = 0; k < v.length; k += 1) slots.add(i + b.length + k);
    }
  }
  for (const [before, leave, after] of leavable) {
    const [b, l, a] = [phrase(before), phrase(leave), phrase(after)];
    const at = find(words, [...b, ...l, ...a]);
    if (at >= 0) for (let k = 0; k < l.length; k += 1) optional[at + b.length + k] = true;
  }
  const ending = find(words, ['end', 'of', 'term', 'and', 'condition']);
  const tailWord = ending >= 0 ? ending : words.length;
  const out: number[] = [];
  const can: number[] = [];
  let tail = -1;
  words.forEach((word, i) => {
    if (i === tailWord) tail = out.length;
    if (slots.has(i)) {
      if (out.at(-1) !== SLOT) {
        out.push(SLOT);
        can.push(optional[i] ? 1 : 0);
      }
      return;
    }
    out.push(number(word));
    can.push(optional[i] || loose[i] || i >= tailWord ? 1 : 0);
  });
  return {
    ids,
    notice,
    words: Int32Array.from(out),
    optional: Uint8Array.from(can),
    tail: tail < 0 ? out.length : tail,
    required: can.reduce((n, c) => n + (c ? 0 : 1), 0),
  };
};

const rank = (id: string): number =>
  id.endsWith('-only')
    ? 0
    : /\+$|-(?:or-later|RFN|no-RFN|Exception)$|-no-copyleft-exception$/i.test(id)
      ? 2
      : /^A?L?GPL-\d\.\d$/.test(id)
        ? 3
        : 1;

/** SPDX gives LGPL 3.0 with the GPL 3.0 that it supplements; repositories keep the two apart. */
const alone = (id: string, text: string): string => {
  if (!id.startsWith('LGPL-3.0')) return text;
  const at = text.search(/\n\s{0,80}GNU GENERAL PUBLIC LICENSE\s/);
  return at > 2000 ? text.slice(0, at) : text;
};

const load = (): Texts => {
  const file = createRequire(import.meta.url).resolve('spdx-license-list/spdx-full.json');
  const list = JSON.parse(readFileSync(file, 'utf8')) as Record<
    string,
    { name: string; osiApproved: boolean; licenseText: string }
  >;
  const numberOf = new Map<string, number>();
  const number = (word: string): number => {
    const known = numberOf.get(word);
    if (known !== undefined) return known;
    // A copy, so that the word does not keep the whole text alive.
    numberOf.set(Buffer.from(word).toString(), numberOf.size);
    return numberOf.size - 1;
  };
  const same = new Map<string, string[]>();
  for (const [id, { licenseText }] of Object.entries(list)) {
    const text = alone(id, licenseText);
    same.set(text, [...(same.get(text) ?? []), id]);
  }
  const texts: Text[] = [];
  for (const [text, ids] of same)
    texts.push(
      compile(
        ids.sort((a, b) => rank(a) - rank(b) || a.length - b.length),
        text,
        number,
      ),
    );
  for (const [id, text] of otherTexts) texts.push(compile([id], text, number));
  for (const [id, text] of notices) texts.push(compile([id], text, number, true));
  const usable = texts.filter((text) => text.required >= 12);
  const pairs: number[] = [];
  const sizes = new Uint32Array(usable.length);
  usable.forEach((text, owner) => {
    const own = new Set<number>();
    for (let i = 0; i < text.words.length; i += 1) {
      const hash = gramAt(text.words, i);
      if (hash >= 0) own.add(hash);
    }
    sizes[owner] = own.size;
    for (const hash of own) pairs.push(hash * 2048 + owner);
  });
  const sorted = Float64Array.from(pairs).sort();
  return {
    approved: new Map(Object.entries(list).map(([id, { osiApproved }]) => [id, osiApproved])),
    names: new Map(Object.entries(list).map(([id, { name }]) => [id, name])),
    texts: usable,
    numberOf,
    wordOf: [...numberOf.keys()],
    hashes: Uint32Array.from(sorted, (pair) => Math.floor(pair / 2048)),
    owners: Uint16Array.from(sorted, (pair) => pair % 2048),
    sizes,
  };
};

let loaded: Texts | undefined;

/** All licence texts of the SPDX list, made ready at the first call (about half a second and 100 MB). */
export const spdxTexts = (): Texts => {
  loaded ??= load();
  return loaded;
};
