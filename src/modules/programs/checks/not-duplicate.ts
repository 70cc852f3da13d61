import { sql } from 'kysely';
import { identitiesOfPerson } from '#modules/community';
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
    const keys = application.repositories.map((r) => r.key);
    const identities = await identitiesOfPerson({ tx: run.house.database.kysely }, application.identity);
    // Each likeness is looked up by its own index; one condition with `or` would read every application there is.
    const { rows } = await sql<Row>`
      select a.id, p.prefix || '-' || a.number number, a.project, a.stage, (array_agg(alike.same order by alike.weight))[1] same
      from (
        select id, 'namespace' same, 1 weight from programs.applications where namespace_key = ${application.namespaceKey}
        union all select application, 'repository', 2 from programs.repositories where key = any(${keys}::text[])
        union all select id, 'person', 3 from programs.applications where identity = any(${identities}::uuid[])
        union all select id, 'organisation', 4 from programs.applications where organisation = ${application.organisation}::uuid
      ) alike
      join programs.applications a using (id) join programs.programs p on p.id = a.program
      left join programs.terms t on t.application = a.id left join programs.memberships m on m.id = t.membership
      -- a member that renews is no duplicate of itself
      cross join (select renews from programs.applications where id = ${application.id}) own
      where a.program = ${application.program} and a.id <> ${application.id}
        and a.stage not in ('refused', 'withdrawn', 'confirming')
        and (m.ends_at is null or m.ends_at > ${at}) and m.ended_at is null
        and (own.renews is null or own.renews is distinct from m.id and own.renews is distinct from a.renews)
      group by a.id, p.prefix order by a.submitted_at desc limit 20`.execute(run.house.database.kysely);
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
