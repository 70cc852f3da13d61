import { sql } from 'kysely';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { job, queueJob } from '../jobs/job.ts';
import { timetable } from '../jobs/timetable.ts';
import { keepEntries, searchablesOf } from './keep.ts';

/** Count this up when entries are made differently: every house then works them all out again. */
const EDITION = 1;
const PART = 1000;

/**
 * Works one part of a kind out again and queues the next in the same transaction, so that a process that dies loses one part.
 * Entries between the records of the part that no record stands behind are removed.
 */
export const rebuildPart = job(
  'search.rebuild',
  z.object({ kind: z.string(), after: z.uuid().nullable() }),
  async (run, { kind, after }) => {
    await run.transact('search.rebuild', async (c) => {
      const searchable = searchablesOf(c).find((each) => each.kind === kind);
      if (!searchable) return;
      const ids = await searchable.all(c, after, PART);
      const last = ids.length < PART ? null : (ids.at(-1) ?? null);
      const stale = await sql<{ id: string }>`select id from search.entries where kind = ${kind}
        and ${after === null ? sql`true` : sql`id > ${after}::uuid`} and ${last === null ? sql`true` : sql`id <= ${last}::uuid`}
        and not id = any(${ids}::uuid[])`.execute(c.tx);
      await keepEntries(c, searchable, [...ids, ...stale.rows.map((row) => row.id)]);
      await sql`update search.builds set after = ${last}, finished_at = ${last === null ? c.now : null} where kind = ${kind}`.execute(
        c.tx,
      );
      if (last !== null) await queueJob(c, rebuildPart, { kind, after: last }, { key: `search.rebuild.${kind}` });
    });
  },
  { words: 'Work the search out again' },
);

/** Begins to work every kind out again from its first record. Answers the kinds. */
export async function rebuildAll(c: Context): Promise<string[]> {
  const kinds = searchablesOf(c).map(({ kind }) => kind);
  for (const kind of kinds) await begin(c, kind);
  return kinds;
}

async function begin(c: Context, kind: string): Promise<void> {
  await sql`insert into search.builds (kind, edition, begun_at) values (${kind}, ${EDITION}, ${c.now})
    on conflict (kind) do update set edition = ${EDITION}, begun_at = ${c.now}, after = null, finished_at = null`.execute(
    c.tx,
  );
  await queueJob(c, rebuildPart, { kind, after: null }, { key: `search.rebuild.${kind}` });
}

/** Begins with kinds that were never worked out, or by an older edition. */
const lookForNew = timetable(
  'search.look-for-new',
  { every: 'minute' },
  'Begin with kinds of records that the search does not know yet',
  (run) =>
    run.transact('search', async (c) => {
      const done = await sql<{ kind: string }>`select kind from search.builds where edition = ${EDITION}`.execute(c.tx);
      const known = new Set(done.rows.map((row) => row.kind));
      for (const { kind } of searchablesOf(c)) if (!known.has(kind)) await begin(c, kind);
    }),
);

/** Every night all of it once more: what came in without a fact, such as an import, is found from then on. */
const nightly = timetable(
  'search.rebuild',
  { every: 'day', at: '02:45', zone: 'organisation' },
  'Work out all that the search finds',
  (run) => run.transact('search', async (c) => void (await rebuildAll(c))),
);

export const searchTimetables = [lookForNew, nightly];
