/**
 * Writes src/modules/programs/data/academic-domains.txt from a checkout of https://github.com/JetBrains/swot (MIT):
 *
 *   node bin/lib/academic-domains.js path/to/swot 2026-08-22
 *
 * The second argument is the day of the commit that was checked out. The folders of lib/domains spell a domain from its end; each file
 * holds the names of the institution. Three files at the top are lists: endings that only schools get, domains that are no
 * institution's (stop), domains that anybody could get (abused).
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

const [checkout, day] = process.argv.slice(2);
if (!checkout || !/^\d{4}-\d{2}-\d{2}$/.test(day ?? '')) {
  console.error(
    'Say where the checkout of JetBrains/swot is, and of which day: academic-domains.js path/to/swot 2026-08-22',
  );
  process.exit(2);
}
const root = join(checkout, 'lib', 'domains');
const linesOf = (path) =>
  readFileSync(path, 'utf8')
    .split(/\r?\n/)
    .map((line) => line.replace(/[\s\uFEFF]+/g, ' ').trim())
    .filter((line) => line !== '');
const LISTS = { 'tlds.txt': 'ending', 'stoplist.txt': 'stop', 'abused.txt': 'abused' };
const ascii = (domain) => new URL(`http://${domain}`).hostname;
const lines = [];
for (const [file, mark] of Object.entries(LISTS))
  for (const domain of linesOf(join(root, file))) lines.push(`${ascii(domain)}\t${mark}`);
let institutions = 0;
for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !entry.name.endsWith('.txt')) continue;
  const path = join(entry.parentPath, entry.name);
  const parts = relative(root, path)
    .replace(/\.txt$/, '')
    .split(sep);
  if (parts.length === 1) continue;
  const domain = parts.toReversed().join('.');
  // Some files hold remarks, addresses and mail addresses of people after the name; those are left behind.
  const names = linesOf(path).filter((line) => line.length <= 120 && !/@|:\/\/|\bwww\./i.test(line));
  lines.push(`${ascii(domain)}\t=${[...new Set(names.slice(0, 2))].join(' / ') || domain}`);
  institutions += 1;
}
const byEnd = (line) => line.slice(0, line.indexOf('\t')).split('.').toReversed().join('.');
lines.sort((a, b) => (byEnd(a) < byEnd(b) ? -1 : byEnd(a) > byEnd(b) ? 1 : a < b ? -1 : 1));
const head = [
  `# Academic domains, from https://github.com/JetBrains/swot (MIT, see academic-domains.LICENSE) as of ${day}.`,
  '# Made by bin/lib/academic-domains.js. One line a domain: "=" and the institution, or ending, stop, abused.',
];
const to = join(import.meta.dirname, '../../src/modules/programs/data/academic-domains.txt');
writeFileSync(to, `${[...head, ...lines].join('\n')}\n`);
console.log(`${institutions} institutions, ${lines.length - institutions} other lines: ${to}`);
