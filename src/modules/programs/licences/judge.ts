import type { Reason } from './evidence.ts';
import { type Finding, isOthers } from './findings.ts';
import { family } from './standing.ts';

export type Judgement = {
  verdict: 'approved' | 'not-approved' | 'unsure';
  licences: string[];
  reasons: Reason[];
  notes: string[];
};

const isRoot = (found: Finding): boolean => found.place === 'root' || found.place === 'reuse';
/** Many files that say the same make one reason. */
const gathered = (reasons: Reason[]): Reason[] => {
  const groups = new Map<string, Reason[]>();
  for (const reason of reasons) {
    const key = reason.path
      ? `${reason.code} ${reason.words.replaceAll(reason.path, '')}`
      : `${reason.code} ${reason.words}`;
    groups.set(key, [...(groups.get(key) ?? []), reason]);
  }
  return [...groups.values()].flatMap((group) => {
    const first = group[0];
    if (!first) return [];
    return group.length === 1
      ? [first]
      : [{ ...first, words: `${first.words} (So do ${group.length - 1} more files.)` }];
  });
};

const unique = <T>(list: T[]): T[] => [...new Set(list)];

/** Whether a claim is borne out by the texts: every id for AND, one for a choice; names in words leave the version open. */
const borneOut = (found: Finding, texts: string[]): boolean =>
  found.claims.every((claim) => {
    if (claim.elsewhere || claim.ids.length === 0) return true;
    const has = (id: string): boolean =>
      texts.some(
        (text) =>
          family(text) === family(id) || (claim.vague && (text.split('-')[0] ?? '') === (id.split('-')[0] ?? '')),
      );
    return claim.ids.some(has);
  });

/**
 * Weighs all findings. Approved only if nothing speaks against it and a full OSI-approved text lies at the root (or, with
 * REUSE, in LICENSES/); refused only where a licence that is certainly not OSI-approved governs the project or a part of it,
 * or there is none.
 */
export const judge = (findings: Finding[], troubles: Reason[]): Judgement => {
  const own = findings.filter((found) => !isOthers(found));
  const root = own.filter(isRoot);
  const notes: string[] = [];
  const doubts: Reason[] = [...troubles];
  const refusals: Reason[] = [];
  const rootFiles = root.filter((found) => found.kind === 'licence-file');
  const texts = unique(rootFiles.flatMap((found) => found.texts));
  const choice = root.some((found) => found.claims.some((claim) => claim.byChoice));

  for (const found of own) {
    doubts.push(...found.doubts);
    if (found.place === 'root' && texts.length === 0) refusals.push(...found.refusals);
    else if (found.place === 'own' && found.refusals.some((reason) => reason.code === 'licence-restrictive'))
      refusals.push({
        code: 'part-not-osi',
        path: found.path,
        words: `A part of the project has a licence of its own: ${found.refusals[0]?.words ?? ''}`,
      });
    else
      for (const reason of found.refusals) {
        const content = found.place === 'content' || found.place === 'reuse';
        doubts.push({
          ...reason,
          code: content && reason.code === 'licence-not-osi' ? 'content-licence' : 'part-not-osi',
          words: content
            ? `${reason.words} Often such a licence covers content, not code; please decide.`
            : reason.words,
        });
      }
  }
  for (const found of findings.filter(isOthers)) {
    for (const reason of found.refusals) {
      if (reason.code === 'licence-restrictive')
        doubts.push({
          ...reason,
          code: 'part-not-osi',
          words: `Other people's work kept in the repository: ${reason.words}`,
        });
      else notes.push(`Other people's work kept in the repository: ${reason.words}`);
    }
  }
  for (const found of root.filter((one) => one.kind === 'manifest')) {
    if (texts.length > 0 && found.claims.some((claim) => claim.standing === 'osi') && !borneOut(found, texts))
      doubts.push({
        code: 'claims-disagree',
        path: found.path,
        words: `${found.path} says ${found.claims.map((claim) => claim.licence).join(', ')}, the licence files say ${texts.join(', ')}.`,
      });
  }
  for (const found of own)
    for (const claim of found.claims)
      if (claim.byChoice) notes.push(`${found.path} offers a choice (${claim.licence}), of which one is OSI-approved.`);

  const claims = own.filter((found) => found.evidence.length > 0);
  const texted = own.some((found) => found.kind === 'licence-file');
  const statesClosed = root
    .filter((found) => found.kind === 'manifest')
    .flatMap((found) => found.doubts.filter((reason) => reason.code === 'licence-restrictive'));
  if (
    !texted &&
    statesClosed.length > 0 &&
    !claims.some((found) => found.claims.some((claim) => claim.standing === 'osi'))
  )
    refusals.push(...statesClosed);
  if (claims.length === 0 && doubts.length === 0)
    refusals.push({
      code: 'no-licence',
      path: null,
      words:
        'No licence file, manifest field, SPDX header or licence section of a README was found: all rights are reserved.',
    });

  const licences = unique([
    ...texts,
    ...root.flatMap((found) => found.claims.flatMap((claim) => claim.ids)),
    ...rootFiles.flatMap((found) =>
      found.evidence.flatMap((one) =>
        one.licence && one.method !== 'statement' && (one.similarity ?? 0) >= 0.9 ? [one.licence] : [],
      ),
    ),
  ]).sort();
  if (refusals.length > 0 && !choice && troubles.every((reason) => reason.code !== 'unreadable'))
    return { verdict: 'not-approved', licences, reasons: gathered([...refusals, ...doubts]), notes };
  doubts.push(...refusals);
  if (texts.length === 0 && claims.length > 0)
    doubts.push({
      code: 'text-missing',
      path: claims[0]?.path ?? null,
      words: `A licence is claimed (${claims
        .map((found) => found.path)
        .slice(0, 3)
        .join(', ')}), but no full text of an OSI-approved licence lies at the root.`,
    });
  if (doubts.length > 0) return { verdict: 'unsure', licences, reasons: gathered(doubts), notes };
  return {
    verdict: 'approved',
    licences,
    reasons: [
      {
        code: 'all-osi',
        path: rootFiles[0]?.path ?? null,
        words: `The full text of ${texts.join(', ')} lies in the repository, and every licence found is OSI-approved.`,
      },
    ],
    notes,
  };
};
