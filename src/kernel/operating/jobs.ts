import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { Input, Output } from '../contract/handlers.ts';
import { csvPartOf } from '../csv.ts';
import { originOf } from '../jobs/carried.ts';
import { isIn, JOB_STATES } from '../metrics/readings.ts';
import type { operatingContract } from './contract.ts';

type Contract = typeof operatingContract;
type Queued = Output<Contract['jobs']>['rows'][number];
type Row = {
  id: number;
  job: string;
  state: Queued['state'];
  payload: unknown;
  created_at: Temporal.Instant;
  run_at: Temporal.Instant;
  attempts: number;
  max_attempts: number;
  last_error: string | null;
  fact_kind: string | null;
  fact_about_kind: string | null;
  fact_about_id: string | null;
};

const MOST_IN_PART = 1000;
const HEAD = [
  ...['id', 'job', 'state', 'about_kind', 'about_id', 'queued_at', 'run_at'],
  ...['attempts', 'max_attempts', 'last_error', 'request'],
];
/** A stack of an error may be long; its beginning says what happened. */
const MOST_OF_ERROR = 1000;

const state = sql.join(
  JOB_STATES.map((each) => sql`when ${isIn(each)} then ${each}`),
  sql` `,
);

async function read(
  c: Context,
  input: { state?: Queued['state'] | undefined; job?: string | undefined; after?: string | undefined },
  limit: number,
) {
  const found = await sql<Row>`
    select j.id, t.identifier job, case ${state} end state, j.payload, j.created_at, j.run_at, j.attempts, j.max_attempts,
      left(j.last_error, ${MOST_OF_ERROR}) last_error, f.kind fact_kind, f.about_kind fact_about_kind, f.about_id fact_about_id
    from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id
    left join ledger.facts f on t.identifier = 'ledger.react' and f.id::text = j.payload->>'fact'
    where ${input.state ? isIn(input.state) : sql`true`} and ${input.job ? sql`t.identifier = ${input.job}` : sql`true`}
      and ${input.after ? sql`j.id < ${input.after}::bigint` : sql`true`}
    order by j.id desc limit ${limit + 1}`.execute(c.tx);
  const more = found.rows.length > limit;
  const rows = found.rows.slice(0, limit).map((row) => shown(c, row));
  await addPages(c, rows);
  return { rows, next: more ? (rows.at(-1)?.id ?? null) : null };
}

/** Queued work, newest first. Errors stand as the job threw them; payloads hold ids only, and so does this. */
export async function jobs(c: Context, input: Input<Contract['jobs']>): Promise<Output<Contract['jobs']>> {
  return read(c, input, input.limit);
}

/** The same as CSV; the header in the first part only, so that parts can be joined. */
export async function exportJobs(
  c: Context,
  input: Input<Contract['exportJobs']>,
): Promise<Output<Contract['exportJobs']>> {
  const { rows, next } = await read(c, input, MOST_IN_PART);
  const lines = rows.map((r) => [
    r.id,
    r.job,
    r.state,
    r.about?.kind ?? null,
    r.about?.id ?? null,
    r.queuedAt,
    r.runAt,
    r.attempts,
    r.maxAttempts,
    r.lastError,
    r.request,
  ]);
  return csvPartOf(input.after, HEAD, lines, next);
}

function shown(c: Context, row: Row): Queued {
  const { payload, request } = originOf(row.payload);
  return {
    id: String(row.id),
    job: row.job,
    words: wordsOf(c, row, payload),
    state: row.state,
    about: aboutOf(c, row, payload),
    queuedAt: row.created_at.toString(),
    runAt: row.run_at.toString(),
    attempts: row.attempts,
    maxAttempts: row.max_attempts,
    lastError: row.last_error,
    request: request ?? null,
  };
}

function wordsOf(c: Context, row: Row, payload: unknown): string {
  const { listener, name } = (payload ?? {}) as { listener?: unknown; name?: unknown };
  if (row.job === 'ledger.react') return `${String(listener)} hears ${row.fact_kind ?? 'a fact'}`;
  if (row.job === 'jobs.keep-timetable')
    return c.house.timetables.get(String(name))?.words ?? `Timetable ${String(name)}`;
  return c.house.jobs.get(row.job)?.words ?? 'Work of another version';
}

function aboutOf(c: Context, row: Row, payload: unknown): Queued['about'] {
  if (row.fact_about_kind && row.fact_about_id) return { kind: row.fact_about_kind, id: row.fact_about_id, href: null };
  const definition = c.house.jobs.get(row.job);
  const parsed = definition?.about ? definition.payload.safeParse(payload) : null;
  if (!definition?.about || !parsed?.success) return null;
  return { ...definition.about(parsed.data), href: null };
}

/** Asks each room where the pages of its records are. */
async function addPages(c: Context, rows: Queued[]): Promise<void> {
  const titles = c.house.modules.flatMap((m) => m.recordTitles ?? []);
  for (const { kind, of } of titles) {
    const fitting = rows.filter((row) => row.about?.kind === kind);
    if (fitting.length === 0) continue;
    const found = await of(c, [...new Set(fitting.map((row) => row.about?.id ?? ''))]);
    for (const { about } of fitting) if (about) about.href = found.find(({ id }) => id === about.id)?.href ?? null;
  }
}
