import { sql } from 'kysely';
import { inPrograms, ofApplications, sourceOf, within } from './measured.ts';
import { COUNT, overRows } from './over-rows.ts';

export const applicationsBySource = overRows({
  id: 'programs.applications-by-source',
  name: 'Applications by source',
  words: 'How applicants came to us.',
  formula:
    'Applications submitted in the period, counted by how they came: as a renewal, by an invitation, by an invitation after others had named them (nomination), or else by the form. The value is their sum.',
  ...{ unit: 'count', grain: 'an application', better: 'neither' },
  value: COUNT,
  behind: async (_, filters) => sql`
    select o.id, o.submitted_at as at, 1 counts, ${sourceOf('o')} part, null::text note, o.id application, null::uuid membership
    from programs.applications o where ${inPrograms(filters, sql`o.program`)} and ${within(filters, sql`o.submitted_at`)}
      and ${ofApplications(filters, sql`o.id`)}`,
});
