import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { notFound } from '#kernel/errors.ts';
import { programById } from '../program-of.ts';
import { cellText } from './cells.ts';
import type { ImportKind, Reading } from './fields.ts';
import { type ListText, readList } from './list-text.ts';
import { applicationTaker } from './take-applications.ts';
import { couponTaker } from './take-coupons.ts';
import { memberTaker } from './take-members.ts';
import type { Bringing, ListRow, Taker } from './taker.ts';

export const takerOf = (kind: ImportKind): Taker<unknown> =>
  ({ members: memberTaker, applications: applicationTaker, coupons: couponTaker })[kind] as Taker<unknown>;

export type Import = {
  id: string;
  program: string;
  kind: ImportKind;
  reading: Reading | null;
  policy: string | null;
  started: Temporal.Instant | null;
  started_by: string | null;
  finished: Temporal.Instant | null;
  cancelled: Temporal.Instant | null;
  undo: Temporal.Instant | null;
  undone: Temporal.Instant | null;
  done_line: number;
  total: number | null;
};

/** An import with what was recorded of it; `lock` for whoever is about to change it. Throws `not found`. */
export async function readImport(c: Context, id: string, { lock = false } = {}): Promise<Import> {
  const { rows } = await sql<Import>`
    select id, program, kind, reading, policy, started_at started, started_by, finished_at finished, cancelled_at cancelled, undo_at undo,
      undone_at undone, done_line, total from programs.imports where id = ${id} ${lock ? sql`for update` : sql``}`.execute(
    c.tx,
  );
  if (!rows[0]) throw notFound('There is no such import.');
  return rows[0];
}

/** The list as it was uploaded; `counted`: its rows, where they were counted before. */
export async function listOf(
  c: Context,
  id: string,
  counted: number | null = null,
): Promise<ListText | { fault: string }> {
  const { rows } = await sql<{ bytes: Buffer }>`
    select bytes from programs.import_parts where import = ${id} order by position`.execute(c.tx);
  return readList(Buffer.concat(rows.map(({ bytes }) => bytes)), counted);
}

/** What it is brought with. */
export async function bringingOf(
  c: Context,
  found: Pick<Import, 'program' | 'policy' | 'started_by'>,
  reading: Reading,
): Promise<Bringing> {
  const program = await programById(c, found.program);
  return { program, policy: found.policy ?? program.policyId, reading, by: found.started_by };
}

/** The rows of a list with their cells by field; a row that means a record of a row above it comes with the line of that one. */
export function* rowsOf(
  list: ListText,
  kind: ImportKind,
  bringing: Bringing,
): Generator<ListRow & { fault: string | null }> {
  const at = new Map(bringing.reading.columns.flatMap((name, n) => (name === null ? [] : [[name, n] as const])));
  const { keyOf } = takerOf(kind);
  const seen = new Map<string, number>();
  for (const { line, cells } of list.lines) {
    const row: ListRow = { line, cells, cell: (field) => cellText(cells[at.get(field) ?? -1] ?? '') };
    const wide = cells.length > list.headers.length;
    const key = wide ? null : keyOf(row, bringing);
    const before = key === null ? undefined : seen.get(key);
    if (key !== null && before === undefined) seen.set(key, line);
    const fault = wide
      ? `It has ${cells.length} cells, the first line has ${list.headers.length}.`
      : key === null
        ? 'What rows are found again by is empty here.'
        : before === undefined
          ? null
          : `It means the same as line ${before}.`;
    yield { ...row, fault };
  }
}

/** Batches of at most so many. */
export function* inBatches<T>(all: Iterable<T>, size: number): Generator<T[]> {
  let batch: T[] = [];
  for (const one of all) {
    batch.push(one);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
