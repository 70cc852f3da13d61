import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';

type Package = { name: string; version: string; licence: string | null; tool: boolean };
type Checks = {
  refusedLicences: (list: Package[]) => string[];
  verdictOf: (answer: string) => { ok: boolean; words: string };
};
// Plain JavaScript without types of its own.
const path = join(import.meta.dirname, '../../bin/lib/dependencies.js');
const { refusedLicences, verdictOf } = (await import(pathToFileURL(path).href)) as Checks;

const under = (licence: string | null, tool = false): Package => ({ name: 'x', version: '1.0.0', licence, tool });

describe('licences', () => {
  test.each(['MIT', 'Apache-2.0', '(MIT OR GPL-3.0-only)', 'MIT AND ISC', '(ISC AND CC-BY-3.0)'])(
    '%s may be used',
    (name) => expect(refusedLicences([under(name)])).toEqual([]),
  );

  test.each([
    ...[
      'GPL-3.0-only',
      'AGPL-3.0-or-later',
      'LGPL-2.1-only',
      'SSPL-1.0',
      'MPL-2.0',
      'UNLICENSED',
      'SEE LICENSE IN x',
      '',
    ],
    ...['MIT AND GPL-2.0-only', 'MIT AND (GPL-2.0-only OR AGPL-3.0-only)', '(MIT OR ISC) AND GPL-2.0-only', 'mit-ish'],
    null,
  ])('%s may not', (name) => expect(refusedLicences([under('MIT'), under(name)])).toHaveLength(1));

  test('a tool may be under a copyleft of files, and under no other', () => {
    expect(refusedLicences([under('MPL-2.0', true)])).toEqual([]);
    expect(refusedLicences([under('GPL-3.0-only', true)])).toEqual([
      'x@1.0.0 is under GPL-3.0-only: not allowed here.',
    ]);
  });

  test('what was read by hand counts for that version alone', () => {
    const slick = { name: 'slick', licence: 'MIT (http://mootools.net/license.txt)', tool: false };
    expect(refusedLicences([{ ...slick, version: '1.12.2' }])).toEqual([]);
    expect(refusedLicences([{ ...slick, version: '1.12.3' }])).toHaveLength(1);
  });
});

describe('known holes', () => {
  const report = (counts: { moderate?: number; high?: number; critical?: number }, severity = 'high') =>
    JSON.stringify({
      vulnerabilities: { left: { name: 'left', severity, range: '<2.0.0' } },
      metadata: { vulnerabilities: { info: 0, low: 0, moderate: 0, high: 0, critical: 0, total: 1, ...counts } },
    });

  test('high and critical ones fail, and are named', () => {
    expect(verdictOf(report({ high: 1 }))).toEqual({
      ok: false,
      words: 'Known holes that are high or critical:\n  left <2.0.0: high',
    });
    expect(verdictOf(report({ critical: 1 }, 'critical')).ok).toBe(false);
  });

  test('lesser ones are counted', () => {
    const { ok, words } = verdictOf(report({ moderate: 1 }, 'moderate'));
    expect(ok).toBe(true);
    expect(words).toContain('1 lesser');
  });

  test.each(['', 'npm error network', '{"message":"405 Method Not Allowed","statusCode":405}', '[]', 'null'])(
    'no registry: %j',
    (answer) =>
      expect(verdictOf(answer)).toEqual({ ok: true, words: 'Known holes: not audited, no registry answered.' }),
  );
});
