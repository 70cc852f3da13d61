import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { z } from 'zod';
import type { Context } from '../context.ts';
import { prepared } from '../database/prepared.ts';
import type { House } from '../house.ts';
import { carried } from './carried.ts';
import type { Progress } from './progress.ts';

/** What a job is handed. It opens transactions itself, since work outside the database may take long. */
export type Run = {
  house: House;
  log: Logger;
  /** How often this job was tried, this time included. */
  attempt: number;
  lastAttempt: boolean;
  signal: AbortSignal;
  /** One transaction, acted by the system under this name. */
  transact: <T>(name: string, act: (c: Context) => Promise<T>) => Promise<T>;
  progress: Progress;
};

export type JobDefinition<S extends z.ZodType = z.ZodType> = {
  name: string;
  payload: S;
  perform: (run: Run, payload: z.output<S>) => Promise<void>;
  attempts: number;
  /** What it does, for people: "Send a mail". */
  words: string;
  /** The record that a payload is about, if it is one with a page; ids only. */
  about?: ((payload: z.output<S>) => { kind: string; id: string }) | undefined;
};

/** Names a kind of queued work. Payloads carry ids, never personal values, and are parsed anew when the job runs. */
export function job<S extends z.ZodType>(
  name: string,
  payload: S,
  perform: (run: Run, payload: z.output<S>) => Promise<void>,
  options: { words: string; attempts?: number; about?: JobDefinition<S>['about'] },
): JobDefinition<S> {
  return { name, payload, perform, attempts: 12, about: undefined, ...options };
}

/**
 * Queues work in the caller's transaction. With `key`, a job of that key that still waits is replaced, not doubled.
 * `queue`: jobs of one queue run one after the other. `at`: not before.
 */
export async function queueJob<S extends z.ZodType>(
  c: Context,
  definition: JobDefinition<S>,
  payload: z.input<S>,
  options: { key?: string; at?: Temporal.Instant; queue?: string } = {},
): Promise<void> {
  if (!c.house.jobs.has(definition.name)) throw new Error(`job ${definition.name} is not in its module's list`);
  await sql`${prepared} select graphile_worker.add_job(
    ${definition.name}, ${JSON.stringify({ ...(definition.payload.parse(payload) as object), ...carried(c) })}::json,
    queue_name => ${options.queue ?? null}, run_at => ${options.at ?? null}::timestamptz,
    max_attempts => ${definition.attempts}, job_key => ${options.key ?? null})`.execute(c.tx);
}
