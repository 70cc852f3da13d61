import { ms, quantile, table } from '../measure.ts';
import type { Readings, Watch } from './processes.ts';
import type { Tally } from './tally.ts';

/** Growth from the second span of the time to the last that still counts as flat. */
const FLAT = 0.1;
/** In less time a process has not even read all of its own program. */
const FEWEST_MINUTES = 5;

/** Memory over the time, and whether it grew. */
export function sayMemory(seen: Watch, names: readonly string[], minutes: number): void {
  const spans = Math.max(4, Math.min(10, Math.round(minutes)));
  const rows = names.map((name) => {
    const mb = seen.memory(name, spans);
    const [early = 0, late = 0] = [mb[1], mb.at(-1)];
    const flat = late / early - 1;
    const verdict = name === 'this program' || minutes < FEWEST_MINUTES ? '' : flat < FLAT ? 'flat' : 'GROWS';
    return [name, ...mb.map((each) => each.toFixed(0)), `${(flat * 100).toFixed(0)} %`, verdict];
  });
  console.log('\nMegabytes, medians of equal spans of the time; growth from the second span to the last:');
  table(['', ...Array.from({ length: spans }, (_, n) => String(n + 1)), 'growth', ''], rows);
}

/** Where the time goes, and what comes to its end first if there are more people. */
export function saySaturation(seen: Watch, tally: Tally, names: readonly string[]): void {
  const cores = names.map((name): [string, number] => [name, seen.cpu(name)]);
  console.log(
    `\nProcessor (100 % is one core of ${seen.cores}): ${cores.map(([n, c]) => `${n} ${percent(c)}`).join(', ')}.`,
  );
  const highest = (name: string, of: keyof Readings) => Math.max(0, ...seen.told(name).map((each) => each[of]));
  for (const name of ['serve', 'work']) {
    const told = seen.told(name);
    const waited = told.filter(({ waiting }) => waiting > 0).length / Math.max(1, told.length);
    const loop = quantile(
      told.map(({ loopP99Ms }) => loopP99Ms),
      0.5,
    );
    console.log(
      `${name}: connections used at most ${highest(name, 'used')}, callers waiting for one at most ${highest(name, 'waiting')} ` +
        `(in ${percent(waited)} of ${told.length} looks); event loop late by ${ms(loop)} ms at the 99th percentile.`,
    );
  }
  const done = (['page', 'act', 'long'] as const).flatMap((sort) => tally.timesOf(sort)).length;
  const cost = (name: string) => `${ms((seen.cpu(name) * seen.seconds() * 1000) / Math.max(1, done))} ms ${name}`;
  console.log(`Processor time for each page or act: ${['serve', 'work', 'postgres'].map(cost).join(', ')}.`);
  console.log(`The oldest due job waited ${highest('work', 'oldestDueSeconds').toFixed(0)} s at most.`);
  // A process of Node has one core at most; PostgreSQL has them all.
  const limits: [string, number][] = [
    ['the one core of serve', seen.cpu('serve')],
    ['the one core of work', seen.cpu('work')],
    ['all cores of the machine', seen.busy()],
  ];
  const [first, second] = limits.toSorted(([, a], [, b]) => b - a);
  console.log(
    `What saturates first: ${first?.[0]}, used ${percent(first?.[1] ?? 0)}; then ${second?.[0]}, ${percent(second?.[1] ?? 0)}. ` +
      `The people of this program themselves took ${percent(seen.cpu('this program'))} of a core.`,
  );
}

const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;

/** The last line: whether nothing failed and pages came in time. */
export function verdict(tally: Tally, bar: number): boolean {
  const p95 = quantile([...tally.timesOf('page'), ...tally.timesOf('act')], 0.95);
  const pages = quantile(tally.timesOf('page'), 0.95);
  for (const [words, n] of tally.faults().slice(0, 30)) console.log(`  ${n} x ${words}`);
  const good = tally.errors() === 0 && pages < bar;
  console.log(
    `\n${tally.errors()} errors; 95th percentile of all pages ${ms(pages)} ms, with acts ${ms(p95)} ms; aim no error and < ${bar} ms: ${good ? 'pass' : 'MISS'}`,
  );
  return good;
}
