/**
 * What a licence verdict needs of a repository: one commit, its file names, and a way to read one file.
 * Readers (git, the GitLab and GitHub APIs) make one; nothing here touches network or database.
 */
export type RepositorySnapshot = {
  /** The commit (or other revision) everything was read at; 40 or 64 hex digits where the source is git. */
  commit: string;
  /** Every file of that commit, relative to the root, with `/` between folders. May hold 200,000. */
  paths: string[];
  /**
   * The bytes of one file. `null`: there is no such file, or it is over the reader's size limit. May reject on a fault
   * of the source; the verdict is then never better than `unsure`. A symbolic link gives its target's path as its bytes.
   */
  read(path: string): Promise<Uint8Array | null>;
};
