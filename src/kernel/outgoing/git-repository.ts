import { OutgoingFault } from './fault.ts';
import type { GitFolder } from './git-folder.ts';
import type { GitObjects } from './git-objects.ts';
import { type GitPlace, runGit } from './git-run.ts';
import { type Tree, treeOf, treeRows } from './tree.ts';

export type GitLimits = {
  /** For each conversation with the server, in ms. */
  timeoutMs: number;
  /** What the copy may take on disk, in bytes. */
  maxDiskBytes: number;
  maxFiles: number;
  /** Largest file that `read` hands out, in bytes. */
  maxFileBytes: number;
  /** After this time, in ms, the repository closes by itself. */
  lifetimeMs: number;
};

export const usualGitLimits: GitLimits = {
  timeoutMs: 120_000,
  maxDiskBytes: 512 * 1024 * 1024,
  maxFiles: 600_000,
  maxFileBytes: 5 * 1024 * 1024,
  lifetimeMs: 15 * 60_000,
};

/** A repository at the newest commit of its default branch. Always `close()` it: a temporary copy lies behind it. */
export type GitRepository = {
  commit: string;
  /** Null if the server does not say which branch its HEAD is. */
  defaultBranch: string | null;
  /** Address that was read in the end, after a redirect; the folder's path for a local one. */
  url: string;
  paths: string[];
  submodules: string[];
  /** A file's content, symbolic links followed inside the tree; null if there is none. Throws `OutgoingFault`. */
  read(path: string): Promise<Uint8Array | null>;
  close(): Promise<void>;
};

/** `empty`: no commit at all; `no-default-branch`: there are branches, but HEAD names none of them. */
export class NothingToRead extends Error {
  readonly reason: 'empty' | 'no-default-branch';
  readonly words: string;
  constructor(reason: 'empty' | 'no-default-branch') {
    const words =
      reason === 'empty' ? 'The repository is empty.' : 'The default branch of the repository does not exist.';
    super(words);
    this.name = 'NothingToRead';
    this.reason = reason;
    this.words = words;
  }
}

/** Lists the files of a commit. Throws `OutgoingFault('too-large')` beyond `maxFiles`. */
export async function listTree(place: GitPlace, gitDir: string, commit: string, limits: GitLimits): Promise<Tree> {
  const listed = await runGit(place, ['--git-dir', gitDir, 'ls-tree', '-r', '-z', '--full-tree', commit], {
    timeoutMs: limits.timeoutMs,
    // Trees that share folders can name billions of files in a few bytes, so the output itself has an end.
    maxOutputBytes: Math.min(limits.maxFiles * 400, 128 * 1024 * 1024),
  });
  const rows = [...treeRows(listed.stdout)];
  if (rows.length > limits.maxFiles) throw new OutgoingFault('too-large', `${rows.length} files`);
  return treeOf(rows);
}

/** Makes a repository of an open copy: reads in batches, closes once, closes by itself at the end of its life. */
export function presentRepository(of: {
  commit: string;
  defaultBranch: string | null;
  url: string;
  tree: Tree;
  limits: GitLimits;
  /** Makes sure that objects lie on our disk. */
  have: (ids: string[]) => Promise<void>;
  objects: GitObjects;
  folder: GitFolder;
}): GitRepository {
  const { tree, limits } = of;
  let closing: Promise<void> | null = null;
  const close = () => {
    closing ??= (async () => {
      clearTimeout(timer);
      of.objects.close();
      await of.folder.remove();
    })();
    return closing;
  };
  const timer = setTimeout(() => void close(), limits.lifetimeMs);
  timer.unref();

  // Reads asked for in the same moment are fetched from the server in one go.
  let waiting: { id: string; done: () => void; failed: (error: unknown) => void }[] = [];
  let running: Promise<void> = Promise.resolve();
  const fetchWaiting = () => {
    running = running.then(async () => {
      const batch = waiting;
      waiting = [];
      if (batch.length === 0) return;
      try {
        await of.have(batch.map((one) => one.id));
        for (const one of batch) one.done();
      } catch (error) {
        for (const one of batch) one.failed(error);
      }
    });
  };
  const onDisk = (id: string) =>
    new Promise<void>((done, failed) => {
      if (waiting.length === 0) setImmediate(fetchWaiting);
      waiting.push({ id, done, failed });
    });
  const content = async (id: string, maxBytes: number) => {
    if (closing) throw new OutgoingFault('git', 'the repository is closed');
    await onDisk(id);
    return of.objects.read(id, maxBytes, limits.timeoutMs);
  };

  return {
    commit: of.commit,
    defaultBranch: of.defaultBranch,
    url: of.url,
    paths: tree.paths,
    submodules: tree.submodules,
    async read(path) {
      const found = await tree.follow(path, async (link) => Buffer.from(await content(link.id, 4096)).toString('utf8'));
      return found && (await content(found.id, limits.maxFileBytes));
    },
    close,
  };
}
