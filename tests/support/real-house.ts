import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import { serverAccount } from '#kernel/database/embedded/account.ts';
import { clusterIn } from '#kernel/database/embedded/data-folder.ts';
import { readPostmaster } from '#kernel/database/embedded/postmaster.ts';
import { freePort } from './free-port.ts';
import type { TestClient } from './house.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** The house as its users run it: a process of its own on a data folder of its own, that can be killed and started again. */
export async function realHouse(environment: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-real-'));
  chmodSync(folder, 0o755);
  const data = join(folder, 'data');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const cluster = { path: clusterIn(data), account: serverAccount(clusterIn(data)) };
  let child: ChildProcess | null = null;
  let said = '';

  const healthy = async (): Promise<boolean> => {
    try {
      return (await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(2000) })).ok;
    } catch {
      return false;
    }
  };

  const start = async (): Promise<void> => {
    const env = {
      PATH: process.env.PATH,
      PORT: String(port),
      GUILDHALL_DATA: data,
      LOG_LEVEL: 'warn',
      GUILDHALL_TRUSTED_PROXIES: '1',
      ...environment,
    };
    const started = spawn(process.execPath, ['src/main.ts', 'serve'], {
      cwd: ROOT,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    started.stdout?.on('data', (bytes) => (said += String(bytes)));
    started.stderr?.on('data', (bytes) => (said += String(bytes)));
    for (let i = 0; i < 2400; i++) {
      if (await healthy()) return;
      if (started.exitCode !== null) throw new Error(`it ended with ${started.exitCode}: ${said.slice(-2000)}`);
      await sleep(50);
    }
    throw new Error(`not healthy after two minutes: ${said.slice(-2000)}`);
  };

  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
    return child.exitCode;
  };

  return {
    url,
    data,
    start,
    healthy,
    said: () => said,
    /** Ends the process at once, as a power cut would; PostgreSQL is left behind. */
    kill: () => end('SIGKILL'),
    /** Ends PostgreSQL's first process at once; the house goes on. */
    killDatabase: () => {
      const server = readPostmaster(cluster);
      if (server) process.kill(server.pid, 'SIGKILL');
    },
    terminate: () => end('SIGTERM'),
    /** Where the database listens at this moment, for looking at what was written. */
    databaseUrl: () => {
      const server = readPostmaster(cluster);
      if (!server) throw new Error('PostgreSQL does not run');
      return `postgresql://guildhall@localhost/guildhall?host=${encodeURIComponent(server.socketFolder)}`;
    },
    postgres: () => readPostmaster(cluster)?.pid ?? null,
    client: (headers: Record<string, string> = {}): TestClient =>
      createORPCClient(
        new RPCLink({
          url: `${url}/rpc`,
          headers: () => headers,
          fetch: (r, init) => fetch(r, { ...init, signal: AbortSignal.timeout(15_000) }),
        }),
      ),
    /** Ends everything and removes the folder. */
    remove: async () => {
      await end('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
export type RealHouse = Awaited<ReturnType<typeof realHouse>>;
