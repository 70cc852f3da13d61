import { type Evidence, type LicenceVerdict, quoteOf, type Reason } from './evidence.ts';
import { meaningOf } from './expression.ts';
import { claimed, type Finding, finding, isOthers, licenceFile } from './findings.ts';
import { headerOf, mayHaveHeader, reuseLicences, spread } from './headers.ts';
import { judge } from './judge.ts';
import { isManifest, licencesOf } from './manifests.ts';
import { readLicence } from './match.ts';
import { depthOf, isLicenceFile, placeOf } from './places.ts';
import { readmeFinding } from './readme.ts';
import type { RepositorySnapshot } from './snapshot.ts';
import { currentId } from './standing.ts';

export type { Evidence, LicenceVerdict, Method, Reason, ReasonCode, Standing } from './evidence.ts';
export type { Place } from './places.ts';
export type { RepositorySnapshot } from './snapshot.ts';

/** How much to look at. Running out of bytes or time gives at best `unsure`; a smaller sample of headers only says so. */
export type VerdictOptions = {
  /** Source files whose heads are read, spread evenly over the tree (default 300; each is one read). */
  headers?: number;
  /** Licence files and manifests read (default 400; the project's own and the nearest to the root first). */
  licenceFiles?: number;
  /** Bytes read in all (default 32 MiB). */
  bytes?: number;
  /** Wall time in milliseconds (default 60,000). */
  milliseconds?: number;
  /** Reads under way at once (default 8). */
  atOnce?: number;
};

const longestLicence = 400_000;

/** UTF-8 (or UTF-16 with its mark), or null for binary. Latin-1 is taken for what it is. */
const decode = (bytes: Uint8Array): string | null => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes.subarray(0, 8000).includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
};

/** The path a symbolic link (or a file that is nothing but a path) points to, if it is in the tree. */
const linkTarget = (path: string, text: string, known: Set<string>): string | null => {
  const target = text.trim();
  if (target.length === 0 || target.length > 255 || /[\s:]/.test(target)) return null;
  const parts = path.split('/').slice(0, -1);
  for (const part of target.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return null;
    } else if (part !== '.' && part !== '') parts.push(part);
  }
  const full = parts.join('/');
  return full !== path && known.has(full) ? full : null;
};

/**
 * Whether all of a repository is under OSI-approved licences, with the evidence. Never throws for anything in the
 * snapshot: what cannot be read makes the verdict `unsure`. The first call loads the SPDX texts (about a second, and
 * memory that is not given back: see verdict-apart.ts).
 */
export const licenceVerdict = async (
  snapshot: RepositorySnapshot,
  options: VerdictOptions = {},
): Promise<LicenceVerdict> => {
  const started = performance.now();
  const { headers = 300, licenceFiles = 400, bytes = 32 * 1024 * 1024, milliseconds = 60_000, atOnce = 8 } = options;
  const known = new Set(snapshot.paths);
  const findings: Finding[] = [];
  const troubles: Reason[] = [];
  const looked = { files: 0, bytes: 0, licenceFiles: 0, headers: 0, headersOf: 0, milliseconds: 0 };
  const trouble = (code: Reason['code'], path: string | null, words: string): void => {
    if (troubles.length < 20) troubles.push({ code, path, words });
  };
  let spent = false;
  const over = (): boolean => {
    if (spent) return true;
    spent = looked.bytes > bytes || performance.now() - started > milliseconds;
    if (spent)
      trouble(
        'budget',
        null,
        `Stopped after ${looked.files} files and ${Math.round(performance.now() - started)} ms; the rest was not looked at.`,
      );
    return spent;
  };
  const read = async (path: string): Promise<Uint8Array | null> => {
    const content = await snapshot.read(path);
    looked.files += 1;
    looked.bytes += content?.length ?? 0;
    return content;
  };
  const inTurn = async (paths: string[], look: (path: string) => Promise<void>): Promise<void> => {
    const queue = paths[Symbol.iterator]();
    const worker = async (): Promise<void> => {
      for (const path of queue) {
        if (over()) return;
        try {
          await look(path);
        } catch {
          trouble('unreadable', path, `${path} could not be read.`);
        }
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
  };
  const others = (path: string): boolean => ['third-party', 'sample'].includes(placeOf(path));

  const lookAtLicence = async (path: string, via: string | null = null): Promise<void> => {
    const content = await read(path);
    const place = placeOf(via ?? path);
    const name = via ?? path;
    if (content === null)
      return others(name)
        ? undefined
        : trouble('unreadable', name, `${name} is missing, a submodule, or too large to be read.`);
    const text = content.length > longestLicence ? null : decode(content);
    if (text === null || /\.(?:pdf|docx?|odt|rtf)$/i.test(name)) {
      if (!others(name)) trouble('unreadable', name, `${name} is binary, too large or not plain text.`);
      return;
    }
    const target = via === null ? linkTarget(path, text, known) : null;
    if (target !== null) return lookAtLicence(target, path);
    looked.licenceFiles += 1;
    const found = licenceFile(name, place, readLicence(text));
    if (via !== null) for (const one of found.evidence) one.words += ` (Read from ${path}, to which it points.)`;
    findings.push(found);
  };
  const lookAtManifest = async (path: string): Promise<void> => {
    const content = await read(path);
    const text = content && content.length <= longestLicence * 4 ? decode(content) : null;
    const values = text === null ? null : licencesOf(path, text);
    const place = placeOf(path);
    if (values === null) {
      if (place === 'root') trouble('unreadable', path, `${path} could not be read as a manifest.`);
      return;
    }
    for (const value of values) findings.push(claimed(path, place, 'manifest', meaningOf(value), quoteOf(value, 100)));
  };
  const lookAtReuse = async (path: string): Promise<void> => {
    const content = await read(path);
    const text = content ? decode(content) : null;
    if (text === null) return trouble('unreadable', path, `${path} could not be read.`);
    for (const value of reuseLicences(path, text))
      findings.push(claimed(path, 'root', 'reuse', meaningOf(value), quoteOf(value, 100)));
  };
  const orLater: string[] = [];
  const lookAtHeader = async (path: string): Promise<void> => {
    const content = await read(path);
    looked.headers += 1;
    const text = content ? decode(content.subarray(0, 8192)) : null;
    if (text === null) return;
    const header = headerOf(text);
    const place = placeOf(path);
    if (header.orLater) orLater.push(path);
    if (header.meaning) findings.push(claimed(path, place, 'header', header.meaning, header.quote));
    const note = (words: string, standing: 'restrictive' | 'unlisted', quote: string | null): void => {
      const found = finding(path, place, 'header');
      found.evidence.push({
        path,
        place,
        method: 'source-notice',
        licence: null,
        standing,
        similarity: null,
        quote,
        words,
      });
      found.doubts.push({
        code: standing === 'restrictive' ? 'restrictive-words' : 'content-licence',
        path,
        words: `${path}: ${words}`,
      });
      findings.push(found);
    };
    if (header.restrictive) note(`its head says “${header.restrictive}”.`, 'restrictive', header.restrictive);
    else if (header.publicDomain && depthOf(path) === 0)
      note('its head says "public domain", which is no licence on OSI\'s list.', 'unlisted', 'public domain');
  };

  const byWeight = (a: string, b: string): number =>
    Number(others(a)) - Number(others(b)) || depthOf(a) - depthOf(b) || (a < b ? -1 : 1);
  const named = snapshot.paths.filter((path) => isLicenceFile(path)).sort(byWeight);
  const manifests = snapshot.paths.filter((path) => isManifest(path) && !others(path)).sort(byWeight);
  const left = named.slice(licenceFiles);
  if (left.some((path) => !others(path)))
    trouble('budget', left[0] ?? null, `There are ${named.length} licence files; ${left.length} were not looked at.`);
  await inTurn(named.slice(0, licenceFiles), (path) => lookAtLicence(path));
  await inTurn(manifests.slice(0, Math.max(20, licenceFiles / 2)), lookAtManifest);
  await inTurn(
    snapshot.paths
      .filter(
        (path) => path === '.reuse/dep5' || path === 'REUSE.toml' || (path.endsWith('/REUSE.toml') && !others(path)),
      )
      .slice(0, 50),
    lookAtReuse,
  );
  await inTurn(
    snapshot.paths.filter((path) => /^readme(?:\.(?:md|markdown|rst|txt|adoc|org))?$/i.test(path)).slice(0, 3),
    async (path) => {
      const content = await read(path);
      const text = content && content.length <= 1_000_000 ? decode(content) : null;
      if (text !== null) findings.push(readmeFinding(path, text));
    },
  );
  const sources = snapshot.paths.filter((path) => mayHaveHeader(path) && !others(path));
  looked.headersOf = sources.length;
  await inTurn(spread(sources, headers), lookAtHeader);

  findings.sort((a, b) => byWeight(a.path, b.path));
  const judged = judge(findings, troubles);
  if (known.has('.gitmodules'))
    judged.notes.push('There are submodules: other repositories, which were not looked into.');
  if (looked.headers < looked.headersOf)
    judged.notes.push(`Heads of ${looked.headers} of ${looked.headersOf} source files were read, evenly spread.`);
  const evidence: Evidence[] = [...findings]
    .sort((a, b) => Number(isOthers(a)) - Number(isOthers(b)))
    .flatMap((found) => found.evidence);
  looked.milliseconds = Math.round(performance.now() - started);
  return {
    verdict: judged.verdict,
    commit: snapshot.commit,
    licences: [...new Set(judged.licences.map((id) => withVersions(id, orLater.length > 0, findings)))].sort(),
    reasons: judged.reasons.slice(0, 50),
    evidence: evidence.slice(0, 200),
    omitted: Math.max(0, evidence.length - 200),
    notes: [...new Set(judged.notes)].slice(0, 50),
    looked,
  };
};

/** The GPL's text is the same for "only" and "or later"; what headers and manifests say decides, else the family's name stays. */
const withVersions = (id: string, headersSayLater: boolean, findings: Finding[]): string => {
  const now = currentId(id);
  const family = now.replace(/-(?:only|or-later)$/, '');
  if (!/^(?:A|L)?GPL-/.test(now)) return now;
  const claims = findings.flatMap((found) => found.claims.flatMap((claim) => (claim.vague ? [] : claim.ids)));
  if (headersSayLater || claims.includes(`${family}-or-later`)) return `${family}-or-later`;
  return claims.includes(`${family}-only`) ? `${family}-only` : `${family} (only or later: not said)`;
};
