import { sql } from 'kysely';
import { programsWith } from '#kernel/context.ts';
import type { RecordTitles } from '#kernel/slots.ts';
import { numberOf } from './standing.ts';

type Row = { id: string; prefix: string; number: number; project: string };

/** Applications by number and project, of the programs whose applications the viewer may read. */
const applications: RecordTitles = {
  kind: 'application',
  of: async (c, ids) => {
    const programs = programsWith(c.actor, 'applications.read');
    const found = await sql<Row>`
      select a.id, p.prefix, a.number, a.project
      from programs.applications a join programs.programs p on p.id = a.program
      where a.id = any(${ids}::uuid[])
        and (${programs === 'all'} or a.program = any(${programs === 'all' ? [] : programs}::uuid[]))`.execute(c.tx);
    return found.rows.map((row) => ({
      id: row.id,
      title: `${numberOf(row.prefix, row.number)} ${row.project}`,
      href: `/programs/applications/${row.id}`,
    }));
  },
};

export const recordTitles: readonly RecordTitles[] = [applications];
