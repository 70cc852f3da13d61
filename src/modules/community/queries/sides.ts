import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { notFound } from '#kernel/errors.ts';
import type { Side } from '../merging.ts';

/** Reads both sides of a merge. Throws `not-found` when one of them is not an identity. */
export async function readSides(c: Context, one: string, other: string): Promise<[Side, Side]> {
  const found = await sql<Side>`
    select pe.identity as id, pe.person as whole, pe.personal, i.erased_at is not null as erased
    from community.people pe join community.identities i on i.id = pe.identity
    where pe.identity in (${one}, ${other})`.execute(c.tx);
  const side = (id: string) => found.rows.find((row) => row.id === id.toLowerCase());
  const [first, second] = [side(one), side(other)];
  if (!first || !second) throw notFound('One of the two is not there.');
  return [first, second];
}

/** The pair in force that keeps two persons apart, whichever of their identities it names. */
export async function keptApart(c: Context, onePerson: string, otherPerson: string): Promise<string | null> {
  const found = await sql<{ id: string }>`
    with a (id) as (select ${onePerson}::uuid union select identity from community.persons where person = ${onePerson}),
      b (id) as (select ${otherPerson}::uuid union select identity from community.persons where person = ${otherPerson})
    select n.id from community.never_merge n where n.ended_at is null
      and ((n.one in (select id from a) and n.other in (select id from b)) or (n.one in (select id from b) and n.other in (select id from a)))
    limit 1`.execute(c.tx);
  return found.rows[0]?.id ?? null;
}
