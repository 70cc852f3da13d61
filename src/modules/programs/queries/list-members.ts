import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import type { Input, Output } from '#kernel/contract/handlers.ts';
import { cut, isAfter } from '#kernel/contract/paging.ts';
import { csvPartOf } from '#kernel/csv.ts';
import { invalid } from '#kernel/errors.ts';
import { searchable } from '#modules/community';
import type { programsContract } from '../contract.ts';
import { type Contact, contactsText } from '../imports/contact-list.ts';
import { namespaceText } from '../imports/member-rows.ts';
import { daysFrom, MEMBER_STATES, type MemberState, type RenewalTimes } from '../membership.ts';
import { programById } from '../program-of.ts';
import { onItsWay } from '../renewals.ts';
import { numberOf } from '../standing.ts';
import { countUpTo } from './application-rows.ts';

type Contract = typeof programsContract;
type Filters = Omit<Input<Contract['exportMembers']>, 'after'>;
type Row = {
  id: string;
  name: string;
  namespace_key: string | null;
  state: MemberState;
  since: Temporal.Instant;
  level: string | null;
  owner_name: string | null;
  sku: string | null;
  granted_at: Temporal.Instant;
  starts_at: Temporal.Instant | null;
  ends_at: Temporal.Instant | null;
  term_ends_at: Temporal.Instant | null;
  prefix: string;
  application: string | null;
  number: number | null;
  renewal: string | null;
  renewal_number: number | null;
  unreachable: boolean;
} & Whole;

/** What only the export says, so that what is exported can be brought again as it is: of terms and what they give, the last ones. */
type Whole = {
  external_id: string | null;
  owner_address: string | null;
  language: string;
  hosting: string | null;
  seats: number | null;
  tier: string | null;
  last_starts: Temporal.Instant | null;
  last_ends: Temporal.Instant | null;
  ending: string | null;
  ended_at: Temporal.Instant | null;
  contacts: Contact[];
};

/** Until when a term ends whose renewal is open by now. */
const openUntil = (c: Context, renewal: RenewalTimes): Temporal.Instant =>
  renewal.mode === 'fresh' ? daysFrom(c.now, renewal.opensDays) : c.now;

/**
 * The state at this instant from the columns that were worked out last: `membership.ts` as SQL, for what time alone changes.
 * The membership is `m`.
 */
export const stateNow = (c: Context, renewal: RenewalTimes): RawBuilder<MemberState> => sql<MemberState>`
  case when m.state not in ('active', 'renewal-due', 'in-breach', 'lapsed') then m.state
    when m.ends_at <= ${c.now} then 'lapsed' when m.state = 'in-breach' then 'in-breach'
    when m.ends_at <= ${openUntil(c, renewal)} then 'renewal-due' else 'active' end`;

const sinceNow = (c: Context, renewal: RenewalTimes): RawBuilder<Temporal.Instant> => sql<Temporal.Instant>`
  case when m.state in ('active', 'renewal-due', 'in-breach', 'lapsed') and m.ends_at <= ${c.now} then m.ends_at
    when m.state in ('active', 'renewal-due') and m.ends_at <= ${openUntil(c, renewal)} then m.ends_at - make_interval(hours => ${24 * renewal.opensDays}::int)
    else m.state_since end`;

/** Members in a state, so that an index finds them. */
function inState(c: Context, state: MemberState, renewal: RenewalTimes): RawBuilder<boolean> {
  const open = openUntil(c, renewal);
  switch (state) {
    case 'active':
      return sql<boolean>`m.state in ('active', 'renewal-due') and m.ends_at > ${open}`;
    case 'renewal-due':
      return sql<boolean>`m.state in ('active', 'renewal-due') and m.ends_at > ${c.now} and m.ends_at <= ${open}`;
    case 'in-breach':
      return sql<boolean>`m.state = 'in-breach' and m.ends_at > ${c.now}`;
    case 'lapsed':
      return sql<boolean>`m.state in ('active', 'renewal-due', 'in-breach', 'lapsed') and m.ends_at <= ${c.now}`;
    default:
      return sql<boolean>`m.state = ${state}`;
  }
}

function statesOf(text: string): MemberState[] {
  const states = text.split(',').map((s) => s.trim());
  const unknown = states.find((s) => !MEMBER_STATES.some((known) => known === s));
  if (unknown !== undefined)
    throw invalid([
      { field: 'state', message: `There is no state "${unknown}". There are: ${MEMBER_STATES.join(', ')}.` },
    ]);
  return states as MemberState[];
}

function fitting(c: Context, { program, state, level, endsBefore, owner, text }: Filters, renewal: RenewalTimes) {
  const conditions = [sql<boolean>`m.program = ${program}`];
  if (state)
    conditions.push(
      sql`(${sql.join(
        statesOf(state).map((s) => sql`(${inState(c, s, renewal)})`),
        sql` or `,
      )})`,
    );
  if (level) conditions.push(sql`m.level = ${level}`);
  if (endsBefore) conditions.push(sql`m.ends_at < (${endsBefore}::date)::timestamp at time zone 'UTC'`);
  if (owner) conditions.push(ownedBy(owner));
  if (text) conditions.push(memberFoundBy(program, text));
  return sql<boolean>`${sql.join(conditions, sql` and `)}`;
}

const patternOf = (text: string) => text.replace(/[\\%_]/g, '\\$&');

/** The index over all that a member is found by narrows it down; the name and address of the owner decide. */
function ownedBy(owner: string): RawBuilder<boolean> {
  const like = `%${patternOf(owner)}%`;
  return sql<boolean>`(${alike(owner)} and (m.owner_name ilike ${like} or m.owner_address ilike ${like}))`;
}

function alike(text: string): RawBuilder<boolean> {
  const folded = patternOf(searchable(text));
  return sql<boolean>`m.found_by like ${folded.length < 3 ? `% ${folded}%` : `%${folded}%`}`;
}

/** By name, namespace, owner's name and address; by the number of an application that led to it. */
function memberFoundBy(program: string, text: string): RawBuilder<boolean> {
  const number = /^(?:[a-z]{2,5}[- ]?)?#?(\d{1,15})$/i.exec(text.trim())?.[1];
  if (!number) return alike(text);
  return sql<boolean>`(${alike(text)} or m.id in (select t.membership from programs.applications a join programs.terms t on t.application = a.id
    where a.program = ${program} and a.number = ${Number(number)}))`;
}

async function read(
  c: Context,
  filters: Filters,
  at: { after?: string | undefined; limit: number; sort: 'newest' | 'ending' },
) {
  const { policy } = await programById(c, filters.program);
  const ending = at.sort === 'ending';
  // What has not begun has no end that could come first.
  const condition = ending
    ? sql<boolean>`${fitting(c, filters, policy.renewal)} and m.ends_at is not null`
    : fitting(c, filters, policy.renewal);
  const column = ending ? sql`m.ends_at` : sql`m.granted_at`;
  const after = at.after
    ? isAfter(column, sql`m.id`, at.after, ending ? 'asc' : 'desc', 'timestamptz')
    : sql<boolean>`true`;
  const order = ending ? sql`${column}, m.id` : sql`m.granted_at desc, m.id desc`;
  const [found, total] = await Promise.all([
    sql<Row>`
      select m.id, m.name, m.namespace_key, ${stateNow(c, policy.renewal)} state, ${sinceNow(c, policy.renewal)} since, m.level, m.owner_name,
        e.sku, m.granted_at, m.starts_at, least(m.ends_at, m.ended_at) ends_at, m.ends_at term_ends_at, p.prefix, a.id application, a.number,
        r.id renewal, r.number renewal_number, m.external_id, m.owner_address, m.language, e.hosting, e.seats, t.tier, t.starts_at last_starts, t.ends_at last_ends,
        exists (select from programs.bounces b where b.membership = m.id and b.gave_up and b.handled_at is null
          and lower(b.address) = lower(m.owner_address)) unreachable,
        x.kind ending, x.ended_at, coalesce((select json_agg(json_build_object('role', k.role, 'name', k.name, 'address', k.address) order by k.role)
          from programs.contacts k where k.membership = m.id), '[]') contacts
      from (select * from programs.memberships m where ${condition} and ${after} order by ${order} limit ${at.limit + 1}) m
      join programs.programs p on p.id = m.program
      left join lateral (select t.id, t.application, t.tier, t.starts_at, t.ends_at from programs.terms t where t.membership = m.id order by t.position desc limit 1) t on true
      left join programs.applications a on a.id = t.application
      left join lateral (select e.sku, e.hosting, e.seats from programs.entitlements e where e.term = t.id and e.kind <> 'second' and e.replaced_at is null limit 1) e on true
      left join programs.endings x on x.membership = m.id and x.taken_back_at is null
      left join lateral (select r.id, r.number from programs.applications r where r.renews = m.id
        and ${onItsWay('r')} order by r.submitted_at desc limit 1) r on true
      order by ${order}`.execute(c.tx),
    at.after ? undefined : countUpTo(c, sql`select from programs.memberships m where ${condition}`),
  ]);
  const { rows, next } = cut(found.rows, at.limit, (row) => [
    (ending ? (row.term_ends_at ?? row.granted_at) : row.granted_at).toString(),
    row.id,
  ]);
  return { rows: rows.map(rowOf), whole: rows as readonly Whole[], next, total };
}

const numbered = (id: string | null, prefix: string, number: number | null) =>
  id === null || number === null ? null : { id, number: numberOf(prefix, number) };

const rowOf = (row: Row): Output<Contract['listMembers']>['rows'][number] => ({
  id: row.id,
  name: row.name,
  namespace: row.namespace_key,
  state: row.state,
  since: row.since.toString(),
  level: row.level,
  owner: row.owner_name,
  sku: row.sku,
  grantedAt: row.granted_at.toString(),
  startsAt: row.starts_at?.toString() ?? null,
  endsAt: row.ends_at?.toString() ?? null,
  application: numbered(row.application, row.prefix, row.number),
  renewal: numbered(row.renewal, row.prefix, row.renewal_number),
  unreachable: row.unreachable,
});

/** Members with state, level and term as of now. */
export async function listMembers(
  c: Context,
  { sort, limit, after, ...filters }: Input<Contract['listMembers']>,
): Promise<Output<Contract['listMembers']>> {
  const { rows, next, total } = await read(c, filters, { after, limit, sort });
  return { rows, next, ...(total === undefined ? {} : { total }) };
}

const MOST_IN_PART = 50_000;
const HEAD = [
  ...['member', 'namespace', 'state', 'since', 'level', 'owner', 'sku', 'granted_at'],
  ...['starts_at', 'ends_at', 'application', 'renewal'],
  ...['external_id', 'owner_address', 'language', 'hosting', 'seats', 'tier', 'term_starts_at', 'term_ends_at'],
  ...['ending', 'ended_at', 'contacts'],
];

/** Elsewhere the number that a member has here is the number elsewhere, where it has no other. */
const wholeOf = (id: string, w: Whole | undefined): (string | number | null)[] => [
  ...[w?.external_id ?? id, w?.owner_address ?? null, w?.language ?? null, w?.hosting ?? null, w?.seats ?? null],
  ...[w?.tier ?? null, w?.last_starts?.toString() ?? null, w?.last_ends?.toString() ?? null],
  ...[w?.ending ?? null, w?.ended_at?.toString() ?? null, contactsText(w?.contacts ?? [])],
];

/** The same as CSV, in parts. Instants are UTC. */
export async function exportMembers(
  c: Context,
  { after, ...filters }: Input<Contract['exportMembers']>,
): Promise<Output<Contract['exportMembers']>> {
  const { rows, whole, next } = await read(c, filters, { after, limit: MOST_IN_PART, sort: 'newest' });
  const lines = rows.map((r, n) => [
    ...[r.name, namespaceText(r.namespace), r.state, r.since, r.level, r.owner, r.sku, r.grantedAt],
    ...[r.startsAt, r.endsAt, r.application?.number ?? null, r.renewal?.number ?? null],
    ...wholeOf(r.id, whole[n]),
  ]);
  return csvPartOf(after, HEAD, lines, next);
}
