import { sql } from 'kysely';
import type { Check, Evidence } from './check.ts';

type Row = {
  id: string;
  number: string;
  project: string;
  stage: string;
  same: 'namespace' | 'repository' | 'person' | 'organisation';
};

const WORDS: Record<Row['same'], string> = {
  namespace: 'has the same namespace',
  repository: 'names one of the same repositories',
  person: 'is from the same person',
  organisation: 'has the same project name',
};

/**
 * No other running application or membership of the program has this namespace or one of these repositories. The same
 * person or project name is not wrong by itself (somebody may look after two projects), so it goes to a person.
 */
export const notDuplicateCheck: Check = {
  name: 'not-duplicate',
  title: 'No other application or membership',
  run: async (application, { run }) => {
    const at = run.house.clock.now();
    const { rows } = await sql<Row>`
      with person as (
        select i.identity from community.people me join community.people i on i.person = me.person where me.identity = ${application.identity}
        union select ${application.identity}::uuid
      )
      select a.id, p.prefix || '-' || a.number number, a.project, a.stage,
        case when a.namespace_key = ${application.namespaceKey} then 'namespace'
             when exists (select from programs.repositories r where r.application = a.id and r.key = any(${application.repositories.map((r) => r.key)}::text[])) then 'repository'
             when a.identity in (select identity from person) then 'person'
             else 'organisation' end same
      from programs.applications a join programs.programs p on p.id = a.program
      left join programs.memberships m on m.application = a.id
      where a.program = ${application.program} and a.id <> ${application.id}
        and a.stage not in ('refused', 'withdrawn', 'confirming')
        and (m.ends_at is null or m.ends_at > ${at}) and m.ended_at is null
        and (a.namespace_key = ${application.namespaceKey}
          or a.identity in (select identity from person)
          or a.organisation = ${application.organisation}
          or exists (select from programs.repositories r where r.application = a.id and r.key = any(${application.repositories.map((r) => r.key)}::text[])))
      order by a.submitted_at desc limit 20`.execute(run.house.database.kysely);
    const evidence: Evidence[] = rows.map((row) => ({
      subject: row.number,
      finding: row.same === 'namespace' || row.same === 'repository' ? 'bad' : 'unclear',
      words: `${row.number} (${row.project}, ${row.stage}) ${WORDS[row.same]}.`,
      source: 'Guildhall',
      at: at.toString(),
      href: `/programs/applications/${row.id}`,
    }));
    if (evidence.length === 0) {
      const words =
        'No other running application or membership has this namespace, repositories, person or project name.';
      return {
        state: 'passed',
        words,
        evidence: [
          { subject: 'This program', finding: 'good', words, source: 'Guildhall', at: at.toString(), href: null },
        ],
      };
    }
    const certain = evidence.some((e) => e.finding === 'bad');
    return {
      state: certain ? 'failed' : 'unsure',
      words: certain
        ? 'The project has another application or membership.'
        : 'Something alike was found; a person has to look.',
      evidence,
    };
  },
};
