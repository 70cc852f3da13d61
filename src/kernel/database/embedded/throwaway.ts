import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Embedded, startEmbedded } from '../embedded.ts';
import { passes, serverAccount } from './account.ts';
import { claimFolder, DataFolderInUse } from './claim.ts';
import { clusterIn } from './data-folder.ts';
import { endLeftovers } from './postmaster.ts';

const QUIET = { info() {}, error: (data: object, words: string) => console.error(words, data) };

/**
 * A PostgreSQL to be thrown away, in a temp folder, without safety against a loss of power: for tests and for looking at the
 * outcome of migrations. `stop` deletes it. Those of earlier runs that were killed are ended and deleted first.
 */
export async function startThrowaway(): Promise<Embedded> {
  const account = serverAccount('');
  const parent = [tmpdir(), '/tmp', '/var/tmp'].find((place) => passes(account, '-x', place)) ?? tmpdir();
  const user = process.getuid?.() ?? 0;
  const home = join(
    parent,
    `guildhall-throwaway-${user}-${createHash('sha256')
      .update(import.meta.dirname)
      .digest('hex')
      .slice(0, 8)}`,
  );
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

/** A folder without a claim has no living owner, except in the instant between its making and its claim. */
async function sweep(home: string): Promise<void> {
  for (const name of readdirSync(home)) {
    const folder = join(home, name);
    if (!existsSync(join(folder, 'owner.lock'))) continue;
    try {
      const claim = claimFolder(folder);
      await endLeftovers({ path: clusterIn(folder), account: serverAccount(clusterIn(folder)) }, () => {});
      rmSync(folder, { recursive: true, force: true });
      claim.release();
    } catch (error) {
      // Another run may be sweeping the same folder; whatever it leaves, the next one takes.
      if (!(error instanceof DataFolderInUse) && existsSync(folder)) throw error;
    }
  }
}
