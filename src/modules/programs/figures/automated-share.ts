import { sql } from 'kysely';
import { figure, NARROWINGS } from '#kernel/figures/figure.ts';
import { decisionRows, overDecisions, verdictWords } from './measured.ts';

export const automatedShare = figure({
  id: 'programs.automated-share',
  name: 'Decided by rule',
  words: 'The share of decisions that the rule of the policy made, with nobody having to look.',
  formula:
    'Decisions in force (not undone, nor ended by a withdrawal before they took effect; those that were taken up again later count as they were told) made in the period by the rule of the policy, divided by all decisions in force made in the period.',
  unit: 'share',
  by: NARROWINGS,
  grain: 'a decision',
  permission: 'applications.read',
  better: 'more',
  read: overDecisions(sql`avg((d.decided_by is null)::int)`),
  rows: decisionRows(sql`(d.decided_by is null)::int`, verdictWords),
});
