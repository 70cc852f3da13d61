import { sql } from 'kysely';
import { figure, NARROWINGS } from '#kernel/figures/figure.ts';
import { byLabel, decisionRows } from './measured.ts';

const approved = sql<boolean>`d.verdict = 'approved'`;
const way = sql`case when d.decided_by is null then 'By the rule' else 'By a person' end`;

export const approvalsByWay = figure({
  id: 'programs.approvals-by-way',
  name: 'Approvals by way',
  words: 'How many applications were approved, by the rule of the policy and by people.',
  formula:
    'Decisions in force (not undone, nor ended by a withdrawal before they took effect; those that were taken up again later count as they were told) made in the period that approve, counted by who decided: the rule of the policy, or a person. The value is their sum.',
  unit: 'count',
  by: NARROWINGS,
  grain: 'a decision',
  permission: 'applications.read',
  better: 'neither',
  read: byLabel(way, approved),
  rows: decisionRows(sql`1`, way, approved),
});
