import { sql } from 'kysely';
import { decided } from './measured.ts';
import { COUNT, overRows } from './over-rows.ts';

export const approvalsByTier = overRows({
  id: 'programs.approvals-by-tier',
  name: 'Approvals by tier',
  words: 'What applicants were approved for.',
  formula:
    'Decisions in force (not undone, nor ended by a withdrawal before they took effect; those that were taken up again later count as they were told) made in the period that approve, counted by the tier of the policy. The value is their sum.',
  ...{ unit: 'count', grain: 'a decision', better: 'neither' },
  value: COUNT,
  behind: async (_, filters) => sql`
    select d.id, d.decided_at as at, 1 counts, coalesce(d.tier, 'without a tier') part, null::text note, d.application, null::uuid membership
    from programs.decisions d where ${decided(filters)} and d.verdict = 'approved'`,
});
