import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from './account.ts';

/** A database folder and the account that its PostgreSQL runs under. */
export type Cluster = { readonly path: string; readonly account: Account | null };

/** What PostgreSQL writes about itself into postmaster.pid. */
export type Postmaster = { readonly pid: number; readonly socketFolder: string; readonly ready: boolean };

/** Reads the cluster's postmaster.pid; null when there is none or it is not whole yet. */
export function readPostmaster(cluster: Cluster): Postmaster | null {
  let lines: string[];
  try {
    lines = readFileSync(pidFile(cluster), 'utf8').split('\n');
  } catch {
    return null;
  }
  const pid = Number.parseInt(lines[0] ?? '', 10);
  return pid > 0 ? { pid, socketFolder: lines[4] ?? '', ready: lines[7]?.trim() === 'ready' } : null;
}

/**
 * Ends every PostgreSQL process that an earlier, killed run left on this cluster, so that never two run on it: the server
 * by a fast shutdown, then whatever outlived it. Only for the holder of the claim. `say` tells what is found. Throws,
 * naming the processes, when they do not end.
 */
export async function endLeftovers(cluster: Cluster, say: (line: string) => void): Promise<void> {
  const found = readPostmaster(cluster);
  if (found && processesOf(cluster).includes(found.pid)) {
    say(`An earlier run was killed and left its PostgreSQL (process ${found.pid}) running: stopping it.`);
    signal(found.pid, 'SIGINT');
    if (!(await ended(cluster, found.pid, 60_000))) signal(found.pid, 'SIGQUIT');
    if (!(await ended(cluster, found.pid, 10_000))) throw new Error(`PostgreSQL (process ${found.pid}) does not stop.`);
  }
  // Backends of a killed server notice it when they next wait for something; a long query is cut
  // short, since nobody can take its answer any more.
  if (!(await allEnded(cluster, 1_000))) for (const pid of processesOf(cluster)) signal(pid, 'SIGQUIT');
  if (!(await allEnded(cluster, 10_000))) {
    throw new Error(`PostgreSQL processes of an earlier run do not end: ${processesOf(cluster).join(', ')}.`);
  }
  // By now the number in the file may be another program's, which PostgreSQL would take for a running server. Where we see
  // that nobody works in the folder, the file is stale beyond doubt.
  if (SEES_FOLDERS) rmSync(pidFile(cluster), { force: true });
}

async function ended(cluster: Cluster, pid: number, patience: number): Promise<boolean> {
  return await within(patience, () => !processesOf(cluster).includes(pid));
}

async function allEnded(cluster: Cluster, patience: number): Promise<boolean> {
  return await within(patience, () => processesOf(cluster).length === 0);
}

async function within(patience: number, done: () => boolean): Promise<boolean> {
  for (const until = performance.now() + patience; performance.now() < until; await sleep(50)) {
    if (done()) return true;
  }
  return done();
}

/** Sends a signal to a process that may just have ended. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

const pidFile = (cluster: Cluster): string => join(cluster.path, 'postmaster.pid');

const SEES_FOLDERS = process.platform === 'linux';

/**
 * The living PostgreSQL processes of this cluster. Process numbers are used again, so the mark is that they work in its
 * folder, as PostgreSQL does all its life. Looked up as the server's own account: in a container even root may not see
 * where another user's process works.
 */
export function processesOf(cluster: Cluster): number[] {
  if (!SEES_FOLDERS) return serverByName(cluster);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is for the shell
  const look = 'for p in /proc/[0-9]*; do [ "$p/cwd" -ef "$1" ] && echo "${p#/proc/}"; done; true';
  const run = spawnSync('/bin/sh', ['-c', look, 'sh', cluster.path], {
    cwd: '/',
    encoding: 'utf8',
    ...(cluster.account && { uid: cluster.account.uid, gid: cluster.account.gid }),
  });
  if (run.status !== 0)
    throw new Error(`The processes of ${cluster.path} could not be listed: ${run.error ?? run.stderr}`);
  return run.stdout.split('\n').filter(Boolean).map(Number);
}

function serverByName(cluster: Cluster): number[] {
  const pid = readPostmaster(cluster)?.pid;
  if (!pid) return [];
  const command = spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout ?? '';
  return command.includes('postgres') && command.includes(cluster.path) ? [pid] : [];
}
