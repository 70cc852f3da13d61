import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import type { Input, Output } from '#kernel/contract/handlers.ts';
import { membersOf, PEOPLE } from '../components.ts';
import type { communityContract } from '../contract.ts';
import { whyNotMerge } from '../merging.ts';
import { instantJson } from './merges.ts';
import { identityJson } from './person.ts';
import { keptApart, readSides } from './sides.ts';

type Preview = Output<(typeof communityContract)['previewMerge']>;

/** Shows what a merge would join. Name and address are those that the joined person would have. */
export async function previewMerge(
  c: Context,
  input: Input<(typeof communityContract)['previewMerge']>,
): Promise<Preview> {
  const [one, other] = await readSides(c, input.one, input.other);
  const never = await keptApart(c, one.whole, other.whole);
  const [first, second] = [await sideOf(c, one.whole), await sideOf(c, other.whole)];
  const all = [...first.identities, ...second.identities];
  const joined = await sql<{ name: string | null; address: string | null }>`
    select (array_agg(i.name order by i.named_at desc, i.id) filter (where i.name is not null))[1] as name,
      (array_agg(i.written order by i.id) filter (where i.kind = 'address' and i.erased_at is null))[1] as address
    from community.identities i where i.id = any(${all.map((i) => i.id)}::uuid[])`.execute(c.tx);
  const smaller = first.person < second.person ? first : second;
  return {
    one: first,
    other: second,
    name: joined.rows[0]?.name ?? smaller.name,
    address: joined.rows[0]?.address ?? null,
    refusal: whyNotMerge(one, other, never !== null),
  };
}

async function sideOf(c: Context, person: string): Promise<Preview['one']> {
  const members = await membersOf(c, PEOPLE, person);
  const found = await sql<Omit<Preview['one'], 'person'>>`
    select pe.name, (select jsonb_agg(${identityJson} order by i.id) from community.identities i where i.id = any(${members}::uuid[])) as identities,
      (select ${instantJson(sql`min(first_seen_at)`)} from community.identities i where i.id = any(${members}::uuid[])) as "firstSeenAt"
    from community.people pe where pe.identity = ${person}`.execute(c.tx);
  return { person, ...(found.rows[0] as Omit<Preview['one'], 'person'>) };
}
