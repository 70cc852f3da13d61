import { tmpdir } from 'node:os';
import { openDatabase } from '../database/connect.ts';
import { barrier, serverAccount } from '../database/embedded/account.ts';
import { startThrowaway } from '../database/embedded/throwaway.ts';
import type { House } from '../house.ts';
import { differences, readFigures } from './figures.ts';
import { BackupFault } from './manifest.ts';
import { restoreBackup } from './restore.ts';

/** What a proof came to. `figures` null: the backup carries none that this version could compare. */
export type Proof = { tables: number; rows: number; jobs: number; figures: number | null };

/**
 * Proves a backup: restores it into a PostgreSQL of its own that is thrown away afterwards, so that the real one notices nothing,
 * and compares the rows of every table and every figure. `place`: a folder with room for the whole database. Throws
 * `BackupFault`, naming what is not the same.
 */
export async function verifyBackup(options: {
  path: string;
  place: string;
  house: House | null;
  progress?: (done: number, of: number, words: string) => Promise<void>;
}): Promise<Proof> {
  const server = await startThrowaway(reachable(options.place));
  try {
    const { path, house, progress } = options;
    const { manifest, totals } = await restoreBackup({ path, url: server.url, ...(progress ? { progress } : {}) });
    const figures =
      house && totals.figures ? await compareFigures(house, server.url, manifest.takenAt, totals.figures) : null;
    const amounts = Object.values(totals.tables);
    return {
      tables: amounts.length,
      rows: amounts.reduce((sum, { rows }) => sum + rows, 0),
      jobs: totals.jobs.rows,
      figures,
    };
  } finally {
    await server.stop();
  }
}

/** As root, PostgreSQL is another account, which may not enter every folder; memory would be too small for a large house. */
function reachable(place: string): string {
  const account = serverAccount(null);
  return [place, tmpdir(), '/var/tmp'].find((each) => !account || !barrier(account, each)) ?? place;
}

async function compareFigures(
  house: House,
  url: string,
  takenAt: string,
  written: Parameters<typeof differences>[0],
): Promise<number | null> {
  const database = openDatabase(url, { max: 2 });
  try {
    const read = await readFigures({ ...house, database }, database.kysely, Temporal.Instant.from(takenAt));
    const other = read && written.length === read.length ? differences(written, read) : [];
    if (other.length > 0)
      throw new BackupFault(
        `The figures are not what they were when the backup was taken: ${other.slice(0, 5).join('; ')}.`,
      );
    return read ? read.length : null;
  } finally {
    await database.close();
  }
}
