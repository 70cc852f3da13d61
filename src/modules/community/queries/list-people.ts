import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import type { Input, Output } from '#kernel/contract/handlers.ts';
import { cut, positionOf } from '#kernel/contract/paging.ts';
import type { communityContract } from '../contract.ts';
import { patternOf } from '../identity.ts';
import { allWhoMayBeSeen, mayBeSeen, tooManyToCount } from '../visibility.ts';

type Contract = typeof communityContract;
export type PeopleFilters = {
  text?: string | undefined;
  platform?: string | undefined;
  organisation?: string | undefined;
};
export type PersonRow = Output<Contract['listPeople']>['rows'][number];

/**
 * One row a person, by their smallest identity. Ids begin with the millisecond they were made in, so that their order is
 * that of first sight and the key is the cursor.
 */
export async function readPeople(
  c: Context,
  filters: PeopleFilters,
  after: string | null,
  limit: number,
): Promise<PersonRow[]> {
  const found = await sql<Omit<PersonRow, 'firstSeenAt'> & { seen: Temporal.Instant }>`
    with chosen as materialized (
      select i.id, i.first_seen_at from community.identities i
      where ${isPerson} and ${fits(c, filters)} and ${after === null ? sql`true` : sql`i.id < ${after}::uuid`}
      order by i.id desc limit ${limit}
    )
    select i.id, pe.name, pe.address, i.first_seen_at as seen, own.identities, own.platforms, employer.name as organisation
    from chosen i
    join community.people pe on pe.identity = i.id
    cross join lateral (
      select count(*) as identities, array_agg(distinct m.platform order by m.platform) as platforms
      from ${membersOfRow} s join community.identities m on m.id = s.id
    ) own
    left join lateral (
      select n.name from ${membersOfRow} s join community.affiliations a on a.identity = s.id
      join community.organisation_names n on n.organisation = a.organisation
      where (a.since is null or a.since <= ${c.now}) and (a.until is null or a.until > ${c.now})
      order by a.since desc nulls last, a.id desc limit 1
    ) employer on true
    order by i.id desc`.execute(c.tx);
  return found.rows.map(({ seen, ...row }) => ({ ...row, firstSeenAt: seen.toString() }));
}

/** The identities of the person that the row `i` stands for. A union, since an `or` would walk the whole table. */
const membersOfRow = sql`(select i.id union all
  select q.identity from community.persons q where q.person = i.id and q.identity <> i.id)`;

/** The identity stands for a person: it is personal, and the smallest of its component. */
const isPerson = sql<boolean>`i.kind in ('address', 'user')
  and not exists (select from community.persons p where p.identity = i.id and p.person <> i.id)`;

/** Filters look at every identity of the person, whichever of them stands for the person. */
function fits(c: Context, filters: PeopleFilters, seen = mayBeSeen(c, sql`i.id`)): RawBuilder<boolean> {
  const conditions = [seen];
  const some = (table: RawBuilder<unknown>, identity: string, condition: RawBuilder<unknown>) => sql<boolean>`i.id in (
    select coalesce(p.person, ${sql.ref(`m.${identity}`)}) from ${table} m
    left join community.persons p on p.identity = ${sql.ref(`m.${identity}`)} where ${condition})`;
  if (filters.text) {
    const condition = sql`m.kind in ('address', 'user') and m.found_by like ${patternOf(filters.text)}`;
    conditions.push(some(sql`community.identities`, 'id', condition));
  }
  if (filters.platform) conditions.push(some(sql`community.identities`, 'id', sql`m.platform = ${filters.platform}`));
  if (filters.organisation) {
    const same = sql`m.organisation in (select organisation from community.organisation_names
      where whole = (select whole from community.organisation_names where organisation = ${filters.organisation}))`;
    conditions.push(some(sql`community.affiliations`, 'identity', same));
  }
  return sql<boolean>`${sql.join(conditions, sql` and `)}`;
}

/** Further than this a page does not count; the list has no total then. */
const MOST_COUNTED = 10_000;

/** How many people fit, counted up to `most`. */
export async function countPeople(c: Context, filters: PeopleFilters, most: number): Promise<number> {
  // Of few it is quicker to ask each, of everybody to take the whole set.
  const all = isNarrow(filters) ? null : allWhoMayBeSeen(c);
  const seen = all ? sql<boolean>`i.id in (${all})` : undefined;
  const found = await sql<{ n: number }>`
    select count(*) as n from (select from community.identities i where ${isPerson} and ${fits(c, filters, seen)} limit ${most}) x`.execute(
    c.tx,
  );
  return found.rows[0]?.n ?? 0;
}

const isNarrow = ({ text, organisation }: PeopleFilters): boolean => Boolean(text || organisation);

async function totalOf(c: Context, filters: PeopleFilters): Promise<number | undefined> {
  if (!isNarrow(filters) && (await tooManyToCount(c))) return undefined;
  const n = await countPeople(c, filters, MOST_COUNTED + 1);
  return n > MOST_COUNTED ? undefined : n;
}

export async function listPeople(
  c: Context,
  input: Input<Contract['listPeople']>,
): Promise<Output<Contract['listPeople']>> {
  const after = input.after ? positionOf(input.after)[1] : null;
  const [rows, total] = await Promise.all([
    readPeople(c, input, after, input.limit + 1),
    after === null ? totalOf(c, input) : undefined,
  ]);
  return { ...cut(rows, input.limit, (row) => [null, row.id]), ...(total === undefined ? {} : { total }) };
}
