import { sql } from 'kysely';
import { figure, NARROWINGS } from '#kernel/figures/figure.ts';
import { decisionRows, overDecisions } from './measured.ts';

export const keptPromise = figure({
  id: 'programs.kept-promise',
  name: 'Kept promise',
  words: 'The share of decisions that came within the promised business days.',
  formula:
    'Decisions in force (not undone, nor ended by a withdrawal before they took effect; those that were taken up again later count as they were told) made in the period, at or before the moment they were due, divided by all decisions in force made in the period. Due: the close of the promised business day of the application’s policy, moved by the times of waiting for the applicant.',
  unit: 'share',
  by: NARROWINGS,
  grain: 'a decision',
  permission: 'applications.read',
  better: 'more',
  target: 0.95,
  read: overDecisions(sql`avg(d.kept::int)`),
  rows: decisionRows(
    sql`d.kept::int`,
    sql`(case when d.kept then 'kept' else 'late' end) || ', ' || d.business_days_without_waiting || ' business days'`,
  ),
});
