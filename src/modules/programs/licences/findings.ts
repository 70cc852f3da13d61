import type { Evidence, Reason } from './evidence.ts';
import type { Meaning } from './expression.ts';
import type { Reading } from './match.ts';
import { isLimiting } from './names.ts';
import { isNoticeFile, type Place } from './places.ts';
import { standingOf } from './standing.ts';

/** What one file contributes to a verdict. */
export type Finding = {
  path: string;
  place: Place;
  kind: 'licence-file' | 'manifest' | 'reuse' | 'header' | 'readme';
  evidence: Evidence[];
  /** Full OSI-approved texts in it. */
  texts: string[];
  /** Licences it claims, for manifests and headers. */
  claims: Meaning[];
  /** Why a person must look. */
  doubts: Reason[];
  /** Why it is certainly not open source. */
  refusals: Reason[];
};

export const finding = (path: string, place: Place, kind: Finding['kind']): Finding => ({
  path,
  place,
  kind,
  evidence: [],
  texts: [],
  claims: [],
  doubts: [],
  refusals: [],
});

/** Similar enough to a licence that limits use to be taken for it. */
const surelyThat = 0.9;

/** Turns the reading of a licence file into a finding. */
export const licenceFile = (path: string, place: Place, reading: Reading): Finding => {
  const out = finding(path, place, 'licence-file');
  const say = (evidence: Omit<Evidence, 'path' | 'place'>): void =>
    void out.evidence.push({ path, place, ...evidence });
  const doubt = (code: Reason['code'], words: string): void => void out.doubts.push({ code, path, words });
  const refuse = (code: Reason['code'], words: string): void => void out.refusals.push({ code, path, words });
  for (const one of reading.found) {
    const kind = one.notice ? 'notice' : 'full text';
    say({
      method: one.notice ? 'statement' : 'licence-text',
      licence: one.id,
      standing: one.standing,
      similarity: one.similarity,
      quote: null,
      words: `The ${kind} of ${one.id}, word for word.`,
    });
    if (one.standing === 'osi') {
      if (!one.notice) out.texts.push(one.id);
    } else if (one.standing === 'restrictive')
      refuse('licence-restrictive', `${path} is ${one.id}, which limits use and is not open source.`);
    else if (one.standing === 'unlisted')
      refuse('licence-not-osi', `${path} is ${one.id}, which is not on OSI's list of approved licences.`);
    else
      doubt(
        'text-unknown',
        `${path} reads as ${one.ids.slice(0, 4).join(' / ')}, whose approval by OSI is not certain.`,
      );
  }
  const { near } = reading;
  if (near) {
    say({
      method: 'near-text',
      licence: near.id,
      standing: near.standing,
      similarity: near.similarity,
      quote: near.quote || null,
      words: near.quote
        ? `Close to ${near.id}, but its own words stand at the quoted place.`
        : `Close to ${near.id}, but these words are missing: ${near.missing}.`,
    });
    if (
      near.standing === 'restrictive' &&
      (near.similarity >= surelyThat || (reading.title !== null && reading.found.length === 0))
    )
      refuse(
        'licence-restrictive',
        `${path} is ${near.id} (${percent(near.similarity)}), which limits use and is not open source.`,
      );
    else if (
      near.standing === 'unlisted' &&
      near.similarity >= surelyThat &&
      reading.found.length === 0 &&
      /^CC|^GFDL/.test(near.id)
    )
      refuse(
        'licence-not-osi',
        `${path} is ${near.id} (${percent(near.similarity)}), which is not on OSI's list of approved licences.`,
      );
    else
      doubt(
        'text-changed',
        `${path} is close to ${near.id} (${percent(near.similarity)}) but not the same${near.quote ? `: “${near.quote}”` : `; missing: “${near.missing}”`}.`,
      );
  }
  const bad = reading.named.filter(({ id }) => standingOf(id) !== 'osi');
  const limits = bad.filter(({ id }) => isLimiting(id) || standingOf(id) === 'restrictive');
  if (reading.named.length > 0)
    say({
      method: 'statement',
      licence: [...new Set(reading.named.map(({ id }) => id))].join(', '),
      standing: limits.length > 0 ? 'restrictive' : bad.length > 0 ? 'unlisted' : 'osi',
      similarity: null,
      quote: null,
      words: 'Names these licences in a sentence.',
    });
  if (bad.length > 0) doubt('part-not-osi', `${path} also names ${[...new Set(bad.map(({ id }) => id))].join(', ')}.`);
  if (reading.hedged)
    doubt('text-unknown', `${path} makes exceptions in words ("except", "unless otherwise noted", ...).`);
  if (reading.restrictive) {
    say({
      method: 'restrictive-words',
      licence: null,
      standing: 'restrictive',
      similarity: null,
      quote: reading.restrictive,
      words: 'Words that open-source licences do not use.',
    });
    if (reading.title && reading.found.length === 0)
      refuse(
        'licence-restrictive',
        `${path} is titled “${reading.title}”, a licence that limits use and is not open source.`,
      );
    else doubt('restrictive-words', `${path} says “${reading.restrictive}”.`);
  }
  if (reading.unknown && !near) {
    say({
      method: 'unknown-text',
      licence: null,
      standing: 'unknown',
      similarity: null,
      quote: reading.unknown,
      words: reading.found.length > 0 ? 'Text beside the known licence.' : 'No known licence text.',
    });
    doubt(
      'text-unknown',
      `${path} ${reading.found.length > 0 ? 'also says' : 'is no known licence text; it says'} “${reading.unknown}”.`,
    );
  }
  if (reading.words === 0 && place === 'root') doubt('unreadable', `${path} is empty.`);
  return out;
};

const percent = (share: number): string => `${Math.floor(share * 1000) / 10} % alike`;

/** Turns what a manifest, a REUSE file or a header claims into a finding. */
export const claimed = (
  path: string,
  place: Place,
  kind: 'manifest' | 'reuse' | 'header',
  meaning: Meaning,
  quote: string | null,
): Finding => {
  const out = finding(path, place, kind);
  out.claims.push(meaning);
  const method = kind === 'header' ? 'spdx-header' : kind;
  out.evidence.push({
    path,
    place,
    method,
    licence: meaning.licence || null,
    standing: meaning.standing,
    similarity: null,
    quote,
    words: meaning.elsewhere
      ? 'Points to a file for its licence.'
      : meaning.byChoice
        ? 'OSI-approved by choice among alternatives.'
        : 'States this licence.',
  });
  if (meaning.standing === 'osi' || meaning.elsewhere) return out;
  const said = `${path} states “${quote ?? meaning.licence}”`;
  if (meaning.standing === 'restrictive')
    out.doubts.push({ code: 'licence-restrictive', path, words: `${said}, which is not open source.` });
  else if (meaning.standing === 'unlisted')
    out.doubts.push({
      code: 'content-licence',
      path,
      words: `${said}, which is not on OSI's list of approved licences.`,
    });
  else out.doubts.push({ code: 'text-unknown', path, words: `${said}, which is no licence that we know.` });
  return out;
};

/** A file of other people's work, or a list of it. */
export const isOthers = (found: Finding): boolean =>
  found.place === 'third-party' ||
  found.place === 'sample' ||
  (found.kind === 'licence-file' && isNoticeFile(found.path));
