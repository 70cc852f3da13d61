import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { type FigureFilters, figure } from '#kernel/figures/figure.ts';
import { inPrograms, rowsBehind } from './measured.ts';

/** The moment that is counted for: the end of the period, or now when it has not come. */
const momentOf = (c: Context, { to }: FigureFilters): Temporal.Instant =>
  to !== null && Temporal.Instant.compare(to, c.now) < 0 ? to : c.now;

const active = (c: Context, filters: FigureFilters) => {
  const at = momentOf(c, filters);
  return sql<boolean>`${inPrograms(filters, sql`m.program`)} and m.starts_at <= ${at} and ${at} < least(m.ends_at, m.ended_at)`;
};

export const activeMembers = figure({
  id: 'programs.active-members',
  name: 'Active members',
  words: 'How many projects are members, with the benefit booked and the term running.',
  formula:
    'Memberships whose term holds the end of the period (now, when that has not come): starts <= t < ends, or before they were ended early. The start of the period has no effect.',
  unit: 'count',
  grain: 'a membership',
  permission: 'applications.read',
  better: 'more',
  read: async (c, filters) => {
    const found = await sql<{ n: number; all: number }>`
      select count(*) filter (where ${active(c, filters)}) n, count(*) "all" from programs.memberships m
      where ${inPrograms(filters, sql`m.program`)} and m.starts_at <= ${momentOf(c, filters)}`.execute(c.tx);
    const row = found.rows[0];
    // Before the first membership there is nothing to measure; when all have ended it is 0.
    return { value: row?.all ? row.n : null, of: row?.n ?? 0 };
  },
  rows: (c, filters, page) =>
    rowsBehind(c, page, {
      table: sql`programs.memberships m`,
      where: active(c, filters),
      id: sql`m.id`,
      application: sql`m.application`,
      at: sql`m.starts_at`,
      counts: sql`1`,
      note: sql`'until ' || to_char(least(m.ends_at, m.ended_at) at time zone ${filters.zone}, 'YYYY-MM-DD')`,
    }),
});
