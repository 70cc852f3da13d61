import type { Place } from './places.ts';

/** How a piece of evidence was found. */
export type Method =
  | 'licence-text' // a full text, compared word by word with the SPDX text
  | 'near-text' // reads like a known text, but words differ
  | 'unknown-text' // a licence file that is no known text
  | 'statement' // a sentence that names licences
  | 'restrictive-words' // words that open-source licences do not use
  | 'spdx-header'
  | 'reuse'
  | 'manifest'
  | 'readme'
  | 'link'
  | 'source-notice';

/** What a claim is worth: `restrictive` licences are certainly not open source; `unlisted` ones are known to SPDX but not on OSI's list. */
export type Standing = 'osi' | 'unlisted' | 'restrictive' | 'unknown';

export type Evidence = {
  path: string;
  place: Place;
  method: Method;
  /** SPDX id or expression, or null if nothing known was recognised. */
  licence: string | null;
  standing: Standing;
  /** 0 to 1: share of the file's and the text's words that agree; only for texts. */
  similarity: number | null;
  /** A few of the file's own words, at most 160 characters, or null. */
  quote: string | null;
  /** One sentence for a person. */
  words: string;
};

export type ReasonCode =
  | 'all-osi'
  | 'no-licence'
  | 'licence-not-osi'
  | 'licence-restrictive'
  | 'part-not-osi'
  | 'text-changed'
  | 'text-unknown'
  | 'text-missing'
  | 'claims-disagree'
  | 'content-licence'
  | 'restrictive-words'
  | 'unreadable'
  | 'budget';

export type Reason = { code: ReasonCode; path: string | null; words: string };

/** The answer, with everything it rests on. */
export type LicenceVerdict = {
  verdict: 'approved' | 'not-approved' | 'unsure';
  commit: string;
  /** SPDX ids of the project's own licences, as far as known, sorted. */
  licences: string[];
  /** Why, most weighty first; never empty. */
  reasons: Reason[];
  /** What was found; the project's own before others'. At most 200 entries; `omitted` counts the rest. */
  evidence: Evidence[];
  omitted: number;
  /** Observations that did not decide (vendored code, submodules, alternatives). */
  notes: string[];
  /** How much was looked at. */
  looked: {
    files: number;
    bytes: number;
    licenceFiles: number;
    headers: number;
    headersOf: number;
    milliseconds: number;
  };
};

/** At most `limit` characters of a stranger's text on one line. */
export const quoteOf = (text: string, limit = 160): string => {
  const flat = text
    .slice(0, limit * 4)
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  return flat.length > limit ? `${flat.slice(0, limit - 1)}…` : flat;
};
