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

type Asked = Input<Contract['suggestMerges']>;

/**
 * Pairs that may be one person, the strongest reasons first. Display names alone are never a reason: most people share theirs.
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
      select a.id, b.id, 'noreply-address'
      from community.identities a
      join community.identities b on b.kind = 'user' and b.platform = split_part(split_part(a.folded, '@', 2), 'noreply.', 2)
        and b.folded = regexp_replace(split_part(a.folded, '@', 1), '^[0-9]+[+-]', '')
      where a.kind = 'address' and a.found_by like '%@users.noreply.%'
        and (a.folded like '%@users.noreply.github.com' or a.folded like '%@users.noreply.gitlab.com') and ${mine}
      ${input.strong ? sql`` : sameHandle(mine)}
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
    order by codes = array['same-handle'], cardinality(codes) desc, pairs.x, pairs.y
    limit ${input.limit + 1}`.execute(c.tx);
  const rows = found.rows.slice(0, input.limit).map(({ one, other, codes }) => ({
    one,
    other,
    reasons: codes.map((code) => ({ code, words: WORDS[code] })),
    strength: codes.some((code) => code !== 'same-handle') ? ('strong' as const) : ('weak' as const),
  }));
  return { rows, more: found.rows.length > input.limit };
}

/** The weak reason, left out when only strong ones are asked for. */
const sameHandle = (mine: RawBuilder<unknown>) => sql`union all
      select a.id, b.id, 'same-handle'
      from community.identities a
      join community.identities b on b.kind = 'user' and b.folded = a.folded and (b.platform, b.id) > (a.platform, a.id)
        and not (b.platform = a.platform and a.external_id is not null and b.external_id is not null)
      where a.kind = 'user' and length(a.folded) >= ${SHORTEST_HANDLE} and a.folded <> all(${COMMON}::text[]) and ${mine}`;
