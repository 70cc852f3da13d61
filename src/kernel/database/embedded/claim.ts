import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Our sole right to start PostgreSQL on a data folder. It ends with `release` or with our process, however that ends. */
export type Claim = { release(): void };

/** Another process owns the data folder. `pid` is null when it has not written its number yet. */
export class DataFolderInUse extends Error {
  override name = 'DataFolderInUse';
  readonly pid: number | null;
  constructor(folder: string, pid: number | null) {
    super(
      `The data folder ${folder} is in use by another Guildhall${pid ? ` (process ${pid})` : ''}. ` +
        'Stop that one first, or give this one a folder of its own with GUILDHALL_DATA.',
    );
    this.pid = pid;
  }
}

/**
 * Claims the data folder, or throws `DataFolderInUse`. The operating system holds the lock (through an SQLite
 * transaction that is never committed, Node's only way to a file lock): no `kill -9` leaves it behind, and a recycled
 * process number cannot be mistaken for its holder. `owner.pid` beside it is for people and error messages only.
 */
export function claimFolder(folder: string): Claim {
  const path = join(folder, 'owner.lock');
  makeLockFile(path);
  const lock = new DatabaseSync(path, { timeout: 0 });
  try {
    lock.exec('pragma journal_mode = off; begin exclusive');
  } catch (error) {
    lock.close();
    if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) throw error;
    throw new DataFolderInUse(folder, readOwner(folder));
  }
  const note = join(folder, 'owner.pid');
  writeFileSync(note, `${process.pid}\n`);
  return {
    release() {
      if (!lock.isOpen) return;
      rmSync(note, { force: true });
      lock.close();
    },
  };
}

const SQLITE_BUSY = 5;

/**
 * Nobody else may open the file: whoever can read it could hold it. Never opened again here when it is there already: the
 * first close in a process gives up all locks of that process on the file.
 */
function makeLockFile(path: string): void {
  if (existsSync(path)) return;
  try {
    closeSync(openSync(path, 'ax', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function readOwner(folder: string): number | null {
  try {
    return Number.parseInt(readFileSync(join(folder, 'owner.pid'), 'utf8'), 10) || null;
  } catch {
    return null;
  }
}
