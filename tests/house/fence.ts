import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');

export type Import = { from: string; to: string; typeOnly: boolean };

/** Every source file of a folder, as paths from the root. */
export function sourcesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx)$/.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));
}

const IMPORT =
  /(?:^|\n)\s*(import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

/** The imports of a source text, relative ones as paths from the root, `#` ones as they are written; packages are left out. */
export function importsOf(path: string, text: string): Import[] {
  const found: Import[] = [];
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '');
  for (const [, , type, fixed, dynamic] of code.matchAll(IMPORT)) {
    const specifier = fixed ?? dynamic ?? '';
    if (specifier.startsWith('.'))
      found.push({ from: path, to: relative(ROOT, resolve(ROOT, dirname(path), specifier)), typeOnly: Boolean(type) });
    else if (specifier.startsWith('#')) found.push({ from: path, to: specifier, typeOnly: Boolean(type) });
  }
  return found;
}

const moduleOf = (path: string): string | null => /^src\/modules\/([^/]+)\//.exec(path)?.[1] ?? null;
const isTest = (path: string): boolean =>
  /\.test\.tsx?$/.test(path) || path.startsWith('tests/') || path.startsWith('bench/');

/** Why an import breaks the fence; null when it does not. */
export function breach({ from, to, typeOnly }: Import): string | null {
  if (to.startsWith('#modules/') && to.split('/').length > 2) return "reaches past a module's front door";
  if (isTest(from)) return null;
  if (to.startsWith('#tests/') || to.startsWith('tests/')) return 'imports a test';
  if (from.startsWith('src/kernel/')) {
    if (to.startsWith('#modules/') || /^src\/(modules|app|web)\//.test(to) || to.startsWith('#web/'))
      return 'the kernel knows no module, page or app';
  }
  const module = moduleOf(from);
  if (module) {
    if (to.startsWith('src/') && moduleOf(to) !== module) return 'a relative path leaves its module';
    if (to === `#modules/${module}`) return 'a module does not use its own front door';
    const browser =
      from.startsWith(`src/modules/${module}/web/`) && !from.startsWith(`src/modules/${module}/web/public/`);
    if (browser && !typeOnly && (to.startsWith('#kernel/') || to.startsWith('#modules/')))
      return 'a page takes server code into the browser; import types only';
  }
  // Public pages are drawn by the server and never run in a browser; their kit speaks the house's languages.
  if (from.startsWith('src/web/public/') && to.startsWith('#kernel/language/')) return null;
  if (
    from.startsWith('src/web/') &&
    !typeOnly &&
    (/^src\/(app|modules|kernel)\//.test(to) || /^#(kernel|modules)\//.test(to))
  ) {
    return 'the web kit knows no module and no server';
  }
  return null;
}

export const everyImport = (): Import[] =>
  ['src', 'tests', 'bench']
    .flatMap(sourcesIn)
    .flatMap((path) => importsOf(path, readFileSync(join(ROOT, path), 'utf8')));

/** A cycle among modules by their front doors, as the names along it; null when there is none. Types make a cycle too. */
export function cycleAmong(imports: Import[]): string[] | null {
  const edges = new Map<string, Set<string>>();
  for (const { from, to } of imports) {
    const module = isTest(from) ? null : moduleOf(from);
    const other = /^#modules\/([^/]+)$/.exec(to)?.[1];
    if (module && other && other !== module) edges.set(module, (edges.get(module) ?? new Set()).add(other));
  }
  const walk = (at: string, path: string[]): string[] | null => {
    if (path.includes(at)) return [...path.slice(path.indexOf(at)), at];
    for (const next of edges.get(at) ?? []) {
      const found = walk(next, [...path, at]);
      if (found) return found;
    }
    return null;
  };
  for (const module of edges.keys()) {
    const found = walk(module, []);
    if (found) return found;
  }
  return null;
}
