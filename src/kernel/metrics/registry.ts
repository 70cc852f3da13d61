import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Meters } from './meters.ts';

/** From 5 ms to 10 s: a page is promised in tenths of a second, an export may take seconds. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
/** Jobs talk to mail servers and forges. */
const JOB_SECONDS = [0.01, 0.05, 0.25, 1, 5, 30, 120, 600];

/** The meters of this process, with what prom-client knows of Node itself (process_..., nodejs_...). */
export function processMeters(): Meters {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    operations: new Counter({
      name: 'guildhall_operations_total',
      help: 'Operations called, by operation and outcome (ok, or the code of the fault)',
      labelNames: ['operation', 'code'],
      registers,
    }),
    operationSeconds: new Histogram({
      name: 'guildhall_operation_seconds',
      help: 'How long operations took, refused ones included',
      labelNames: ['operation'],
      buckets: SECONDS,
      registers,
    }),
    requests: new Counter({
      name: 'guildhall_http_requests_total',
      help: 'Requests answered, by kind (rpc, api, page) and class of status',
      labelNames: ['kind', 'status'],
      registers,
    }),
    jobs: new Counter({
      name: 'guildhall_jobs_total',
      help: 'Jobs tried by this process, by kind and outcome (done, failed)',
      labelNames: ['job', 'outcome'],
      registers,
    }),
    jobSeconds: new Histogram({
      name: 'guildhall_job_seconds',
      help: 'How long jobs took',
      labelNames: ['job'],
      buckets: JOB_SECONDS,
      registers,
    }),
  };
}
