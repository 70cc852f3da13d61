/** Connections to the database, by what they are for; together never more than the process may open. */
export type Shares = {
  /** Requests, jobs and everything else that the house reads and writes. */
  readonly house: number;
  /** The queue itself: one listens, the others take jobs and give them back. */
  readonly queue: number;
  /** Limits are taken outside the caller's transaction, so never from the house's share. */
  readonly limits: number;
  /** A backup under way: one copies, one holds the snapshot. */
  readonly backup: number;
};

/** The fewest connections with which a process can do everything. */
export const FEWEST_CONNECTIONS = 8;

/** Shares out the connections that one process may open at most. A process that runs no jobs has no queue and takes no backups. */
export function shareOut(most: number, runs: { jobs: boolean }): Shares {
  const limits = most < 16 ? 1 : 2;
  const queue = runs.jobs ? Math.min(6, Math.max(2, Math.floor(most / 4))) : 0;
  const backup = runs.jobs ? 2 : 0;
  return { house: most - limits - queue - backup, queue, limits, backup };
}
