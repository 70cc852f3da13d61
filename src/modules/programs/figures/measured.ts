import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { cut, isAfter } from '#kernel/contract/paging.ts';
import type { Figure, FigureFilters, FigureRow } from '#kernel/figures/figure.ts';
import { numberOf } from '../standing.ts';

/** The column lies in the period: from <= t < to, open where the filter is. */
export function within(filters: FigureFilters, column: RawBuilder<unknown>): RawBuilder<boolean> {
  const { from, to } = filters;
  return sql<boolean>`(${from === null ? sql`true` : sql`${column} >= ${from}`} and ${to === null ? sql`true` : sql`${column} < ${to}`})`;
}

export const inPrograms = (filters: FigureFilters, column: RawBuilder<unknown>): RawBuilder<boolean> =>
  filters.programs === 'all' ? sql<boolean>`true` : sql<boolean>`${column} = any(${filters.programs}::uuid[])`;

/** How an application came, which stands under this alias: as a renewal, by an invitation, with or without somebody who named them, or by the form. */
export function sourceOf(alias: string): RawBuilder<string> {
  const [kind, invitation] = [sql.ref(`${alias}.kind`), sql.ref(`${alias}.invitation`)];
  return sql`case when ${kind} = 'renewal' then 'renewal' when ${invitation} is null then 'form'
    when exists (select from programs.invitations i where i.id = ${invitation} and i.nomination is not null) then 'nomination' else 'invitation' end`;
}

/** The application of this id is of the country and source that are asked for. */
export function ofApplications({ country, source }: FigureFilters, id: RawBuilder<unknown>): RawBuilder<boolean> {
  if (country === null && source === null) return sql<boolean>`true`;
  return sql<boolean>`exists (select from programs.applications narrowed where narrowed.id = ${id}
    and ${country === null ? sql`true` : sql`narrowed.country = ${country}`} and ${source === null ? sql`true` : sql`${sourceOf('narrowed')} = ${source}`})`;
}

/** Decisions in force (`d`) of the programs that were made in the period. */
export const decided = (filters: FigureFilters): RawBuilder<boolean> =>
  sql<boolean>`d.undone_at is null and ${inPrograms(filters, sql`d.program`)} and ${within(filters, sql`d.decided_at`)} and ${ofApplications(filters, sql`d.application`)}`;

type Row = {
  id: string;
  application: string;
  prefix: string;
  number: number;
  project: string;
  at: Temporal.Instant;
  counts: number | null;
  note: string | null;
};

/**
 * A page of the rows behind a figure, the newest first. `from` names the table that is counted, under an alias, with its
 * condition; `application` the application behind each.
 */
export async function rowsBehind(
  c: Context,
  page: { after: string | null; limit: number },
  behind: {
    table: RawBuilder<unknown>;
    where: RawBuilder<boolean>;
    id: RawBuilder<unknown>;
    application: RawBuilder<unknown>;
    at: RawBuilder<unknown>;
    counts: RawBuilder<unknown>;
    note: RawBuilder<unknown>;
  },
): Promise<{ rows: FigureRow[]; next: string | null }> {
  const { table, where, id, application, at, counts, note } = behind;
  const after = page.after ? isAfter(at, id, page.after, 'desc', 'timestamptz') : sql`true`;
  const found = await sql<Row>`
    select r.*, p.prefix, a.number, a.project
    from (select ${id} id, ${application} application, ${at} as at, (${counts})::double precision counts, (${note})::text note
          from ${table} where ${where} and ${after} order by ${at} desc, ${id} desc limit ${page.limit + 1}) r
    join programs.applications a on a.id = r.application join programs.programs p on p.id = a.program
    order by r.at desc, r.id desc`.execute(c.tx);
  const { rows, next } = cut(found.rows, page.limit, (row) => [row.at.toString(), row.id]);
  return {
    rows: rows.map((row) => ({
      id: row.id,
      label: `${numberOf(row.prefix, row.number)} ${row.project}`,
      href: `/programs/applications/${row.application}`,
      at: row.at.toString(),
      counts: row.counts,
      note: row.note,
    })),
    next,
  };
}

/** The rows of a figure over decisions: what each counts, and a note that says what it was. */
export const decisionRows =
  (
    counts: RawBuilder<unknown>,
    note: RawBuilder<unknown>,
    also: RawBuilder<boolean> = sql<boolean>`true`,
  ): Figure['rows'] =>
  (c, filters, page) =>
    rowsBehind(c, page, {
      table: sql`programs.decisions d`,
      where: sql<boolean>`${decided(filters)} and ${also}`,
      id: sql`d.id`,
      application: sql`d.application`,
      at: sql`d.decided_at`,
      counts,
      note,
    });

/** A number over the decisions in the period; null where there are none. */
export const overDecisions =
  (value: RawBuilder<unknown>, also: RawBuilder<boolean> = sql<boolean>`true`): Figure['read'] =>
  async (c, filters) => {
    const found = await sql<{ value: number | null; of: number }>`
      select (${value})::double precision "value", count(*) "of" from programs.decisions d where ${decided(filters)} and ${also}`.execute(
      c.tx,
    );
    const row = found.rows[0];
    return { value: row?.of ? row.value : null, of: row?.of ?? 0 };
  };

/** Counts of decisions by a label, the largest first; the value is their sum, null where there are none. */
export const byLabel =
  (label: RawBuilder<unknown>, also: RawBuilder<boolean>): Figure['read'] =>
  async (c, filters) => {
    const found = await sql<{ label: string; value: number }>`
      select ${label} "label", count(*) "value" from programs.decisions d where ${decided(filters)} and ${also}
      group by 1 order by 2 desc, 1`.execute(c.tx);
    const of = found.rows.reduce((sum, part) => sum + part.value, 0);
    return { value: of === 0 ? null : of, of, parts: found.rows };
  };

export const verdictWords = sql`case when d.decided_by is null then d.verdict || ' by the rule' else d.verdict || ' by a person' end`;
