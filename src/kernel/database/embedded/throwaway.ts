import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Embedded, startEmbedded } from '../embedded.ts';
import { type Account, passes, serverAccount } from './account.ts';
import { claimFolder, DataFolderInUse } from './claim.ts';
import { clusterIn } from './data-folder.ts';
import { endLeftovers, readPostmaster } from './postmaster.ts';

const QUIET = { info() {}, error: (data: object, words: string) => console.error(words, data) };

/**
 * A PostgreSQL to be thrown away, in a temp folder, without safety against a loss of power: for tests and for looking at the
 * outcome of migrations. `stop` deletes it. Those of earlier runs that were killed are ended and deleted first. `place`: a folder
 * with room for it, instead of memory or a temp folder.
 */
export async function startThrowaway(place: string = fastPlace()): Promise<Embedded> {
  const project = createHash('sha256')
    .update(import.meta.dirname)
    .digest('hex')
    .slice(0, 8);
  const home = join(place, `guildhall-throwaway-${process.getuid?.() ?? 0}-${project}`);
  mkdirSync(home, { recursive: true, mode: 0o711 });
  await sweep(home);
  const folder = mkdtempSync(join(home, 'run-'));
  chmodSync(folder, 0o711);
  const server = await startEmbedded({ folder, log: QUIET, say: () => {}, durable: false });
  return {
    ...server,
    pid: server.pid,
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** In memory where there is room and programs may run (making a database is ten times as fast there), else a temp folder. */
export function fastPlace(): string {
  const account = serverAccount(null);
  const places = [tmpdir(), '/tmp', '/var/tmp'].filter((place) => passes(account, '-x', place));
  return hasRoomInMemory(account) ? MEMORY : (places[0] ?? tmpdir());
}

const MEMORY = '/dev/shm';
const ENOUGH_BYTES = 2 * 1024 ** 3;

function hasRoomInMemory(account: Account | null): boolean {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    if (bavail * bsize < ENOUGH_BYTES || !passes(account, '-x', MEMORY)) return false;
    const probe = mkdtempSync(join(MEMORY, 'guildhall-probe-'));
    try {
      // Containers often allow no programs here; PostgreSQL's may have to be copied beside the data.
      chmodSync(probe, 0o711);
      writeFileSync(join(probe, 'run'), '#!/bin/sh\n', { mode: 0o755 });
      return passes(account, '-x', join(probe, 'run'));
    } finally {
      rmSync(probe, { recursive: true });
    }
  } catch {
    return false;
  }
}

/** A folder without a claim has no living owner, except in the instant between its making and its claim. */
async function sweep(home: string): Promise<void> {
  for (const name of readdirSync(home)) {
    const folder = join(home, name);
    if (!existsSync(join(folder, 'owner.lock'))) continue;
    try {
      const claim = claimFolder(folder);
      const cluster = { path: clusterIn(folder), account: serverAccount(clusterIn(folder)) };
      const socketFolder = readPostmaster(cluster)?.socketFolder;
      await endLeftovers(cluster, () => {});
      if (socketFolder) rmSync(socketFolder, { recursive: true, force: true });
      rmSync(folder, { recursive: true, force: true });
      claim.release();
    } catch (error) {
      // Another run may be sweeping the same folder; whatever it leaves, the next one takes.
      if (!(error instanceof DataFolderInUse) && existsSync(folder)) throw error;
    }
  }
}
