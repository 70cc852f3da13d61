import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import { Client } from 'pg';
import { emptyDatabase } from './database.ts';
import { freePort } from './free-port.ts';
import type { TestClient } from './house.ts';

const ROOT = resolve(import.meta.dirname, '../..');

export type Node = {
  readonly name: string;
  /** Where it answers: a `serve` under its own port, a `work` under the port of the metrics. */
  readonly url: string;
  readonly pid: () => number;
  readonly start: () => Promise<void>;
  readonly end: (signal: 'SIGKILL' | 'SIGTERM') => Promise<number | null>;
  readonly said: () => string;
};

/**
 * Two `serve --no-jobs` and two `work`, each a process with a data folder of its own, on one PostgreSQL that they reach by DATABASE_URL and
 * on one key for secrets: an installation of many nodes on one machine. Started by the caller; `remove` ends and deletes everything.
 */
export async function manyNodes(environment: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-nodes-'));
  chmodSync(folder, 0o711);
  const database = await emptyDatabase();
  const publicUrl = 'http://guildhall.test';

  async function node(name: string, web: boolean): Promise<Node> {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    let child: ChildProcess | null = null;
    let said = '';
    const mine = new URL(database.url);
    // So that the database can say whose connections there are.
    mine.searchParams.set('application_name', name);
    const start = async (): Promise<void> => {
      const started = spawn(process.execPath, ['src/main.ts', ...(web ? ['serve', '--no-jobs'] : ['work'])], {
        cwd: ROOT,
        env: {
          PATH: process.env.PATH,
          DATABASE_URL: mine.href,
          GUILDHALL_DATA: join(folder, name),
          GUILDHALL_BACKUPS: join(folder, 'backups'),
          GUILDHALL_SECRET_KEY: Buffer.alloc(32, 5).toString('base64'),
          GUILDHALL_URL: publicUrl,
          GUILDHALL_TRUSTED_PROXIES: '1',
          GUILDHALL_DRAIN_SECONDS: '1',
          LOG_LEVEL: 'warn',
          [web ? 'PORT' : 'GUILDHALL_METRICS_PORT']: String(port),
          ...environment,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child = started;
      started.stdout?.on('data', (bytes) => (said += String(bytes)));
      started.stderr?.on('data', (bytes) => (said += String(bytes)));
      started.on('exit', (code, signal) => (said += `\n(ended with ${signal ?? code})\n`));
      for (let i = 0; i < 1200; i++) {
        const well = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(2000) }).then(
          (answer) => answer.ok,
          () => false,
        );
        if (well) return;
        if (started.exitCode !== null) throw new Error(`${name} ended with ${started.exitCode}: ${said.slice(-2000)}`);
        await sleep(50);
      }
      throw new Error(`${name} is not well after a minute: ${said.slice(-2000)}`);
    };
    const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> => {
      if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
      return child.exitCode;
    };
    return { name, url, pid: () => child?.pid as number, start, end, said: () => said };
  }

  const serves = [await node('serve-a', true), await node('serve-b', true)] as const;
  const workers = [await node('work-a', false), await node('work-b', false)] as const;
  const all = [...serves, ...workers];

  /** A connection for looking, and for standing in the way; the caller ends it. */
  const connect = async (): Promise<Client> => {
    const client = new Client(database.url);
    client.on('error', () => {});
    await client.connect();
    return client;
  };
  return {
    publicUrl,
    backups: join(folder, 'backups'),
    serves,
    workers,
    all,
    connect,
    rows: async <R>(sql: string): Promise<R[]> => {
      const client = await connect();
      try {
        return (await client.query(sql)).rows as R[];
      } finally {
        await client.end();
      }
    },
    /** The typed client of one node, or of the proxy. */
    client: (url: string, headers: Record<string, string> = {}): TestClient =>
      createORPCClient(
        new RPCLink({
          url: `${url}/rpc`,
          headers: () => headers,
          fetch: (r, init) => fetch(r, { ...init, signal: AbortSignal.timeout(15_000) }),
        }),
      ),
    said: () => all.map((each) => `${each.name}:\n${each.said().slice(-3000)}`).join('\n'),
    remove: async () => {
      await Promise.all(all.map((each) => each.end('SIGTERM')));
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
export type ManyNodes = Awaited<ReturnType<typeof manyNodes>>;
