import { sql } from 'kysely';
import type { FigureFilters } from '#kernel/figures/figure.ts';
import { inPrograms, ofApplications, within } from './measured.ts';
import { COUNT, MEAN, overRows } from './over-rows.ts';

const OUTCOME = sql`case when e.upheld then 'Upheld' when e.upheld is null then 'Not answered yet' else 'Denied' end`;
const made = (filters: FigureFilters, counts = sql`1`) => sql`
  select e.id, e.made_at as at, ${counts} counts, ${OUTCOME} part, null::text note, e.application, null::uuid membership
  from programs.appeals e join programs.applications a on a.id = e.application
  where ${inPrograms(filters, sql`a.program`)} and ${within(filters, sql`e.made_at`)} and ${ofApplications(filters, sql`a.id`)}`;

export const appealsMade = overRows({
  id: 'programs.appeals-made',
  name: 'Appeals',
  words: 'How often somebody asked us to look at a refusal again.',
  formula: 'Appeals made in the period, by what came of them until now.',
  ...{ unit: 'count', grain: 'an appeal', better: 'less' },
  value: COUNT,
  behind: async (_, filters) => made(filters),
});

export const appealsUpheld = overRows({
  id: 'programs.appeals-upheld',
  name: 'Appeals upheld',
  words: 'The share of appeals in which the applicant was right.',
  formula: 'Appeals made in the period that were upheld, divided by those made in it that have been answered.',
  ...{ unit: 'share', grain: 'an appeal', better: 'neither' },
  value: MEAN,
  behind: async (_, filters) => made(filters, sql`e.upheld::int`),
});
