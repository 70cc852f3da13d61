import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import type { Input, Output } from '#kernel/contract/handlers.ts';
import { membersOf, PEOPLE } from '../components.ts';
import type { communityContract } from '../contract.ts';
import { identityJson } from './person.ts';

type Contract = typeof communityContract;
export type Suggestion = Output<Contract['suggestMerges']>['rows'][number];
type Code = Suggestion['reasons'][number]['code'];

const WORDS: Record<Code, string> = {
  'same-address': 'The profile of one names the address of the other.',
  'noreply-address': 'The address is the private commit address of this very user.',
  'same-name': 'Both have the same name and are with the same organisation.',
  'same-handle': 'Both use the same handle on different platforms.',
};

/** Handles that many different people use say nothing. */
const COMMON = [
  'admin',
  'administrator',
  'bot',
  'contact',
  'deleted',
  'demo',
  'developer',
  'ghost',
  'guest',
  'hello',
  'info',
  'root',
  'support',
  'test',
  'unknown',
  'user',
];
const SHORTEST_HANDLE = 4;
/** Reasons that are none by themselves, only worth a look. */
const WEAK: readonly Code[] = ['same-handle', 'same-name'];

type Asked = Input<Contract['suggestMerges']>;

/**
 * Pairs that may be one person, the strongest reasons first. Display names alone are never a reason: most people share theirs. The
 * same full name in the same organisation is a weak one.
 * Left out: pairs that are one already, and pairs that somebody said are different people.
 */
export async function suggestMerges(c: Context, input: Asked): Promise<Output<Contract['suggestMerges']>> {
  const members = input.person === undefined ? null : await membersOf(c, PEOPLE, input.person);
  const mine = members === null ? sql`true` : sql`(a.id = any(${members}::uuid[]) or b.id = any(${members}::uuid[]))`;
  const found = await sql<{ one: Suggestion['one']; other: Suggestion['other']; codes: Code[] }>`
    with candidates as (
      select a.id as x, b.id as y, 'same-address' as code
      from community.identity_attributes t
      join community.identities a on a.id = t.identity
      join community.identities b on b.platform = 'email' and b.kind = 'address' and b.folded = t.folded and b.id <> a.id
      where t.name = 'address' and t.until is null and ${mine}
      union all
      select a.id, b.id, 'same-address'
      from community.identity_attributes t
      join community.identity_attributes u on u.name = 'address' and u.until is null and u.folded = t.folded and u.identity > t.identity
      join community.identities a on a.id = t.identity
      join community.identities b on b.id = u.identity
      where t.name = 'address' and t.until is null and ${mine}
      union all
      select a.id, b.id, 'noreply-address'
      from community.identities a
      join community.identities b on b.kind = 'user' and b.platform = split_part(split_part(a.folded, '@', 2), 'noreply.', 2)
        and b.folded = regexp_replace(split_part(a.folded, '@', 1), '^[0-9]+[+-]', '')
      where a.kind = 'address' and a.found_by like '%@users.noreply.%'
        and (a.folded like '%@users.noreply.github.com' or a.folded like '%@users.noreply.gitlab.com') and ${mine}
      ${input.strong ? sql`` : sql`${sameHandle(mine)} ${sameName(mine, members)}`}
    ), pairs as (
      select least(x, y) as x, greatest(x, y) as y, array_agg(distinct code) as codes
      from candidates group by 1, 2
    )
    select codes, (select ${identityJson} from community.identities i where i.id = pairs.x) as one,
      (select ${identityJson} from community.identities i where i.id = pairs.y) as other
    from pairs
    left join community.persons p on p.identity = pairs.x
    left join community.persons q on q.identity = pairs.y
    where coalesce(p.person, pairs.x) <> coalesce(q.person, pairs.y)
      and not exists (
        select from community.never_merge n
        left join community.persons r on r.identity = n.one
        left join community.persons s on s.identity = n.other
        where n.ended_at is null and (
          (coalesce(r.person, n.one), coalesce(s.person, n.other)) = (coalesce(p.person, pairs.x), coalesce(q.person, pairs.y)) or
          (coalesce(s.person, n.other), coalesce(r.person, n.one)) = (coalesce(p.person, pairs.x), coalesce(q.person, pairs.y))))
      and not exists (select from community.identities i where i.id in (pairs.x, pairs.y) and i.erased_at is not null)
    order by codes <@ ${WEAK}::text[], cardinality(codes) desc, codes = array['same-handle'], pairs.x, pairs.y
    limit ${input.limit + 1}`.execute(c.tx);
  const rows = found.rows.slice(0, input.limit).map(({ one, other, codes }) => ({
    one,
    other,
    reasons: codes.map((code) => ({ code, words: WORDS[code] })),
    strength: codes.some((code) => !WEAK.includes(code)) ? ('strong' as const) : ('weak' as const),
  }));
  return { rows, more: found.rows.length > input.limit };
}

/** The weak reasons, left out when only strong ones are asked for. */
const sameHandle = (mine: RawBuilder<unknown>) => sql`union all
      select a.id, b.id, 'same-handle'
      from community.identities a
      join community.identities b on b.kind = 'user' and b.folded = a.folded and (b.platform, b.id) > (a.platform, a.id)
        and not (b.platform = a.platform and a.external_id is not null and b.external_id is not null)
      where a.kind = 'user' and length(a.folded) >= ${SHORTEST_HANDLE} and a.folded <> all(${COMMON}::text[]) and ${mine}`;

/** A full name (more than one word) in one organisation; for one person, only the organisations they are with are looked through. */
const sameName = (mine: RawBuilder<unknown>, members: readonly string[] | null) => {
  const whole = sql`coalesce(w.whole, f.organisation)`;
  const wholes = sql`community.affiliations f left join community.whole_organisations w on w.organisation = f.organisation`;
  const near =
    members === null
      ? sql`true`
      : sql`${whole} in (select ${whole} from ${wholes} where f.identity = any(${members}::uuid[]))`;
  const named = sql`(select distinct f.identity, ${whole} as whole, t.folded
    from ${wholes}
    join community.identity_attributes t on t.identity = f.identity and t.name = 'display-name' and t.until is null and t.folded like '% %'
    where ${near})`;
  return sql`union all
      select a.id, b.id, 'same-name'
      from ${named} m join ${named} n on n.whole = m.whole and n.folded = m.folded and n.identity > m.identity
      join community.identities a on a.id = m.identity and a.kind in ('address', 'user')
      join community.identities b on b.id = n.identity and b.kind in ('address', 'user')
      where ${mine}`;
};
