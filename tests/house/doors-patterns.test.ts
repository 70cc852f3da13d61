import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseAst } from 'vite';
import { expect, test } from 'vitest';
import { ROOT } from './documents.ts';

const recheck = createRequire(import.meta.url)('recheck/lib/browser.js') as typeof import('recheck');

/**
 * Patterns that are not shown to be linear: the longest text (in characters) that each may be given, and what bounds it. Quadratic in
 * so few is no harm. The compiled engines of the checker (52 MB) are overridden away in package.json; its JavaScript does.
 */
const BOUNDED: Record<string, readonly [longest: number, by: string]> = {
  '/\\s*\\([^)]*\\)\\s*$/': [2000, 'lines of manifests are cut'],
  '/\\s+#.*$/': [2000, 'lines of manifests are cut'],
  '/^\\s{0,3}(?:#{1,6}\\s|\\*\\*|=+\\s)?[^\\p{L}]{0,10}.{0,30}licen[cs]/iu': [2000, 'lines of a README are cut'],
  '/[:/].*\\/|signature of|insert your license/': [72, 'what stands between two angle brackets'],
  '/^\\s*(\\*|[a-z\\d-]{1,60})\\s*(?:;\\s*q=([01](?:\\.\\d{0,3})?)\\s*)?$/i': [
    16_384,
    'a header; Node takes no longer one',
  ],
  '/;\\s*boundary="?([^";\\s]{1,70})/i': [16_384, 'a header; Node takes no longer one'],
  '/,\\s*(?=<)/': [16_384, 'a header of a forge; Node takes no longer one'],
  '/^(?:[\\w.-]+@)?([^\\s/:@]+):(?!\\d+(?:\\/|$))\\/?(.+)$/u': [2048, 'an address of a repository'],
  '/(?:\\.git)+$/i': [2048, 'an address of a repository'],
  '/^\\/+|\\/+$/g': [1000, 'an identity'],
  '/^[\\d\\W_]+|[\\d\\W_]+$/gu': [1024, 'a password'],
  '/=+$/': [100, 'our own base64'],
  '/^\\$argon2id\\$v=19\\$m=(\\d{1,8}),t=(\\d{1,4}),p=(\\d{1,3})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)$/': [
    200,
    'our own',
  ],
  '/\\uFFFD+$/': [2048, 'what is kept of an answer'],
  '/\\/+$/': [2048, 'addresses: settings, repositories, what is searched for'],
  '/could not read Username|Authentication failed|returned error: 40[134]|repository .* not found/i': [
    ...([10_000, 'what is kept of the words of git'] as const),
  ],
  '/^ref: refs\\/heads\\/(.+)\\tHEAD$/m': [10_000, 'the answer of git about HEAD'],
  '/(\\d+)\\.(\\d+)/': [100, 'the version that our own git says'],
  '/^(from|to|cc|bcc|sender|reply-to|subject|date|message-id|mime-version|content-.*|received|return-path|dkim-.*|auto-submitted)$/i':
    [100, 'names of headers in our own sources'],
  '/^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*$/': [
    300,
    'a host of the settings',
  ],
  '/\\{\\{[\\s\\S]*?\\}\\}|\\{%[\\s\\S]*?%\\}/g': [10_000, 'a template in our own sources'],
  '/\\s*(-?)\\}\\}$/': [10_000, 'a template in our own sources'],
  '/^([+~?-])?([a-z][a-z0-9]*)(?::([^/]+|[^/]*%\\{[^}]*\\}.*?))?(?:\\/(\\d{1,3}))?(?:\\/\\/(\\d{1,3}))?$/i': [
    ...([500, 'longer terms of SPF are not read'] as const),
  ],
  '/^[. ]+|[. ]+$/g': [2000, 'a name of a file is cut'],
  '/[. ]+$/': [2000, 'a name of a file is cut'],
  "/--[^\\n]*|\\/\\*[\\s\\S]*?\\*\\/|\\be'(?:\\\\[\\s\\S]|''|[^'\\\\])*'|'(?:''|[^'])*'|\"(?:\"\"|[^\"])*\"|(\\$(?:[a-z_]\\w*)?\\$)[\\s\\S]*?\\1|\\bbegin\\s+atomic\\b|\\bcase\\b|\\bend\\b|;/gi":
    [20_000, 'our own migrations'],
  '/(^|[_\\W]+)([a-z0-9])/gi': [100, 'names of our own tables'],
  '/^(\\s*)(<mj-text>[^<]*\\{\\{ name \\}\\}[^<]*<\\/mj-text>)/': [10_000, 'a template in our own sources'],
  '/“.*”/s': [20_000, 'what a check found, which quotes an answer cut short'],
  '/^guildhall-\\d{8}T\\d{6}Z-[a-z-]+-[0-9a-f]{8}\\.tar$/': [255, 'a name in the folder of backups'],
};
/** Steps that a listed pattern may cost at most: well under a second. */
const MOST_STEPS = 500_000_000;

type Pattern = { pattern: string; flags: string };

/** Every pattern of the code that runs on the server, with the files that use it. */
function patternsOf(paths: readonly string[]): Map<string, Pattern & { files: string[] }> {
  const found = new Map<string, Pattern & { files: string[] }>();
  const walk = (node: unknown, file: string): void => {
    if (typeof node !== 'object' || node === null) return;
    const { type, regex } = node as { type?: string; regex?: Pattern };
    if (type === 'Literal' && regex) {
      const name = `/${regex.pattern}/${regex.flags}`;
      const kept = found.get(name) ?? { ...regex, files: [] };
      found.set(name, { ...kept, files: [...kept.files, file] });
    }
    for (const value of Object.values(node)) walk(value, file);
  };
  for (const path of paths) walk(parseAst(readFileSync(join(ROOT, path), 'utf8'), { lang: 'ts' }), path);
  return found;
}

/** Repeats something without an end; what does not is done in a number of steps that grows with the text alone. */
const repeats = ({ pattern }: Pattern): boolean =>
  /[*+]|\{\d+,\}/.test(pattern.replace(/\\./g, '').replace(/\[[^\]]*\]/g, ''));

const verdictOn = ({ pattern, flags }: Pattern, timeout = 60_000) => {
  const found = recheck.checkSync(pattern, flags, { checker: 'automaton', timeout });
  return { status: found.status, complexity: 'complexity' in found ? found.complexity : undefined };
};

const ON_THE_SERVER = globSync('src/{kernel,modules,app}/**/*.ts', { cwd: ROOT }).filter(
  (path) => !/\.test\.ts$|generated|\/web\/|\/sample\//.test(path),
);

test('a pattern that somebody could make slow is found', () => {
  expect(verdictOn({ pattern: '^(a+)+$', flags: '' }).complexity?.type).toBe('exponential');
  expect(verdictOn({ pattern: '(\\w+)*\\d', flags: 'u' }).status).toBe('vulnerable');
  expect(verdictOn({ pattern: '\\s+$', flags: '' }).complexity).toMatchObject({ type: 'polynomial', degree: 2 });
  expect(verdictOn({ pattern: '^[a-z]+$', flags: '' }).status).toBe('safe');
});

test('no text of a stranger makes a pattern of ours slow', { timeout: 300_000 }, () => {
  const patterns = patternsOf(ON_THE_SERVER);
  expect(patterns.size).toBeGreaterThan(200);
  const slow: string[] = [];
  const listed = new Set<string>();
  for (const [name, each] of patterns) {
    if (!repeats(each)) continue;
    const bound = BOUNDED[name];
    if (bound) listed.add(name);
    const { status, complexity } = verdictOn(each, bound ? 1000 : 60_000);
    if (status === 'safe') continue;
    const what = `${name} in ${each.files.join(', ')}: ${complexity?.summary ?? 'not shown to be linear'}`;
    if (complexity?.type === 'exponential' || !bound) slow.push(what);
    else if (bound[0] ** (complexity?.type === 'polynomial' ? complexity.degree : 2) > MOST_STEPS) slow.push(what);
  }
  expect(slow).toEqual([]);
  // What is not there any more needs no excuse.
  expect(Object.keys(BOUNDED).filter((name) => !listed.has(name))).toEqual([]);
});
