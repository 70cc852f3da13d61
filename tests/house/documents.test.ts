import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ENVIRONMENT } from '#kernel/config/settings.ts';
import { DOCUMENTS, FACTS, faultsOf, PERMISSIONS, ROOT, read, SETTINGS } from './documents.ts';

test('the documents that must be there are there', () => {
  const needed = ['README.md', 'ARCHITECTURE.md', 'STYLE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'docs/words.md'];
  expect(DOCUMENTS).toEqual(
    expect.arrayContaining([...needed, 'docs/guides/running.md', 'src/modules/programs/README.md']),
  );
  expect(existsSync(join(ROOT, 'LICENSE'))).toBe(true);
});

test.each(DOCUMENTS)('what %s quotes exists', (path) => expect(faultsOf(path, read(path))).toEqual([]));

test('the pictures are there', () => {
  const shown = DOCUMENTS.flatMap((path) =>
    [...read(path).matchAll(/!\[[^\]]+\]\(([^)\s]+)\)/g)].map(([, target = '']) => join(dirname(path), target)),
  );
  expect(shown.length).toBeGreaterThanOrEqual(5);
  const isPicture = (path: string) =>
    existsSync(join(ROOT, path)) && readFileSync(join(ROOT, path)).subarray(1, 4).toString() === 'PNG';
  expect(shown.filter((path) => !isPicture(path))).toEqual([]);
});

test('the README lists every setting once, with its default', () => {
  const rows = [...read('README.md').matchAll(/^\| `([A-Z_]+)` \| (?:`([^`]*)`)?/gm)].map(([, name, value]) => ({
    name,
    value,
  }));
  expect(rows.map((row) => row.name)).toEqual(SETTINGS);
  const defaults = Object.entries(ENVIRONMENT.parse({}) as Record<string, unknown>);
  for (const [name, value] of defaults) {
    if (typeof value === 'object' || value === undefined) continue;
    expect(rows.find((row) => row.name === name)?.value, name).toBe(String(value));
  }
});

describe('the words', () => {
  const words = read('docs/words.md');
  const rooms = words.split(/^## /m).slice(1);
  const entries = (text: string) =>
    [...text.matchAll(/^- (\*\*.+?\*\*(?: \([^)]+\))?)[^:\n]*: /gm)].map(([, word = '']) => word);

  test('every fact stands there in the words of its definition', () => {
    const missing = FACTS.map((fact) => `- \`${fact.kind}\`: ${fact.words}`).filter(
      (line) => !words.includes(`${line}\n`),
    );
    expect(missing).toEqual([]);
    const listed = [...words.matchAll(/^- `([a-z.-]+)`: /gm)].map(([, kind]) => kind);
    expect(listed.toSorted()).toEqual(FACTS.map((fact) => fact.kind).toSorted());
  });

  test('every permission stands there or among the permissions', () => {
    const text = words + read('docs/permissions.md');
    expect(PERMISSIONS.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });

  test('no word stands there twice without saying of what', () => {
    const all = rooms.flatMap(entries);
    expect(all.length).toBeGreaterThan(150);
    expect(all.filter((word, at) => all.indexOf(word) !== at)).toEqual([]);
    // What is a word in two rooms says in both of what it is said.
    const bare = all.map((word) => word.replace(/ \(.*/, ''));
    expect(all.filter((word, at) => !word.includes('(') && bare.filter((b) => b === bare[at]).length > 1)).toEqual([]);
  });

  test('they are in alphabetical order within a room', () => {
    for (const room of rooms.filter((r) => !r.startsWith('Facts'))) {
      const found = entries(room).map((word) => word.toLowerCase().replace(/\*\*/g, ''));
      expect(found.length, room.slice(0, 30)).toBeGreaterThan(0);
      expect(
        found.toSorted((a, b) => (a < b ? -1 : 1)),
        room.slice(0, 30),
      ).toEqual(found);
    }
  });
});

test('the house in ARCHITECTURE.md is the house', () => {
  const [, tree = ''] = /^```\n(bin\/[\s\S]*?)^```/m.exec(read('ARCHITECTURE.md')) ?? [];
  const missing: string[] = [];
  let top = '';
  for (const [, indent = '', name = '', rest = ''] of tree.matchAll(/^( *)([\w./]+)\s+(.*)$/gm)) {
    if (indent === '') top = name;
    const place = indent === '' ? name : join(top, name);
    const inside =
      name === 'kernel/' || name === 'modules/' ? rest.split(/[ ,;]+/).filter((word) => /^[a-z]+$/.test(word)) : [];
    for (const path of [place, ...inside.map((word) => join(place, word))])
      if (!existsSync(join(ROOT, path))) missing.push(path);
  }
  expect(tree.split('\n').length).toBeGreaterThan(8);
  expect(missing).toEqual([]);
  expect(read('ARCHITECTURE.md').split('\n').length).toBeLessThan(120);
});

/** What is wrong in each of the planted quotes; the rest of them is right. */
const PLANTED = /nowhere|no-such|inbox|bless|colour|DELETE|somebody/i;

describe('a wrong quote is found', () => {
  test.each([
    ['a link', '[words](docs/nowhere.md)'],
    ['an anchor', '[settings](README.md#no-such-heading)'],
    ['a path', 'It stands in `src/kernel/ledger/nowhere.ts`.'],
    ['a path in a block', '```\nnode bench/nowhere.ts\n```'],
    ['a folder', 'All of `src/modules/inbox/`.'],
    ['a file of a module', 'See `no-such-rule.ts`.'],
    ['an import', 'From `#kernel/nowhere.ts` and on.'],
    ['a module', 'From `#modules/inbox`.'],
    ['a script', 'Run `npm run nowhere`.'],
    ['a program', '```\nbin/nowhere --check\n```'],
    ['a check', 'Run `bin/test types nowhere`.'],
    ['an operation', '`guildhall programs bless-application`'],
    ['an option', '```\nbin/guildhall programs list-applications --colour red\n```'],
    ['an option on a second line', '```\nbin/guildhall programs list-applications \\\n  --colour red\n```'],
    ['a setting', 'Set `GUILDHALL_COLOUR`.'],
    ['a variable', 'Set `DATABASE_COLOUR`.'],
    ['an API path', 'Send it to `POST /api/programs/{program}/blessings`.'],
    ['a method', 'Send it to `DELETE /api/programs/{program}/bookings`.'],
    ['an address in a block', '```\ncurl https://guildhall.example.org/api/nowhere\n```'],
    ['a page', 'Look at `/nowhere`.'],
    ['a fact', 'It records `application.blessed`.'],
    ['a table', 'Rows of `programs.blessings`.'],
    ['a function', 'It calls `blessApplication`.'],
    ['a permission', "```tsx\nroutes: [{ permission: 'programs.bless' }]\n```"],
    ['an operation in code', '```tsx\nask((c) => c.programs.blessApplication)\n```'],
    ['a path of a machine', 'Clone it to /home/somebody/guildhall.'],
  ])('%s', (_what, text) => expect(faultsOf('README.md', text).join('\n')).toMatch(PLANTED));

  test('and right ones are not', () => {
    const text =
      '`GET /api/programs/applications/{id}`, `bin/test types lint`, `application.approved`, `restage`, `/healthz`, [r](README.md)';
    expect(faultsOf('README.md', text)).toEqual([]);
  });
});
