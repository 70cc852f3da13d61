import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The account of the operating system that PostgreSQL runs under. */
export type Account = { readonly uid: number; readonly gid: number; readonly name: string };

/** Tried in this order when we are root; the first that the machine knows is taken. */
const UNPRIVILEGED = ['guildhall', 'postgres', 'nobody'];

/**
 * The account to start PostgreSQL under, or null for "the one we run under". PostgreSQL refuses to run as root, so root
 * gets the owner of an existing `cluster` folder, else an unprivileged account of the machine. Throws when root finds none.
 */
export function serverAccount(cluster: string | null): Account | null {
  if (process.getuid?.() !== 0) return null;
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter((account) => account.name && account.uid > 0);
  const owner = cluster ? ownerOf(join(cluster, 'PG_VERSION')) : null;
  const known =
    owner === null || owner === 0
      ? UNPRIVILEGED.map((name) => accounts.find((account) => account.name === name)).find((account) => account)
      : accounts.find((account) => account.uid === owner);
  if (known) return known;
  throw new Error(
    owner
      ? `The database in ${cluster} belongs to the user with number ${owner}, whom this machine does not know.`
      : 'PostgreSQL does not run as root, and this machine has no user "guildhall", "postgres" or "nobody" to run it as.',
  );
}

function ownerOf(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.uid ?? null;
}

/**
 * Whether `account` passes the shell test `flag` ("-x", "-r", "-d") on the path. Tried for real, as that account: modes,
 * access lists and mount options all count. For our own account (null) the same test runs as we are.
 */
export function passes(account: Account | null, flag: '-x' | '-r' | '-w', path: string): boolean {
  const run = spawnSync('/bin/sh', ['-c', `test ${flag} "$1"`, 'sh', path], {
    cwd: '/',
    stdio: 'ignore',
    ...(account && { uid: account.uid, gid: account.gid }),
  });
  return run.status === 0;
}

/** The highest folder on the way to `path` that `account` cannot enter, or null when the way is free. */
export function barrier(account: Account | null, path: string): string | null {
  if (passes(account, '-x', path)) return null;
  let blocked = path;
  for (let up = dirname(path); up !== dirname(up); up = dirname(up)) {
    if (!passes(account, '-x', up)) blocked = up;
  }
  return blocked;
}
