import { statfs } from 'node:fs/promises';
import { sql } from 'kysely';
import type { House } from '../house.ts';

/** No count goes further than this: what is worse than that is bad enough to know. */
export const MOST = 100_000;
const KEPT_MS = 5_000;

export type QueueReading = {
  job: string;
  due: number;
  later: number;
  retrying: number;
  running: number;
  failed: number;
  oldestDueSeconds: number;
};

/** What the gauges show. NaN: could not be read. */
export type Readings = {
  up: boolean;
  postgresql: string;
  pool: { used: number; idle: number; waiting: number; max: number };
  databaseBytes: number;
  queue: QueueReading[];
  deliveriesWaiting: number;
  mail: { state: string; count: number; oldestSeconds: number }[];
  timetablesLate: number;
  workersAlive: number;
  facts: number;
  freeBytes: number | null;
};

const NOTHING = {
  up: false,
  postgresql: '',
  databaseBytes: Number.NaN,
  queue: [],
  deliveriesWaiting: Number.NaN,
  mail: [],
  timetablesLate: Number.NaN,
  workersAlive: Number.NaN,
  facts: Number.NaN,
};

/** Reads the numbers of the house; within five seconds the same ones are answered, to all who ask. */
export function readings(house: House): () => Promise<Readings> {
  let kept: { at: number; read: Promise<Readings> } | null = null;
  return () => {
    if (!kept || performance.now() - kept.at > KEPT_MS) kept = { at: performance.now(), read: readAll(house) };
    return kept.read;
  };
}

async function readAll(house: House): Promise<Readings> {
  const { pool } = house.database;
  const { totalCount, idleCount, waitingCount } = pool;
  const [rest, freeBytes] = await Promise.all([
    readDatabase(house).catch((error: unknown) => {
      house.log.warn({ err: error }, 'the numbers for /metrics could not be read');
      return NOTHING;
    }),
    freeIn(house.folder),
  ]);
  const { max = 10 } = pool.options;
  return { ...rest, freeBytes, pool: { used: totalCount - idleCount, idle: idleCount, waiting: waitingCount, max } };
}

/** Free bytes of the disk that a folder is on; null where nobody knows. */
export async function freeIn(folder: string | undefined): Promise<number | null> {
  if (folder === undefined) return null;
  const disk = await statfs(folder).catch(() => null);
  return disk && disk.bavail * disk.bsize;
}

async function readDatabase(house: House): Promise<Omit<Readings, 'pool' | 'freeBytes'>> {
  const k = house.database.kysely;
  const [queue, mail, numbers] = [
    await queueByJob(house),
    await sql<{ state: string; count: number; oldest: number }>`
      select s.state, m.count, coalesce(m.oldest, 0) oldest
      from unnest(array['held', 'queued', 'sending', 'failed', 'uncertain']) s(state), lateral (
        select count(*) count, extract(epoch from now() - min(queued_at))::float8 oldest
        from (select queued_at from mail.messages where state = s.state order by id limit ${MOST}) few) m`.execute(k),
    await sql<{ version: string; bytes: number; late: number; workers: number; deliveries: number; facts: number }>`
      select current_setting('server_version') as version, pg_database_size(current_database()) bytes,
        (select count(*) from jobs.timetables where next_at < now() - interval '2 minutes') late,
        (select count(*) from jobs.workers where beat_at > now() - interval '40 seconds' and id not like 'pool-%') workers,
        (select count(*) from (select from ledger.deliveries where done_at is null limit ${MOST}) w) deliveries,
        case when c.reltuples < ${MOST} then (select count(*) from (select from ledger.facts limit ${MOST}) f)
          else c.reltuples::bigint end facts
      from pg_class c where c.oid = 'ledger.facts'::regclass`.execute(k),
  ];
  const row = numbers.rows[0];
  if (!row) return NOTHING;
  return {
    up: true,
    postgresql: row.version.split(' ')[0] ?? '',
    databaseBytes: row.bytes,
    queue,
    deliveriesWaiting: row.deliveries,
    mail: mail.rows.map(({ state, count, oldest }) => ({ state, count, oldestSeconds: Math.max(0, oldest) })),
    timetablesLate: row.late,
    workersAlive: row.workers,
    facts: row.facts,
  };
}

/**
 * The queue by kind of job: due (may run now), later (not before its time), retrying (failed, tried again later), running, failed
 * (for good). Kinds that this version does not know count together as "other".
 */
export async function queueByJob(house: House): Promise<QueueReading[]> {
  const found = await sql<Omit<QueueReading, 'oldestDueSeconds'> & { oldest: number | null }>`
    select case when t.identifier = any(${[...house.jobs.keys()]}::text[]) then t.identifier else 'other' end job,
      count(*) filter (where ${isIn('due')}) due, count(*) filter (where ${isIn('later')}) later,
      count(*) filter (where ${isIn('retrying')}) retrying, count(*) filter (where ${isIn('running')}) running,
      count(*) filter (where ${isIn('failed')}) failed,
      extract(epoch from now() - min(j.run_at) filter (where ${isIn('due')}))::float8 oldest
    from (select * from graphile_worker._private_jobs limit ${MOST}) j
    join graphile_worker._private_tasks t on t.id = j.task_id group by 1 order by 1`.execute(house.database.kysely);
  return found.rows.map(({ oldest, ...row }) => ({ ...row, oldestDueSeconds: Math.max(0, oldest ?? 0) }));
}

export const JOB_STATES = ['running', 'due', 'later', 'retrying', 'failed'] as const;
export type JobState = (typeof JOB_STATES)[number];

/** The condition that a row `j` of the queue is in a state. Each row is in exactly one. */
export function isIn(state: JobState) {
  switch (state) {
    case 'running':
      return sql<boolean>`j.locked_at is not null`;
    case 'failed':
      return sql<boolean>`j.locked_at is null and j.attempts >= j.max_attempts`;
    case 'retrying':
      return sql<boolean>`j.locked_at is null and j.attempts between 1 and j.max_attempts - 1 and j.run_at > now()`;
    case 'later':
      return sql<boolean>`j.locked_at is null and j.attempts = 0 and j.run_at > now()`;
    case 'due':
      return sql<boolean>`j.locked_at is null and j.attempts < j.max_attempts and j.run_at <= now()`;
  }
}
