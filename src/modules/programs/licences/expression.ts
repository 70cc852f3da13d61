import parse from 'spdx-expression-parse';
import { quoteOf, type Standing } from './evidence.ts';
import { isLimiting, namedAt } from './names.ts';
import { currentId, standingOf } from './standing.ts';
import { phrase } from './words.ts';

/** What a licence expression comes to. */
export type Meaning = {
  /** As given, or made an SPDX expression where it was in words. */
  licence: string;
  standing: Standing;
  /** All ids in it. */
  ids: string[];
  /** OSI-approved only because one of several alternatives is. */
  byChoice: boolean;
  /** Given in ordinary words ("BSD", "Apache 2"), which leave the version open. */
  vague: boolean;
  /** Names a file instead ("SEE LICENSE IN x"), or nothing. */
  elsewhere: boolean;
};

type Node =
  | { license: string; plus?: true; exception?: string }
  | { left: Node; conjunction: 'and' | 'or'; right: Node };
const worst: Standing[] = ['restrictive', 'unlisted', 'unknown', 'osi'];

const walk = (node: Node): { standing: Standing; ids: string[]; byChoice: boolean } => {
  if ('license' in node) {
    const id = currentId(`${node.license}${node.plus ? '+' : ''}`);
    return { standing: isLimiting(id) ? 'restrictive' : standingOf(id), ids: [id], byChoice: false };
  }
  const left = walk(node.left);
  const right = walk(node.right);
  const ids = [...left.ids, ...right.ids];
  const [a, b] = [worst.indexOf(left.standing), worst.indexOf(right.standing)];
  const standing = worst[node.conjunction === 'and' ? Math.min(a, b) : Math.max(a, b)] ?? 'unknown';
  const chosen = node.conjunction === 'or' && standing === 'osi' && a !== b;
  return { standing, ids, byChoice: chosen || (standing === 'osi' && (left.byChoice || right.byChoice)) };
};

const closed =
  /^(?:unlicensed|proprietary|commercial|private|closed|all rights reserved|other\/proprietary license|none|no licen[sc]e)\.?$/i;

/**
 * What a licence field says: an SPDX expression, an old list ("MIT/Apache-2.0"), or a name in words. Never throws.
 * @param value a stranger's text; more than 500 characters count as unknown
 */
export const meaningOf = (value: string): Meaning => {
  const text = value.trim().replace(/\s+/g, ' ');
  const nothing = {
    licence: quoteOf(text, 100),
    standing: 'unknown' as const,
    ids: [],
    byChoice: false,
    vague: true,
    elsewhere: false,
  };
  if (text.length > 500) return nothing;
  if (closed.test(text)) return { ...nothing, standing: 'restrictive' };
  if (text === '' || /^(?:see |file:|in file|custom$|noassertion$)/i.test(text)) return { ...nothing, elsewhere: true };
  for (const form of [
    text,
    text
      .replace(/ and /gi, ' AND ')
      .replace(/ or /gi, ' OR ')
      .replace(/ with /gi, ' WITH '),
    text.replaceAll('/', ' OR '),
    text.replaceAll(', ', ' AND '),
  ]) {
    try {
      return { licence: form, ...walk(parse(form) as Node), vague: false, elsewhere: false };
    } catch {
      // Not an expression in this form.
    }
  }
  const words = phrase(text).filter((word) => word !== 'the');
  const ids: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const named = namedAt(words, at);
    if (named) {
      ids.push(named.id);
      at += named.length - 1;
    } else if (
      !/^(?:license|version|and|or|style|later|\d+|v\d+|osi|approved|see|file|software)$/.test(words[at] ?? '')
    )
      return { ...nothing, ids };
  }
  if (ids.length === 0) return nothing;
  const standings = ids.map((id): Standing => (isLimiting(id) ? 'restrictive' : standingOf(id)));
  const standing = worst[Math.min(...standings.map((one) => worst.indexOf(one)))] ?? 'unknown';
  return { licence: ids.join(' AND '), standing, ids, byChoice: false, vague: true, elsewhere: false };
};
