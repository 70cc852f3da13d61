import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { AnyContractProcedure } from '@orpc/contract';
import { z } from 'zod';
import { ENVIRONMENT } from '#kernel/config/settings.ts';
import { contract } from '../../src/app/contract.ts';
import { modules } from '../../src/app/modules.ts';

export const ROOT = join(import.meta.dirname, '../..');
export const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** Everything that people read to use, run or change Guildhall. */
export const DOCUMENTS = globSync(
  ['*.md', 'docs/**/*.md', 'src/modules/*/README.md', 'src/web/**/README.md', 'bench/README.md'],
  { cwd: ROOT },
).sort();

const kebab = (name: string): string => name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);

type Operation = { method: string; path: string; flags: string[]; permission: string };

/** Every operation by `module name`, the name as the command line writes it. */
const OPERATIONS = new Map<string, Operation>(
  Object.entries(contract).flatMap(([module, routes]) =>
    Object.entries(routes as Record<string, AnyContractProcedure>).map(([name, procedure]) => {
      const { route, meta, inputSchema } = procedure['~orpc'];
      const input = inputSchema as unknown as z.ZodType | undefined;
      const shape = input
        ? (z.toJSONSchema(input, { unrepresentable: 'any', io: 'input' }) as { properties?: object })
        : {};
      const operation: Operation = {
        method: route.method ?? 'GET',
        path: `/api${route.path}`,
        flags: Object.keys(shape.properties ?? {}).map(kebab),
        permission: String((meta as { permission?: unknown }).permission),
      };
      return [`${module} ${kebab(name)}`, operation] as const;
    }),
  ),
);

const of = <T>(pick: (module: (typeof modules)[number]) => readonly T[] | undefined): T[] =>
  modules.flatMap((module) => pick(module) ?? []);

export const FACTS = of((m) => m.facts);
export const PERMISSIONS = of((m) => m.permissions).map((p) => p.name);
export const SETTINGS = Object.keys(ENVIRONMENT.shape);
/** Read by the command line, and by the tests. */
const VARIABLES = new Set([...SETTINGS, 'GUILDHALL_TOKEN', 'GUILDHALL_PROVE']);
/** Not ours: of Node, npm, git and PostgreSQL. */
const FOREIGN = new Set([
  ...['NODE_EXTRA_CA_CERTS', 'allowScripts', 'GIT_SSL_CAINFO', 'pg_dump'],
  ...['OTEL_SERVICE_NAME', 'OTEL_EXPORTER_OTLP_HEADERS'],
]);

const SCHEMA = read('db/schema.sql');
const tables = [...SCHEMA.matchAll(/^create (?:table|view) (\w+)\.(\w+)([\s\S]*?);$/gm)];
/** Names with a point in them: facts, permissions, reactions, jobs, timetables, figures, mails, tables, columns. */
const DOTTED = new Set<string>([
  ...FACTS.map((f) => f.kind),
  ...PERMISSIONS,
  ...of((m) => m.reactions).map((r) => r.name),
  ...of((m) => m.jobs).map((j) => j.name),
  ...of((m) => m.timetables).map((t) => t.name),
  ...of((m) => m.figures).map((f) => f.id),
  ...of((m) => m.emails).map((t) => t.name),
  ...Object.entries(contract).flatMap(([module, routes]) => Object.keys(routes).map((name) => `${module}.${name}`)),
  ...tables.flatMap(([, schema, table, columns = '']) => [
    `${schema}.${table}`,
    ...[...columns.matchAll(/^ {2}(\w+) /gm)].map(([, column]) => `${table}.${column}`),
  ]),
]);

/** All files of the project by their paths; and what stands in the sources, for names that are no files. */
const FILES = globSync(['{.ci,bench,bin,db,docs,src,tests}/**/*', '*.*', 'LICENSE'], { cwd: ROOT }).filter(
  (path) => !path.includes('node_modules'),
);
const NAMES = new Set(FILES.map((path) => basename(path)));
const SOURCES = FILES.filter(
  (path) => /^(src|bin|tests\/support)\//.test(path) && !/\.(test\.ts|md|css|svg)$/.test(path),
)
  .filter((path) => statSync(join(ROOT, path)).isFile())
  .map(read)
  .join('\n');
const CHECKS = new Set([...read('bin/test').matchAll(/^ {2}'?(\w+(?: \w+)?)'?(?::|,$)/gm)].map(([, name]) => name));
const SCRIPTS = new Set([...Object.keys(JSON.parse(read('package.json')).scripts as object), 'ci', 'install']);
const ADDRESSES = [
  '/api',
  '/api/openapi.json',
  '/healthz',
  '/metrics',
  ...of((m) => m.publicRoutes).map((r) => r.path),
];

const asPattern = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{\w+\}|:\w+/g, '[^/]+')}$`);
const addressExists = (address: string, method?: string): boolean =>
  ADDRESSES.some((known) => asPattern(known).test(address)) ||
  [...OPERATIONS.values()].some((o) => asPattern(o.path).test(address) && (!method || o.method === method));

const fileExists = (path: string, from: string): boolean => {
  const places = [dirname(from), '.', 'src', 'src/app', 'src/web', 'src/modules/programs', 'src/modules'];
  if (path.includes('*')) return globSync(path, { cwd: ROOT }).length > 0;
  return places.some((place) => existsSync(join(ROOT, place, path))) || (!path.includes('/') && NAMES.has(path));
};

/** As forges make the anchor of a heading. */
const slug = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => slug(heading));

const importPath = (name: string): string =>
  name
    .replace(/^#modules\/([\w-]+)$/, 'src/modules/$1/index.ts')
    .replace(/^#(kernel|web)\//, 'src/$1/')
    .replace(/^#tests\//, 'tests/');

/** Every quote of a document that is not true any more, in words. `path`: where the document lies. */
export function faultsOf(path: string, text: string): string[] {
  const faults: string[] = [];
  const unless = (ok: boolean, words: string) => ok || faults.push(words);
  const fences = [...text.matchAll(/^```\w*\n([\s\S]*?)^```/gm)].map(([, code = '']) => code.replaceAll('\\\n', ' '));
  const prose = text.replace(/^```\w*\n[\s\S]*?^```/gm, '');
  const inline = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);

  for (const [, target = ''] of prose.matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^(https?:|mailto:)/.test(target) || /\.png$/.test(target)) continue;
    const [file = '', anchor] = target.split('#');
    const to = file === '' ? path : join(dirname(path), file);
    unless(existsSync(join(ROOT, to)), `link to ${target}`);
    if (anchor && existsSync(join(ROOT, to)))
      unless(anchorsOf(file === '' ? text : read(to)).includes(anchor), `anchor ${target}`);
  }
  for (const code of [...inline, ...fences]) {
    for (const [, quoted = ''] of code.matchAll(
      /(?<![\w/.#-])((?:src|tests|docs|db|bin|bench|\.ci)\/[\w./*-]*[\w*/])/g,
    ))
      unless(fileExists(quoted, 'README.md'), `path ${quoted}`);
    for (const [quoted] of code.matchAll(/(?<![\w/.#-])modules\/[\w./-]+\.tsx?/g))
      unless(fileExists(`src/${quoted}`, 'README.md'), `path ${quoted}`);
    for (const [name] of code.matchAll(/#(?:kernel|modules|web|tests)\/[\w./-]*\w/g))
      unless(existsSync(join(ROOT, importPath(name))), `import ${name}`);
    for (const [name] of code.matchAll(/\bGUILDHALL_\w+/g)) unless(VARIABLES.has(name), `setting ${name}`);
    for (const line of code.split('\n')) faults.push(...commandFaults(line));
    for (const [, method, address = ''] of code.matchAll(/(?:(GET|POST|PUT|DELETE) |https:\/\/[\w.]+)(\/[\w/{}.-]+)/g))
      unless(addressExists(address, method), `address ${method ?? ''} ${address}`);
    for (const [, name = ''] of code.matchAll(/permission: '([^']+)'/g))
      unless(PERMISSIONS.includes(name), `permission ${name}`);
    for (const [, module, name = ''] of code.matchAll(/\bc\.(\w+)\.(\w+)\b/g))
      unless(module === 'area' || OPERATIONS.has(`${module} ${kebab(name)}`), `operation ${module}.${name}`);
  }
  for (const code of inline) faults.push(...nameFaults(code, path));
  for (const [found] of text.matchAll(/(?<![\w.])\/(?:work|root|home|Users|tmp|mnt)\/\S*/g))
    faults.push(`path of a machine ${found}`);
  return [...new Set(faults)].map((fault) => `${path}: ${fault}`);
}

/** What is wrong with the commands of one line. */
function commandFaults(line: string): string[] {
  const faults: string[] = [];
  for (const [, run, name = ''] of line.matchAll(/\bnpm (run )?([a-z]+)/g)) {
    if (!SCRIPTS.has(name)) faults.push(`command npm ${run ?? ''}${name}`);
  }
  for (const [, names = ''] of line.matchAll(/\bbin\/test((?: [a-z]+)+)/g)) {
    for (const name of names.trim().split(' ')) if (!CHECKS.has(name)) faults.push(`check bin/test ${name}`);
  }
  for (const [, module = '', name = '', rest = ''] of line.matchAll(
    /(?:^|bin\/)guildhall (\w+)(?: ([a-z][\w-]*))?([^|>#]*)/g,
  )) {
    if (['help', 'serve', 'work', 'doctor', 'backup', 'restore'].includes(module) && (module !== 'work' || !name))
      continue;
    const operation = OPERATIONS.get(`${module} ${kebab(name)}`);
    if (!operation) faults.push(`command guildhall ${module} ${name}`);
    for (const [, flag = ''] of rest.matchAll(/ --([a-z-]+)/g)) {
      if (operation && flag !== 'help' && !operation.flags.includes(flag))
        faults.push(`option --${flag} of guildhall ${module} ${name}`);
    }
  }
  return faults;
}

/** What is wrong with one name in running text: a file, an address, a variable, a thing of the house, an identifier. */
function nameFaults(name: string, path: string): string[] {
  const known = (() => {
    if (FOREIGN.has(name)) return true;
    if (/^\/(var|opt|usr|etc)\//.test(name)) return true;
    if (/^\/[a-z]/.test(name)) return addressExists(name);
    if (/^[\w./-]+\.(ts|tsx|js|sql|md|css|json)$/.test(name)) return fileExists(name, path);
    if (/^[\w-]+\.(key|lock|pid)$/.test(name)) return SOURCES.includes(`'${name}'`);
    if (/^[\w.-]+(\/[\w.-]+)*\/$/.test(name))
      return fileExists(name, path) || SOURCES.includes(`'${name.slice(0, -1)}'`);
    if (/^[A-Z]+(_[A-Z]+)+$/.test(name)) return VARIABLES.has(name);
    if (/^(c|house|run)\./.test(name)) return SOURCES.includes(name);
    if (/^[a-z]+\.[a-z][\w-]*$/.test(name) && !/\.(com|org|xz)$/.test(name))
      return DOTTED.has(name) || SOURCES.includes(name);
    if (/^([a-z]+[A-Z]\w*|[a-z]+(_[a-z]+)+)$/.test(name)) return new RegExp(`\\b${name}\\b`).test(SOURCES + SCHEMA);
    return true;
  })();
  return known ? [] : [`name ${name}`];
}
