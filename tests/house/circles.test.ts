import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { everyImport, type Import, ROOT } from './fence.ts';

/** What `#` stands for; a module's name stands for its front door. */
const placeOf = (to: string): string =>
  to
    .replace(/^#modules\/([^/]+)$/, 'src/modules/$1/index.ts')
    .replace(/^#(kernel|web)\//, 'src/$1/')
    .replace(/^#tests\//, 'tests/');

/**
 * The first circle of files that need each other to run, as the paths along it; null when there is none. A page that is fetched
 * when it is opened counts: what it needs of its list belongs into a file of its own. Types are not there when the house runs.
 */
function circleAmong(imports: readonly Import[]): string[] | null {
  const needs = new Map<string, string[]>();
  for (const { from, to, typeOnly } of imports)
    if (!typeOnly) needs.set(from, [...(needs.get(from) ?? []), placeOf(to)]);
  const done = new Set<string>();
  const walk = (at: string, path: readonly string[]): string[] | null => {
    if (path.includes(at)) return [...path.slice(path.indexOf(at)), at];
    if (done.has(at)) return null;
    for (const next of needs.get(at) ?? []) {
      const found = walk(next, [...path, at]);
      if (found) return found;
    }
    done.add(at);
    return null;
  };
  for (const from of needs.keys()) {
    const found = walk(from, []);
    if (found) return found;
  }
  return null;
}

test('no file needs itself by a way around', () => {
  const imports = everyImport();
  const places = imports.map(({ to }) => placeOf(to)).filter((to) => /^(src|tests)\/.*\.tsx?$/.test(to));
  expect(places.length).toBeGreaterThan(2000);
  expect(places.filter((to) => !existsSync(join(ROOT, to)))).toEqual([]);
  expect(circleAmong(imports)).toBeNull();
});

test('a circle of files is found, through a lazy page as well; one of types is none', () => {
  const edge = (from: string, to: string, typeOnly = false) => ({ from, to, typeOnly });
  expect(circleAmong([edge('src/web/a.ts', '#web/b.ts'), edge('src/web/b.ts', 'src/web/a.ts')])).toEqual([
    'src/web/a.ts',
    'src/web/b.ts',
    'src/web/a.ts',
  ]);
  expect(circleAmong([edge('src/web/a.ts', '#web/b.ts'), edge('src/web/b.ts', 'src/web/a.ts', true)])).toBeNull();
});
