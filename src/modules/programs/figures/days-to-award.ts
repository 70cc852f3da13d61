import { sql } from 'kysely';
import { inPrograms, ofApplications, within } from './measured.ts';
import { overRows, percentile } from './over-rows.ts';

const toAward = (given: { id: string; name: string; words: string; share: 0.5 | 0.9 }) =>
  overRows({
    ...{ id: given.id, name: given.name, words: given.words },
    formula: `Applications whose award went out in the period: the first coupon, or where there is none, the beginning of the term. Each counts with the business days from the confirmed mail address (or from when it was last taken up again) to then, as the SLA clock counts them, on the calendar in force at that moment; the times of waiting for the applicant are counted in. The value is the discrete percentile (percentile_disc): the smallest number of days that really occurred such that at least ${given.share === 0.5 ? 'half' : '90 %'} of the awards took at most that many.`,
    ...{ unit: 'business days', grain: 'an award', better: 'less', parts: 'none' },
    value: percentile(given.share),
    behind: async (_, filters) => sql`
      select w.term id, w.awarded_at as at, w.business_days counts, null::text part, null::text note, w.application, null::uuid membership
      from programs.awards w where ${inPrograms(filters, sql`w.program`)} and ${within(filters, sql`w.awarded_at`)}
        and ${ofApplications(filters, sql`w.application`)}`,
  });

export const daysToAward = toAward({
  id: 'programs.days-to-award',
  name: 'Days to award',
  words: 'How long half of those who were approved waited at most until they had what they applied for.',
  share: 0.5,
});
export const daysToAwardP90 = toAward({
  id: 'programs.days-to-award-p90',
  name: 'Days to award, 9 of 10',
  words: 'How long nine of ten of those who were approved waited at most until they had what they applied for.',
  share: 0.9,
});
