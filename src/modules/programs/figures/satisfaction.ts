import { type RawBuilder, sql } from 'kysely';
import type { FigureFilters } from '#kernel/figures/figure.ts';
import { inPrograms, ofApplications, within } from './measured.ts';
import { MEAN, ofMembers, overRows } from './over-rows.ts';

const asked = (
  filters: FigureFilters,
  counts: RawBuilder<unknown>,
  part: RawBuilder<unknown>,
  which = sql<boolean>`true`,
) =>
  sql`select s.id, s.asked_at as at, ${counts} counts, ${part} part, null::text note, s.application, s.membership
    from programs.askings s where ${inPrograms(filters, sql`s.program`)} and ${within(filters, sql`s.asked_at`)} and ${which}
      and case when s.membership is null then ${ofApplications(filters, sql`s.application`)} else ${ofMembers(filters, sql`s.membership`)} end`;

export const satisfaction = overRows({
  id: 'programs.satisfaction',
  name: 'Satisfaction',
  words: 'The score that people gave, from 1 to 5, when we asked how satisfied they are.',
  formula:
    'The mean of the scores of those who were asked in the period and gave one. Who would rather not say, and who did not answer, counts as no score.',
  ...{ unit: 'score', grain: 'an asking', better: 'more', target: 4 },
  value: MEAN,
  behind: async (_, filters) =>
    asked(filters, sql`s.score`, sql`s.score || ' of 5'`, sql<boolean>`s.score is not null`),
});

export const satisfactionResponse = overRows({
  id: 'programs.satisfaction-response',
  name: 'Answers about satisfaction',
  words: 'The share of those who were asked how satisfied they are that gave a score.',
  formula:
    'Those who were asked in the period and gave a score, divided by all who were asked in it. Who would rather not say has answered without a score, and is shown apart from who has not answered.',
  ...{ unit: 'share', grain: 'an asking', better: 'more' },
  value: MEAN,
  behind: async (_, filters) =>
    asked(
      filters,
      sql`(s.score is not null)::int`,
      sql`case when s.score is not null then 'Gave a score' when s.declined then 'Would rather not say' else 'No answer' end`,
    ),
});
