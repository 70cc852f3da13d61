import { type Named, namedAt } from './names.ts';
import { insertable, turning } from './variants.ts';
import { find, phrase, type Words } from './words.ts';

/** Words that often stand in names of people and bodies though they turn sentences elsewhere. */
const inNames = new Set(
  'nor require research academic education educational evaluation service private personal human production enterprise used limited'.split(
    ' ',
  ),
);

const canTurn = (word: string, name: boolean): boolean => turning.has(word) && !(name && inNames.has(word));

/** Whether these words hold none that can turn a sentence. */
export const isTame = (text: Words, from: number, to: number, name = false): boolean => {
  for (let i = from; i < to; i += 1) {
    if (text.words[i] === 'all' && text.words[i + 1] === 'right' && text.words[i + 2] === 'reserved') continue;
    if (canTurn(text.words[i] ?? '', name)) return false;
  }
  return true;
};

const copyrightStart =
  /^[^\p{L}\p{N}©(]{0,80}(?:\(?(?:\d{1,2}|[a-z])[.)]\s{0,4})?(?:[\p{L}-]{1,20}[\s:,-]{1,4}){0,4}(?:copyright|copyrights|copyrighted|copr\.|\(c\)|©|spdx-filecopyrighttext)/iu;
const small = new Set(
  'and or of the by for inc ltd llc gmbh co contributor author other all right reserved present de van von der la le et al e mail email com org net io a s'.split(
    ' ',
  ),
);
const rights = new Set(['all', 'right', 'reserved', 'some']);

const looksLikeNames = (line: string): boolean => {
  for (const match of line.matchAll(/[^\s,;|()<>/&]+/gu)) {
    const word = match[0];
    if (/[@.:\d]/.test(word) || /^[^\p{L}]+$/u.test(word) || /^\p{Lu}/u.test(word) || small.has(word.toLowerCase()))
      continue;
    return false;
  }
  return true;
};

const fillers = new Set(
  phrase(`this project software code is are licensed dual multi triple under the terms of either both license licenses licensing licence and or at your option
   see file files for details detail you may use used it distributed distribute available version copy full text library program repository work released
   made as in below which following found can be a an choose any one that your choice source package public contents content here with
   copyright holder holders contributors notice unless otherwise stated noted also by its on them these those accompanying included permissive open
   documentation data tests readme md txt html rst root directory folder top level main complete more information included refer please to from
   name spdx identifier exception mit apache bsd gpl lgpl agpl mpl isc general gnu lesser affero mozilla common development new revised simplified modified
   clause 0 1 2 3 4 2.0 3.0 later only v2 v3 foundation inc free style expat x11 zlib boost eclipse unlicense domain
   official opensource literalinclude include toctree language text released core work font faq sil below mit expat official licenses appears appear reproduced part parts module plugin app tool project's each every all entire whole
   copies obtained obtain have received along should has been published redistribute modify`),
);
/** Words a statement about licences may not hold, though fillers or names. */
const hedges = new Set(['unless', 'otherwise', 'except', 'not', 'only']);

export type Remark =
  | { kind: 'harmless' }
  | { kind: 'statement'; names: Named[]; hedged: boolean }
  | { kind: 'unknown'; from: number; to: number };

/** Written with a capital, as the project's own name may be. */
const isProper = (text: Words, at: number): boolean => {
  const word = text.words[at] ?? '';
  const raw = text.lines[text.line[at] ?? 0] ?? '';
  return raw.length < 2000 && raw.includes(word.charAt(0).toUpperCase() + word.slice(1));
};

/** The licences that a stretch of words names, and whether all its other words are those of a plain statement. */
export const statementIn = (
  text: Words,
  at: readonly number[],
): { names: Named[]; plain: boolean; hedged: boolean } => {
  const names: Named[] = [];
  const strange = new Set<string>();
  let hedged = false;
  for (let k = 0; k < at.length; k += 1) {
    const from = at[k] ?? 0;
    const named = namedAt(text.words, from);
    if (named && at[k + named.length - 1] === from + named.length - 1) {
      names.push(named);
      k += named.length - 1;
      continue;
    }
    const word = text.words[from] ?? '';
    if (hedges.has(word) && !(word === 'only' && names.length > 0)) hedged = true;
    else if (!fillers.has(word) && !/^\d+$/.test(word) && !text.loose[from])
      strange.add(isProper(text, from) ? word : `${word} ${k}`);
  }
  const projectName =
    strange.size === 1 && names.length > 0 && ![...strange].some((word) => word.includes(' ') || turning.has(word));
  return { names, plain: strange.size === 0 || projectName, hedged };
};

/** What the words `[from, to)` of a file add to the licence texts beside them. */
export const remarkOf = (text: Words, from: number, to: number): Remark => {
  const byLine = new Map<number, number[]>();
  for (let i = from; i < to; i += 1) {
    const line = text.line[i] ?? 0;
    const own = byLine.get(line);
    if (own) own.push(i);
    else byLine.set(line, [i]);
  }
  const open: number[] = [];
  let named = false;
  let lastLine = -9;
  for (const [line, at] of byLine) {
    const raw = text.lines[line] ?? '';
    const first = at[0] ?? 0;
    const last = (at.at(-1) ?? 0) + 1;
    const startsLine = first === 0 || text.line[first - 1] !== line;
    const tame = isTame(text, first, last, true);
    const mark = at.find((i) => /^(?:copyright|c|spdx)/.test(text.words[i] ?? '')) ?? first;
    if (startsLine && isTame(text, first, mark) && at.length <= 45 && copyrightStart.test(raw.slice(0, 300)) && tame) {
      named = true;
      lastLine = line;
      continue;
    }
    if (at.every((i) => rights.has(text.words[i] ?? '') || text.loose[i])) continue;
    if (named && line - lastLine <= 2 && at.length <= 16 && tame && looksLikeNames(raw.slice(0, 400))) {
      lastLine = line;
      continue;
    }
    if (to - from <= 24 && at.length <= 12 && tame && startsLine && looksLikeNames(raw.slice(0, 400))) continue;
    named = false;
    open.push(...at);
  }
  if (open.length === 0) return { kind: 'harmless' };
  const { names, plain, hedged } = statementIn(text, open);
  if (plain && open.length <= 120)
    return names.length > 0 || hedged ? { kind: 'statement', names, hedged } : { kind: 'harmless' };
  const start = open[0] ?? from;
  return { kind: 'unknown', from: start, to: (open.at(-1) ?? to - 1) + 1 };
};

const small2 = new Set(['the', 'a', 'an', 'its', 'their', 'c']);
const added = insertable.map(phrase);

/** Whether words inside a licence text are a copyright line, list marks, an article or another part that may always stand there. */
export const mayStandInside = (text: Words, from: number, to: number): boolean => {
  let plain = true;
  for (let i = from; i < to && plain; i += 1) plain = (text.loose[i] ?? false) || small2.has(text.words[i] ?? '');
  if (plain) return true;
  const words = text.words.slice(from, to);
  if (added.some((wanted) => wanted.length === words.length && find(words, wanted) === 0)) return true;
  if (to - from > 60) return false;
  return (
    remarkOf(text, from, to).kind === 'harmless' &&
    copyrightStart.test((text.lines[text.line[from] ?? 0] ?? '').slice(0, 300))
  );
};
