import type { Counter, Histogram, Registry } from 'prom-client';

/** What a process counts while it works. The numbers of the database are read when somebody asks: see gauges.ts. */
export type Meters = {
  registry: Registry;
  operations: Counter<'operation' | 'code'>;
  operationSeconds: Histogram<'operation'>;
  requests: Counter<'kind' | 'status'>;
  jobs: Counter<'job' | 'outcome'>;
  jobSeconds: Histogram<'job'>;
};

let meters: Meters | null = null;
let starting: Promise<Meters> | null = null;

/**
 * Begins to count, once a process. Called at start where the settings ask for metrics, else by the first reader: the library
 * takes memory that an installation nobody watches should not pay for. What happened before is not counted.
 */
export function startMeters(): Promise<Meters> {
  starting ??= import('./registry.ts').then((built) => {
    meters = built.processMeters();
    return meters;
  });
  return starting;
}

/** Counts an operation that was called, with its outcome and how long it took in seconds. */
export function countOperation(operation: string, code: string, seconds: number): void {
  meters?.operations.inc({ operation, code });
  meters?.operationSeconds.observe({ operation }, seconds);
}

/** Counts an answered request by what it asked for and the class of its status. */
export function countRequest(kind: string, status: number): void {
  meters?.requests.inc({ kind, status: `${Math.floor(status / 100)}xx` });
}

/** Does a job and counts it. */
export async function timeJob(job: string, act: () => Promise<void>): Promise<void> {
  const began = performance.now();
  const done = (outcome: 'done' | 'failed') => {
    meters?.jobs.inc({ job, outcome });
    meters?.jobSeconds.observe({ job }, (performance.now() - began) / 1000);
  };
  try {
    await act();
    done('done');
  } catch (error) {
    done('failed');
    throw error;
  }
}
