/**
 * A text as the SPDX Matching Guidelines see it: a row of words without case, punctuation, layout, marks of comments,
 * HTML or Markdown, with spellings made one. Every step is linear in the text.
 */
export type Words = {
  words: string[];
  /** Per word: could be left out or added without a change of meaning (list numbers, "(c)"). */
  loose: boolean[];
  /** Per word: its line in `lines`. */
  line: number[];
  lines: string[];
};

const equivalents = new Map(
  `acknowledgement acknowledgment analogue analog analyse analyze artefact artifact authorisation authorization authorised authorized
  calibre caliber cancelled canceled capitalisation capitalization catalogue catalog categorise categorize centre center emphasised emphasized
  favour favor favourite favorite fulfil fulfill fulfilment fulfillment initialise initialize judgement judgment labelling labeling labour labor
  licence license licenced licensed licensor licensor maximise maximize modelled modeled modelling modeling offence offense optimise optimize
  organisation organization organise organize practise practice programme program realise realize recognise recognize signalling signaling
  utilisation utilization whilst while wilful willful sublicence sublicense defence defense honour honor behaviour behavior`
    .split(/\s+/)
    .flatMap((word, i, all) => (i % 2 === 0 ? [[word, all[i + 1] ?? word] as const] : [])),
);
const dropped = new Set(['http', 'https', 'www', 'dnl', 'rem']);
const addresses = [
  '51 franklin street fifth floor boston ma 02110 1301 usa',
  '51 franklin street fifth floor boston ma 02110 1301',
  '51 franklin st fifth floor boston ma 02110 1301 usa',
  '51 franklin st fifth floor boston ma 02110 1301',
  '51 franklin street suite 500 boston ma 02110 1335 usa',
  '59 temple place suite 330 boston ma 02111 1307 usa',
  '59 temple place suite 330 boston ma 02111 1307',
  '59 temple place suite 330 cambridge ma 02139 usa',
  '675 mass ave cambridge ma 02139 usa',
  '675 massachusetts avenue cambridge ma 02139 usa',
].map((address) => address.split(' '));
const tags =
  /<\/?(?:a|abbr|b|big|blockquote|body|br|center|cite|code|dd|div|dl|dt|em|font|h[1-6]|head|hr|html|i|img|li|link|meta|ol|p|pre|section|small|span|strong|sup|table|tbody|td|th|thead|title|tr|tt|u|ul)(?:\s[^<>]{0,300})?\/?>/gi;
const entities: Record<string, string> = {
  quot: '"',
  amp: '&',
  lt: '<',
  gt: '>',
  copy: '(c)',
  nbsp: ' ',
  apos: "'",
  ldquo: '"',
  rdquo: '"',
  lsquo: "'",
  rsquo: "'",
  mdash: '-',
  ndash: '-',
};

const undress = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\r\n?|[\f\v\u2028\u2029]/g, '\n')
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(tags, ' ')
    .replace(/&(?:#(\d{1,6})|([a-z]{2,6}));/gi, (all, code: string | undefined, name: string | undefined) =>
      code ? String.fromCodePoint(Math.min(Number(code), 0x10ffff)) : (entities[(name ?? '').toLowerCase()] ?? all),
    )
    .replace(/\]\([^()\s]{0,200}\)/g, ']');

const singular = (word: string): string =>
  word.length > 4 && word.endsWith('s') && !/[suia]s$/.test(word) ? word.slice(0, -1) : word;

/** The words of a text; see {@link Words}. `text` may be anything, the caller bounds its length. */
export const wordsOf = (text: string): Words => {
  const lines = undress(text).split('\n');
  const words: string[] = [];
  const loose: boolean[] = [];
  const line: number[] = [];
  lines.forEach((raw, at) => {
    let first = true;
    const lower = raw.toLowerCase();
    for (const match of lower.matchAll(/[\p{L}\p{N}]+/gu)) {
      const written = match[0];
      const next = lower.charAt(match.index + written.length);
      const isMark = /^(?:\d{1,2}|[a-z]|[ivx]{1,4})$/.test(written);
      const wasFirst = first;
      first = false;
      if (dropped.has(written)) continue;
      const plain = singular(written);
      let word = equivalents.get(plain) ?? plain;
      const last = words.at(-1);
      if (word === 'owner' && last === 'copyright') word = 'holder';
      if ((last === 'non' || (last === 'sub' && word.startsWith('licens'))) && !loose.at(-1)) {
        words[words.length - 1] = `${last}${word}`;
        continue;
      }
      words.push(word);
      line.push(at);
      loose.push(isMark && (next === ')' || (wasFirst && (next === '.' || next === ':'))));
    }
  });
  return dropAddresses({ words, loose, line, lines });
};

const dropAddresses = (text: Words): Words => {
  const starts = new Set(['51', '59', '675']);
  for (let i = 0; i < text.words.length; i += 1) {
    if (!starts.has(text.words[i] ?? '')) continue;
    const found = addresses.find((address) => address.every((word, k) => text.words[i + k] === singular(word)));
    if (!found) continue;
    text.words.splice(i, found.length);
    text.loose.splice(i, found.length);
    text.line.splice(i, found.length);
    i -= 1;
  }
  return text;
};

/** The words of a short phrase that we wrote ourselves. */
export const phrase = (text: string): string[] => wordsOf(text).words;

/** Whether `words` holds `wanted` in a row; its place, or -1. */
export const find = (words: readonly string[], wanted: readonly string[], from = 0): number => {
  const first = wanted[0];
  if (first === undefined) return -1;
  for (let i = words.indexOf(first, from); i >= 0; i = words.indexOf(first, i + 1)) {
    if (wanted.every((word, k) => words[i + k] === word)) return i;
  }
  return -1;
};
