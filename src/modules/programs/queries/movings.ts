import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import type { Input, Output } from '#kernel/contract/handlers.ts';
import { cut, isAfter } from '#kernel/contract/paging.ts';
import { csvPartOf } from '#kernel/csv.ts';
import { notFound } from '#kernel/errors.ts';
import type { movesContract } from '../contract/moves.ts';
import { numberOf } from '../standing.ts';

type Contract = typeof movesContract;
type Row = {
  id: string;
  version: number;
  reason: string;
  leave_asked: boolean;
  by: string | null;
  asked_at: Temporal.Instant;
  of: number;
  done: number;
  moved: number;
  asked: number;
  stopped_at: Temporal.Instant | null;
  finished_at: Temporal.Instant | null;
};

const read = (c: Context, which: RawBuilder<boolean>) =>
  sql<Row>`select m.id, q.version, m.reason, m.leave_asked, n.name by, m.asked_at, m.stopped_at, m.finished_at, k.*
    from programs.policy_movings m join programs.policies q on q.id = m.policy left join access.account_names n on n.id = m.asked_by
    cross join lateral (select count(*)::int "of", count(r.done_at)::int done, count(*) filter (where r.moved)::int moved,
      count(*) filter (where r.asked)::int asked from programs.policy_moving_rows r where r.moving = m.id) k
    where ${which} order by m.asked_at desc, m.id desc limit 20`.execute(c.tx);

const shown = ({ leave_asked, asked_at, stopped_at, finished_at, ...row }: Row) => ({
  ...row,
  leaveAsked: leave_asked,
  at: asked_at.toString(),
  left: row.done - row.moved,
  stoppedAt: stopped_at?.toString() ?? null,
  finishedAt: finished_at?.toString() ?? null,
});

/** The latest times that applications of a program were moved. */
export async function listMovings(
  c: Context,
  { program }: Input<Contract['listMovings']>,
): Promise<Output<Contract['listMovings']>> {
  const { rows } = await read(c, sql<boolean>`m.program = ${program}`);
  return { movings: rows.map(shown) };
}

/** One of them. Throws `not found`. */
export async function getMoving(
  c: Context,
  { id }: Input<Contract['getMoving']>,
): Promise<Output<Contract['getMoving']>> {
  const { rows } = await read(c, sql<boolean>`m.id = ${id}`);
  if (!rows[0]) throw notFound('There is no such moving of applications.');
  return shown(rows[0]);
}

const OUTCOME = {
  moved: sql<boolean>`r.moved`,
  left: sql<boolean>`not r.moved`,
  waiting: sql<boolean>`r.done_at is null`,
} as const;

type Result = {
  application: string;
  prefix: string;
  number: number;
  project: string;
  moved: boolean | null;
  asked: boolean;
  rule: string | null;
  words: string | null;
  done_at: Temporal.Instant | null;
};

async function results(
  c: Context,
  { id, outcome, after }: Input<Contract['exportMovingRows']>,
  limit: number,
): Promise<{ rows: Result[]; next: string | null }> {
  const fits = sql<boolean>`r.moving = ${id} and ${outcome ? OUTCOME[outcome] : sql`true`}`;
  const beyond = after ? isAfter(sql`r.application`, sql`r.application`, after, 'asc', 'uuid') : sql<boolean>`true`;
  const found = await sql<Result>`
    select r.application, p.prefix, a.number, a.project, r.moved, r.asked, r.rule, r.words, r.done_at
    from programs.policy_moving_rows r join programs.applications a on a.id = r.application join programs.programs p on p.id = a.program
    where ${fits} and ${beyond} order by r.application limit ${limit + 1}`.execute(c.tx);
  return cut(found.rows, limit, ({ application }) => [application, application]);
}

const outcomeOf = (moved: boolean | null) => (moved === null ? 'waiting' : moved ? 'moved' : 'left');

/** What became of each application of it, in the order in which they are moved. */
export async function listMovingRows(
  c: Context,
  { limit, ...input }: Input<Contract['listMovingRows']>,
): Promise<Output<Contract['listMovingRows']>> {
  const { rows, next } = await results(c, input, limit);
  return {
    rows: rows.map(({ prefix, number, moved, done_at, ...row }) => ({
      ...row,
      number: numberOf(prefix, number),
      outcome: outcomeOf(moved),
      at: done_at?.toString() ?? null,
    })),
    next,
  };
}

const MOST = 20_000;
const HEAD = ['application', 'project', 'outcome', 'applicant_asked', 'rule', 'words', 'at'];

/** The same as CSV, in parts. Instants are UTC. */
export async function exportMovingRows(
  c: Context,
  input: Input<Contract['exportMovingRows']>,
): Promise<Output<Contract['exportMovingRows']>> {
  const { rows, next } = await results(c, input, MOST);
  const lines = rows.map((row) => [
    ...[numberOf(row.prefix, row.number), row.project, outcomeOf(row.moved), row.asked ? 'yes' : 'no'],
    ...[row.rule, row.words, row.done_at?.toString() ?? null],
  ]);
  return csvPartOf(input.after, HEAD, lines, next);
}
