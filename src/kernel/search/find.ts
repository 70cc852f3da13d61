import { type RawBuilder, sql } from 'kysely';
import { type Context, may, programsWith } from '../context.ts';
import type { FoundHit, Searchable } from '../slots.ts';
import { searchablesOf } from './keep.ts';
import { type Entry, merit } from './rank.ts';
import { oneSlipFrom, slipsAllowed, slipsBetween } from './typos.ts';
import { folded, isPlain, keyOf, type Term, wordsOf } from './words.ts';

/** A term stands for at most so many words that begin like it; two letters begin thousands, and are on the way to a third. */
const MOST_BEGINNINGS = { ofTwoLetters: 40, ofMore: 200 };
const MOST_TERMS = 6;

/**
 * Records of every kind that the viewer may see, by what they typed: whole numbers, addresses and names first, then words, then
 * beginnings of words, then misspellings; among equals the latest first. At most `limit` of a kind.
 */
export async function find(c: Context, text: string, limit: number): Promise<{ source: string; hits: FoundHit[] }[]> {
  const kinds = searchablesOf(c).filter(({ permission }) => may(c.actor, permission));
  if (kinds.length === 0 || folded(text).length < 2) return [];
  const key = keyOf(text);
  const keys = [...new Set([key, key.replace(/^([a-z]{2,5}) (\d+)$/, '$1-$2')])];
  const found = new Map<string, Entry>();
  const take = async (condition: RawBuilder<unknown>) => {
    for (const entry of await entriesOf(c, kinds, condition, limit)) found.set(`${entry.kind} ${entry.id}`, entry);
  };
  const whole = take(sql`e.words && ${keys}::text[]`);
  const [terms] = await Promise.all([begin(c, text), whole]);
  if (terms.length > 0) {
    // A single word that begins no other was looked for already.
    const same = terms.length === 1 && [...(terms[0]?.meant.keys() ?? [])].every((word) => keys.includes(word));
    if (!same) await take(all(terms));
    if (found.size < limit) {
      const slipped = await withSlips(c, terms);
      if (slipped) await take(all(terms));
    }
  }
  return present(c, kinds, merit([...found.values()], keys, terms), limit);
}

/** Every term means some word of the entry. */
const all = (terms: readonly Term[]): RawBuilder<unknown> =>
  sql.join(
    terms.map((term) => sql`e.words && ${[...term.meant.keys()]}::text[]`),
    sql` and `,
  );

/** The terms with the words that begin like them. A term with signs in it that begins no word is taken apart. */
async function begin(c: Context, text: string): Promise<Term[]> {
  const whole = [...new Set(folded(text).split(/\s+/).map(keyOf).filter(Boolean))];
  const first = await beginnings(c, whole);
  const parts = whole.flatMap((typed) => {
    const meant = first.get(typed) ?? [];
    return meant.length > 0 || wordsOf(typed).length === 0 ? [typed] : looksWhole(typed) ? [typed] : wordsOf(typed);
  });
  const more = parts.filter((part) => !first.has(part));
  const second = more.length > 0 ? await beginnings(c, more) : first;
  return [...new Set(parts)].slice(0, MOST_TERMS).map((typed) => {
    const words = first.get(typed) ?? second.get(typed) ?? [];
    return { typed, meant: new Map(words.map((word) => [word, word === typed ? 0 : 0.5])) };
  });
}

/** Mail addresses and numbers with their prefix are misspelt as a whole. */
const looksWhole = (typed: string) => /^[^@\s]+@[^@\s]+$/.test(typed) || /^[a-z]+-\d+$/.test(typed);

async function beginnings(c: Context, terms: readonly string[]): Promise<Map<string, string[]>> {
  const found = await sql<{ term: string; word: string }>`
    select t.term, v.word from unnest(${[...terms]}::text[]) t (term)
    cross join lateral (
      select word from search.vocabulary
      where word >= t.term collate "C" and word < (t.term || chr(1114111)) collate "C" order by word
      limit case when length(t.term) > 2 then ${MOST_BEGINNINGS.ofMore}::int else ${MOST_BEGINNINGS.ofTwoLetters}::int end
    ) v`.execute(c.tx);
  const byTerm = new Map(terms.map((term) => [term, [] as string[]]));
  for (const { term, word } of found.rows) byTerm.get(term)?.push(word);
  return byTerm;
}

/** Adds to each term the words that somebody may have meant by it. Answers whether there were any. */
async function withSlips(c: Context, terms: readonly Term[]): Promise<boolean> {
  const slippery = terms.filter(
    ({ typed }) => slipsAllowed(typed.length) > 0 && typed.length <= 40 && !/^\d+$/.test(typed),
  );
  const found = await Promise.all(
    slippery.map(async (term) => {
      const words = await sql<{ word: string }>`
        select word from search.vocabulary where word = any(${oneSlipFrom(term.typed)}::text[])
        union ${isPlain(term.typed) ? alike(term.typed) : sql`select word from search.vocabulary where false`}`.execute(
        c.tx,
      );
      return { term, words: words.rows.map((row) => row.word) };
    }),
  );
  let some = false;
  for (const { term, words } of found) {
    const most = slipsAllowed(term.typed.length);
    for (const word of words) {
      const slips = slipsBetween(term.typed, word, most);
      // Somebody who is still typing slips in the beginning of a word.
      const within = Math.min(slips, slipsBetween(term.typed, word.slice(0, term.typed.length), most) + 0.5);
      if (within > most || term.meant.has(word)) continue;
      term.meant.set(word, within);
      some = true;
    }
  }
  return some;
}

/** Words with many of the same groups of three letters. The bar is set for this statement alone, and read after it is set. */
const alike = (typed: string): RawBuilder<unknown> => sql`
  (with bar as materialized (select ${typed} || left(set_config('pg_trgm.similarity_threshold', '0.24', true), 0) as typed)
  select v.word from bar cross join lateral (
    select word from search.vocabulary where plain and word % bar.typed order by similarity(word, bar.typed) desc limit 40
  ) v)`;

/** So many that fit are looked at, whatever their order; of words that more have, also the latest of each kind. */
const MOST_FITTING = 4000;
const LATEST = 1000;

/**
 * The latest entries of each kind that fit and that the viewer may see. What fits is read by the index of words, behind a fence that
 * keeps the planner from walking all entries by their time until enough fit: where few do, that takes seconds. Only what stands in
 * more than `MOST_FITTING` entries is looked for among the latest as well.
 */
async function entriesOf(c: Context, kinds: readonly Searchable[], condition: RawBuilder<unknown>, limit: number) {
  const visible = kinds.map(({ kind, permission }) => {
    const programs = programsWith(c.actor, permission);
    return programs === 'all' ? sql`e.kind = ${kind}` : sql`(e.kind = ${kind} and e.programs && ${programs}::uuid[])`;
  });
  const seen = sql`(${sql.join(visible, sql` or `)})`;
  const names = kinds.map(({ kind }) => kind);
  const found = await sql<Entry>`
    with every as materialized (select e.kind, e.id, e.touched_at from search.entries e where ${condition} and ${seen}),
    fitting as materialized (select * from every limit ${MOST_FITTING}),
    latest as (
      select e.kind, e.id, e.touched_at from unnest(${names}::text[]) k (kind) cross join lateral (
        select * from search.entries r where r.kind = k.kind order by r.touched_at desc limit ${LATEST}) e
      where (select count(*) from fitting) >= ${MOST_FITTING} and ${condition} and ${seen}),
    placed as (
      select kind, id, row_number() over (partition by kind order by touched_at desc) place
      from (select * from fitting union select * from latest) f)
    select e.kind, e.id, e.keys, e.words, e.touched_at from placed p join search.entries e on e.kind = p.kind and e.id = p.id
    where p.place <= ${limit * 4}`.execute(c.tx);
  return found.rows;
}

/** The best of each kind in the words of its room, which is asked for what it shows now and for what the viewer may see. */
async function present(
  c: Context,
  kinds: readonly Searchable[],
  ranked: readonly (Entry & { matched: string[] })[],
  limit: number,
) {
  const groups = await Promise.all(
    kinds.map(async (searchable) => {
      const best = ranked.filter(({ kind }) => kind === searchable.kind).slice(0, limit);
      const hits = best.length === 0 ? [] : await shown(c, searchable, best);
      return { source: searchable.label, place: ranked.findIndex(({ kind }) => kind === searchable.kind), hits };
    }),
  );
  return groups
    .filter(({ hits }) => hits.length > 0)
    .toSorted((a, b) => a.place - b.place)
    .map(({ source, hits }) => ({ source, hits }));
}

/** A room that fails leaves the others' hits standing: a part is better than nothing. */
async function shown(
  c: Context,
  searchable: Searchable,
  best: readonly (Entry & { matched: string[] })[],
): Promise<FoundHit[]> {
  try {
    const byId = new Map(
      (
        await searchable.hits(
          c,
          best.map(({ id }) => id),
        )
      ).map((hit) => [hit.id, hit]),
    );
    return best.flatMap(({ id, matched }) => {
      const hit = byId.get(id);
      return hit ? [{ ...hit, kind: searchable.kind, matched }] : [];
    });
  } catch (error) {
    c.house.log.error({ err: error, search: searchable.kind, request: c.request.id }, 'a search failed');
    return [];
  }
}
