import { describe, expect, test } from 'vitest';
import { meaningOf } from './expression.ts';
import { licencesOf } from './manifests.ts';
import { isLicenceFile, placeOf } from './places.ts';

test.each<[string, string, string[] | null]>([
  ['package.json', '{"license":"MIT"}', ['MIT']],
  ['package.json', '{"licenses":[{"type":"MIT"},{"type":"GPL-2.0"}]}', ['MIT OR GPL-2.0']],
  ['package.json', '{"license":"SEE LICENSE IN LICENSE.md"}', ['SEE LICENSE IN LICENSE.md']],
  ['package.json', '[]', []],
  ['package.json', '{', null],
  ['composer.json', '{"license":["LGPL-2.1-only","GPL-3.0-or-later"]}', ['LGPL-2.1-only OR GPL-3.0-or-later']],
  [
    'Cargo.toml',
    '[dependencies]\nlicense = "x"\n[package]\nname = "a"\nlicense = "MIT/Apache-2.0" # both\n',
    ['MIT/Apache-2.0'],
  ],
  ['Cargo.toml', '[package]\nlicense-file = "LICENSE"\n', ['SEE LICENSE FILE']],
  [
    'pyproject.toml',
    '[project]\nlicense = {text = "BSD-3-Clause"}\nclassifiers = [\n  "License :: OSI Approved :: MIT License",\n]\n',
    ['BSD-3-Clause', 'MIT License'],
  ],
  ['setup.py', "setup(\n  license='Apache 2.0',\n)\n", ['Apache 2.0']],
  ['setup.cfg', '[metadata]\nlicense = MIT\n', ['MIT']],
  ['x.gemspec', 'Gem::Specification.new do |s|\n  s.license = "MIT"\nend\n', ['MIT']],
  ['x.gemspec', 's.licenses = %w[MIT Ruby]\n', ['MIT AND Ruby']],
  [
    'pom.xml',
    '<project><licenses><license><name>Apache License, Version 2.0</name></license></licenses></project>',
    ['Apache License, Version 2.0'],
  ],
  ['x.nuspec', '<license type="expression">MIT</license>', ['MIT']],
  ['DESCRIPTION', 'Package: a\nLicense: GPL-3\n', ['GPL-3']],
  ['pubspec.yaml', 'name: a\nlicense: MIT\n', ['MIT']],
  ['CITATION.cff', 'license: Apache-2.0\n', ['Apache-2.0']],
])('%s %j', (path, text, expected) => expect(licencesOf(path, text)).toEqual(expected));

describe('what a field means', () => {
  test.each<[string, string]>([
    ['MIT', 'osi'],
    ['MIT/Apache-2.0', 'osi'],
    ['GPL-2.0+', 'osi'],
    ['GPL-2.0-only WITH Classpath-exception-2.0', 'osi'],
    ['GPL-2.0-with-classpath-exception', 'osi'],
    ['Apache License, Version 2.0', 'osi'],
    ['MIT OR SSPL-1.0', 'osi'],
    ['MIT AND SSPL-1.0', 'restrictive'],
    ['MIT AND CC0-1.0', 'unlisted'],
    ['BUSL-1.1', 'restrictive'],
    ['UNLICENSED', 'restrictive'],
    ['Proprietary', 'restrictive'],
    ['WTFPL', 'unlisted'],
    ['LicenseRef-Ours', 'unknown'],
    ['MIT but ask first', 'unknown'],
    ['MIT non-commercial', 'unknown'],
    ['('.repeat(400), 'unknown'],
    ['x'.repeat(10_000), 'unknown'],
  ])('%s is %s', (value, standing) => expect(meaningOf(value).standing).toBe(standing));
});

test('which files are licence files, and where', () => {
  for (const path of [
    'LICENSE',
    'LICENCE',
    'COPYING',
    'COPYING.LESSER',
    'LICENSE-MIT',
    'MIT-LICENSE.txt',
    'license.md',
    'UNLICENSE',
    'LICENSES/MIT.txt',
    'ee/LICENSE',
    'COPYRIGHT',
    'docs/license.rst',
    'LICENSING.md',
    'COMMERCIAL-LICENSE.md',
  ])
    expect([path, isLicenceFile(path)]).toEqual([path, true]);
  for (const path of ['src/license.ts', 'README.md', 'license_test.py', 'reuse.md'])
    expect([path, isLicenceFile(path)]).toEqual([path, false]);
  expect(
    ['LICENSE', 'LICENSES/MIT.txt', 'vendor/a/LICENSE', 'docs/LICENSE', 'ee/LICENSE', 'tests/data/LICENSE'].map(
      placeOf,
    ),
  ).toEqual(['root', 'reuse', 'third-party', 'content', 'own', 'sample']);
});
