import { sql } from 'kysely';
import { figure, NARROWINGS } from '#kernel/figures/figure.ts';
import { STAGES, type Stage } from '../application.ts';
import { inPrograms, ofApplications, rowsBehind, within } from './measured.ts';

export const applicationsByStage = figure({
  id: 'programs.applications-by-stage',
  name: 'Applications by stage',
  words: 'Where the applications stand now.',
  formula:
    'Applications submitted in the period (all, without one), counted by the stage they are in at this moment. The value is their sum.',
  unit: 'count',
  by: NARROWINGS,
  grain: 'an application',
  permission: 'applications.read',
  better: 'neither',
  read: async (c, filters) => {
    const found = await sql<{ stage: Stage; n: number }>`
      select a.stage, count(*) n from programs.applications a
      where ${inPrograms(filters, sql`a.program`)} and ${within(filters, sql`a.submitted_at`)} and ${ofApplications(filters, sql`a.id`)} group by a.stage`.execute(
      c.tx,
    );
    const count = new Map(found.rows.map((row) => [row.stage, row.n]));
    const parts = STAGES.flatMap((stage) => {
      const value = count.get(stage);
      return value ? [{ label: stage, value }] : [];
    });
    const of = parts.reduce((sum, part) => sum + part.value, 0);
    return { value: of === 0 ? null : of, of, parts };
  },
  rows: (c, filters, page) =>
    rowsBehind(c, page, {
      table: sql`programs.applications a`,
      where: sql<boolean>`${inPrograms(filters, sql`a.program`)} and ${within(filters, sql`a.submitted_at`)} and ${ofApplications(filters, sql`a.id`)}`,
      id: sql`a.id`,
      application: sql`a.id`,
      at: sql`a.submitted_at`,
      counts: sql`1`,
      note: sql`a.stage`,
    }),
});
