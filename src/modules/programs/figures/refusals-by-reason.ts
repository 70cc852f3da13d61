import { sql } from 'kysely';
import { figure, NARROWINGS } from '#kernel/figures/figure.ts';
import { decided, decisionRows } from './measured.ts';

const refused = sql<boolean>`d.verdict = 'refused'`;

/** The label of a reason in the newest policy of the program that has it. */
const labelOf = sql`coalesce((
  select r ->> 'label' from programs.policies v, jsonb_array_elements(v.policy -> 'reasons') r
  where v.program = d.program and r ->> 'code' = d.reason order by v.version desc limit 1), d.reason)`;

export const refusalsByReason = figure({
  id: 'programs.refusals-by-reason',
  name: 'Refusals by reason',
  words: 'Why applications were refused.',
  formula:
    'Decisions in force (not undone, nor ended by a withdrawal before they took effect; those that were taken up again later count as they were told) made in the period that refuse, counted by the reason chosen from the policy’s list. The value is their sum.',
  unit: 'count',
  by: NARROWINGS,
  grain: 'a decision',
  permission: 'applications.read',
  better: 'neither',
  // Counted by program and code first: looking a label up for every single decision would read the policies as often.
  read: async (c, filters) => {
    const found = await sql<{ label: string; value: number }>`
      select ${labelOf} "label", sum(d.n)::bigint "value"
      from (select d.program, d.reason, count(*) n from programs.decisions d where ${decided(filters)} and ${refused} group by 1, 2) d
      group by 1 order by 2 desc, 1`.execute(c.tx);
    const of = found.rows.reduce((sum, part) => sum + part.value, 0);
    return { value: of === 0 ? null : of, of, parts: found.rows };
  },
  rows: decisionRows(sql`1`, labelOf, refused),
});
