import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Watched } from './processes.ts';

const ROOT = join(import.meta.dirname, '../..');

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

/** Starts `serve --no-jobs` or `work` as a process of its own, as an installation of several nodes has them, and waits until it is well. */
export async function startNode(verb: 'serve' | 'work', environment: Record<string, string>) {
  const [port, metrics] = [await freePort(), await freePort()];
  const child = spawn(process.execPath, ['src/main.ts', verb, ...(verb === 'serve' ? ['--no-jobs'] : [])], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      LOG_LEVEL: 'warn',
      GUILDHALL_TRUSTED_PROXIES: '1',
      GUILDHALL_DRAIN_SECONDS: '0',
      PORT: String(port),
      GUILDHALL_METRICS_PORT: String(metrics),
      ...environment,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  for (let i = 0; ; i++) {
    const well = await fetch(`http://127.0.0.1:${metrics}/healthz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (well) break;
    if (child.exitCode !== null || i > 1200) throw new Error(`${verb} did not start (${child.exitCode})`);
    await sleep(100);
  }
  const watched: Watched = {
    name: verb,
    pids: () => [child.pid as number],
    metrics: `http://127.0.0.1:${metrics}/metrics`,
  };
  const stop = async () => {
    if (child.exitCode === null) child.kill('SIGTERM');
    await ended;
  };
  return { url: `http://127.0.0.1:${port}`, watched, stop };
}
