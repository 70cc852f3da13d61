import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { project } from './project.js';

/** What may lie in a product under MIT: permissive licences, and those of fonts and of data. */
const ALLOWED = new Set([
  ...['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0', 'Unlicense'],
  ...['PSF-2.0', 'Python-2.0', 'CC0-1.0', 'CC-BY-3.0', 'CC-BY-4.0', 'OFL-1.1'],
]);

/** Copyleft by the file: fine for a tool that we only run, not for what we hand on. */
const ALLOWED_IN_TOOLS = new Set([...ALLOWED, 'MPL-2.0']);

/** What these say is no SPDX expression; somebody has read their licence. By name and version, so that a new one is read again. */
const READ = { 'slick@1.12.2': 'MIT' };

/**
 * The licences of all packages of the lock file, then known holes in those that the product needs to run. False, with the
 * packages printed, for a licence that is not allowed and for a hole that is high or critical.
 * @returns {Promise<boolean>}
 */
export async function auditDependencies() {
  const refused = refusedLicences(packages());
  for (const words of refused) console.error(words);
  if (refused.length === 0) console.log('Licences: every package may be used.');
  const { ok, words } = verdictOf(await npmAudit());
  console.log(words);
  return refused.length === 0 && ok;
}

/**
 * What may not be used, in words.
 * @param {{ name: string, version: string, licence: string | null, tool: boolean }[]} list
 * @returns {string[]}
 */
export function refusedLicences(list) {
  const refused = list.filter(({ name, version, licence, tool }) => {
    const read = READ[`${name}@${version}`] ?? licence;
    return read === null || !isAllowed(read, tool ? ALLOWED_IN_TOOLS : ALLOWED);
  });
  return refused.map(
    ({ name, version, licence }) =>
      `${name}@${version} is under ${licence ?? 'no licence that it names'}: not allowed here.`,
  );
}

/** An SPDX expression: any part of an OR suffices, all parts of an AND are needed. Anything else is allowed by no name. */
function isAllowed(expression, allowed) {
  const bare = expression.trim().replace(/^\(([^()]*)\)$/, '$1');
  if (/[()]/.test(bare)) return false;
  return bare.split(/ OR /).some((part) => part.split(/ AND /).every((name) => allowed.has(name.trim())));
}

/** Every package of the lock file. What is for another machine and not installed says its licence in the lock file, or nowhere. */
function packages() {
  const locked = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')).packages;
  const known = Object.entries(locked).filter(([path, { license }]) => path !== '' && (license || isThere(path)));
  return known.map(([path, { version, license, dev }]) => ({
    name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
    version,
    licence: isThere(path) ? ownWords(path) : license,
    tool: dev === true,
  }));
}

const isThere = (path) => existsSync(join(project, path, 'package.json'));

/** What the package itself says. Old ones name an object, or a list of them. */
function ownWords(path) {
  const { license, licenses } = JSON.parse(readFileSync(join(project, path, 'package.json'), 'utf8'));
  const said = license ?? licenses;
  const names = [said].flat().map((each) => (typeof each === 'object' ? each?.type : each));
  return names.every((name) => typeof name === 'string') ? names.join(' OR ') : null;
}

/**
 * What an answer of `npm audit --json` means. Without a registry that answers, nothing is known, and that is no fault of ours.
 * @param {string} answer
 * @returns {{ ok: boolean, words: string }}
 */
export function verdictOf(answer) {
  let report;
  try {
    report = JSON.parse(answer);
  } catch {
    report = null;
  }
  const counts = report?.metadata?.vulnerabilities;
  if (typeof counts?.high !== 'number' || typeof counts.critical !== 'number')
    return { ok: true, words: 'Known holes: not audited, no registry answered.' };
  const grave = Object.values(report.vulnerabilities ?? {}).filter(({ severity }) =>
    /^(high|critical)$/.test(severity),
  );
  if (counts.high + counts.critical === 0)
    return { ok: true, words: `Known holes: none that is high or critical (${counts.total} lesser).` };
  const lines = grave.map(({ name, severity, range }) => `  ${name} ${range}: ${severity}`);
  return { ok: false, words: ['Known holes that are high or critical:', ...lines].join('\n') };
}

const npmAudit = () =>
  new Promise((resolve) => {
    const args = ['audit', '--omit=dev', '--json', '--fetch-retries=0', '--fetch-timeout=30000'];
    execFile('npm', args, { cwd: project, timeout: 60_000, maxBuffer: 64 * 1024 * 1024 }, (_, out) => resolve(out));
  });
