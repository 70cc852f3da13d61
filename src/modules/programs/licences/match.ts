import { type Alignment, align, type Sides } from './align.ts';
import type { Standing } from './evidence.ts';
import { quoteOf } from './evidence.ts';
import { isLimiting, type Named, namedAt } from './names.ts';
import { isTame, mayStandInside, remarkOf } from './remarks.ts';
import { restrictiveIn } from './restrictive.ts';
import { standingOf } from './standing.ts';
import { GRAM, gramAt, spdxTexts, type Text } from './texts.ts';
import { interchangeable } from './variants.ts';
import { type Words, wordsOf } from './words.ts';

/** A licence text found whole in a file. */
export type Found = { id: string; ids: string[]; standing: Standing; similarity: number; notice: boolean };
/** A text that is close to a known one, and the file's words at the first difference. */
export type Near = { id: string; standing: Standing; similarity: number; quote: string; missing: string };

/** What a licence file says. */
export type Reading = {
  /** Full texts, in the order of the file. */
  found: Found[];
  near: Near | null;
  /** Licences named in plain sentences beside or instead of texts. */
  named: Named[];
  /** A named licence is hedged ("except ...", "unless otherwise noted"). */
  hedged: boolean;
  /** The first words that are neither text nor harmless, or null. */
  unknown: string | null;
  /** Words that open-source licences do not use, outside the known texts, or null. */
  restrictive: string | null;
  /** The file opens with the name of a licence that limits use: that name. */
  title: string | null;
  words: number;
};

/** Longer files are read only so far, and then never certain. */
export const mostWords = 60_000;
const pairs = new Set(
  interchangeable.map(([a, b]) => `${a} ${b}`).concat(interchangeable.map(([a, b]) => `${b} ${a}`)),
);

type Candidate = { text: Text; owner: number; alignment: Alignment; similarity: number };

const candidatesFor = (file: Int32Array, covered: Uint8Array): { owner: number; share: number }[] => {
  const { hashes, owners, sizes } = spdxTexts();
  const hits = new Uint32Array(sizes.length);
  const seen = new Set<number>();
  for (let i = 0; i + GRAM <= file.length; i += 1) {
    if (covered[i] || covered[i + GRAM - 1]) continue;
    const hash = gramAt(file, i);
    if (hash < 0 || seen.has(hash)) continue;
    seen.add(hash);
    let low = 0;
    let high = hashes.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((hashes[middle] ?? 0) < hash) low = middle + 1;
      else high = middle;
    }
    for (; hashes[low] === hash; low += 1) hits[owners[low] ?? 0] = (hits[owners[low] ?? 0] ?? 0) + 1;
  }
  const out: { owner: number; share: number; hits: number }[] = [];
  hits.forEach((count, owner) => {
    const share = count / Math.max(1, sizes[owner] ?? 1);
    if (count >= 3 && share >= 0.3) out.push({ owner, share, hits: count });
  });
  // Long texts that are there for the greater part come first, then the best of the short ones.
  const byWeight = [...out].sort((a, b) => b.hits * b.share - a.hits * a.share).slice(0, 14);
  const byShare = [...out].sort((a, b) => b.share - a.share).slice(0, 10);
  return [...new Set([...byWeight, ...byShare])];
};

/** Where to lay the text on: the first common place on the most frequent offset. */
const anchorOf = (file: Int32Array, covered: Uint8Array, text: Text): [number, number] | null => {
  const places = new Map<number, number>();
  for (let t = text.words.length - GRAM; t >= 0; t -= 1) {
    const hash = gramAt(text.words, t);
    if (hash >= 0) places.set(hash, t);
  }
  const counts = new Map<number, { n: number; f: number; t: number }>();
  for (let f = 0; f + GRAM <= file.length; f += 1) {
    if (covered[f] || covered[f + GRAM - 1]) continue;
    const t = places.get(gramAt(file, f));
    if (t === undefined) continue;
    const bucket = (f - t) >> 6;
    const own = counts.get(bucket);
    if (own) own.n += 1;
    else counts.set(bucket, { n: 1, f, t });
  }
  let best: { n: number; f: number; t: number } | null = null;
  for (const own of counts.values()) if (!best || own.n > best.n) best = own;
  return best ? [best.f, best.t] : null;
};

const lay = (sides: Omit<Sides, 'text'>, covered: Uint8Array, owner: number): Candidate | null => {
  const text = spdxTexts().texts[owner];
  if (!text) return null;
  const at = anchorOf(sides.file, covered, text);
  if (!at) return null;
  const alignment = align({ ...sides, text }, at[0], at[1]);
  const extra = alignment.differences.reduce((n, d) => n + Math.min(60, d.fileTo - d.fileFrom), 0);
  return {
    text,
    owner,
    alignment,
    similarity: alignment.agreed / Math.max(1, Math.max(text.required, alignment.agreed) + extra),
  };
};

const closer = (a: Candidate, b: Candidate): number =>
  b.alignment.agreed - a.alignment.agreed ||
  a.alignment.filled - b.alignment.filled ||
  a.alignment.tolerated - b.alignment.tolerated;

const foundOf = (best: Candidate, rivals: Candidate[]): Found => {
  const id = best.text.ids[0] ?? '';
  const same = rivals.filter((other) => closer(best, other) === 0);
  const standings = new Set([best, ...same].map((one) => standingOf(one.text.ids[0] ?? '')));
  return {
    id,
    ids: [...new Set([best, ...same].flatMap((one) => one.text.ids))],
    standing: standings.size === 1 ? standingOf(id) : 'unknown',
    notice: best.text.notice,
    similarity: Math.round(Math.min(1, best.similarity) * 1000) / 1000,
  };
};

/** Reads a licence file: which known texts are in it word for word, and what else it says. Linear but for bounded parts; about 5 ms for a common text. */
export const readLicence = (text: string): Reading => {
  const words = wordsOf(text);
  const tooLong = words.words.length > mostWords;
  const { numberOf, wordOf: textWords } = spdxTexts();
  const file = Int32Array.from(words.words.slice(0, mostWords), (word) => numberOf.get(word) ?? -1);
  const covered = new Uint8Array(file.length);
  const sides: Omit<Sides, 'text'> = {
    file,
    mayStand: (from, to) => mayStandInside(words, from, to),
    mayFill: (from, to) => isTame(words, from, to, true),
    tame: (from, to) => isTame(words, from, to),
    alike: (a, b) => pairs.has(`${textWords[a] ?? ''} ${textWords[b] ?? ''}`),
  };
  const found: { at: number; found: Found }[] = [];
  let near: Near | null = null;
  for (let round = 0; round < 12; round += 1) {
    const laid: Candidate[] = [];
    for (const { owner } of candidatesFor(file, covered)) {
      const one = lay(sides, covered, owner);
      if (one && one.alignment.agreed >= 12) laid.push(one);
    }
    const exact = laid
      .filter((one) => one.alignment.differences.length === 0 && !overlaps(covered, one.alignment))
      .sort(closer);
    const best = exact[0];
    if (!best) {
      near = nearest(laid, words);
      break;
    }
    found.push({ at: best.alignment.from, found: foundOf(best, exact.slice(1)) });
    covered.fill(1, best.alignment.from, best.alignment.to);
  }
  return {
    ...restOf(words, covered),
    found: found.sort((a, b) => a.at - b.at).map((one) => one.found),
    near,
    ...(tooLong ? { unknown: 'the file is too long to be read whole' } : {}),
  };
};

const overlaps = (covered: Uint8Array, { from, to }: Alignment): boolean => {
  for (let i = from; i < to; i += 1) if (covered[i]) return true;
  return false;
};

const said = (words: Words, from: number, to: number): string => {
  if (to <= from) return '';
  const lines = [words.line[from] ?? 0, words.line[to - 1] ?? 0];
  const whole = words.lines.slice(lines[0], (lines[1] ?? 0) + 1).join(' ');
  return quoteOf(whole.length < 200 ? whole : words.words.slice(from, Math.min(to, from + 30)).join(' '));
};

const nearest = (laid: Candidate[], words: Words): Near | null => {
  const best = laid.sort((a, b) => b.similarity * b.alignment.agreed - a.similarity * a.alignment.agreed)[0];
  if (!best || best.similarity < 0.5) return null;
  const id = best.text.ids[0] ?? '';
  const first = best.alignment.differences[0];
  const known = spdxTexts().wordOf;
  const missing = first
    ? Array.from(
        best.text.words.slice(first.textFrom, Math.min(first.textTo, first.textFrom + 20)),
        (w) => known[w] ?? '…',
      ).join(' ')
    : '';
  return {
    id,
    standing: standingOf(id),
    similarity: Math.round(best.similarity * 1000) / 1000,
    quote: first ? said(words, first.fileFrom, first.fileTo) : '',
    missing: quoteOf(missing),
  };
};

/** Everything that no known text covers, part by part. */
const restOf = (
  words: Words,
  covered: Uint8Array,
): Pick<Reading, 'named' | 'hedged' | 'unknown' | 'restrictive' | 'title' | 'words'> => {
  const named: Named[] = [];
  let hedged = false;
  let unknown: string | null = null;
  let restrictive: string | null = null;
  for (let from = 0; from < covered.length; from += 1) {
    if (covered[from]) continue;
    let to = from;
    while (to < covered.length && !covered[to]) to += 1;
    const bad = restrictiveIn(words.words, from, to);
    if (bad) restrictive ??= said(words, bad.from, bad.to);
    const remark = remarkOf(words, from, to);
    if (remark.kind === 'statement') {
      named.push(...remark.names);
      hedged ||= remark.hedged;
    }
    if (remark.kind === 'unknown') unknown ??= said(words, remark.from, remark.to);
    from = to;
  }
  if (named.some(({ id }) => isLimiting(id) || standingOf(id) === 'restrictive'))
    restrictive ??= named.find(({ id }) => isLimiting(id) || standingOf(id) === 'restrictive')?.id ?? null;
  return { named, hedged, unknown, restrictive, title: titleOf(words), words: words.words.length };
};

/** The name of a limiting licence at the start of one of the file's first short lines. */
const titleOf = (words: Words): string | null => {
  for (let at = 0; at < Math.min(60, words.words.length); at += 1) {
    const line = words.line[at] ?? 0;
    if (words.line[at - 2] === line && words.line[at - 3] === line) continue;
    if ((words.lines[line] ?? '').length > 120) continue;
    const named = namedAt(words.words, at);
    if (named)
      return isLimiting(named.id) || standingOf(named.id) === 'restrictive'
        ? words.words.slice(at, at + named.length).join(' ')
        : null;
  }
  return null;
};
