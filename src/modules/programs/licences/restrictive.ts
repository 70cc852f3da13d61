import { isLimiting, namedAt } from './names.ts';
import { standingOf } from './standing.ts';
import { find, phrase } from './words.ts';

/** Phrases that no OSI-approved licence uses of the licensed work itself; beside or instead of a licence they limit it. */
export const phrases = [
  'non-commercial',
  'noncommercial',
  'non-commercially',
  'commercial use is prohibited',
  'commercial use prohibited',
  'no commercial use',
  'not for commercial',
  'commercial use is not allowed',
  'commercial license is required',
  'requires a commercial license',
  'without commercial',
  'commons clause',
  'source available',
  'fair source',
  'good, not evil',
  'may not sell',
  'not be sold',
  'right to sell',
  'does not grant the right',
  'for evaluation',
  'evaluation purposes',
  'evaluation only',
  'for personal use',
  'personal use only',
  'internal use only',
  'internal business',
  'educational use only',
  'academic use only',
  'research purposes only',
  'research use only',
  'for research purposes',
  'competing product',
  'competing service',
  'hosted or managed service',
  'managed service',
  'production use',
  'additional use grant',
  'change date',
  'no derivatives',
  'no derivative works',
  'field of use',
  'fields of use',
  'all rights are reserved by',
  'proprietary',
  'confidential',
  'not open source',
  'license key',
  'subscription agreement',
  'enterprise edition',
  'military',
  'nuclear',
].map(phrase);

/** The first stretch of words `[from, to)` that limits use, by a phrase or by the name of a licence that does; or null. */
export const restrictiveIn = (
  words: readonly string[],
  from: number,
  to: number,
): { from: number; to: number; id: string | null } | null => {
  const part = from === 0 && to === words.length ? words : words.slice(from, to);
  let best: { from: number; to: number; id: string | null } | null = null;
  for (const wanted of phrases) {
    let at = find(part, wanted);
    // "commercial or non-commercial" allows both.
    while (at >= 0 && part[at] === 'noncommercial' && part[at - 1] === 'or' && part[at - 2] === 'commercial')
      at = find(part, wanted, at + 1);
    if (at >= 0 && (!best || from + at < best.from))
      best = { from: from + at, to: from + at + wanted.length, id: null };
  }
  for (let i = 0; i < part.length; i += 1) {
    const named = namedAt(part, i);
    if (!named) continue;
    if (isLimiting(named.id) || standingOf(named.id) === 'restrictive') {
      if (!best || from + i <= best.from) best = { from: from + i, to: from + i + named.length, id: named.id };
      break;
    }
    i += named.length - 1;
  }
  return best;
};
