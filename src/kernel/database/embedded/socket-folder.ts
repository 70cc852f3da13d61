import { createHash } from 'node:crypto';
import { chmodSync, chownSync, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Account, passes } from './account.ts';

/** The path of a Unix socket ends at 103 bytes on macOS, 107 on Linux; PostgreSQL's is named ".s.PGSQL.5432". */
const LONGEST = 103 - '/.s.PGSQL.5432'.length;

/**
 * Makes the folder of PostgreSQL's socket: short, under a temp directory, named by a hash of the data folder, and open to
 * the server's account only, because whoever can open the socket is let in. A folder of that name that belongs to
 * somebody else is passed over. Throws when no temp directory will do.
 */
export function makeSocketFolder(folder: string, account: Account | null): string {
  const uid = account?.uid ?? process.getuid?.() ?? -1;
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 12);
  const places = [...new Set([tmpdir(), '/tmp', '/var/tmp'])].filter((place) => passes(account, '-x', place));
  for (const place of places) {
    for (const again of ['', '-2', '-3', '-4']) {
      const path = join(place, `guildhall-${hash}${again}`);
      if (path.length <= LONGEST && claim(path, uid, account)) return path;
    }
  }
  throw new Error(
    `No temp directory has room for PostgreSQL's socket: tried ${[...places].join(', ')}. ` +
      `Set TMPDIR to a short path that ${account ? `user "${account.name}"` : 'this user'} can enter.`,
  );
}

function claim(path: string, uid: number, account: Account | null): boolean {
  try {
    mkdirSync(path, { mode: 0o700 });
    if (account) chownSync(path, account.uid, account.gid);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false;
  }
  const found = lstatSync(path);
  if (!found.isDirectory() || found.uid !== uid) return false;
  chmodSync(path, 0o700);
  return true;
}
