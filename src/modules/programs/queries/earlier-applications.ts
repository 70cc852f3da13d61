import { sql } from 'kysely';
import { type Context, may } from '#kernel/context.ts';
import type { Output } from '#kernel/contract/handlers.ts';
import { prepared } from '#kernel/database/prepared.ts';
import { identitiesOfPerson } from '#modules/community';
import type { programsContract } from '../contract.ts';
import { numberOf } from '../standing.ts';

type Application = Output<(typeof programsContract)['getApplication']>;

/** Other applications of the same person, namespace or organisation, newest first; only of programs the viewer may see. */
export async function earlierOf(c: Context, id: string): Promise<Application['earlier']> {
  const of = await sql<{ identity: string; namespace_key: string | null; organisation: string | null }>`${prepared}
    select identity, namespace_key, organisation from programs.applications where id = ${id}`.execute(c.tx);
  const row = of.rows[0];
  if (!row) return [];
  const identities = await identitiesOfPerson(c, row.identity);
  const found = await sql<{
    id: string;
    prefix: string;
    number: number;
    program: string;
    project: string;
    stage: Application['stage'];
    submitted_at: Temporal.Instant;
    because: string;
  }>`${prepared}
    select a.id, p.prefix, a.number, a.program, a.project, a.stage, a.submitted_at,
      case when a.namespace_key = ${row.namespace_key} then 'the same namespace'
           when a.identity = any(${identities}::uuid[]) then 'the same person' else 'the same organisation' end because
    from (
      select id from programs.applications where namespace_key = ${row.namespace_key}
      union select id from programs.applications where identity = any(${identities}::uuid[])
      union select id from programs.applications where organisation = ${row.organisation}::uuid
    ) same join programs.applications a using (id) join programs.programs p on p.id = a.program
    where a.id <> ${id}
    order by a.submitted_at desc, a.id desc limit 50`.execute(c.tx);
  return found.rows
    .filter((r) => may(c.actor, 'applications.read', r.program))
    .map((r) => ({
      id: r.id,
      number: numberOf(r.prefix, r.number),
      project: r.project,
      stage: r.stage,
      submittedAt: r.submitted_at.toString(),
      because: r.because,
    }));
}
