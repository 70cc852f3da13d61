import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import type { FigureFilters } from '#kernel/figures/figure.ts';
import { inPrograms, within } from './measured.ts';
import { COUNT, MEAN, ofMembers, overRows } from './over-rows.ts';

/** When a day that the shop told of began, in the zone of the report. */
const began = (filters: FigureFilters) => sql`(u.day::timestamp at time zone ${filters.zone})`;

const USED = (filters: FigureFilters) => sql`programs.uses u join programs.entitlements e on e.id = u.entitlement
  where ${inPrograms(filters, sql`e.program`)} and ${within(filters, began(filters))}`;

export const membersUsing = overRows({
  id: 'programs.members-using',
  name: 'Members using it',
  words: 'How many members had somebody at work with what they were given.',
  formula:
    'Memberships of which an entitlement was reported with at least one active seat on a day of the period (a day counts where its first moment in the zone of the report lies in the period). From the use that was imported.',
  ...{ unit: 'count', grain: 'a membership', better: 'more' },
  value: COUNT,
  behind: async (_, filters) => sql`
    select e.membership id, max(${began(filters)}) as at, 1 counts, null::text part, 'up to ' || max(u.seats) || ' active seats' note,
      null::uuid application, e.membership
    from ${USED(filters)} and u.seats > 0 and ${ofMembers(filters, sql`e.membership`)} group by e.membership`,
});

/** Was any use told of the period at all? Where none was, nobody knows who used it. */
async function isTold(c: Context, filters: FigureFilters): Promise<boolean> {
  const { rows } = await sql<{ told: boolean }>`select exists (select from ${USED(filters)}) told`.execute(c.tx);
  return rows[0]?.told ?? false;
}

const held = (c: Context, { from, to }: FigureFilters): RawBuilder<boolean> => sql<boolean>`t.starts_at <= ${c.now}
  and ${to === null ? sql`true` : sql`t.starts_at < ${to}`} and ${from === null ? sql`true` : sql`least(t.ends_at, m.ended_at) > ${from}`}`;

export const adoption = overRows({
  id: 'programs.adoption',
  name: 'Adoption',
  words: 'The share of members who had somebody at work with what they were given.',
  formula:
    'Memberships with a term that holds a part of the period, of which an entitlement was reported with at least one active seat on a day of it, divided by all memberships with such a term. Without any imported use in the period it is not known.',
  ...{ unit: 'share', grain: 'a membership', better: 'more' },
  value: MEAN,
  behind: async (c, filters) =>
    (await isTold(c, filters))
      ? sql`
    select h.id, h.at, h.used counts, case when h.used = 1 then 'Using it' else 'No use reported' end part, null::text note,
      null::uuid application, h.id membership
    from (select m.id, max(t.starts_at) as at, (exists (select from ${USED(filters)} and u.seats > 0 and e.membership = m.id))::int used
      from programs.terms t join programs.memberships m on m.id = t.membership
      where ${inPrograms(filters, sql`m.program`)} and ${held(c, filters)} and ${ofMembers(filters, sql`m.id`)} group by m.id) h`
      : null,
});
