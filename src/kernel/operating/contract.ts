import { z } from 'zod';
import { command, instant, nothing, query } from '../contract/operation.ts';
import { pageOf } from '../contract/paging.ts';
import { csvPart } from '../csv.ts';
import { JOB_STATES } from '../metrics/readings.ts';

const OPERATE = { permission: 'house.operate', scope: 'everywhere' } as const;
const jobId = z.string().regex(/^\d{1,18}$/, 'A job is named by its number.');
const kind = z.string().min(1).max(200);

const filters = { state: z.enum(JOB_STATES).optional(), job: kind.optional() };
const page = z.object({
  ...filters,
  after: jobId.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

const queued = z.object({
  id: jobId,
  /** The kind, such as `mail.send`. */
  job: z.string(),
  /** What it does, for people. */
  words: z.string(),
  state: z.enum(JOB_STATES),
  /** The record it is about; `href` null where that has no page. */
  about: z.object({ kind: z.string(), id: z.string(), href: z.string().nullable() }).nullable(),
  queuedAt: instant,
  runAt: instant,
  attempts: z.number().int(),
  maxAttempts: z.number().int(),
  lastError: z.string().nullable(),
  /** The request that queued it. */
  request: z.string().nullable(),
});

const finding = z.object({
  check: z.string(),
  title: z.string(),
  verdict: z.enum(['well', 'look', 'broken']),
  words: z.string(),
  todo: z.string().nullable(),
});

export const operatingContract = {
  jobs: query({
    ...OPERATE,
    path: '/operating/jobs',
    summary: 'Queued work, newest first: running, due, later, waiting for another try, failed for good',
    input: page,
    output: pageOf(queued),
  }),
  exportJobs: query({
    ...OPERATE,
    path: '/operating/jobs/export',
    summary: 'The same as CSV, in parts',
    input: z.object({ ...filters, after: jobId.optional() }),
    output: csvPart,
  }),
  queue: query({
    ...OPERATE,
    path: '/operating/queue',
    summary: 'The queue at a glance: how much of each kind, workers, long work, timetables',
    input: nothing,
    output: z.object({
      kinds: z.array(
        z.object({
          job: z.string(),
          words: z.string(),
          due: z.number().int(),
          later: z.number().int(),
          retrying: z.number().int(),
          running: z.number().int(),
          failed: z.number().int(),
          oldestDueSeconds: z.number(),
        }),
      ),
      workers: z.array(z.object({ process: z.string(), workers: z.number().int(), beatAt: instant })),
      progress: z.array(
        z.object({
          about: z.object({ kind: z.string(), id: z.string() }),
          done: z.number().int(),
          total: z.number().int().nullable(),
          words: z.string(),
          state: z.enum(['running', 'done', 'failed']),
          changedAt: instant,
        }),
      ),
      timetables: z.array(
        z.object({
          name: z.string(),
          words: z.string(),
          nextAt: instant,
          firedAt: instant.nullable(),
          late: z.boolean(),
        }),
      ),
    }),
  }),
  retryJob: command({
    ...OPERATE,
    path: '/operating/jobs/{id}/retry',
    summary: 'Try a job now, with all its tries before it again',
    input: z.object({ id: jobId }),
    output: nothing,
  }),
  retryJobs: command({
    ...OPERATE,
    path: '/operating/jobs/retry',
    summary: 'Try all jobs of a kind now that failed for good or wait for another try',
    input: z.object({ job: kind }),
    output: z.object({ retried: z.number().int() }),
  }),
  removeJob: command({
    ...OPERATE,
    path: '/operating/jobs/{id}/remove',
    summary: 'Take a job out of the queue for good: what it should have done does not happen',
    input: z.object({
      id: jobId,
      /** The kind of the job, typed. */
      confirm: kind,
    }),
    output: nothing,
  }),
  runTimetable: command({
    ...OPERATE,
    path: '/operating/timetables/{name}/run',
    summary: 'Do recurring work once now, besides its times',
    input: z.object({ name: kind }),
    output: nothing,
  }),
  system: query({
    ...OPERATE,
    path: '/operating/system',
    summary: 'Versions, sizes, room on the disk, settings in force',
    input: nothing,
    output: z.object({
      version: z.string(),
      node: z.string(),
      postgresql: z.string(),
      startedAt: instant,
      host: z.string(),
      memoryBytes: z.number(),
      databaseBytes: z.number(),
      schemas: z.array(z.object({ schema: z.string(), bytes: z.number(), rows: z.number() })),
      files: z.object({ count: z.number().int(), bytes: z.number() }),
      disk: z
        .object({
          folder: z.string(),
          freeBytes: z.number().nullable(),
          totalBytes: z.number().nullable(),
          low: z.boolean(),
        })
        .nullable(),
      settings: z.array(
        z.object({
          name: z.string(),
          words: z.string(),
          /** null: unset, or a secret. */
          value: z.string().nullable(),
          given: z.boolean(),
          secret: z.boolean(),
        }),
      ),
    }),
  }),
  doctor: query({
    ...OPERATE,
    path: '/operating/doctor',
    summary: 'Finds common faults and says what to do; as a command that needs no running house: guildhall doctor',
    input: nothing,
    output: z.object({ verdict: z.enum(['well', 'look', 'broken']), findings: z.array(finding) }),
  }),
};
