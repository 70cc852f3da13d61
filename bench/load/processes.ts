import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { quantile } from '../measure.ts';

// Linux only: everything is read in /proc.

/** Ticks of the processor a second, as every Linux of today counts them. */
const TICKS = 100;

export type Watched = { readonly name: string; readonly pids: () => number[]; readonly metrics?: string };
type Sample = { at: number; cpu: Map<string, number>; mb: Map<string, number> };
export type Readings = { waiting: number; used: number; loopP99Ms: number; oldestDueSeconds: number };

/** A process and all that it started. */
export function familyOf(root: number): number[] {
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const parent = /^PPid:\s*(\d+)/m.exec(readOrNothing(`/proc/${entry}/status`))?.[1];
    if (parent) parents.set(Number(entry), Number(parent));
  }
  const family = [root];
  for (const pid of family) family.push(...[...parents].filter(([, parent]) => parent === pid).map(([child]) => child));
  return family;
}

function readOrNothing(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // It ended meanwhile, or is not ours to read.
    return '';
  }
}

/** Seconds of processor time, those of ended children included. */
function cpuOf(pid: number): number {
  const fields = readOrNothing(`/proc/${pid}/stat`)
    .replace(/^.*\) /, '')
    .split(' ');
  return [11, 12, 13, 14].reduce((sum, place) => sum + Number(fields[place] ?? 0), 0) / TICKS;
}

/** Megabytes, with what is shared between processes counted once where the system tells. */
function megabytesOf(pid: number): number {
  const shared = /^Pss:\s*(\d+)/m.exec(readOrNothing(`/proc/${pid}/smaps_rollup`))?.[1];
  const resident = /^VmRSS:\s*(\d+)/m.exec(readOrNothing(`/proc/${pid}/status`))?.[1];
  return Number(shared ?? resident ?? 0) / 1024;
}

/** Seconds of processor time that nobody used, on all cores together. */
function idleSeconds(): number {
  const [, , , , idle = 0, waiting = 0] = readOrNothing('/proc/stat').split('\n')[0]?.split(/\s+/).map(Number) ?? [];
  return (idle + waiting) / TICKS;
}

/** One number of a process's /metrics; 0 where it is not told. */
const readingOf = (text: string, pattern: RegExp): number =>
  Math.max(0, ...[...text.matchAll(pattern)].map(([, value]) => Number(value)));

async function readMetrics(url: string): Promise<Readings | null> {
  const text = await fetch(url, { signal: AbortSignal.timeout(5000) }).then(
    (answer) => answer.text(),
    () => null,
  );
  if (text === null) return null;
  return {
    waiting: readingOf(text, /^guildhall_database_connections\{state="waiting"\} (\S+)/gm),
    used: readingOf(text, /^guildhall_database_connections\{state="used"\} (\S+)/gm),
    loopP99Ms: readingOf(text, /^nodejs_eventloop_lag_p99_seconds (\S+)/gm) * 1000,
    oldestDueSeconds: readingOf(text, /^guildhall_queue_oldest_due_seconds\{[^}]*\} (\S+)/gm),
  };
}

/** Watches processes until `stop`: memory and processor every second, what they tell of themselves every five. */
export function watch(all: readonly Watched[]) {
  const samples: Sample[] = [];
  const told = new Map<string, Readings[]>(all.map(({ name }) => [name, []]));
  const idle = { before: idleSeconds(), after: 0 };
  let watching = true;
  const watched = (async () => {
    for (let n = 0; watching; n++) {
      const sample: Sample = { at: performance.now(), cpu: new Map(), mb: new Map() };
      for (const { name, pids } of all) {
        const found = pids();
        sample.cpu.set(
          name,
          found.map(cpuOf).reduce((a, b) => a + b, 0),
        );
        sample.mb.set(
          name,
          found.map(megabytesOf).reduce((a, b) => a + b, 0),
        );
      }
      samples.push(sample);
      if (n % 5 === 0)
        for (const { name, metrics } of all) {
          const readings = metrics ? await readMetrics(metrics) : null;
          if (readings) told.get(name)?.push(readings);
        }
      await sleep(1000);
    }
  })();

  const seconds = () => ((samples.at(-1)?.at ?? 0) - (samples[0]?.at ?? 0)) / 1000;
  return {
    stop: async (): Promise<void> => {
      watching = false;
      await watched;
      idle.after = idleSeconds();
    },
    cores: cpus().length,
    seconds,
    /** Share of one core. */
    cpu: (name: string): number =>
      ((samples.at(-1)?.cpu.get(name) ?? 0) - (samples[0]?.cpu.get(name) ?? 0)) / seconds(),
    /** Share of all cores that anybody used. */
    busy: (): number => 1 - (idle.after - idle.before) / (seconds() * cpus().length),
    /** Medians of so many equal spans of the time. */
    memory: (name: string, spans: number): number[] =>
      Array.from({ length: spans }, (_, span) => {
        const [from, to] = [span, span + 1].map((each) => Math.floor((samples.length * each) / spans));
        return quantile(
          samples.slice(from, to).map(({ mb }) => mb.get(name) ?? 0),
          0.5,
        );
      }),
    told: (name: string): readonly Readings[] => told.get(name) ?? [],
  };
}
export type Watch = ReturnType<typeof watch>;
