import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const prefix = 'guildhall-git-';
const abandonedAfterMs = 6 * 60 * 60_000;
let swept = false;

/** A temporary folder for one reading of a repository; always `remove()` it. */
export type GitFolder = {
  path: string;
  /** What lies in it, in bytes. */
  size(): Promise<number>;
  remove(): Promise<void>;
};

/** Makes a folder that only we can enter. The first of a process removes what earlier, killed processes left behind. */
export async function openGitFolder(): Promise<GitFolder> {
  if (!swept) {
    swept = true;
    await removeAbandoned(Date.now() - abandonedAfterMs);
  }
  const path = await mkdtemp(join(tmpdir(), prefix));
  return {
    path,
    size: () => sizeOf(path),
    // A git command killed a moment ago may still hold a name for an instant.
    remove: () => rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }),
  };
}

/** Removes reading folders last touched before that time (ms since 1970). No reading lives that long. */
export async function removeAbandoned(before: number): Promise<void> {
  for (const name of await readdir(tmpdir()).catch(() => [])) {
    if (!name.startsWith(prefix)) continue;
    const path = join(tmpdir(), name);
    const found = await stat(path).catch(() => null);
    if (found?.isDirectory() && found.mtimeMs < before)
      await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      stat(join(entry.parentPath, entry.name)).then(
        (found) => found.size,
        () => 0,
      ),
    );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
