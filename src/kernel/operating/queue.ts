import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { Output } from '../contract/handlers.ts';
import { queueByJob } from '../metrics/readings.ts';
import type { operatingContract } from './contract.ts';

type Queue = Output<(typeof operatingContract)['queue']>;

/** The queue at a glance. */
export async function queue(c: Context): Promise<Queue> {
  const kinds = await queueByJob(c.house);
  const workers = await sql<{ process: string; workers: number; beat_at: Temporal.Instant }>`
    select process, count(*) filter (where id not like 'pool-%') workers, max(beat_at) beat_at from jobs.workers
    where beat_at > now() - interval '40 seconds' group by process order by process limit 200`.execute(c.tx);
  const progress = await sql<{
    about_kind: string;
    about_id: string;
    done: number;
    total: number | null;
    words: string;
    state: 'running' | 'done' | 'failed';
    changed_at: Temporal.Instant;
  }>`select * from jobs.progress order by state = 'running' desc, changed_at desc limit 20`.execute(c.tx);
  const timetables = await sql<{
    name: string;
    next_at: Temporal.Instant;
    fired_at: Temporal.Instant | null;
    late: boolean;
  }>`
    select name, next_at, fired_at, next_at < ${c.now}::timestamptz - interval '2 minutes' late from jobs.timetables order by name`.execute(
    c.tx,
  );
  return {
    kinds: kinds.map((row) => ({ ...row, words: c.house.jobs.get(row.job)?.words ?? 'Work of another version' })),
    workers: workers.rows.map((row) => ({
      process: row.process.split(':').slice(0, 2).join(', process '),
      workers: row.workers,
      beatAt: row.beat_at.toString(),
    })),
    progress: progress.rows.map((row) => ({
      about: { kind: row.about_kind, id: row.about_id },
      done: row.done,
      total: row.total,
      words: row.words,
      state: row.state,
      changedAt: row.changed_at.toString(),
    })),
    // What another version left behind is of no interest here.
    timetables: timetables.rows.flatMap((row) => {
      const found = c.house.timetables.get(row.name);
      const at = { nextAt: row.next_at.toString(), firedAt: row.fired_at?.toString() ?? null };
      return found ? [{ name: row.name, words: found.words, ...at, late: row.late }] : [];
    }),
  };
}
