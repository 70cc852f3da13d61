import { sql } from 'kysely';
import { z } from 'zod';
import type { Context } from '#kernel/context.ts';
import { asArray } from '#kernel/database/as-array.ts';
import { mergeLetters, together, workLightly } from '#kernel/database/long-work.ts';
import { job, type Run } from '#kernel/jobs/job.ts';
import { record } from '#kernel/ledger/record.ts';
import { bringingOf, type Import, inBatches, listOf, readImport, rowsOf, takerOf } from './bringing.ts';
import { importFinished, importUndone } from './import-facts.ts';
import { madeAhead } from './made-ahead.ts';
import type { Ahead, Bringing, ListRow, Planned, Taken } from './taker.ts';

/** The indexes by letters that lists add to. */
const LETTERS = [
  ...['programs.memberships_found_by', 'programs.applications_found_by'],
  ...['community.identities_found_by', 'community.organisations_found_by'],
];
const BATCH = 5000;
const AHEAD = 2;
const about = (id: string) => ({ kind: 'import', id });

/**
 * Takes a list in, batch by batch, each in a transaction that also notes how far it came: begun again after a crash it goes on behind
 * the last batch that stands, so that no row is taken in twice.
 */
export const runImport = job(
  'programs.run-import',
  z.object({ import: z.uuid() }),
  (run, payload) => takeListIn(run, payload.import),
  { words: 'Take a list in', about: (payload) => about(payload.import) },
);

/** What the job does; `size`: rows of a batch. */
export async function takeListIn(run: Run, id: string, size: number = BATCH): Promise<void> {
  const start = await run.transact('import', async (c) => {
    const found = await readImport(c, id);
    return found.reading && !found.finished && !found.cancelled
      ? { found, list: await listOf(c, id, found.total), bringing: await bringingOf(c, found, found.reading) }
      : null;
  });
  if (!start) return;
  const { found, list, bringing } = start;
  if ('fault' in list) return run.transact('import', (c) => fail(c, id, list.fault));
  await takeIn(run, found, inBatches(rowsOf(list, found.kind, bringing), size), list.total, bringing);
}

/**
 * While one batch is written, whom the next ones name is made known, in transactions of their own: the database has two things to do at a
 * time. Of a list that is stopped, people of so many batches more are known than came in.
 */
async function takeIn(
  run: Run,
  found: Import,
  all: Iterable<Faulty[]>,
  total: number,
  bringing: Bringing,
): Promise<void> {
  const { id, kind } = found;
  const batches = madeAhead(missing(all, found.done_line), AHEAD, ({ rows }) => makeKnown(run, kind, rows, bringing));
  for await (const [{ rows, done }, ahead] of batches) {
    run.signal.throwIfAborted();
    const goesOn = await run.transact('import', (c) => takeBatch(c, id, { rows, ahead }, bringing));
    if (!goesOn) return run.progress.finish(about(id), 'Stopped.');
    await run.progress.report(about(id), done, total, 'Rows are taken in.');
  }
  await run.transact('import', (c) => finish(c, id));
  await run.progress.finish(about(id), 'The list is taken in.');
}

/** The batches that were not taken in yet, each with how many rows of the list are done after it. */
function* missing(batches: Iterable<Faulty[]>, doneLine: number) {
  let done = 0;
  for (const rows of batches) {
    done += rows.length;
    if ((rows.at(-1)?.line ?? 0) > doneLine) yield { rows, done };
  }
}

async function makeKnown(run: Run, kind: Import['kind'], batch: readonly Faulty[], bringing: Bringing): Promise<Ahead> {
  const { ahead } = takerOf(kind);
  if (!ahead) return new Map();
  return run.transact('import', async (c) => {
    await workLightly(c);
    const known = await ahead(c, (await planOf(c, kind, batch, bringing)).filter(isTaken), bringing);
    await mergeLetters(c, LETTERS);
    return known;
  });
}

type Faulty = ListRow & { fault: string | null };

/** One batch: what becomes of each row, the rows themselves, and how far we are, all or nothing. False: somebody stopped it. */
async function takeBatch(
  c: Context,
  id: string,
  batch: { rows: readonly Faulty[]; ahead: Ahead },
  bringing: Bringing,
): Promise<boolean> {
  const found = await readImport(c, id, { lock: true });
  if (found.cancelled || found.finished) return false;
  await workLightly(c);
  const rows = batch.rows.filter(({ line }) => line > found.done_line);
  const planned = [
    ...rows.flatMap(({ line, fault }): Planned<unknown>[] => (fault ? [{ line, outcome: 'refused', why: fault }] : [])),
    ...(await planOf(c, found.kind, rows, bringing)),
  ];
  const taken = planned.filter(isTaken);
  await together([noteRows(c, id, taken), takerOf(found.kind).write(c, taken, bringing, batch.ahead)]);
  const cells = new Map(rows.map((row) => [row.line, row.cells]));
  const refused = planned.filter((one) => one.outcome === 'refused');
  if (refused.length > 0)
    await sql`insert into programs.import_refusals (import, line, why, cells)
      select ${id}, l.line, l.why, l.cells from jsonb_to_recordset(${JSON.stringify(refused.map(({ line, why }) => ({ line, why, cells: cells.get(line) ?? [] })))}::jsonb)
        as l(line int, why text, cells jsonb)`.execute(c.tx);
  const count = (outcome: string) => planned.filter((one) => one.outcome === outcome).length;
  await sql`update programs.imports set done_line = ${rows.at(-1)?.line ?? found.done_line}, added = added + ${count('added')}::int,
    changed = changed + ${count('changed')}::int, same = same + ${count('same')}::int, refused = refused + ${count('refused')}::int where id = ${id}`.execute(
    c.tx,
  );
  return true;
}

const isTaken = (one: Planned<unknown>): one is Taken<unknown> => one.outcome === 'added' || one.outcome === 'changed';

const planOf = (c: Context, kind: Import['kind'], rows: readonly Faulty[], bringing: Bringing) =>
  takerOf(kind).plan(
    c,
    rows.filter(({ fault }) => fault === null),
    bringing,
  );

async function noteRows(c: Context, id: string, taken: readonly Taken<unknown>[]): Promise<void> {
  const text = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
  await sql`insert into programs.import_rows (import, line, record, added, before, after)
    select ${id}, l.line, l.record, l.added, l.before::jsonb, l.after::jsonb
    from unnest(${taken.map(({ line }) => line)}::int[], ${asArray(taken.map(({ record }) => record))}::uuid[], ${taken.map(({ outcome }) => outcome === 'added')}::boolean[],
      ${asArray(taken.map(({ before }) => text(before)))}::text[], ${asArray(taken.map(({ after }) => text(after)))}::text[]) l(line, record, added, before, after)`.execute(
    c.tx,
  );
}

async function finish(c: Context, id: string): Promise<void> {
  const { rows } = await sql<{
    kind: 'members';
    program: string;
    added: number;
    changed: number;
    same: number;
    refused: number;
  }>`
    update programs.imports set finished_at = ${c.now} where id = ${id} and finished_at is null and cancelled_at is null
    returning kind, program, added, changed, same, refused`.execute(c.tx);
  await sql`delete from programs.import_parts where import = ${id}`.execute(c.tx);
  await mergeLetters(c, LETTERS);
  const row = rows[0];
  if (!row) return;
  const { program, ...data } = row;
  await record(c, importFinished, { about: about(id), program, data });
}

async function fail(c: Context, id: string, fault: string): Promise<void> {
  await sql`update programs.imports set finished_at = ${c.now}, fault = ${fault} where id = ${id}`.execute(c.tx);
}

/** Takes a list back, batch by batch; a row that was taken back is no longer noted, so that a repeat goes on with the others. */
export const runUndo = job(
  'programs.undo-import',
  z.object({ import: z.uuid() }),
  (run, payload) => takeListBack(run, payload.import),
  { words: 'Take a list back', about: (payload) => about(payload.import) },
);

/** What the job does; `size`: rows of a batch. */
export async function takeListBack(run: Run, id: string, size: number = BATCH): Promise<void> {
  let after = 2_147_483_647;
  for (;;) {
    run.signal.throwIfAborted();
    const last = await run.transact('undo import', (c) => undoBatch(c, id, after, size));
    if (last === null) break;
    after = last;
  }
  await run.transact('undo import', async (c) => {
    const { rows } = await sql<{ kind: 'members'; program: string; undone: number; kept: number }>`
      update programs.imports i set undone_at = ${c.now}, kept = (select count(*) from programs.import_rows r where r.import = i.id)
      where id = ${id} and undone_at is null returning kind, program, undone, kept`.execute(c.tx);
    if (rows[0]) {
      const { program, ...data } = rows[0];
      await record(c, importUndone, { about: about(id), program, data });
    }
  });
}

async function undoBatch(c: Context, id: string, before: number, size: number): Promise<number | null> {
  const found = await readImport(c, id, { lock: true });
  if (found.undone) return null;
  const { rows } = await sql<{ line: number; record: string; added: boolean; before: unknown; after: unknown }>`
    select line, record, added, before, after from programs.import_rows where import = ${id} and line < ${before}
    order by line desc limit ${size}`.execute(c.tx);
  if (rows.length === 0) return null;
  const lines = await takerOf(found.kind).undo(c, rows);
  await sql`delete from programs.import_rows where import = ${id} and line = any(${lines}::int[])`.execute(c.tx);
  await sql`update programs.imports set undone = undone + ${lines.length}::int where id = ${id}`.execute(c.tx);
  return rows.at(-1)?.line ?? null;
}
