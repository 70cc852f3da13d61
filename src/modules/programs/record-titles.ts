import { sql } from 'kysely';
import { programsWith } from '#kernel/context.ts';
import type { RecordTitles } from '#kernel/slots.ts';
import { memberTitles } from './member-search.ts';
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

/** Programs by name: everybody who signs in may know which there are. */
const programs: RecordTitles = {
  kind: 'program',
  of: async (c, ids) => {
    const found = await sql<{ id: string; slug: string; name: string }>`
      select id, slug, name from programs.programs where id = any(${ids}::uuid[])`.execute(c.tx);
    return found.rows.map(({ id, slug, name }) => ({ id, title: name, href: `/programs/${slug}` }));
  },
};

export const recordTitles: readonly RecordTitles[] = [applications, memberTitles, programs];
