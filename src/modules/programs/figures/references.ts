import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import type { FigureFilters } from '#kernel/figures/figure.ts';
import { inPrograms, within } from './measured.ts';
import { COUNT, momentOf, ofMembers, overRows } from './over-rows.ts';

const consents = (filters: FigureFilters, which: RawBuilder<boolean>) => sql`
  select k.id, k.given_at as at, 1 counts, k.kind part, k.kind || case when k.withdrawn_at is not null then ', withdrawn' else '' end note,
    null::uuid application, k.membership
  from programs.reference_consents k join programs.memberships m on m.id = k.membership
  where ${inPrograms(filters, sql`m.program`)} and ${which} and ${ofMembers(filters, sql`m.id`)}`;

/** In force at the end of the period: given, not withdrawn, and its last day (in the zone of the report) not over. */
const inForce = (c: Context, filters: FigureFilters): RawBuilder<boolean> => {
  const at = momentOf(c, filters);
  return sql<boolean>`k.given_at <= ${at} and (k.withdrawn_at is null or k.withdrawn_at > ${at})
    and (k.ends_on is null or ((k.ends_on + 1)::timestamp at time zone ${filters.zone}) > ${at})`;
};
const IN_FORCE =
  'in force at the end of the period (now, when that has not come): given, not withdrawn, and their last day not over. The start of the period has no effect.';

export const newReferences = overRows({
  id: 'programs.new-references',
  name: 'New references',
  words: 'What members allowed us to tell of them.',
  formula: 'Consents to be named that were given in the period, by kind, also those that were withdrawn since.',
  ...{ unit: 'count', grain: 'a consent', better: 'more' },
  value: COUNT,
  behind: async (_, filters) => consents(filters, within(filters, sql`k.given_at`)),
});

export const referencesInForce = overRows({
  id: 'programs.references-in-force',
  name: 'References in force',
  words: 'What we may tell of members.',
  formula: `Consents to be named that are ${IN_FORCE} By kind.`,
  ...{ unit: 'count', grain: 'a consent', better: 'more' },
  value: COUNT,
  behind: async (c, filters) => consents(filters, inForce(c, filters)),
});

export const referenceHolders = overRows({
  id: 'programs.reference-holders',
  name: 'Members who speak for us',
  words: 'How many members take part in marketing.',
  formula: `Memberships with at least one consent to be named that is ${IN_FORCE}`,
  ...{ unit: 'count', grain: 'a membership', better: 'more' },
  value: COUNT,
  parts: 'none',
  behind: async (c, filters) => sql`
    select k.membership id, max(k.at) as at, 1 counts, null::text part, string_agg(distinct k.part, ', ' order by k.part) note,
      null::uuid application, k.membership
    from (${consents(filters, inForce(c, filters))}) k group by k.membership`,
});
