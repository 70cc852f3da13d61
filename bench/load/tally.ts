import { monitorEventLoopDelay } from 'node:perf_hooks';
import { ms, quantile, table } from '../measure.ts';

/** What people wait for: pages and acts are held to the bar; long work (imports, exports) is only told. */
export type Sort = 'page' | 'act' | 'long';
type Kind = { sort: Sort; name: string; times: number[]; refused: number; errors: number };

/** A rule said no, as rules do when two reviewers reach for the same application. */
export class Refused extends Error {
  override name = 'Refused';
}

/** Counts what everybody did and how long each thing took, from `begin` on. */
export function openTally() {
  const kinds = new Map<string, Kind>();
  const errors = new Map<string, number>();
  const delay = monitorEventLoopDelay({ resolution: 10 });
  let counting = false;

  const kindOf = (sort: Sort, name: string): Kind => {
    const kind = kinds.get(name) ?? { sort, name, times: [], refused: 0, errors: 0 };
    kinds.set(name, kind);
    return kind;
  };

  /** Does one thing and counts it. null: it failed or was refused, which is counted; nothing is thrown. */
  async function count<T>(sort: Sort, name: string, act: () => Promise<T>): Promise<T | null> {
    const kind = kindOf(sort, name);
    const start = performance.now();
    try {
      const answer = await act();
      if (counting) kind.times.push(performance.now() - start);
      return answer;
    } catch (error) {
      if (error instanceof Refused) {
        if (counting) kind.refused++;
        return null;
      }
      kind.errors++;
      const cause = (error as { cause?: { message?: string } }).cause?.message;
      const words = `${name}: ${(error as Error).message}${cause ? ` (${cause})` : ''}`.slice(0, 300);
      errors.set(words, (errors.get(words) ?? 0) + 1);
      return null;
    }
  }

  const of = (sort: Sort) => [...kinds.values()].filter((kind) => kind.sort === sort);
  const timesOf = (sort: Sort) => of(sort).flatMap((kind) => kind.times);

  return {
    count,
    /** From here on what is done counts. Errors count from the first moment. */
    begin: () => {
      counting = true;
      delay.enable();
    },
    end: () => {
      counting = false;
      delay.disable();
    },
    /** Milliseconds by which this program's own timers were late: an error of the measurement, not of the house. */
    ownDelay: () => ({ p50: delay.percentile(50) / 1e6, p95: delay.percentile(95) / 1e6 }),
    timesOf,
    errors: (): number => [...errors.values()].reduce((sum, n) => sum + n, 0),
    faults: (): readonly (readonly [string, number])[] => [...errors].toSorted(([, a], [, b]) => b - a),
    /** Prints a line for every kind: its times, their ratio to the reference at the 95th percentile, and whether the bar is kept. */
    print: (reference: readonly number[], bar: number, seconds: number): void => {
      const base = quantile(reference, 0.95);
      const line = (name: string, times: readonly number[], more: readonly string[]): string[] => {
        const p95 = quantile(times, 0.95);
        const [p50, p99, most] = [quantile(times, 0.5), quantile(times, 0.99), quantile(times, 1)];
        const numbers = [p50, p95, p99, most].map(ms);
        return [
          name,
          String(times.length),
          (times.length / seconds).toFixed(1),
          ...numbers,
          (p95 / base).toFixed(1),
          ...more,
        ];
      };
      const kept = (times: readonly number[]) =>
        times.length === 0 ? '' : quantile(times, 0.95) < bar ? 'pass' : 'MISS';
      const rows = (['page', 'act', 'long'] as const).flatMap((sort) => [
        line(`all ${sort}s`, timesOf(sort), ['', '', sort === 'long' ? '' : kept(timesOf(sort))]),
        // What nobody did while it counted has no times to show.
        ...of(sort)
          .filter((kind) => kind.times.length + kind.errors > 0)
          .map((kind) =>
            line(`  ${kind.name}`, kind.times, [
              kind.refused ? String(kind.refused) : '',
              kind.errors ? String(kind.errors) : '',
              sort === 'long' ? '' : kept(kind.times),
            ]),
          ),
      ]);
      table(
        [
          '',
          'n',
          'a second',
          'p50 ms',
          'p95 ms',
          'p99 ms',
          'most ms',
          'p95 / key p95',
          'refused',
          'errors',
          `< ${bar} ms`,
        ],
        [line('a bare key read', reference, ['', '', '']), ...rows],
      );
    },
  };
}
export type Tally = ReturnType<typeof openTally>;
