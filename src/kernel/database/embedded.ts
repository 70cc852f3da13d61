import { realpathSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { serverAccount } from './embedded/account.ts';
import { type Claim, claimFolder, DataFolderInUse } from './embedded/claim.ts';
import { makeCluster, OWNER } from './embedded/cluster.ts';
import { clusterIn, prepareFolder } from './embedded/data-folder.ts';
import { findEngine } from './embedded/engine.ts';
import { type Cluster, endLeftovers, readPostmaster } from './embedded/postmaster.ts';
import { keepRunning, type ServerLog } from './embedded/server.ts';
import { makeSocketFolder } from './embedded/socket-folder.ts';

/** What to start. */
export type EmbeddedOptions = {
  /** The data folder; the database lies in its `postgres` folder. Made if it is not there. */
  readonly folder: string;
  readonly log: ServerLog;
  /** Tells the person at the terminal, one sentence a call. */
  readonly say: (line: string) => void;
  /** If another process owns the data folder, use its PostgreSQL instead of throwing. */
  readonly join?: boolean;
  /** False gives up safety against a loss of power for speed. For tests. */
  readonly durable?: boolean;
};

/** A running embedded PostgreSQL. */
export type Embedded = {
  /** The address of the database "guildhall", for `pg`. */
  readonly url: string;
  readonly socketFolder: string;
  /** False when it belongs to another process, which we joined. */
  readonly owned: boolean;
  /** The server's process number at this moment; another one after it was killed and started again. */
  readonly pid: number;
  /** Ends the server cleanly (fast shutdown) and gives the folder free. A joined server stays. May be called twice. */
  stop(): Promise<void>;
};

/**
 * Starts the embedded PostgreSQL 18 on a data folder, making the database at the first use. What an earlier, killed run left
 * running is stopped first; if the server itself is killed, it is started again on the same socket. It listens on a Unix
 * socket in a private folder only, never on a port. Throws `DataFolderInUse` when another process owns the folder,
 * `OutOfReach` when PostgreSQL's account cannot enter it, and Errors in words for everything else.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const folder = realpathSync(prepareFolder(options.folder));
  const cluster: Cluster = { path: clusterIn(folder), account: serverAccount(clusterIn(folder)) };
  const durable = options.durable ?? true;
  let claim: Claim;
  try {
    claim = claimFolder(folder);
  } catch (error) {
    if (error instanceof DataFolderInUse && options.join) return await joinServer(cluster, error);
    throw error;
  }
  try {
    await endLeftovers(cluster, options.say);
    const engine = findEngine(folder, cluster.account, options.say);
    await makeCluster(cluster, engine, durable);
    const socketFolder = makeSocketFolder(folder, cluster.account);
    const server = await keepRunning(cluster, engine, socketFolder, { ...options, durable });
    try {
      await makeDatabase(socketFolder);
    } catch (error) {
      await server.stop();
      throw error;
    }
    return {
      url: addressOf(socketFolder, OWNER),
      socketFolder,
      owned: true,
      get pid() {
        return server.pid();
      },
      async stop() {
        await server.stop();
        claim.release();
      },
    };
  } catch (error) {
    claim.release();
    throw error;
  }
}

/** The address of a database behind a socket. The host name in it is not used: the parameter wins. */
function addressOf(socketFolder: string, database: string): string {
  return `postgresql://${OWNER}@localhost/${database}?host=${encodeURIComponent(socketFolder)}`;
}

async function joinServer(cluster: Cluster, inUse: DataFolderInUse): Promise<Embedded> {
  for (let tries = 0; tries < 300; tries++) {
    const server = readPostmaster(cluster);
    if (server?.ready && (await answers(server.socketFolder))) {
      const { pid, socketFolder } = server;
      return { url: addressOf(socketFolder, OWNER), socketFolder, owned: false, pid, stop: async () => {} };
    }
    await sleep(100);
  }
  throw inUse;
}

async function answers(socketFolder: string): Promise<boolean> {
  const client = new Client(addressOf(socketFolder, OWNER));
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

async function makeDatabase(socketFolder: string): Promise<void> {
  const client = new Client(addressOf(socketFolder, 'postgres'));
  await client.connect();
  try {
    const found = await client.query('select from pg_database where datname = $1', [OWNER]);
    if (found.rowCount === 0) await client.query(`create database ${OWNER}`);
  } finally {
    await client.end();
  }
}
