import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { cut, isAfter } from '#kernel/contract/paging.ts';
import { type FigureFilters, figure, NARROWINGS } from '#kernel/figures/figure.ts';
import { inPrograms } from './measured.ts';
import { momentOf, ofMembers } from './over-rows.ts';

/** Terms `t` of memberships `m` that hold the moment; a membership has one at most. */
const holding = (c: Context, filters: FigureFilters) => {
  const at = momentOf(c, filters);
  return sql<boolean>`${inPrograms(filters, sql`m.program`)} and t.starts_at <= ${at} and ${at} < least(t.ends_at, m.ended_at)
    and ${ofMembers(filters, sql`m.id`)}`;
};
const TERMS = sql`programs.terms t join programs.memberships m on m.id = t.membership`;

type Row = { id: string; name: string; at: Temporal.Instant; note: string };

export const activeMembers = figure({
  id: 'programs.active-members',
  name: 'Active members',
  words: 'How many are members, with the benefit booked and the term running.',
  formula:
    'Memberships of which a term holds the end of the period (now, when that has not come): starts <= t < ends, or before they were ended early. The start of the period has no effect.',
  unit: 'count',
  by: NARROWINGS,
  grain: 'a membership',
  permission: 'applications.read',
  better: 'more',
  read: async (c, filters) => {
    const at = momentOf(c, filters);
    const ours = sql`${inPrograms(filters, sql`m.program`)} and ${ofMembers(filters, sql`m.id`)}`;
    // As `holding`, in the form that takes a third of the time for a hundred thousand members.
    const found = await sql<{ n: number; any: boolean }>`
      select count(*) n, exists (select from programs.memberships m where ${ours} and m.starts_at <= ${at}) "any"
      from programs.memberships m where ${ours} and (m.ended_at is null or ${at} < m.ended_at)
        and exists (select from programs.terms t where t.membership = m.id and t.starts_at <= ${at} and ${at} < t.ends_at)`.execute(
      c.tx,
    );
    const row = found.rows[0];
    // Before the first membership there is nothing to measure; when all have ended it is 0.
    return { value: row?.any ? row.n : null, of: row?.n ?? 0 };
  },
  rows: async (c, filters, page) => {
    const after = page.after ? isAfter(sql`t.starts_at`, sql`m.id`, page.after, 'desc', 'timestamptz') : sql`true`;
    const found = await sql<Row>`
      select m.id, m.name, t.starts_at as at,
        'until ' || to_char(least(t.ends_at, m.ended_at) at time zone ${filters.zone}, 'YYYY-MM-DD') note
      from ${TERMS} where ${holding(c, filters)} and ${after} order by t.starts_at desc, m.id desc limit ${page.limit + 1}`.execute(
      c.tx,
    );
    const { rows, next } = cut(found.rows, page.limit, (row) => [row.at.toString(), row.id]);
    return {
      rows: rows.map((row) => ({
        ...{ id: row.id, label: row.name, href: `/programs/members/${row.id}` },
        ...{ at: row.at.toString(), counts: 1, note: row.note },
      })),
      next,
    };
  },
});
