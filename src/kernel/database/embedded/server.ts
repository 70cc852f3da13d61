import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { launch } from './cluster.ts';
import type { Engine } from './engine.ts';
import { type Cluster, endLeftovers, readPostmaster, signal } from './postmaster.ts';
import { serverSettings } from './server-settings.ts';

/** A server that is kept running; its process number changes when it had to be started again. */
export type Server = { pid(): number; stop(): Promise<void> };

type ServerOptions = { readonly log: ServerLog; readonly say: (line: string) => void; readonly durable: boolean };

/** What is needed of a log (pino's fits). */
export type ServerLog = { info(data: object, words: string): void; error(data: object, words: string): void };

/** Starts the server and starts it again whenever it ends by itself, until it is stopped. */
export async function keepRunning(
  cluster: Cluster,
  engine: Engine,
  socketFolder: string,
  options: ServerOptions,
): Promise<Server> {
  const flags = ['-D', cluster.path, ...serverSettings(socketFolder, options.durable)];
  let stopping = false;
  let running: Running = await startServer(cluster, engine.postgres, socketFolder, flags);
  options.log.info({ postgres: running.pid, folder: cluster.path }, 'PostgreSQL started');

  // A process that ends without `stop` (an uncaught error) still takes its server along.
  const takeAlong = () => signal(running.pid, 'SIGINT');
  process.on('exit', takeAlong);

  const watch = (async () => {
    for (let pause = 100; ; ) {
      const startedAt = performance.now();
      const { code, words } = await running.end;
      if (stopping) return;
      options.log.error({ postgres: running.pid, code, words }, 'PostgreSQL ended by itself; starting it again');
      if (performance.now() - startedAt > 60_000) pause = 100;
      for (let again = true; again && !stopping; pause = Math.min(pause * 2, 5_000)) {
        await sleep(pause);
        if (stopping) return;
        try {
          await endLeftovers(cluster, options.say);
          running = await startServer(cluster, engine.postgres, socketFolder, flags);
          options.log.info({ postgres: running.pid }, 'PostgreSQL started again');
          again = false;
        } catch (error) {
          options.log.error({ error: String(error) }, 'PostgreSQL could not be started again');
        }
      }
    }
  })();

  return {
    pid: () => running.pid,
    async stop() {
      stopping = true;
      signal(running.pid, 'SIGINT');
      const impatient = setTimeout(() => signal(running.pid, 'SIGQUIT'), 60_000);
      await watch;
      await running.end;
      clearTimeout(impatient);
      process.off('exit', takeAlong);
      try {
        rmdirSync(socketFolder);
      } catch {
        // Somebody keeps something in it, or it is gone; either way it is not needed any more.
      }
    },
  };
}

type Running = { pid: number; end: Promise<{ code: number | null; words: string }> };

async function startServer(cluster: Cluster, program: string, socketFolder: string, flags: string[]): Promise<Running> {
  // A killed server leaves the socket and its lock. The folder is this cluster's alone, and what ran on it has ended.
  for (const name of readdirSync(socketFolder)) rmSync(join(socketFolder, name), { force: true });
  // A process group of its own: Ctrl-C in the terminal reaches us alone, and we end the server after the last answer.
  const child = launch(cluster, program, flags, true);
  let words = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-4_000);
  });
  let ended: { code: number | null; words: string } | null = null;
  const end = new Promise<{ code: number | null; words: string }>((resolve) => {
    child.on('error', (error) => resolve({ code: null, words: error.message }));
    child.on('close', (code) => resolve({ code, words }));
  }).then((how) => {
    ended = how;
    return how;
  });
  // Recovery after a crash may take minutes, so there is no limit: it either becomes ready or ends.
  while (!ended) {
    const found = readPostmaster(cluster);
    if (child.pid && found?.pid === child.pid && found.ready) {
      (child.stderr as unknown as { unref?(): void } | null)?.unref?.();
      child.unref();
      return { pid: child.pid, end };
    }
    await sleep(10);
  }
  const reasons = [...faultsInLog(cluster, child.pid), (await end).words.trim()].filter(Boolean);
  throw new Error(`PostgreSQL does not start: ${reasons.join('\n') || 'it gave no reason'}`);
}

/** What the server process wrote into its log (server-settings.ts) before it gave up. */
function faultsInLog(cluster: Cluster, pid: number | undefined): string[] {
  const folder = join(cluster.path, 'log');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    .filter((line) => line.includes(`[${pid}]`) && /(FATAL|PANIC|HINT|DETAIL): /.test(line));
}
