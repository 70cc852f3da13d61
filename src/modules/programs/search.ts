import { sql } from 'kysely';
import type { SearchSource } from '#kernel/slots.ts';
import { fits, type ReadRow, ROW, rowFrom, rowsOf } from './queries/application-rows.ts';

/** Applications by number, project, namespace, name or address, the newest first. */
const applications: SearchSource = {
  name: 'Applications',
  permission: 'applications.read',
  find: async (c, text, limit) => {
    const found = await sql<ReadRow>`
      select ${ROW} from ${rowFrom(sql`(select * from programs.applications a where ${fits(c, { text })}
        order by a.submitted_at desc, a.id desc limit ${limit})`)} order by a.submitted_at desc, a.id desc`.execute(
      c.tx,
    );
    return (await rowsOf(c, found.rows)).map((row) => ({
      kind: 'application',
      id: row.id,
      title: `${row.number} ${row.project}`,
      words: `${row.stage}, ${row.namespace}`,
      href: `/programs/applications/${row.id}`,
    }));
  },
};

export const searchSources: readonly SearchSource[] = [applications];
