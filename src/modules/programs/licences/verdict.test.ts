import { describe, expect, test } from 'vitest';
import { LANGUAGES, type Language } from '#kernel/language/languages.ts';
import { retelling } from '#kernel/language/retell.ts';
import { writingOf } from '#kernel/language/speaker.ts';
import { catalogues as ofLicences } from '../web/public/licences/words/index.ts';
import { catalogues as ofPrograms } from '../web/public/words/index.ts';
import type { Reason } from './evidence.ts';
import { repository, textOf } from './fixtures.ts';
import { licenceVerdict } from './verdict.ts';

const mit = textOf('MIT').replace('<year>', '2024').replace('<copyright holders>', 'Ada Lovelace');
const said = (language: Language) => ({ ...ofPrograms[language], ...ofLicences[language] });
const retellers = LANGUAGES.map((each) => retelling(said('en'), said(each), writingOf(each)));
/** Whether applicants are told it in every language. */
const told = ({ words }: Reason) => retellers.every((retell) => retell(words) !== null);
const decide = async (files: Record<string, string | Uint8Array>) => {
  const { verdict, reasons, licences } = await licenceVerdict(repository(files));
  expect(reasons.filter((reason) => !told(reason))).toEqual([]);
  return { verdict, codes: [...new Set(reasons.map((reason) => reason.code))], licences };
};

describe('approved', () => {
  test.each<[string, Record<string, string>, string[]]>([
    ['one licence file', { LICENSE: mit, 'src/a.ts': 'export {};' }, ['MIT']],
    [
      'a choice of two, both there',
      {
        'LICENSE-MIT': mit,
        'LICENSE-APACHE': textOf('Apache-2.0'),
        'Cargo.toml': '[package]\nlicense = "MIT OR Apache-2.0"\n',
      },
      ['Apache-2.0', 'MIT'],
    ],
    [
      'a sentence beside two texts',
      {
        COPYING:
          'This project is dual-licensed under the Unlicense and MIT licenses.\nYou may use this code under the terms of either license.',
        UNLICENSE: textOf('Unlicense'),
        'LICENSE-MIT': mit,
      },
      ['MIT', 'Unlicense'],
    ],
    [
      'REUSE',
      {
        'LICENSES/ISC.txt': textOf('ISC'),
        'REUSE.toml': 'version = 1\n[[annotations]]\npath = "**"\nSPDX-License-Identifier = "ISC"\n',
        'a.c': '// SPDX-License-Identifier: ISC\n',
      },
      ['ISC'],
    ],
    [
      'GPL with "or later" in the heads',
      {
        COPYING: textOf('GPL-3.0-only'),
        'a.c':
          '/* This is free software, under version 3 of the License,\n * or (at your option) any later version. */\n',
      },
      ['GPL-3.0-or-later'],
    ],
    [
      'an exception',
      {
        COPYING: textOf('GPL-2.0-only'),
        'a.c': '/* SPDX-License-Identifier: GPL-2.0-only WITH Linux-syscall-note */\n',
      },
      ['GPL-2.0-only'],
    ],
    ['vendored code under CC0', { LICENSE: mit, 'vendor/x/LICENSE': textOf('CC0-1.0') }, ['MIT']],
    ['a link to the licence', { LICENSE: mit, 'packages/a/LICENSE': '../../LICENSE' }, ['MIT']],
  ])('%s', async (_name, files, licences) => {
    const decided = await decide(files);
    expect(decided).toMatchObject({ verdict: 'approved', codes: ['all-osi'] });
    expect(decided.licences.filter((id) => licences.includes(id))).toEqual(licences);
  });
});

describe('not approved', () => {
  test.each<[string, Record<string, string>, string]>([
    ['nothing at all', { 'src/a.ts': 'export {};', 'README.md': '# Thing\n' }, 'no-licence'],
    ['an empty repository', {}, 'no-licence'],
    ['BUSL', { LICENSE: textOf('BUSL-1.1') }, 'licence-restrictive'],
    ['SSPL', { 'LICENSE.txt': textOf('SSPL-1.0') }, 'licence-restrictive'],
    ['CC-BY-NC', { LICENSE: textOf('CC-BY-NC-4.0') }, 'licence-restrictive'],
    ['Elastic', { LICENSE: textOf('Elastic-2.0') }, 'licence-restrictive'],
    ['"good, not evil"', { LICENSE: textOf('JSON') }, 'licence-restrictive'],
    ['CC0', { LICENSE: textOf('CC0-1.0') }, 'licence-not-osi'],
    ['an enterprise folder under SSPL', { LICENSE: mit, 'ee/LICENSE': textOf('SSPL-1.0') }, 'part-not-osi'],
    [
      'an enterprise folder by its title',
      { LICENSE: mit, 'ee/LICENSE': 'The Example Enterprise License\n\nYou may use this only with a subscription.' },
      'part-not-osi',
    ],
    ['UNLICENSED and no text', { 'package.json': '{"license":"UNLICENSED"}' }, 'licence-restrictive'],
  ])('%s', async (_name, files, code) => {
    const decided = await decide(files);
    expect(decided.verdict).toBe('not-approved');
    expect(decided.codes[0]).toBe(code);
  });
});

describe('to a person', () => {
  test.each<[string, Record<string, string | Uint8Array>, string]>([
    ['a manifest without a text', { 'package.json': '{"license":"MIT"}' }, 'text-missing'],
    [
      'a README that names a licence, and nothing else',
      { 'README.md': '# Thing\n\nThing is released under the MIT license.\n' },
      'text-missing',
    ],
    ['a manifest that disagrees', { LICENSE: mit, 'package.json': '{"license":"GPL-3.0-only"}' }, 'claims-disagree'],
    ['a manifest that is closed', { LICENSE: mit, 'package.json': '{"license":"UNLICENSED"}' }, 'licence-restrictive'],
    ['a broken manifest', { LICENSE: mit, 'package.json': '{"license":' }, 'unreadable'],
    [
      'Commons Clause',
      {
        LICENSE: `"Commons Clause" License Condition v1.0\n\nThe grant of rights under the License will not include the right to Sell the Software.\n\n${mit}`,
      },
      'restrictive-words',
    ],
    [
      'an enterprise folder under unknown terms',
      { LICENSE: mit, 'ee/LICENSE': 'Terms of the example company\n\nYou may use this only with a subscription.' },
      'text-unknown',
    ],
    [
      'an open core',
      {
        LICENSE: `Portions of this software are licensed as follows: all content under "ee/" is licensed under ee/LICENSE.\n\n${mit}`,
      },
      'text-unknown',
    ],
    ['documents under CC-BY-SA', { LICENSE: mit, 'docs/LICENSE': textOf('CC-BY-SA-4.0') }, 'content-licence'],
    ['vendored code under SSPL', { LICENSE: mit, 'vendor/x/LICENSE': textOf('SSPL-1.0') }, 'part-not-osi'],
    [
      'a file that is BUSL by its head',
      { LICENSE: mit, 'src/b.go': '// SPDX-License-Identifier: BUSL-1.1\n' },
      'licence-restrictive',
    ],
    [
      'a README that says otherwise',
      { LICENSE: mit, 'README.md': '# Thing\n\n## License\n\nFree for non-commercial use.\n' },
      'restrictive-words',
    ],
    [
      'only the notice of Apache',
      {
        LICENSE:
          'Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance with the License. You may obtain a copy of the License at http://www.apache.org/licenses/LICENSE-2.0 Unless required by applicable law or agreed to in writing, software distributed under the License is distributed on an "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied. See the License for the specific language governing permissions and limitations under the License.',
      },
      'text-missing',
    ],
    ['a binary licence file', { LICENSE: new Uint8Array([0, 1, 2, 3]) }, 'unreadable'],
    ['a licence as PDF beside the text', { LICENSE: mit, 'LICENSE.pdf': '%PDF-1.4' }, 'unreadable'],
    ['a huge licence file', { LICENSE: mit.repeat(500) }, 'unreadable'],
    ['an unknown id', { LICENSE: mit, 'a.c': '// SPDX-License-Identifier: LicenseRef-Ours\n' }, 'text-unknown'],
  ])('%s', async (_name, files, code) => {
    const decided = await decide(files);
    expect(decided.verdict).toBe('unsure');
    expect(decided.codes).toContain(code);
  });
});

describe('a choice between alternatives', () => {
  test('one of them OSI-approved and there: approved, and said', async () => {
    const verdict = await licenceVerdict(
      repository({ LICENSE: mit, 'package.json': '{"license":"(MIT OR CC0-1.0)"}' }),
    );
    expect(verdict.verdict).toBe('approved');
    expect(verdict.notes.join(' ')).toContain('choice');
  });
  test('AND needs all of them', async () => {
    expect((await decide({ LICENSE: mit, 'package.json': '{"license":"MIT AND CC-BY-NC-4.0"}' })).verdict).toBe(
      'unsure',
    );
  });
});

describe('what cannot be read or finished is never approved', () => {
  test('a reader that fails', async () => {
    const verdict = await licenceVerdict({
      commit: 'x',
      paths: ['LICENSE', 'a.ts'],
      read: async () => Promise.reject(new Error('gone')),
    });
    expect(verdict).toMatchObject({
      verdict: 'unsure',
      reasons: [{ code: 'unreadable', path: 'LICENSE' }],
    });
  });
  test('a file over the limit', async () => {
    expect((await licenceVerdict({ commit: 'x', paths: ['LICENSE'], read: async () => null })).verdict).toBe('unsure');
  });
  test('no time', async () => {
    const verdict = await licenceVerdict(repository({ LICENSE: mit }), { milliseconds: -1 });
    expect(verdict.verdict).toBe('unsure');
    expect(verdict.reasons.map((reason) => reason.code)).toContain('budget');
  });
  test('too few bytes', async () => {
    expect(
      (await licenceVerdict(repository({ LICENSE: mit, 'package.json': '{"license":"MIT"}' }), { bytes: 100 })).verdict,
    ).toBe('unsure');
  });
  test('200,000 files', { timeout: 60_000 }, async () => {
    const files = Object.fromEntries(Array.from({ length: 200_000 }, (_, i) => [`src/deep/f${i}.ts`, 'export {};']));
    const verdict = await licenceVerdict(repository({ ...files, LICENSE: mit }), { headers: 50 });
    expect(verdict).toMatchObject({ verdict: 'approved', looked: { headers: 50, headersOf: 200_000 } });
  });
});

test('evidence names path, licence, method and likeness', async () => {
  const verdict = await licenceVerdict(repository({ LICENSE: mit, 'package.json': '{"license":"MIT"}' }));
  expect(verdict.evidence).toMatchObject([
    { path: 'LICENSE', place: 'root', method: 'licence-text', licence: 'MIT', standing: 'osi' },
    { path: 'package.json', place: 'root', method: 'manifest', licence: 'MIT', standing: 'osi' },
  ]);
  expect(verdict.evidence[0]?.similarity).toBeGreaterThan(0.95);
});
