import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { prepared } from '#kernel/database/prepared.ts';
import { namesOf } from './identity.ts';

/** What a mail address leads to: every identity of its person, and every organisation that the person is with now. */
export type Ties = { identities: ReadonlySet<string>; organisations: ReadonlySet<string> };

const foldedOf = (address: string): string | null => {
  try {
    return namesOf('address', address).folded;
  } catch {
    return null;
  }
};

/** The ties of mail addresses; null for one that community does not know. Organisations that were merged count as one. */
export async function tiesOf(
  c: Pick<Context, 'tx' | 'now'>,
  addresses: readonly string[],
): Promise<(address: string) => Ties | null> {
  const folded = addresses.flatMap((address) => foldedOf(address) ?? []);
  const { rows } = await sql<{ folded: string; identities: string[]; organisations: string[] | null }>`${prepared}
    select f.folded, array_agg(distinct m.identity::text) identities,
      (array_agg(distinct s.organisation::text) filter (where s.organisation is not null)) organisations
    from unnest(${folded}::text[]) f(folded)
    join community.identities i on i.platform = 'email' and i.kind = 'address' and i.folded = f.folded and i.external_id is null
    join lateral (
      select q.identity from community.persons p join community.persons q on q.person = p.person where p.identity = i.id
      union select i.id) m on true
    left join community.affiliations a on a.identity = m.identity and (a.until is null or a.until > ${c.now})
    left join community.organisation_names n on n.organisation = a.organisation
    left join community.organisation_names s on s.whole = n.whole
    group by f.folded`.execute(c.tx);
  const known = new Map(rows.map((row) => [row.folded, row]));
  return (address) => {
    const row = known.get(foldedOf(address) ?? '');
    return row ? { identities: new Set(row.identities), organisations: new Set(row.organisations ?? []) } : null;
  };
}
