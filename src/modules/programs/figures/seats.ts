import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import type { FigureFilters } from '#kernel/figures/figure.ts';
import { inPrograms, within } from './measured.ts';
import { momentOf, ofTerms, overRows, SUM } from './over-rows.ts';

/** What was given besides the main thing, also where something else has taken its place since. */
const ADDED = sql<boolean>`(e.kind = 'second' or exists (select from programs.entitlements r where r.replaced_by = e.id and r.kind = 'second'))`;
const BEGAN = sql`case when ${ADDED} then greatest(e.granted_at, t.starts_at) else t.starts_at end`;
const KIND = sql`case when ${ADDED} then 'Added' when t.position = 1 then 'New' else 'Renewed' end`;

const given = (filters: FigureFilters, which: RawBuilder<boolean>, at: RawBuilder<unknown>) =>
  sql`select s.id, s.at, s.seats counts, s.part, case when s.seats is null then s.sku || ', any number of seats' else s.sku end note,
      s.application, s.membership
    from (select e.id, ${at} as at, e.seats, e.sku, ${KIND} part, t.application, e.membership
      from programs.entitlements e join programs.terms t on t.id = e.term join programs.memberships m on m.id = e.membership
      where e.replaced_at is null and t.starts_at is not null and ${inPrograms(filters, sql`e.program`)} and ${which}
        and ${ofTerms(filters, sql`t.id`)}) s`;

const COMMON = { unit: 'count', grain: 'an entitlement', better: 'more', value: SUM, parts: 'sum' } as const;
const WHICH =
  'Seats of entitlements that nothing has taken the place of, as they are stated now; an entitlement without a number of seats is shown and counts nothing.';

/** `BEGAN` is one of two instants: where neither lies in the period, it need not be worked out. */
const began = (c: Context, filters: FigureFilters, which = sql<boolean>`true`) =>
  sql`select * from (${given(filters, sql<boolean>`t.starts_at <= ${c.now} and (${within(filters, sql`t.starts_at`)} or ${within(filters, sql`e.granted_at`)})`, BEGAN)}) r where ${within(filters, sql`r.at`)} and r.at <= ${c.now} and ${which}`;

const by = (kind: 'New' | 'Added' | 'Renewed', id: string, words: string, formula: string) =>
  overRows({
    ...COMMON,
    ...{ id, words, formula: `${WHICH} ${formula}`, name: `Seats ${kind.toLowerCase()}` },
    parts: 'none',
    behind: async (c, filters) => began(c, filters, sql<boolean>`r.part = ${kind}`),
  });

export const seatsNew = by(
  'New',
  'programs.seats-new',
  'Seats that came with new memberships.',
  'Those of the first term of a membership, where it began in the period.',
);
export const seatsAdded = by(
  'Added',
  'programs.seats-added',
  'Seats that were given besides, within a term.',
  'Those of second entitlements that were granted in the period, or whose term began in it, whichever is later.',
);
export const seatsRenewed = by(
  'Renewed',
  'programs.seats-renewed',
  'Seats that came with renewals.',
  'Those of the second and later terms of a membership that began in the period.',
);

export const seatsGiven = overRows({
  ...COMMON,
  id: 'programs.seats-given',
  name: 'Seats given',
  words: 'New, added and renewed seats together: what a team calls its active seats of the quarter.',
  formula: `${WHICH} The sum of seats new, added and renewed in the period.`,
  behind: async (c, filters) => began(c, filters),
});

export const seatsActive = overRows({
  ...COMMON,
  id: 'programs.seats-active',
  name: 'Active seats',
  words: 'Seats that members may use.',
  formula: `${WHICH} Those whose term holds the end of the period (now, when that has not come): starts <= t < ends, or before the membership was ended early. The start of the period has no effect.`,
  behind: async (c, filters) => {
    const at = momentOf(c, filters);
    return given(
      filters,
      sql<boolean>`t.starts_at <= ${at} and ${at} < least(t.ends_at, m.ended_at) and ${BEGAN} <= ${at}`,
      BEGAN,
    );
  },
});
