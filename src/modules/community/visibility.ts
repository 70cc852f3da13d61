import { type RawBuilder, sql } from 'kysely';
import { type Context, programsWith } from '#kernel/context.ts';
import { notFound } from '#kernel/errors.ts';
import { membersOf, PEOPLE } from './components.ts';

/**
 * Which people a viewer may see: all, with a grant for all programs; with one for some programs, those to whom something
 * happened there. `person` is the SQL that names the person.
 */
export function mayBeSeen(c: Context, person: RawBuilder<unknown>): RawBuilder<boolean> {
  const programs = programsWith(c.actor, 'people.read');
  if (programs === 'all') return sql`true`;
  const there = (identity: RawBuilder<unknown>) =>
    sql`select from ledger.facts f where f.identity = ${identity} and f.program = any(${programs}::uuid[])`;
  return sql`(exists (${there(person)}) or exists (
    select from community.persons q where q.person = ${person} and exists (${there(sql`q.identity`)})))`;
}

/**
 * The same as one set, for counting everybody: asking each person by themselves reads all facts of all programs, one by one. Null: all may
 * be seen.
 */
export function allWhoMayBeSeen(c: Context): RawBuilder<unknown> | null {
  const programs = programsWith(c.actor, 'people.read');
  if (programs === 'all') return null;
  return sql`select coalesce(p.person, f.identity) from (
      select distinct identity from ledger.facts where program = any(${programs}::uuid[]) and identity is not null) f
    left join community.persons p on p.identity = f.identity`;
}

/** Facts of programs up to which that set is worked out for a page. */
const MOST_FACTS = 100_000;

/** Whether so much happened in the viewer's programs that a page does not count who was in it. */
export async function tooManyToCount(c: Context, most = MOST_FACTS): Promise<boolean> {
  const programs = programsWith(c.actor, 'people.read');
  if (programs === 'all') return false;
  const { rows } = await sql`
    select 1 from ledger.facts where program = any(${programs}::uuid[]) offset ${most} limit 1`.execute(c.tx);
  return rows.length > 0;
}

/** The identities of a person that the viewer may see. Throws `not-found` for others. */
export async function visiblePerson(c: Context, identity: string): Promise<{ person: string; identities: string[] }> {
  const programs = programsWith(c.actor, 'people.read');
  const identities = await membersOf(c, PEOPLE, identity);
  const seen = await sql<{ known: boolean; seen: boolean }>`
    select exists (select from community.identities where id = ${identity} and kind in ('address', 'user')) as known,
      ${programs === 'all'} or exists (select from ledger.facts
        where identity = any(${identities}::uuid[]) and program = any(${programs === 'all' ? [] : programs}::uuid[])) as seen`.execute(
    c.tx,
  );
  const row = seen.rows[0];
  if (!row?.known || !row.seen) throw notFound('There is no such person, or your role does not show them.');
  return { person: identities[0] ?? identity, identities };
}
