import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { cut, isAfter } from '#kernel/contract/paging.ts';
import { type Figure, type FigureFilters, figure, NARROWINGS } from '#kernel/figures/figure.ts';
import { numberOf } from '../standing.ts';
import { sourceOf } from './measured.ts';

/** The moment that is counted for: the end of the period, or now when it has not come. */
export const momentOf = (c: Context, { to }: FigureFilters): Temporal.Instant =>
  to !== null && Temporal.Instant.compare(to, c.now) < 0 ? to : c.now;

/** How a term (`p`) came about: as its application did; one without is a renewal that needed none, or was brought in. */
const SOURCE_OF_TERM = sql`coalesce((select ${sourceOf('o')} from programs.applications o where o.id = p.application),
  case when p.position = 1 then 'import' else 'renewal' end)`;

/** The term of this id is of the country (of the newest application up to it) and source that are asked for. */
export function ofTerms({ country, source }: FigureFilters, id: RawBuilder<unknown>): RawBuilder<boolean> {
  if (country === null && source === null) return sql<boolean>`true`;
  const there = sql`(select o.country from programs.terms q join programs.applications o on o.id = q.application
    where q.membership = p.membership and q.position <= p.position order by q.position desc limit 1) = ${country}`;
  return sql<boolean>`exists (select from programs.terms p where p.id = ${id}
    and ${country === null ? sql`true` : there} and ${source === null ? sql`true` : sql`${SOURCE_OF_TERM} = ${source}`})`;
}

/** The membership of this id is of the country (of its newest application) and came by the source (of its first term) that are asked for. */
export function ofMembers({ country, source }: FigureFilters, id: RawBuilder<unknown>): RawBuilder<boolean> {
  if (country === null && source === null) return sql<boolean>`true`;
  const there = sql`(select o.country from programs.terms q join programs.applications o on o.id = q.application
    where q.membership = ${id} order by q.position desc limit 1) = ${country}`;
  const came = sql`exists (select from programs.terms p where p.membership = ${id} and p.position = 1 and ${SOURCE_OF_TERM} = ${source})`;
  return sql<boolean>`(${country === null ? sql`true` : there} and ${source === null ? sql`true` : came})`;
}

/** What is counted: a query with the columns `id`, `at`, `counts`, `part`, `note`, `application`, `membership`; null: there is nothing to measure. */
type Behind = (c: Context, filters: FigureFilters) => Promise<RawBuilder<unknown> | null>;
type Definition = Pick<Figure, 'id' | 'name' | 'words' | 'formula' | 'unit' | 'grain' | 'better' | 'target' | 'by'>;
type Given = Definition & {
  behind: Behind;
  /** Over the rows `r` that count. */
  value: RawBuilder<unknown>;
  /** What a part tells: its rows, or the sum of what they count. */
  parts?: 'rows' | 'sum' | 'none';
};

export const COUNT = sql`count(r.counts)`;
export const SUM = sql`sum(r.counts)`;
export const MEAN = sql`avg(r.counts)`;
export const percentile = (share: 0.5 | 0.9) =>
  sql`percentile_disc(${sql.lit(share)}) within group (order by r.counts)`;

type Part = { part: string | null; whole: boolean; n: number; of: number; total: number | null; value: number | null };
type Row = {
  id: string;
  at: Temporal.Instant;
  counts: number | null;
  note: string | null;
  application: string | null;
  membership: string | null;
  prefix: string | null;
  number: number | null;
  name: string | null;
};

/**
 * A figure whose value, parts and rows come from one query, so that they cannot differ. A row whose `counts` is null is shown and
 * has a part, and does not enter the value; without any that counts there is no value, which is not 0.
 */
export function overRows({ behind, value, parts = 'rows', ...definition }: Given): Figure {
  return figure({
    by: NARROWINGS,
    ...definition,
    permission: 'applications.read',
    read: async (c, filters) => {
      const rows = await behind(c, filters);
      if (rows === null) return { value: null, of: 0 };
      const found = await sql<Part>`
        select r.part, grouping(r.part) = 1 whole, count(*) n, count(r.counts) "of", sum(r.counts)::double precision total,
          (${value})::double precision "value"
        from (${rows}) r group by grouping sets ((), (r.part)) order by n desc, r.part`.execute(c.tx);
      const whole = found.rows.find((row) => row.whole);
      return {
        value: whole?.of ? whole.value : null,
        of: whole?.of ?? 0,
        parts:
          parts === 'none'
            ? []
            : found.rows.flatMap(({ part, n, total }) =>
                part === null ? [] : [{ label: part, value: parts === 'sum' ? (total ?? 0) : n }],
              ),
      };
    },
    rows: async (c, filters, page) => {
      const rows = await behind(c, filters);
      if (rows === null) return { rows: [], next: null };
      const after = page.after ? isAfter(sql`r.at`, sql`r.id`, page.after, 'desc', 'timestamptz') : sql`true`;
      const found = await sql<Row>`
        select r.*, p.prefix, a.number, coalesce(a.project, m.name) "name"
        from (select r.id, r.at, r.counts::double precision counts, coalesce(r.note, r.part) note, r.application, r.membership
              from (${rows}) r where ${after} order by r.at desc, r.id desc limit ${page.limit + 1}) r
        left join programs.applications a on a.id = r.application left join programs.programs p on p.id = a.program
        left join programs.memberships m on m.id = r.membership order by r.at desc, r.id desc`.execute(c.tx);
      const { rows: shown, next } = cut(found.rows, page.limit, (row) => [row.at.toString(), row.id]);
      return {
        rows: shown.map((row) => ({
          id: row.id,
          label:
            row.prefix !== null && row.number !== null
              ? `${numberOf(row.prefix, row.number)} ${row.name}`
              : (row.name ?? ''),
          href: row.application
            ? `/programs/applications/${row.application}`
            : row.membership
              ? `/programs/members/${row.membership}`
              : null,
          ...{ at: row.at.toString(), counts: row.counts, note: row.note },
        })),
        next,
      };
    },
  });
}
