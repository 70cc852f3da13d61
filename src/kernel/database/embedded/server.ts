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
  const launchOne = () => launchServer(cluster, engine.postgres, socketFolder, flags);
  const stopping = new AbortController();
  const isStopping = () => stopping.signal.aborted;
  /** The server at hand from the moment it was launched, so that whoever stops reaches it while it recovers, too. */
  let running = launchOne();

  // A process that ends without `stop` (an uncaught error) still takes its server along.
  const takeAlong = () => running.tell('SIGINT');
  process.on('exit', takeAlong);
  try {
    await becomesReady(cluster, running);
  } catch (error) {
    process.off('exit', takeAlong);
    throw error;
  }
  options.log.info({ postgres: running.pid, folder: cluster.path }, 'PostgreSQL started');

  const watch = (async () => {
    for (let pause = 100; ; ) {
      const startedAt = performance.now();
      const { code, words } = await running.end;
      if (isStopping()) return;
      options.log.error({ postgres: running.pid, code, words }, 'PostgreSQL ended by itself; starting it again');
      if (performance.now() - startedAt > 60_000) pause = 100;
      for (let again = true; again; pause = Math.min(pause * 2, 5_000)) {
        await sleep(pause, undefined, { signal: stopping.signal }).catch(() => {});
        try {
          if (!isStopping()) await endLeftovers(cluster, options.say);
          if (isStopping()) return;
          running = launchOne();
          await becomesReady(cluster, running);
          options.log.info({ postgres: running.pid }, 'PostgreSQL started again');
          again = false;
        } catch (error) {
          if (isStopping()) return;
          options.log.error({ error: String(error) }, 'PostgreSQL could not be started again');
        }
      }
    }
  })();

  return {
    pid: () => running.pid,
    async stop() {
      stopping.abort();
      running.tell('SIGINT');
      // A fast shutdown writes everything down first. Cut short, the next start makes up for it from the log.
      const impatient = [
        setTimeout(() => running.tell('SIGQUIT'), FAST_SHUTDOWN_MS),
        setTimeout(() => running.tell('SIGKILL'), FAST_SHUTDOWN_MS + IMMEDIATE_SHUTDOWN_MS),
      ];
      await watch;
      const { code } = await running.end;
      for (const timer of impatient) clearTimeout(timer);
      process.off('exit', takeAlong);
      if (code !== 0) await endLeftovers(cluster, options.say);
      try {
        rmdirSync(socketFolder);
      } catch {
        // Somebody keeps something in it, or it is gone; either way it is not needed any more.
      }
    },
  };
}

/**
 * Writing down what 128 MB of buffers hold takes a second or two. PostgreSQL that is told to stop while it begins anew after
 * the crash of a backend may never come to it, so patience ends soon.
 */
const FAST_SHUTDOWN_MS = 15_000;
/** PostgreSQL itself kills what has not ended 5 seconds after the order. */
const IMMEDIATE_SHUTDOWN_MS = 15_000;

type End = { code: number | null; words: string };
type Running = {
  pid: number;
  end: Promise<End>;
  hasEnded(): boolean;
  /** From now on it does not keep our own process alive. */
  letGo(): void;
  /** Sends it a signal unless it has ended: by then another program may have its number. */
  tell(name: NodeJS.Signals): void;
};

function launchServer(cluster: Cluster, program: string, socketFolder: string, flags: string[]): Running {
  // A killed server leaves the socket and its lock. The folder is this cluster's alone, and what ran on it has ended.
  for (const name of readdirSync(socketFolder)) rmSync(join(socketFolder, name), { force: true });
  // A process group of its own: Ctrl-C in the terminal reaches us alone, and we end the server after the last answer.
  const child = launch(cluster, program, flags, true);
  let words = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-4_000);
  });
  let ended = false;
  const end = new Promise<End>((resolve) => {
    child.on('error', (error) => resolve({ code: null, words: error.message }));
    child.on('close', (code) => resolve({ code, words }));
    // What it started holds its standard error as well and may outlive it by a long query.
    child.on('exit', (code) => setTimeout(() => resolve({ code, words }), 500));
  });
  for (const event of ['error', 'exit']) child.on(event, () => (ended = true));
  return {
    pid: child.pid ?? 0,
    end,
    hasEnded: () => ended,
    tell: (name) => {
      if (!ended && child.pid) signal(child.pid, name);
    },
    letGo: () => {
      (child.stderr as unknown as { unref?(): void } | null)?.unref?.();
      child.unref();
    },
  };
}

/** Recovery after a crash may take minutes, so there is no limit: it either becomes ready or ends, and then this throws. */
async function becomesReady(cluster: Cluster, running: Running): Promise<void> {
  while (!running.hasEnded()) {
    const found = readPostmaster(cluster);
    if (found?.pid === running.pid && found.ready) return running.letGo();
    await sleep(10);
  }
  const reasons = [...faultsInLog(cluster, running.pid), (await running.end).words.trim()].filter(Boolean);
  throw new Error(`PostgreSQL does not start: ${reasons.join('\n') || 'it gave no reason'}`);
}

/** What the server process wrote into its log (server-settings.ts) before it gave up. */
function faultsInLog(cluster: Cluster, pid: number): string[] {
  const folder = join(cluster.path, 'log');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    .filter((line) => line.includes(`[${pid}]`) && /(FATAL|PANIC|HINT|DETAIL): /.test(line));
}
