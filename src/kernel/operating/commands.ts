import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { Input } from '../contract/handlers.ts';
import { notFound, refused } from '../errors.ts';
import { queueJob } from '../jobs/job.ts';
import { keepTimetable } from '../jobs/timetable.ts';
import { record } from '../ledger/record.ts';
import { isIn } from '../metrics/readings.ts';
import type { operatingContract } from './contract.ts';
import { jobRemoved, jobsRetried, QUEUE, timetableRun } from './facts.ts';

type Contract = typeof operatingContract;

/** Locks a job that no worker is at. A running one is the worker's: it ends by itself. */
async function lock(c: Context, id: string): Promise<string> {
  const { rows } = await sql<{ job: string; running: boolean }>`
    select t.identifier job, j.locked_at is not null running from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id where j.id = ${id}::bigint for update of j`.execute(c.tx);
  const row = rows[0];
  if (!row) throw notFound('This job is not in the queue any more: it was done, or removed.');
  if (row.running)
    throw refused('queue.running', 'A worker is at this job right now. Wait until it is done, or until it failed.');
  return row.job;
}

export async function retryJob(c: Context, { id }: Input<Contract['retryJob']>) {
  const job = await lock(c, id);
  await sql`select graphile_worker.reschedule_jobs(array[${id}::bigint], run_at => now(), attempts => 0)`.execute(c.tx);
  await record(c, jobsRetried, { about: QUEUE, data: { job, jobs: 1 } });
  return {};
}

export async function retryJobs(c: Context, { job }: Input<Contract['retryJobs']>) {
  const { rows } = await sql<{ n: number }>`
    select count(*) n from graphile_worker.reschedule_jobs((
      select coalesce(array_agg(j.id), '{}') from graphile_worker._private_jobs j
      join graphile_worker._private_tasks t on t.id = j.task_id
      where t.identifier = ${job} and (${isIn('failed')} or ${isIn('retrying')})), run_at => now(), attempts => 0)`.execute(
    c.tx,
  );
  const retried = rows[0]?.n ?? 0;
  if (retried > 0) await record(c, jobsRetried, { about: QUEUE, data: { job, jobs: retried } });
  return { retried };
}

export async function removeJob(c: Context, { id, confirm }: Input<Contract['removeJob']>) {
  const job = await lock(c, id);
  if (confirm.trim() !== job)
    throw refused('queue.confirm', `Type "${job}" to remove this job: what it should have done does not happen then.`);
  await sql`select graphile_worker.complete_jobs(array[${id}::bigint])`.execute(c.tx);
  await record(c, jobRemoved, { about: QUEUE, data: { job, id } });
  return {};
}

export async function runTimetable(c: Context, { name }: Input<Contract['runTimetable']>) {
  if (!c.house.timetables.has(name)) throw notFound('There is no such timetable.');
  // One key a timetable: pressed twice before a worker comes, it still runs once.
  await queueJob(c, keepTimetable, { name, due: c.now.toString() }, { key: `${name}@by-hand` });
  await record(c, timetableRun, { about: QUEUE, data: { timetable: name } });
  return {};
}
