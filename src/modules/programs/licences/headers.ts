import { quoteOf } from './evidence.ts';
import { type Meaning, meaningOf } from './expression.ts';
import { restrictiveIn } from './restrictive.ts';
import { find, phrase, wordsOf } from './words.ts';

/** What the head of a source file says about its licence. */
export type Header = {
  meaning: Meaning | null;
  quote: string | null;
  /** Words of a notice that limits use. */
  restrictive: string | null;
  publicDomain: boolean;
  orLater: boolean;
};

const tag = 'SPDX-License-Identifier:';
const comment = /^\s{0,40}(?:\/\/|\/\*|\*|#|--|;|%|<!--|"""|'''|\(\*|\{-|dnl\b|rem\b|\.\.|@c\b|!)/i;
const later = phrase('any later version');
const free = phrase('public domain');

/** Values of every SPDX tag in a text, as written; `SPDX-License-Identifier` inside running text does not count. */
const tagsIn = (lines: string[]): string[] =>
  lines.flatMap((line) => {
    const at = line.indexOf(tag);
    if (at < 0 || at > 60 || /[A-Za-z]{2,}/.test(line.slice(0, at).replace(/\b(?:dnl|rem|spdx)\b/gi, ''))) return [];
    const [value = ''] = line.slice(at + tag.length).split(/\*\/|-->|\*\)|-\}|"""/);
    const name = bare(value);
    return name === '' ? [] : [name];
  });

/** Without the marks that end the string or the comment. Not by a pattern: one that looks for an end is slow on long runs. */
const bare = (value: string): string => {
  const text = value.trim();
  let end = text.length;
  while (end > 0 && `"'\`,;*\\`.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end).trim();
};

/** Reads the first lines of a source file. */
export const headerOf = (text: string): Header => {
  const lines = text
    .slice(0, 8192)
    .split('\n', 60)
    .map((line) => line.slice(0, 400));
  const value = tagsIn(lines)[0] ?? null;
  const notice = wordsOf(lines.filter((line) => comment.test(line)).join('\n'));
  const bad = restrictiveIn(notice.words, 0, notice.words.length);
  const limits = bad && (bad.id !== null || /^(?:noncommercial|confidential)/.test(notice.words[bad.from] ?? ''));
  return {
    meaning: value === null ? null : meaningOf(value),
    quote: value === null ? null : quoteOf(value, 100),
    restrictive: limits ? quoteOf(notice.lines[notice.line[bad.from] ?? 0] ?? '') : null,
    // The Unlicense's own words speak of the public domain.
    publicDomain: find(notice.words, free) >= 0 && !notice.words.includes('unencumbered'),
    orLater: find(notice.words, later) >= 0,
  };
};

const program =
  /\.(?:[cm]?[jt]sx?|py|rb|go|rs|java|kts?|c|cc|cxx|cpp|h|hh|hpp|m|mm|cs|fs|php|sh|pl|pm|swift|scala|clj|exs?|erl|hs|ml|lua|r|jl|dart|zig|nim|v|vhd|sv|vue|svelte|sql|proto|cu|asm|s|el|lisp|scm|f90|ps1|css|scss|ya?ml|toml|cmake|svg|md|rst)$/i;
export const mayHaveHeader = (path: string): boolean => program.test(path);

/** `count` of the paths, evenly spread over their sorted order: the same ones every time. */
export const spread = (paths: readonly string[], count: number): string[] => {
  const sorted = [...paths].sort();
  if (sorted.length <= count) return sorted;
  return Array.from({ length: count }, (_, i) => sorted[Math.floor((i * sorted.length) / count)] ?? '').filter(Boolean);
};

/** The licence values of a REUSE.toml or .reuse/dep5 file, as written. */
export const reuseLicences = (path: string, text: string): string[] => {
  const found = new Set<string>();
  for (const line of text.split('\n', 50_000)) {
    const trimmed = line.slice(0, 1000).trim();
    const at = path.endsWith('.toml')
      ? /^"?SPDX-License-Identifier"?\s{0,9}=/.exec(trimmed)?.[0].length
      : /^License:/i.exec(trimmed)?.[0].length;
    if (at === undefined) continue;
    for (const value of trimmed
      .slice(at)
      .replace(/[[\]"']/g, '')
      .split(','))
      if (value.trim() !== '' && found.size < 200) found.add(value.trim());
  }
  return [...found];
};
