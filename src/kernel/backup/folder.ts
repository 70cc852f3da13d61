import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Settings } from '../config/settings.ts';
import { openArchive } from './archive-read.ts';
import { PARTIAL } from './archive-write.ts';
import { BackupFault, type Manifest, type Reason, type Totals } from './manifest.ts';

/** The folder of archives: GUILDHALL_BACKUPS, or `backups` in the data folder. Made if it is not there, for its owner only. */
export async function backupsFolder(settings: Pick<Settings, 'backups'>, dataFolder: string): Promise<string> {
  const folder = settings.backups ? resolve(settings.backups) : join(dataFolder, 'backups');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** The path of a new archive: its name sorts by time, says why, and is nobody else's. */
export function archivePath(folder: string, at: Temporal.Instant, reason: Reason, id: string): string {
  const stamp = at.toString({ fractionalSecondDigits: 0 }).replaceAll(/[-:]/g, '');
  return join(folder, `guildhall-${stamp}-${reason}-${id.slice(-8)}.tar`);
}

const OURS = /^guildhall-\d{8}T\d{6}Z-[a-z-]+-[0-9a-f]{8}\.tar$/;

export type Found = { file: string; size: number; manifest: Manifest; totals: Totals };

/** The archives in a folder, by their outline, oldest first. Files that are no whole archives of ours are passed over. */
export async function archivesIn(folder: string): Promise<Found[]> {
  const found: Found[] = [];
  for (const file of (await readdir(folder)).filter((name) => OURS.test(name)).sort()) {
    try {
      const archive = await openArchive(join(folder, file));
      await archive.close();
      found.push({ file, size: archive.size, manifest: archive.manifest, totals: archive.totals });
    } catch (error) {
      if (!(error instanceof BackupFault)) throw error;
    }
  }
  return found;
}

const FORGOTTEN_AFTER_MS = 3_600_000;

/** Removes what killed backups left behind: a living one writes all the time. */
export async function removeForgotten(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.endsWith(PARTIAL) || !OURS.test(name.slice(0, -PARTIAL.length))) continue;
    const path = join(folder, name);
    const age =
      Date.now() -
      (await stat(path).then(
        (s) => s.mtimeMs,
        () => Date.now(),
      ));
    if (age > FORGOTTEN_AFTER_MS) await rm(path, { force: true });
  }
}
