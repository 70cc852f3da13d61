import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import type { Output } from '#kernel/contract/handlers.ts';
import { type Graph, ORGANISATIONS } from '../components.ts';
import type { communityContract } from '../contract.ts';

export type Merge = Output<(typeof communityContract)['mergeHistory']>['rows'][number];

/** As JSON, an instant is written the way `Temporal` reads it, to the microsecond. */
export const instantJson = (column: RawBuilder<unknown>) =>
  sql<string>`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** Rows of a graph's merges as the contract shows them; `where` speaks of the merge as `m`. Newest first. */
export const mergeRows = (graph: Graph, where: RawBuilder<unknown>) => {
  const nameOf = (column: string) =>
    graph === ORGANISATIONS
      ? sql`(select jsonb_build_object('id', o.id, 'name', o.name) from community.organisations o where o.id = ${sql.ref(`m.${column}`)})`
      : sql`(select jsonb_build_object('id', i.id, 'name', i.written) from community.identities i where i.id = ${sql.ref(`m.${column}`)})`;
  return sql`select m.id, ${nameOf('one')} as one, ${nameOf('other')} as other, m.reason, ${account('m.made_by')} as "madeBy",
      ${instantJson(sql`m.made_at`)} as "madeAt", ${instantJson(sql`m.ended_at`)} as "endedAt", ${account('m.ended_by')} as "endedBy"
    from ${sql.table(graph.merges)} m where ${where} order by m.made_at desc, m.id desc`;
};

/** The account in a column as `{ id, name }`; null where the house itself acted. */
export const account = (
  column: string,
) => sql`(case when ${sql.ref(column)} is not null then jsonb_build_object('id', ${sql.ref(column)},
  'name', coalesce((select name from access.account_names n where n.id = ${sql.ref(column)}), 'A former colleague')) end)`;

/** All merges that these members ever had. */
export async function mergesOf(c: Context, graph: Graph, members: string[]): Promise<Merge[]> {
  const touched = sql`(m.one = any(${members}::uuid[]) or m.other = any(${members}::uuid[]))`;
  return (await (mergeRows(graph, touched) as RawBuilder<Merge>).execute(c.tx)).rows;
}
