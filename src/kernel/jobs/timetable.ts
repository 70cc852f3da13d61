import { sql } from 'kysely';
import { z } from 'zod';
import { nextDue, type TimetableRule } from '../clock/timetable-rule.ts';
import type { Context } from '../context.ts';
import type { House } from '../house.ts';
import { organisationZone } from '../settings/organisation.ts';
import { job, type Run } from './job.ts';

type Zoned<R> = R extends { zone: string } ? Omit<R, 'zone'> & { zone: 'organisation' | (string & {}) } : R;
/** When something recurs. `zone: 'organisation'` follows the organisation's time zone as it is set at the moment. */
export type Recurrence = Zoned<TimetableRule>;

export type Timetable = {
  name: string;
  rule: Recurrence;
  /** What it does, for people: "Take a backup if one is due". */
  words: string;
  perform: (run: Run, due: Temporal.Instant) => Promise<void>;
};

/** Names recurring work. It fires once per due instant however many workers run; missed instants are made up by one run. */
export const timetable = (name: string, rule: Recurrence, words: string, perform: Timetable['perform']): Timetable => ({
  name,
  rule,
  words,
  perform,
});

/** The job that a due timetable queues. */
export const keepTimetable = job(
  'jobs.keep-timetable',
  z.object({ name: z.string(), due: z.string() }),
  async (run, { name, due }) => {
    const found = run.house.timetables.get(name);
    if (found) await found.perform(run, Temporal.Instant.from(due));
  },
  { words: 'Do recurring work' },
);

/**
 * The one-minute tick: claims every timetable that is due, queues its job under a key made of name and due instant, and
 * moves it on. Rows locked by another worker are that worker's.
 */
export async function tick(c: Context): Promise<string[]> {
  const zone = await organisationZone(c);
  await enrol(c.house, c, zone);
  const due = await sql<{ name: string; next_at: Temporal.Instant }>`
    select name, next_at from jobs.timetables where next_at <= ${c.now} order by next_at for update skip locked`.execute(
    c.tx,
  );
  const fired: string[] = [];
  for (const row of due.rows) {
    const found = c.house.timetables.get(row.name);
    if (!found) continue;
    const payload = JSON.stringify({ name: row.name, due: row.next_at.toString() });
    await sql`select graphile_worker.add_job('jobs.keep-timetable', ${payload}::json, job_key => ${`${row.name}@${row.next_at}`})`.execute(
      c.tx,
    );
    const next = nextDue(ruleIn(found.rule, zone), c.now);
    await sql`update jobs.timetables set next_at = ${next}, fired_at = ${c.now} where name = ${row.name}`.execute(c.tx);
    fired.push(row.name);
  }
  return fired;
}

const ruleIn = (rule: Recurrence, zone: string): TimetableRule =>
  ('zone' in rule && rule.zone === 'organisation' ? { ...rule, zone } : rule) as TimetableRule;

/** Enters timetables that are new, and works the next instant out anew for those whose rule or zone changed. */
async function enrol(house: House, c: Context, zone: string): Promise<void> {
  const wanted = [...house.timetables.values()].map((t) => {
    const rule = ruleIn(t.rule, zone);
    return { name: t.name, rule: JSON.stringify(rule), next: nextDue(rule, c.now).toString() };
  });
  await sql`
    insert into jobs.timetables (name, rule, next_at)
    select w.name, w.rule, w.next::timestamptz
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w(name text, rule text, next text)
    on conflict (name) do update set rule = excluded.rule, next_at = excluded.next_at
    where jobs.timetables.rule <> excluded.rule`.execute(c.tx);
}
