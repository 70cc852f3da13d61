import { sql } from 'kysely';
import { programsWith } from '#kernel/context.ts';
import type { PersonPanel } from '#kernel/slots.ts';
import { memberPanel } from './member-search.ts';
import { numberOf } from './standing.ts';

type Row = {
  id: string;
  prefix: string;
  number: number;
  project: string;
  stage: string;
  program: string;
  ends_at: Temporal.Instant | null;
};
const MOST = 20;

/** What the person applied for, newest first, with the term where it came to a membership. */
const applications: PersonPanel = {
  name: 'programs.applications',
  title: 'Applications and memberships',
  rows: async (c, identities) => {
    const programs = programsWith(c.actor, 'applications.read');
    const found = await sql<Row>`
      select a.id, p.prefix, a.number, a.project, a.stage, p.name program, least(t.ends_at, m.ended_at) ends_at
      from programs.applications a join programs.programs p on p.id = a.program
      left join programs.terms t on t.application = a.id left join programs.memberships m on m.id = t.membership
      where (a.identity = any(${identities}::uuid[]) or a.namespace = any(${identities}::uuid[]))
        and (${programs === 'all'} or a.program = any(${programs === 'all' ? [] : programs}::uuid[]))
      order by a.submitted_at desc, a.id desc limit ${MOST}`.execute(c.tx);
    return found.rows.map((row) => ({
      label: `${numberOf(row.prefix, row.number)} ${row.project}`,
      value: `${row.program}: ${row.stage}${row.ends_at ? `, member until ${row.ends_at.toString().slice(0, 10)}` : ''}`,
      href: `/programs/applications/${row.id}`,
    }));
  },
};

export const personPanels: readonly PersonPanel[] = [applications, memberPanel];
