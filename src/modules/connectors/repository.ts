import { createHash } from 'node:crypto';
import { ReadingFault } from './reading-fault.ts';
import type { ProjectAddress } from './repository-address.ts';

/** Which way a repository was read. */
export type ReadingWay = 'git' | 'gitlab-api' | 'github-api';

/** A repository at one commit. Always `close()` it. Fits wherever a licence check asks for a snapshot. */
export type Repository = {
  address: ProjectAddress;
  commit: string;
  /** Every file and symbolic link of that commit; names only, hostile ones included. */
  paths: string[];
  /** Folders that hold another repository; their files are not in `paths`. */
  submodules: string[];
  /**
   * A file's content, symbolic links followed inside the repository. Null: there is no such file. Throws `ReadingFault`
   * if it is there and cannot be read (too large, gone, host does not answer).
   */
  read(path: string): Promise<Uint8Array | null>;
  /** Read without rights of any person, so always public; `Repository` of anything else is never handed out. */
  visibility: 'public';
  defaultBranch: string | null;
  /** Null: this way of reading does not tell. */
  archived: boolean | null;
  fork: boolean | null;
  through: ReadingWay;
  at: Temporal.Instant;
  /** Ways tried before, and why they failed. */
  tried: { through: ReadingWay; words: string }[];
  close(): Promise<void>;
};

/** What a forge says about a project besides its files. */
export type ProjectFacts = { description: string; topics: string[]; archived: boolean | null; fork: boolean | null };

/** A file fetched from a forge must be the very object that the tree names. Throws `ReadingFault('unreadable')`. */
export function checkObject(id: string, content: Uint8Array): Uint8Array {
  const hash = createHash(id.length === 64 ? 'sha256' : 'sha1');
  const found = hash.update(`blob ${content.length}\0`).update(content).digest('hex');
  if (found !== id) throw new ReadingFault('unreadable', `got ${found} for ${id}`);
  return content;
}
