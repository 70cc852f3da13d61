import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import type { FigureFilters } from '#kernel/figures/figure.ts';
import { allPrograms } from '../program-of.ts';
import { inPrograms, within } from './measured.ts';
import { ofTerms } from './over-rows.ts';

/** The days of grace of each program, by its policy in force, as a table `grace (program, days)`. */
async function graces(c: Context): Promise<RawBuilder<unknown>> {
  const programs = await allPrograms(c);
  return sql`unnest(${programs.map(({ id }) => id)}::uuid[], ${programs.map(({ policy }) => policy.renewal.graceDays)}::int[]) grace (program, days)`;
}

/** Days of 24 hours, as the rules of memberships count them. */
const grace = sql`make_interval(hours => 24 * grace.days)`;
const over = sql`least(t.ends_at, m.ended_at)`;

/** What became of a term that is over: the member has a next one, begun within the grace; it has none; or the grace still runs. */
const FATE = (c: Context) => sql`case
  when exists (select from programs.terms n where n.membership = t.membership and n.position > t.position
    and n.starts_at <= ${over} + ${grace}) then 'Renewed'
  when ${c.now}::timestamptz < ${over} + ${grace} and m.ended_at is null then 'Not known yet'
  when m.ended_at is not null and m.ended_at <= t.ends_at then 'Ended early'
  else 'Ran out' end`;

/** Terms that ended in the period, with what became of each as `part`. `counts` is worked out from that by the figure. */
export async function endedTerms(
  c: Context,
  filters: FigureFilters,
  counts: RawBuilder<unknown>,
  which = sql<boolean>`true`,
) {
  return sql`select e.id, e.at, ${counts} counts, e.part, null::text note, e.application, e.membership from (
      select t.id, ${over} as at, ${FATE(c)} part, t.application, t.membership
      from programs.terms t join programs.memberships m on m.id = t.membership join ${await graces(c)} on grace.program = m.program
      where t.starts_at is not null and ${inPrograms(filters, sql`m.program`)} and ${within(filters, over)} and ${over} <= ${c.now}
        and ${over} > t.starts_at and ${ofTerms(filters, sql`t.id`)}) e
    where ${which}`;
}

/** Had this member (`m`) a membership of the program before? Each way of being the same has an index of its own. */
const earlier = (same: RawBuilder<unknown>) =>
  sql`exists (select from programs.memberships o where ${same} and o.program = m.program and o.id <> m.id and o.starts_at < t.starts_at)`;

/**
 * Terms that began in the period, each as `part`: `new`, `renewing` (the term before it ended no longer ago than the grace),
 * `returning` (longer ago, or it had an earlier membership of the program, by namespace, or by owner where there is none).
 */
export async function begunTerms(c: Context, filters: FigureFilters, kind: 'new' | 'renewing' | 'returning') {
  return sql`select b.id, b.at, 1 counts, null::text part, b.note, b.application, b.membership from (
      select t.id, t.starts_at as at, t.application, t.membership,
        'until ' || to_char(${over} at time zone ${filters.zone}, 'YYYY-MM-DD') note,
        case when before.ended + ${grace} >= t.starts_at then 'renewing' when before.ended is not null then 'returning'
          when m.namespace_key is not null and ${earlier(sql`o.namespace_key = m.namespace_key`)}
            or m.namespace_key is null and ${earlier(sql`o.identity = m.identity`)} then 'returning'
          else 'new' end kind
      from programs.terms t join programs.memberships m on m.id = t.membership join ${await graces(c)} on grace.program = m.program
      cross join lateral (select max(p.ends_at) ended from programs.terms p
        where p.membership = t.membership and p.position < t.position and p.starts_at is not null) before
      where ${inPrograms(filters, sql`m.program`)} and ${within(filters, sql`t.starts_at`)} and t.starts_at <= ${c.now}
        and ${ofTerms(filters, sql`t.id`)}) b
    where b.kind = ${kind}`;
}
