import { sql } from 'kysely';
import { accountOf, type Context } from '#kernel/context.ts';

/**
 * Things joined by merges: identities into persons, organisations into whole ones. `merges` are the rows people make and
 * end, `map` is worked out from those in force: member -> whole, the smallest member of the connected component.
 */
export type Graph = {
  things: string;
  merges: string;
  map: string;
  member: string;
  whole: string;
};

export const PEOPLE: Graph = {
  things: 'community.identities',
  merges: 'community.merges',
  map: 'community.persons',
  member: 'identity',
  whole: 'person',
};
export const ORGANISATIONS: Graph = {
  things: 'community.organisations',
  merges: 'community.organisation_merges',
  map: 'community.whole_organisations',
  member: 'organisation',
  whole: 'whole',
};

/**
 * Lets one transaction at a time change the merges of a graph, until it ends. A component is only known once all its merges
 * are, and a lock per component could be taken on a component that is about to grow; merges are rare and take a millisecond.
 * Take it before reading anything that the change depends on.
 */
export async function lockMerges(c: Context, graph: Graph): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${graph.merges}, 0))`.execute(c.tx);
}

/** The whole that a thing is part of; itself when it is alone. null: no such thing. */
export async function wholeOf(c: Pick<Context, 'tx'>, graph: Graph, member: string): Promise<string | null> {
  const found = await sql<{ whole: string }>`
    select coalesce(m.${sql.ref(graph.whole)}, t.id) as whole
    from ${sql.table(graph.things)} t left join ${sql.table(graph.map)} m on m.${sql.ref(graph.member)} = t.id
    where t.id = ${member}`.execute(c.tx);
  return found.rows[0]?.whole ?? null;
}

/** All members of the whole that a thing is part of, itself included, in the order of their ids. */
export async function membersOf(c: Pick<Context, 'tx'>, graph: Graph, member: string): Promise<string[]> {
  const found = await sql<{ id: string }>`
    select ${sql.ref(graph.member)} as id from ${sql.table(graph.map)}
    where ${sql.ref(graph.whole)} = (select ${sql.ref(graph.whole)} from ${sql.table(graph.map)} where ${sql.ref(graph.member)} = ${member})
    union select ${member}::uuid order by id`.execute(c.tx);
  return found.rows.map((row) => row.id);
}

/** Joins two things. The caller holds the lock and has asked the rules. Answers the merge's id. */
export async function join(c: Context, graph: Graph, a: string, b: string, reason: string): Promise<string> {
  const made = await sql<{ id: string }>`
    insert into ${sql.table(graph.merges)} (one, other, reason, made_by, made_at)
    values (least(${a}::uuid, ${b}::uuid), greatest(${a}::uuid, ${b}::uuid), ${reason}, ${accountOf(c)}, ${c.now})
    returning id`.execute(c.tx);
  await workOutAgain(c, graph, a);
  return (made.rows[0] as { id: string }).id;
}

/** Ends a merge in force. The caller holds the lock. Answers what it had joined; null when it is not in force. */
export async function part(c: Context, graph: Graph, merge: string): Promise<{ one: string; other: string } | null> {
  const ended = await sql<{ one: string; other: string }>`
    update ${sql.table(graph.merges)} set ended_at = ${c.now}, ended_by = ${accountOf(c)}
    where id = ${merge} and ended_at is null returning one, other`.execute(c.tx);
  const row = ended.rows[0];
  if (!row) return null;
  await workOutAgain(c, graph, row.one);
  await workOutAgain(c, graph, row.other);
  return row;
}

/** Recomputes the map for the component that the seed is in now, from the merges in force alone. */
async function workOutAgain(c: Context, graph: Graph, seed: string): Promise<void> {
  await sql`
    with recursive component (id) as (
      select ${seed}::uuid
      union
      select case when m.one = c.id then m.other else m.one end
      from component c join ${sql.table(graph.merges)} m on (m.one = c.id or m.other = c.id) and m.ended_at is null
    ), whole as (
      select (array_agg(id order by id))[1] as id, count(*) as size from component
    ), alone as (
      delete from ${sql.table(graph.map)} where ${sql.ref(graph.member)} = ${seed} and (select size from whole) = 1
    )
    insert into ${sql.table(graph.map)} (${sql.ref(graph.member)}, ${sql.ref(graph.whole)})
    select component.id, whole.id from component, whole where whole.size > 1
    on conflict (${sql.ref(graph.member)}) do update set ${sql.ref(graph.whole)} = excluded.${sql.ref(graph.whole)}
    where ${sql.ref(`${graph.map}.${graph.whole}`)} <> excluded.${sql.ref(graph.whole)}`.execute(c.tx);
}
