import { spdxTexts } from './texts.ts';
import { phrase } from './words.ts';

/** A licence named in a sentence: its SPDX id where there is one, how many words the name has. */
export type Named = { id: string; length: number };

/** What people call licences, beyond SPDX's ids and names. An id in quotes that SPDX lacks is a licence SPDX does not know. */
const spoken: [words: string, id: string][] = [
  ['MIT', 'MIT'],
  ['MIT license', 'MIT'],
  ['The MIT License', 'MIT'],
  ['Expat', 'MIT'],
  ['SIL Open Font License Version 1.1', 'OFL-1.1'],
  ['MIT Expat license', 'MIT'],
  ['ISC', 'ISC'],
  ['zlib license', 'Zlib'],
  ['Unlicense', 'Unlicense'],
  ['BSD license', 'BSD-3-Clause'],
  ['BSD 2 clause', 'BSD-2-Clause'],
  ['BSD 3 clause', 'BSD-3-Clause'],
  ['2 clause BSD', 'BSD-2-Clause'],
  ['3 clause BSD', 'BSD-3-Clause'],
  ['new BSD', 'BSD-3-Clause'],
  ['simplified BSD', 'BSD-2-Clause'],
  ['BSD', 'BSD-3-Clause'],
  ['Apache 2', 'Apache-2.0'],
  ['Apache 2.0', 'Apache-2.0'],
  ['Apache license', 'Apache-2.0'],
  ['Apache license 2.0', 'Apache-2.0'],
  ['Apache license version 2.0', 'Apache-2.0'],
  ['Apache software license', 'Apache-2.0'],
  ['ASL 2.0', 'Apache-2.0'],
  ['GPL', 'GPL-2.0-or-later'],
  ['GPLv2', 'GPL-2.0-only'],
  ['GPL v2', 'GPL-2.0-only'],
  ['GPLv3', 'GPL-3.0-only'],
  ['GPL v3', 'GPL-3.0-only'],
  ['GNU General Public License', 'GPL-2.0-or-later'],
  ['GNU General Public License version 2', 'GPL-2.0-only'],
  ['GNU General Public License version 3', 'GPL-3.0-only'],
  ['LGPL', 'LGPL-2.1-or-later'],
  ['LGPLv3', 'LGPL-3.0-only'],
  ['AGPL', 'AGPL-3.0-only'],
  ['AGPLv3', 'AGPL-3.0-only'],
  ['GNU Affero General Public License', 'AGPL-3.0-only'],
  ['GNU Affero General Public License version 3', 'AGPL-3.0-only'],
  ['GNU Lesser General Public License', 'LGPL-2.1-or-later'],
  ['MPL', 'MPL-2.0'],
  ['MPL 2.0', 'MPL-2.0'],
  ['Mozilla Public License', 'MPL-2.0'],
  ['Mozilla Public License 2.0', 'MPL-2.0'],
  ['Mozilla Public License version 2.0', 'MPL-2.0'],
  ['Boost Software License', 'BSL-1.0'],
  ['Eclipse Public License', 'EPL-2.0'],
  ['Blue Oak Model License', 'BlueOak-1.0.0'],
  ['public domain', 'LicenseRef-public-domain'],
  ['CC0', 'CC0-1.0'],
  ['WTFPL', 'WTFPL'],
  ['CC BY', 'CC-BY-4.0'],
  ['CC BY SA', 'CC-BY-SA-4.0'],
  ['Creative Commons', 'LicenseRef-Creative-Commons'],
  ['CC BY NC', 'CC-BY-NC-4.0'],
  ['CC BY NC SA', 'CC-BY-NC-SA-4.0'],
  ['CC BY NC ND', 'CC-BY-NC-ND-4.0'],
  ['CC BY ND', 'CC-BY-ND-4.0'],
  ['Creative Commons Attribution NonCommercial', 'CC-BY-NC-4.0'],
  ['Attribution NonCommercial', 'CC-BY-NC-4.0'],
  ['Business Source License', 'BUSL-1.1'],
  ['Server Side Public License', 'SSPL-1.0'],
  ['SSPL', 'SSPL-1.0'],
  ['SSPLv1', 'SSPL-1.0'],
  ['Elastic License', 'Elastic-2.0'],
  ['Functional Source License', 'FSL-1.1-MIT'],
  ['PolyForm', 'PolyForm-Noncommercial-1.0.0'],
  ['Sustainable Use License', 'SUL-1.0'],
  ['Commons Clause', 'LicenseRef-Commons-Clause'],
  ['Redis Source Available License', 'LicenseRef-RSAL'],
  ['RSALv2', 'LicenseRef-RSAL'],
  ['Confluent Community License', 'LicenseRef-Confluent'],
  ['Timescale License', 'LicenseRef-Timescale'],
  ['NVIDIA Source Code License', 'LicenseRef-Nvidia'],
  ['Fair Source License', 'LicenseRef-Fair-Source'],
  ['Fair Core License', 'LicenseRef-Fair-Core'],
  ['Enterprise Edition License', 'LicenseRef-Enterprise'],
  ['Enterprise License', 'LicenseRef-Enterprise'],
  ['Responsible AI License', 'LicenseRef-RAIL'],
  ['Open RAIL', 'LicenseRef-RAIL'],
  ['Llama Community License', 'LicenseRef-Llama'],
  ['Hippocratic License', 'Hippocratic-2.1'],
  ['Prosperity Public License', 'LicenseRef-Prosperity'],
  ['Big Time Public License', 'LicenseRef-Big-Time'],
  ['O Saasy License', 'LicenseRef-OSaasy'],
];
/** Known to limit use although SPDX does not list them. */
const limiting =
  /^LicenseRef-(?:Commons-Clause|RSAL|Confluent|Timescale|Nvidia|Fair-Source|Fair-Core|Enterprise|RAIL|Llama|Prosperity|Big-Time|OSaasy)$/;
export const isLimiting = (id: string): boolean => limiting.test(id);

type Entry = { words: string[]; id: string };
let table: Map<string, Entry[]> | undefined;

const build = (): Map<string, Entry[]> => {
  const entries = new Map<string, Entry[]>();
  const put = (written: string, id: string): void => {
    const words = phrase(written);
    const first = words[0];
    if (first === undefined) return;
    const own = entries.get(first) ?? [];
    if (own.some((entry) => entry.words.join(' ') === words.join(' '))) return;
    entries.set(first, [...own, { words, id }]);
  };
  for (const [words, id] of spoken) put(words, id);
  for (const [id, name] of spdxTexts().names) {
    // One-word ids such as "Fair" or "Intel" are ordinary words.
    if (phrase(id).length > 1) put(id, id);
    if (phrase(name).length > 2) put(name.replace(/ (?:only|or later)$/, ''), id);
  }
  for (const own of entries.values()) own.sort((a, b) => b.words.length - a.words.length);
  return entries;
};

/** The longest licence name that starts at a word, or null. */
export const namedAt = (words: readonly string[], at: number): Named | null => {
  table ??= build();
  for (const { words: name, id } of table.get(words[at] ?? '') ?? []) {
    if (name.every((word, k) => words[at + k] === word)) return { id, length: name.length };
  }
  return null;
};
