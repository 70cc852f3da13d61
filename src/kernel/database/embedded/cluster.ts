import { type ChildProcess, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from './engine.ts';
import type { Cluster } from './postmaster.ts';

/** The database's superuser and, by the same name, our database. */
export const OWNER = 'guildhall';

/** A database of another major version of PostgreSQL. Its words say how to carry it over. */
export class OtherMajorVersion extends Error {
  override name = 'OtherMajorVersion';
}

/**
 * Makes the cluster if it is not there: under another name and renamed when whole, so that a kill in the middle leaves
 * nothing that looks like a database. Throws `OtherMajorVersion`, and Errors in words when it cannot be made.
 */
export async function makeCluster(cluster: Cluster, engine: Engine, durable: boolean): Promise<void> {
  const versionFile = join(cluster.path, 'PG_VERSION');
  if (existsSync(cluster.path)) {
    const major = Number.parseInt(readFileSync(versionFile, 'utf8'), 10);
    if (major === engine.major) return;
    throw new OtherMajorVersion(
      `The database in ${cluster.path} was written by PostgreSQL ${major}; this is PostgreSQL ${engine.major}. Nothing was changed. ` +
        'A backup carries it over: with the version of Guildhall that you had before, run "bin/guildhall backup --to house.tar"; move the folder ' +
        `${cluster.path} aside; with this version, run "bin/guildhall restore house.tar" and start it.`,
    );
  }
  const draft = `${cluster.path}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  if (cluster.account) chownSync(draft, cluster.account.uid, cluster.account.gid);
  // Sorting by code point and a built-in table of letters: the same on every machine, and no library update can spoil an
  // index. LC_CTYPE matters to pg_trgm alone, and not every system has this one.
  const common = ['--pgdata', draft, '--username', OWNER, '--auth', 'trust', '--encoding', 'UTF8', '--no-instructions'];
  const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const flags = [...common, ...locale, ...(durable ? [] : ['--no-sync'])];
  const first = await runEngine(cluster, engine.initdb, [...flags, '--lc-ctype=C.UTF-8']);
  const second = first.code === 0 ? first : await runEngine(cluster, engine.initdb, flags);
  if (second.code !== 0) throw new Error(`PostgreSQL could not make its database:\n${second.words}`);
  renameSync(draft, cluster.path);
}

/** Runs one of PostgreSQL's programs as the server's account. Nothing of our own environment reaches the server: no PG* settings, no secrets, no other locale. */
export function launch(cluster: Cluster, program: string, flags: string[], detached: boolean): ChildProcess {
  return spawn(program, flags, {
    cwd: '/',
    env: { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', 'ignore', 'pipe'],
    detached,
    ...(cluster.account && { uid: cluster.account.uid, gid: cluster.account.gid }),
  });
}

async function runEngine(
  cluster: Cluster,
  program: string,
  flags: string[],
): Promise<{ code: number | null; words: string }> {
  const child = launch(cluster, program, flags, false);
  return await new Promise((resolve) => {
    let words = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      words += text;
    });
    child.on('error', (error) => resolve({ code: null, words: error.message }));
    child.on('close', (code) => resolve({ code, words }));
  });
}
