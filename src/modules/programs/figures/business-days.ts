import { sql } from 'kysely';
import { type Figure, figure, NARROWINGS } from '#kernel/figures/figure.ts';
import { decisionRows, overDecisions, verdictWords } from './measured.ts';

const WITHOUT = sql`d.business_days_without_waiting`;
const WITH = sql`d.business_days_with_waiting`;

const COUNTED =
  'Decisions in force (not undone, nor ended by a withdrawal before they took effect; those that were taken up again later count as they were told) made in the period. Each counts with the business days from the confirmed mail address to the decision, as the SLA clock counts them: 0 on the day itself, else the least n for which a promise of n business days was kept, on the calendar in force when it was decided';

/** A percentile of the business days that decisions took. */
export function businessDays(given: {
  id: string;
  name: string;
  words: string;
  waiting: 'without' | 'with';
  share: 0.5 | 0.9;
}): Figure {
  const column = given.waiting === 'without' ? WITHOUT : WITH;
  const waiting =
    given.waiting === 'without'
      ? 'the times of waiting for the applicant left out'
      : 'the times of waiting for the applicant counted in';
  const part = given.share === 0.5 ? 'half' : '90 %';
  return figure({
    id: given.id,
    name: given.name,
    words: given.words,
    formula: `${COUNTED}; ${waiting}. The value is the discrete percentile (percentile_disc): the smallest number of days that really occurred such that at least ${part} of the decisions took at most that many.`,
    unit: 'business days',
    by: NARROWINGS,
    grain: 'a decision',
    permission: 'applications.read',
    better: 'less',
    read: overDecisions(sql`percentile_disc(${sql.lit(given.share)}) within group (order by ${column})`),
    rows: decisionRows(column, verdictWords),
  });
}
