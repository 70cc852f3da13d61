import { sql } from 'kysely';
import { z } from 'zod';
import type { Context } from '../context.ts';
import type { Reaction } from '../ledger/reaction.ts';
import type { Searchable, Touched } from '../slots.ts';
import { indexed, isPlain } from './words.ts';

/**
 * Works the entries of these records out again from their room's own rows: those it answers are written where they differ, those it
 * does not are removed, and words that nobody holds any more leave the vocabulary. Doing it twice changes nothing.
 */
export async function keepEntries(c: Context, searchable: Searchable, given: readonly string[]): Promise<void> {
  if (given.length === 0) return;
  await alone(c);
  const ids = searchable.widen ? await searchable.widen(c, given) : given;
  const entries = await searchable.entries(c, ids);
  const rows = entries.map((entry) => {
    const { keys, words } = indexed(entry);
    return { id: entry.id, programs: entry.programs, keys, words, at: entry.at.toString() };
  });
  const held = await sql<{ words: string[] }>`
    select words from search.entries where kind = ${searchable.kind} and id = any(${[...ids]}::uuid[])`.execute(c.tx);
  await sql`delete from search.entries where kind = ${searchable.kind} and id = any(${[...ids]}::uuid[])
    and not id = any(${rows.map((row) => row.id)}::uuid[])`.execute(c.tx);
  await sql`
    insert into search.entries (kind, id, programs, keys, words, touched_at)
    select ${searchable.kind}, r.id, r.programs, r.keys, r.words, r.at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) r (id uuid, programs uuid[], keys text[], words text[], at timestamptz)
    on conflict (kind, id) do update set programs = excluded.programs, keys = excluded.keys, words = excluded.words, touched_at = excluded.touched_at
    where (entries.programs, entries.keys, entries.words, entries.touched_at)
      is distinct from (excluded.programs, excluded.keys, excluded.words, excluded.touched_at)`.execute(c.tx);
  const words = new Set(rows.flatMap((row) => row.words));
  const gone = [...new Set(held.rows.flatMap((row) => row.words))].filter((word) => !words.has(word));
  const known = [...words].map((word) => ({ word, plain: isPlain(word) }));
  await sql`insert into search.vocabulary (word, plain)
    select word, plain from jsonb_to_recordset(${JSON.stringify(known)}::jsonb) w (word text, plain boolean)
    on conflict do nothing`.execute(c.tx);
  await forgetWords(c, gone);
}

/** One at a time: whether a word is still held can only be said when nobody adds an entry meanwhile. */
const alone = (c: Context) => sql`select pg_advisory_xact_lock(hashtextextended('search.entries', 0))`.execute(c.tx);

async function forgetWords(c: Context, words: readonly string[]): Promise<void> {
  if (words.length === 0) return;
  await sql`delete from search.vocabulary v where v.word = any(${[...words]}::text[])
    and not exists (select from search.entries e where e.words @> array[v.word::text])`.execute(c.tx);
}

/** Removes the entries of records that are gone for good, of whatever kind, and the words that only they held. */
export async function forgetEntries(c: Context, ids: readonly string[]): Promise<void> {
  await alone(c);
  const gone = await sql<{ words: string[] }>`
    delete from search.entries where id = any(${[...ids]}::uuid[]) returning words`.execute(c.tx);
  await forgetWords(c, [...new Set(gone.rows.flatMap((row) => row.words))]);
}

/** Works out again the entries of records of several kinds. Kinds that nobody makes searchable are left alone. */
export async function keepTouched(c: Context, touched: readonly Touched[]): Promise<void> {
  for (const searchable of searchablesOf(c)) {
    const ids = touched.filter(({ kind }) => kind === searchable.kind).map(({ id }) => id);
    await keepEntries(c, searchable, [...new Set(ids)]);
  }
}

export const searchablesOf = (c: Pick<Context, 'house'>): Searchable[] =>
  c.house.modules.flatMap((module) => module.searchable ?? []);

/** One listener for each kind of fact that touches something searchable, however many rooms it concerns. */
export function searchReactions(searchables: readonly Searchable[]): Reaction[] {
  const touching = Map.groupBy(
    searchables.flatMap((searchable) => searchable.touchedBy),
    ({ fact }) => fact,
  );
  return [...touching].map(([kind, touches]) => ({
    name: `search.${kind}`,
    kind,
    data: z.unknown(),
    react: async (c, fact) => {
      const touched = await Promise.all(touches.map(({ records }) => records(fact, c)));
      await keepTouched(c, touched.flat());
    },
  }));
}

/** Works everything out again at once, for small houses and tests; `rebuildAll` does it in parts. */
export async function keepAll(c: Context): Promise<void> {
  for (const searchable of searchablesOf(c)) await keepEntries(c, searchable, await searchable.all(c, null, 10_000));
}
