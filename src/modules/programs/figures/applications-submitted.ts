import { sql } from 'kysely';
import { figure, NARROWINGS } from '#kernel/figures/figure.ts';
import { inPrograms, ofApplications, rowsBehind, within } from './measured.ts';

export const applicationsSubmitted = figure({
  id: 'programs.applications-submitted',
  name: 'Applications',
  words: 'How many applications came in.',
  formula: 'Applications submitted in the period, whatever became of them since.',
  unit: 'count',
  by: NARROWINGS,
  grain: 'an application',
  permission: 'applications.read',
  better: 'more',
  read: async (c, filters) => {
    const found = await sql<{ n: number }>`
      select count(*) n from programs.applications a
      where ${inPrograms(filters, sql`a.program`)} and ${within(filters, sql`a.submitted_at`)} and ${ofApplications(filters, sql`a.id`)}`.execute(
      c.tx,
    );
    const of = found.rows[0]?.n ?? 0;
    return { value: of === 0 ? null : of, of };
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
