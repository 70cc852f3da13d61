import { LANGUAGES, type Language, spoken } from './languages.ts';

/** Longer headers come from no browser; what stands beyond is not read. */
const MOST_TEXT = 1000;
const MOST_RANGES = 40;

/**
 * The language of a page. What the reader chose by a link (`asked`) wins, then the browser's wish (an Accept-Language header,
 * RFC 9110 section 12.5.4: ranges by weight, 0 refuses), then the organisation's own.
 */
export const chooseLanguage = (wishes: {
  asked?: string | null | undefined;
  header?: string | null | undefined;
  organisation: Language;
}): Language => spoken(wishes.asked) ?? wished(wishes.header ?? '', wishes.organisation) ?? wishes.organisation;

function wished(header: string, fallback: Language): Language | null {
  const ranges = header.slice(0, MOST_TEXT).split(',').slice(0, MOST_RANGES).flatMap(rangeOf);
  const refused = new Set(ranges.filter(({ weight }) => weight === 0).map(({ tag }) => spoken(tag)));
  const open = LANGUAGES.filter((language) => !refused.has(language));
  // The first of equals is the one the reader named first: the sort is stable.
  for (const { tag } of ranges.filter(({ weight }) => weight > 0).toSorted((a, b) => b.weight - a.weight)) {
    if (tag === '*') return open.includes(fallback) ? fallback : (open[0] ?? null);
    const found = spoken(tag);
    if (found) return found;
  }
  return null;
}

function rangeOf(text: string): { tag: string; weight: number }[] {
  const [, tag, q] = /^\s*(\*|[a-z\d-]{1,60})\s*(?:;\s*q=([01](?:\.\d{0,3})?)\s*)?$/i.exec(text) ?? [];
  return tag === undefined ? [] : [{ tag, weight: q === undefined ? 1 : Number(q) }];
}

/**
 * An address of this house in the language that the reader chose. No cookie is set for it: the choice travels in links,
 * forms and redirects; without a choice, and for addresses elsewhere, nothing is added.
 */
export function inLanguage(address: string, chosen: Language | null): string {
  if (chosen === null || !/^\/(?![/\\])/.test(address)) return address;
  const { path, kept, hash } = parted(address);
  return `${path}?${[...kept, `lang=${chosen}`].join('&')}${hash}`;
}

function parted(address: string): { path: string; kept: string[]; hash: string } {
  const [, path = '', query, hash = ''] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/.exec(address) ?? [];
  return { path, kept: (query ?? '').split('&').filter((part) => part !== '' && !/^lang(=|$)/.test(part)), hash };
}

/**
 * The choice that addresses in a mail of this language carry: pages are read in the mail's language, whatever browser opens them. None
 * for the source of all texts.
 */
export function choiceOfMail(language: string): Language | null {
  const mail = spoken(language);
  return mail === LANGUAGES[0] ? null : mail;
}
