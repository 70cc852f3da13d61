import { z } from 'zod';
import { fact } from '../ledger/fact.ts';

/** There is one queue; the ledger names everything by a UUID. */
export const QUEUE = { kind: 'queue', id: '00000000-0000-0000-0000-000000000000' };

/** Somebody had jobs tried at once. */
export const jobsRetried = fact(
  'queue.jobs-retried',
  z.object({ job: z.string(), jobs: z.number().int() }),
  'had queued jobs tried again',
);
/** Somebody took a job out: what it should have done does not happen. */
export const jobRemoved = fact(
  'queue.job-removed',
  z.object({ job: z.string(), id: z.string() }),
  'removed a queued job',
);
/** Somebody had recurring work done besides its times. */
export const timetableRun = fact(
  'queue.timetable-run',
  z.object({ timetable: z.string() }),
  'had recurring work done at once',
);

export const operatingFacts = [jobsRetried, jobRemoved, timetableRun];
