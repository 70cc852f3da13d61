import type { Standing } from './evidence.ts';
import { spdxTexts } from './texts.ts';

/**
 * Ids that the SPDX list flags as OSI-approved but that we could not find on OSI's own list under that name; to a person.
 */
const doubtful = new Set(['ALGLIB-Documentation', 'OSC-1.0', 'BSD-3-Clause-Open-MPI']);

/** Licences that limit who may use the work or for what, or forbid changes: certainly not open source. */
const restrictive =
  /^(?:BUSL-|SSPL-|Elastic-|CC-BY-NC|CC-BY-ND|PolyForm-|FSL-|SUL-|JSON$|Hippocratic-|Parity-|3D-Slicer|BSD-3-Clause-No-|NCGL-|Aladdin$|PPL$|CPOL-|MS-LPL$|IEC-Code)/;

const aliases = new Map([
  ['GPL-2.0', 'GPL-2.0-only'],
  ['GPL-3.0', 'GPL-3.0-only'],
  ['LGPL-2.0', 'LGPL-2.0-only'],
  ['LGPL-2.1', 'LGPL-2.1-only'],
  ['LGPL-3.0', 'LGPL-3.0-only'],
  ['AGPL-3.0', 'AGPL-3.0-only'],
  ['AGPL-1.0', 'AGPL-1.0-only'],
  ['GPL-1.0', 'GPL-1.0-only'],
]);
const parts: Record<string, string> = {
  'GPL-2.0-with-autoconf-exception': 'GPL-2.0-only',
  'GPL-2.0-with-bison-exception': 'GPL-2.0-only',
  'GPL-2.0-with-classpath-exception': 'GPL-2.0-only',
  'GPL-2.0-with-font-exception': 'GPL-2.0-only',
  'GPL-2.0-with-GCC-exception': 'GPL-2.0-only',
  'GPL-3.0-with-autoconf-exception': 'GPL-3.0-only',
  'GPL-3.0-with-GCC-exception': 'GPL-3.0-only',
};

/** One id for the deprecated forms: `GPL-2.0+` is `GPL-2.0-or-later`, `GPL-2.0-with-...` its base. Unknown ids come back as they are. */
export const currentId = (id: string): string => {
  const base = parts[id];
  if (base) return base;
  if (id.endsWith('+')) {
    const plain = id.slice(0, -1);
    return /^(?:A|L)?GPL-/.test(plain) ? `${plain.replace(/-(?:only|or-later)$/, '')}-or-later` : plain;
  }
  return aliases.get(id) ?? id;
};

/** Ids of licences whose text is the same whichever of "only" and "or later" was meant. */
export const family = (id: string): string => currentId(id).replace(/-(?:only|or-later)$/, '');

/** What OSI (by the SPDX list's flags, without the doubtful ones) says of an id. */
export const standingOf = (id: string): Standing => {
  const now = currentId(id);
  if (doubtful.has(now)) return 'unknown';
  const flag = spdxTexts().approved.get(now) ?? spdxTexts().approved.get(id);
  if (flag === undefined) return 'unknown';
  if (flag) return 'osi';
  return restrictive.test(now) ? 'restrictive' : 'unlisted';
};
