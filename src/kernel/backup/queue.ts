import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from } from 'pg-copy-streams';

/**
 * The queued jobs as rows of text, in a form that does not depend on the tables of graphile-worker's version. Who was working on
 * one is left out: after a restore nobody is, and it is tried again.
 */
export const QUEUED_JOBS = `select j.id, t.identifier, q.queue_name, j.payload, j.priority, j.run_at, j.attempts, j.max_attempts,
    j.last_error, j.created_at, j.key, array(select jsonb_object_keys(j.flags)) as flags
  from graphile_worker._private_jobs j
  join graphile_worker._private_tasks t on t.id = j.task_id
  left join graphile_worker._private_job_queues q on q.id = j.job_queue_id
  order by j.id`;

/** Is there a queue in this database at all? (Not when a backup is taken before the first start is over.) */
export async function hasQueue(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass('graphile_worker._private_jobs') is not null as there`,
  );
  return rows[0]?.there ?? false;
}

/** Queues the jobs of a backup again, within the open transaction: same order, time, key and number of tries. Answers how many. */
export async function loadJobs(client: Client, rows: AsyncIterable<Buffer>): Promise<number> {
  await client.query(`create temp table restored_jobs (
    nr bigint, identifier text, queue_name text, payload json, priority int, run_at timestamptz, attempts int, max_attempts int,
    last_error text, created_at timestamptz, key text, flags text[]) on commit drop`);
  const into = client.query(from('copy pg_temp.restored_jobs from stdin'));
  await pipeline(Readable.from(rows), into);
  await client.query(`create temp table queued_jobs on commit drop as
    select r.nr, (graphile_worker.add_job(r.identifier, r.payload, queue_name => r.queue_name, run_at => r.run_at,
      max_attempts => r.max_attempts, job_key => r.key, priority => r.priority, flags => nullif(r.flags, '{}'))).id as id
    from (select * from pg_temp.restored_jobs order by nr) r`);
  const done = await client.query(`update graphile_worker._private_jobs j
    set attempts = r.attempts, last_error = r.last_error, created_at = r.created_at
    from pg_temp.queued_jobs q join pg_temp.restored_jobs r using (nr) where j.id = q.id`);
  return done.rowCount ?? 0;
}
