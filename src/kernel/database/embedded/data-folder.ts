import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type Account, barrier, serverAccount } from './account.ts';

/** A data folder that PostgreSQL's account cannot enter. */
export class OutOfReach extends Error {
  override name = 'OutOfReach';
}

/**
 * The data folder of this installation as an absolute path, made if it is not there. `asked` is GUILDHALL_DATA; without
 * it, it is `data` in the project, or for root, where PostgreSQL's account cannot enter the project, a folder under
 * /var/lib that is named after the project (`say` tells so). Throws `OutOfReach` for an asked folder that cannot work.
 */
export function dataFolder(asked: string | undefined, project: string, say: (line: string) => void): string {
  if (asked) return prepareFolder(resolve(asked));
  const usual = join(resolve(project), 'data');
  const account = serverAccount(clusterIn(usual));
  const shut = account && barrier(account, resolve(project));
  if (!account || !shut) return prepareFolder(usual);
  const hash = createHash('sha256').update(resolve(project)).digest('hex').slice(0, 8);
  const own = join('/var/lib/guildhall', `${basename(resolve(project))}-${hash}`);
  say(`The data folder is ${own}, because PostgreSQL runs as user "${account.name}", who cannot enter ${shut}.`);
  return prepareFolder(own);
}

/** The folder of the database inside a data folder. */
export const clusterIn = (folder: string): string => join(folder, 'postgres');

/** Makes the data folder if it is not there and checks that PostgreSQL's account can enter it. Throws `OutOfReach`. */
export function prepareFolder(folder: string): string {
  const account = serverAccount(clusterIn(folder));
  if (!existsSync(folder)) {
    const shut = account && barrier(account, standingParent(folder));
    if (account && shut) throw outOfReach(folder, account, shut);
    // Others may pass through to what is theirs (as root, the database is another account's), but see nothing else.
    const mode = account ? 0o711 : 0o700;
    try {
      makeFolders(folder, account ? 0o755 : 0o700);
      chmodSync(folder, mode);
    } catch (error) {
      throw new OutOfReach(`The data folder ${folder} cannot be made: ${(error as Error).message}.`);
    }
  }
  const shut = barrier(account, folder);
  if (!shut) return folder;
  if (account) throw outOfReach(folder, account, shut);
  throw new OutOfReach(`The data folder ${folder} cannot be used: this user may not enter ${shut}.`);
}

/** Step by step: Node's own recursive mkdir never ends where a file system has no room for folders, such as /proc. */
function makeFolders(folder: string, mode: number): void {
  if (existsSync(folder)) return;
  makeFolders(dirname(folder), mode);
  try {
    mkdirSync(folder, { mode });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function outOfReach(folder: string, account: Account, shut: string): OutOfReach {
  return new OutOfReach(
    `The data folder ${folder} cannot be used: as root, PostgreSQL runs as user "${account.name}", who cannot enter ${shut}. ` +
      `Choose another folder with GUILDHALL_DATA, or let others pass through: chmod o+x ${shut}`,
  );
}

function standingParent(folder: string): string {
  let up = dirname(folder);
  while (!existsSync(up)) up = dirname(up);
  return up;
}
