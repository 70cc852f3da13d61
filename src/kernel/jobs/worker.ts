import { EventEmitter } from 'node:events';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  Logger,
  runMigrations,
  runOnce,
  run as runWorkers,
  type Task,
  type TaskList,
  type WorkerEvents,
} from 'graphile-worker';
import { sql } from 'kysely';
import pg from 'pg';
import { type Context, respondNowhere } from '../context.ts';
import { surviveLoss } from '../database/connect.ts';
import { type Shares, shareOut } from '../database/connections.ts';
import type { House } from '../house.ts';
import { newId } from '../ids.ts';
import { around, within } from '../log/around.ts';
import { timeJob } from '../metrics/meters.ts';
import { span } from '../tracing/span.ts';
import { originOf } from './carried.ts';
import type { JobDefinition, Run } from './job.ts';
import { progressIn } from './progress.ts';
import { tick } from './timetable.ts';

const BEAT_SECONDS = 10;
/** A worker that has not given a sign for this long is dead; its jobs go to others. */
const DEAD_AFTER_SECONDS = 40;

/** A context in which the system acts by itself, within one transaction, as part of the request that led to it. */
export function transactAs<T>(house: House, name: string, act: (c: Context) => Promise<T>): Promise<T> {
  const request = { id: around()?.request ?? newId(), address: null, language: 'en' };
  return span('transaction', { attributes: { 'guildhall.actor': name } }, () =>
    house.database.kysely
      .transaction()
      .execute((tx) =>
        act({ actor: { kind: 'system', name }, tx, now: house.clock.now(), house, request, respond: respondNowhere }),
      ),
  );
}

function taskOf(house: House, definition: JobDefinition): Task {
  return (queued, helpers) => {
    const { payload, request, trace } = originOf(queued);
    const { id, attempts } = helpers.job;
    const attributes = { 'guildhall.job': definition.name, 'guildhall.job.id': id, 'guildhall.attempt': attempts };
    const run: Run = {
      house,
      log: house.log.child({ job: definition.name, jobId: helpers.job.id }),
      attempt: helpers.job.attempts,
      lastAttempt: helpers.job.attempts >= helpers.job.max_attempts,
      signal: helpers.abortSignal,
      transact: (name, act) => transactAs(house, name, act),
      progress: progressIn(house.database.kysely),
    };
    return within({ request: request ?? newId() }, () =>
      span(`job ${definition.name}`, { kind: 'consumer', attributes, parent: trace }, () =>
        timeJob(definition.name, () => definition.perform(run, definition.payload.parse(payload))),
      ),
    );
  };
}

const tasksOf = (house: House): TaskList =>
  Object.fromEntries([...house.jobs.values()].map((j) => [j.name, taskOf(house, j)]));

/** The queue writes through its own connections: it wants plain dates where we read `Temporal`. */
function poolOf(house: House, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString: house.database.url, max, application_name: 'guildhall queue' });
  // Workers notice by themselves and connect again; a database that is told to stop is no surprise.
  const lost = (error: Error) => {
    const expected = (error as { code?: string }).code === '57P01';
    house.log[expected ? 'debug' : 'warn']({ err: error }, 'a connection of the queue was lost');
  };
  surviveLoss(pool, lost);
  return pool;
}

const loggerOf = (house: House): Logger =>
  new Logger(() => (level, message, meta) => {
    if (level === 'error') house.log.error({ meta }, message);
    else if (level === 'warning') house.log.warn(message);
    else house.log.debug(message);
  });

/** Creates or upgrades the queue's own tables. Safe when two processes start at once. */
export async function migrateQueue(url: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  surviveLoss(pool, () => {});
  try {
    await runMigrations({ pgPool: pool, logger: new Logger(() => () => {}) });
  } finally {
    await pool.end();
  }
}

export type Workers = { healthy: () => boolean; stop: () => Promise<void> };

/** Four jobs at a time, or fewer: each may hold a connection of the house, and requests want one, too. */
const concurrencyOf = ({ house }: Shares): number => Math.max(1, Math.min(4, house - 1));

/** Starts workers, their heartbeat and the tick of the timetables in this process. `stop` lets running jobs end. */
export async function startWorkers(house: House): Promise<Workers> {
  const shares = shareOut(house.settings.databaseConnections, { jobs: true });
  const concurrency = concurrencyOf(shares);
  const process_ = `${hostname()}:${process.pid}:${newId()}`;
  const pool = poolOf(house, shares.queue);
  const ids: string[] = [];
  const events: WorkerEvents = new EventEmitter();
  // A job says that its pool has it, not which of the pool's workers: without a sign of the pool's life, a job of more than
  // DEAD_AFTER_SECONDS would be given to a second worker while the first is still at it.
  events.on('pool:create', ({ workerPool }) => ids.push(workerPool.id));
  events.on('worker:create', ({ worker }) => ids.push(worker.workerId));
  const runOnceMore = () => {
    // A pool that gave up has left its jobs behind, however well this process is.
    ids.length = 0;
    return runWorkers({
      pgPool: pool,
      concurrency,
      noHandleSignals: true,
      pollInterval: 1000,
      taskList: tasksOf(house),
      logger: loggerOf(house),
      events,
    });
  };
  let stopping = false;
  let runner = await runOnceMore();
  // Workers give up when the database was away for too long; then they are started again until it is back.
  const supervised = (async () => {
    for (let pause = 250; !stopping; pause = Math.min(pause * 2, 10_000)) {
      try {
        await runner.promise;
      } catch (error) {
        if (!stopping) house.log.warn({ err: error }, 'the workers gave up; starting them again');
      }
      if (stopping) return;
      await sleep(pause);
      try {
        runner = await runOnceMore();
        pause = 250;
      } catch (error) {
        house.log.warn({ err: error }, 'the workers could not be started yet');
      }
    }
  })();
  let lastBeat = Date.now();
  const beat = async () => {
    try {
      await showLife(house, process_, ids);
      await releaseJobsOfTheDead(house);
      await transactAs(house, 'timetable', tick);
      lastBeat = Date.now();
    } catch (error) {
      if (!stopping) house.log.warn({ err: error }, 'the heartbeat of the workers failed');
    }
  };
  await beat();
  let beating: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    beating = beat();
  }, BEAT_SECONDS * 1000);
  return {
    healthy: () => Date.now() - lastBeat < DEAD_AFTER_SECONDS * 1000,
    stop: async () => {
      stopping = true;
      clearInterval(timer);
      await beating;
      await runner.stop().catch(() => {});
      await supervised;
      await sql`delete from jobs.workers where process = ${process_}`.execute(house.database.kysely).catch(() => {});
      await pool.end();
    },
  };
}

/** Forgets workers of earlier runs. Only for a process that knows it is the only one, such as the owner of the embedded database. */
export async function forgetWorkers(house: House): Promise<void> {
  await sql`delete from jobs.workers`.execute(house.database.kysely);
  await sql`select graphile_worker.force_unlock_workers(array_agg(distinct locked_by)) from graphile_worker._private_jobs
    where locked_by is not null`.execute(house.database.kysely);
}

const showLife = (house: House, process_: string, ids: string[]) =>
  sql`insert into jobs.workers (id, process, beat_at) select i, ${process_}, now() from unnest(${ids}::text[]) i
      on conflict (id) do update set beat_at = now()`.execute(house.database.kysely);

/** A worker that was killed still holds its job; when its heart has stopped, the job is free for others. */
async function releaseJobsOfTheDead(house: House): Promise<void> {
  await sql`delete from jobs.workers where beat_at < now() - make_interval(secs => ${DEAD_AFTER_SECONDS})`.execute(
    house.database.kysely,
  );
  await sql`
    select graphile_worker.force_unlock_workers(array_agg(distinct j.locked_by))
    from graphile_worker._private_jobs j
    where j.locked_by is not null and j.locked_at < now() - make_interval(secs => ${DEAD_AFTER_SECONDS})
      and not exists (select 1 from jobs.workers w where w.id = j.locked_by)
    having count(*) > 0`.execute(house.database.kysely);
}

/**
 * Runs every job that is due, and those they queue, until none is left; for tests and one-off commands.
 * Jobs of a later time count as due when `until` (the house's clock by default) has reached them.
 */
export async function workUntilIdle(house: House, until: Temporal.Instant = house.clock.now()): Promise<void> {
  const pool = poolOf(house, 4);
  try {
    for (let round = 0; round < 1000; round++) {
      await sql`update graphile_worker._private_jobs set run_at = now()
        where run_at <= ${until} and run_at > now() and locked_at is null and attempts < max_attempts`.execute(
        house.database.kysely,
      );
      const due = await sql<{ n: number }>`select count(*) n from graphile_worker._private_jobs
        where run_at <= now() and locked_at is null and attempts < max_attempts`.execute(house.database.kysely);
      if ((due.rows[0]?.n ?? 0) === 0) return;
      await runOnce({
        pgPool: pool,
        concurrency: 2,
        noHandleSignals: true,
        taskList: tasksOf(house),
        logger: loggerOf(house),
      });
    }
    throw new Error('jobs keep queueing jobs without end');
  } finally {
    await pool.end();
  }
}
