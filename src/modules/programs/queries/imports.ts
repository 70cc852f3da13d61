import { type RawBuilder, sql } from 'kysely';
import { type Context, programsWith } from '#kernel/context.ts';
import type { Input, Output } from '#kernel/contract/handlers.ts';
import { cut, isAfter } from '#kernel/contract/paging.ts';
import { csvOf } from '#kernel/csv.ts';
import { notFound } from '#kernel/errors.ts';
import type { programsContract } from '../contract.ts';
import { bringingOf, inBatches, listOf, readImport, rowsOf, takerOf } from '../imports/bringing.ts';
import { FIELDS, guessColumns, guessKey, KEYS, type Reading, readingFaults } from '../imports/fields.ts';
import { countUpTo } from './application-rows.ts';

type Contract = typeof programsContract;
const BATCH = 5000;
const FIRST = 20;

/** How a list would be read, by the columns that were chosen, or by those of the last list with these headers, or guessed. */
export async function previewImport(
  c: Context,
  input: Input<Contract['previewImport']>,
): Promise<Output<Contract['previewImport']>> {
  const found = await readImport(c, input.id);
  const { kind } = found;
  const list = await listOf(c, input.id);
  const fields = FIELDS[kind].map(({ name, label, required = false, hint = null }) => ({
    name,
    label,
    required,
    hint,
  }));
  const keys = KEYS[kind].map(({ name, label }) => ({ name, label }));
  const none = { total: 0, added: 0, changed: 0, same: 0, refused: 0, rows: [] };
  if ('fault' in list)
    return {
      faults: [list.fault],
      headers: [],
      reading: { columns: [], key: '', dates: 'iso' },
      fields,
      keys,
      ...none,
    };
  const { headers } = list;
  const reading =
    (input.reading as Reading | undefined) ?? (await lastReading(c, found, headers)) ?? guessed(kind, headers);
  const faults =
    reading.columns.length === headers.length
      ? readingFaults(kind, reading)
      : [`The list has ${headers.length} columns, and ${reading.columns.length} were said to be fields.`];
  const said = { headers, reading: { ...reading, columns: [...reading.columns] }, fields, keys };
  if (faults.length > 0) return { faults, ...said, ...none, total: list.total };
  const bringing = await bringingOf(c, { ...found, started_by: null }, reading);
  const counts = { added: 0, changed: 0, same: 0, refused: 0 };
  const rows: Output<Contract['previewImport']>['rows'] = [];
  for (const batch of inBatches(rowsOf(list, kind, bringing), BATCH)) {
    const whole = batch.filter(({ fault }) => fault === null);
    const planned = new Map((await takerOf(kind).plan(c, whole, bringing)).map((one) => [one.line, one]));
    for (const { line, cells, fault } of batch) {
      const one = planned.get(line);
      const outcome = one?.outcome ?? 'refused';
      counts[outcome] += 1;
      const shown =
        rows.length < FIRST || (outcome === 'refused' && counts.refused <= FIRST && rows.length < 3 * FIRST);
      if (shown) rows.push({ line, outcome, why: one?.outcome === 'refused' ? one.why : fault, cells: [...cells] });
    }
  }
  return { faults, ...said, total: list.total, ...counts, rows };
}

const guessed = (kind: keyof typeof FIELDS, headers: readonly string[]): Reading => {
  const columns = guessColumns(kind, headers);
  return { columns, key: guessKey(kind, columns), dates: 'iso' };
};

/** How the last list of this kind with the same headers was read. */
async function lastReading(
  c: Context,
  { program, kind }: { program: string; kind: string },
  headers: readonly string[],
) {
  const { rows } = await sql<{ reading: Reading }>`
    select reading from programs.imports where program = ${program} and kind = ${kind} and reading is not null and headers = ${JSON.stringify(headers)}::jsonb
    order by started_at desc limit 1`.execute(c.tx);
  return rows[0]?.reading ?? null;
}

type Row = {
  id: string;
  kind: 'members';
  name: string;
  by: string | null;
  uploaded_at: Temporal.Instant;
  started_at: Temporal.Instant | null;
  finished_at: Temporal.Instant | null;
  cancelled_at: Temporal.Instant | null;
  undo_at: Temporal.Instant | null;
  undone_at: Temporal.Instant | null;
  total: number | null;
  added: number;
  changed: number;
  same: number;
  refused: number;
  undone: number;
  kept: number;
  fault: string | null;
};
const ROW = sql`i.id, i.kind, i.name, n.name by, i.uploaded_at, i.started_at, i.finished_at, i.cancelled_at, i.undo_at, i.undone_at, i.total, i.added, i.changed,
  i.same, i.refused, i.undone, i.kept, i.fault`;

function stateOf(row: Row): Output<Contract['getImport']>['state'] {
  if (row.undone_at) return 'undone';
  if (row.undo_at) return 'undoing';
  if (row.cancelled_at) return 'cancelled';
  if (row.fault !== null) return 'failed';
  if (row.finished_at) return 'finished';
  return row.started_at ? 'running' : 'uploaded';
}

function rowOf(row: Row) {
  const state = stateOf(row);
  const { id, kind, name, by, total, added, changed, same, refused, undone, kept, fault } = row;
  return {
    ...{ id, kind, name, by, total, added, changed, same, refused, undone, kept, fault, state },
    ...{ at: row.uploaded_at.toString(), finishedAt: row.finished_at?.toString() ?? null },
    done: added + changed + same + refused,
    may: {
      start: state === 'uploaded',
      cancel: state === 'uploaded' || state === 'running',
      undo: added + changed > 0 && (state === 'finished' || state === 'cancelled'),
    },
  };
}

const from = (which: RawBuilder<unknown>) =>
  sql`(select * from programs.imports i where ${which}) i left join access.account_names n on n.id = i.uploaded_by`;

/** The lists that were brought, the newest first. */
export async function listImports(
  c: Context,
  input: Input<Contract['listImports']>,
): Promise<Output<Contract['listImports']>> {
  const pattern = `%${(input.text ?? '').toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  const which = sql`i.program = ${input.program} and lower(i.name) like ${pattern}`;
  const after = input.after ? isAfter(sql`i.uploaded_at`, sql`i.id`, input.after, 'desc', 'timestamptz') : sql`true`;
  const found = await sql<Row>`
    select ${ROW} from ${from(sql`${which} and ${after} order by i.uploaded_at desc, i.id desc limit ${input.limit + 1}`)}
    order by i.uploaded_at desc, i.id desc`.execute(c.tx);
  const total = input.after ? undefined : await countUpTo(c, sql`select from programs.imports i where ${which}`);
  const { rows, next } = cut(found.rows, input.limit, (row) => [row.uploaded_at.toString(), row.id]);
  return { rows: rows.map(rowOf), next, ...(total === undefined ? {} : { total }) };
}

type Refusal = { line: number; why: string; cells: string[] };
const refusalsOf = async (c: Context, id: string, most: number): Promise<Refusal[]> =>
  (
    await sql<Refusal>`select line, why, cells from programs.import_refusals where import = ${id} order by line limit ${most}`.execute(
      c.tx,
    )
  ).rows;

/** One list. Throws `not found`. */
export async function getImport(c: Context, { id }: { id: string }): Promise<Output<Contract['getImport']>> {
  const { rows } = await sql<Row>`select ${ROW} from ${from(sql`i.id = ${id}`)}`.execute(c.tx);
  if (!rows[0]) throw notFound('There is no such import.');
  return { ...rowOf(rows[0]), refusals: await refusalsOf(c, id, 50) };
}

/** The refused rows as a file that can be mended and brought again. */
export async function refusedRows(c: Context, { id }: { id: string }): Promise<Output<Contract['refusedRows']>> {
  const { rows } = await sql<{
    headers: string[] | null;
  }>`select headers from programs.imports where id = ${id}`.execute(c.tx);
  const headers = rows[0]?.headers ?? [];
  const refusals = await refusalsOf(c, id, 500_000);
  const lines = refusals.map(({ line, why, cells }) => [...headers.map((_, n) => cells[n] ?? ''), line, why]);
  return { csv: csvOf([...headers, 'line', 'why'], lines), count: refusals.length };
}

/** Which lists a record came with. */
export async function importOf(c: Context, { record }: { record: string }): Promise<Output<Contract['importOf']>> {
  const programs = programsWith(c.actor, 'programs.manage');
  const { rows } = await sql<{ id: string; name: string; line: number; added: boolean; at: Temporal.Instant }>`
    select i.id, i.name, r.line, r.added, i.started_at at from programs.import_rows r join programs.imports i on i.id = r.import
    where r.record = ${record} and (${programs === 'all'} or i.program = any(${programs === 'all' ? [] : programs}::uuid[]))
    order by i.started_at desc, i.id desc limit 50`.execute(c.tx);
  return { imports: rows.map((row) => ({ ...row, at: row.at.toString() })) };
}
