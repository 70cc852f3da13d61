import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '../config/settings.ts';
import { archivePath, archivesIn, backupsFolder } from './folder.ts';
import { KEPT_BEFORE_MIGRATING } from './keep.ts';
import { BackupFault } from './manifest.ts';
import { takeBackup } from './take.ts';

/**
 * Takes a backup of a database that is about to be migrated, while the caller holds the lock of the migrations. Of those taken for this reason the
 * newest few are kept. Answers its path. Throws `BackupFault`: without a backup nothing is migrated.
 */
export async function backUpBeforeMigrating(settings: Settings, url: string, dataFolder: string): Promise<string> {
  try {
    const folder = await backupsFolder(settings, dataFolder);
    const id = randomUUID();
    const path = archivePath(folder, Temporal.Now.instant(), 'before-migrating', id);
    await takeBackup({ url, path, reason: 'before-migrating', id, migrationsHeld: true });
    const earlier = (await archivesIn(folder)).filter(({ manifest }) => manifest.reason === 'before-migrating');
    for (const { file } of earlier.slice(0, -KEPT_BEFORE_MIGRATING)) await rm(join(folder, file), { force: true });
    return path;
  } catch (error) {
    throw new BackupFault(
      `No backup could be taken before the database is changed for this version: ${(error as Error).message}. So nothing was changed. ` +
        'Mend that and start again, or set GUILDHALL_BACKUP_BEFORE_MIGRATING=no if your PostgreSQL is backed up otherwise.',
      { cause: error },
    );
  }
}
