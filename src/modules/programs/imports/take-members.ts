import { setImmediate } from 'node:timers/promises';
import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { asArray } from '#kernel/database/as-array.ts';
import { newId } from '#kernel/ids.ts';
import { erasedAddresses } from '#modules/community';
import { RowFault } from './cells.ts';
import type { Contact } from './contact-list.ts';
import { instantText } from './instants.ts';
import { givenBy, type MemberRow, memberRow, placeOf } from './member-rows.ts';
import type { Known, MemberPlan, MemberValues } from './member-values.ts';
import type { Bringing, ListRow, Planned, Taker } from './taker.ts';
import { undoMembers } from './undo-members.ts';
import { namedBy, writeMembers } from './write-members.ts';

const OURS = 'It became a member here, by an application: change it there. A list only gives it its number elsewhere.';

/** Reads members, finds those that are here, and writes them: membership, term, entitlement, owner, contacts. */
export const memberTaker: Taker<MemberPlan> = {
  keyOf: (row, { reading }) => keyOf(row, reading.key),
  plan,
  ahead: namedBy,
  write: writeMembers,
  undo: undoMembers,
};

function keyOf({ cell }: Pick<ListRow, 'cell'>, key: string): string | null {
  const parts =
    key === 'external-id'
      ? [cell('externalId')]
      : key === 'namespace'
        ? [namespaceIn(cell('namespace'))]
        : key === 'name'
          ? [cell('name').toLowerCase()]
          : [cell('name').toLowerCase(), cell('ownerAddress').toLowerCase()];
  return parts.some((part) => part === '') ? null : parts.join('\n');
}

/** Two repositories of one group are one namespace, as they are to applications; what cannot be read is refused later. */
function namespaceIn(cell: string): string {
  try {
    return placeOf(cell, [])?.key ?? '';
  } catch {
    return cell.toLowerCase();
  }
}

async function plan(c: Context, rows: readonly ListRow[], bringing: Bringing): Promise<Planned<MemberPlan>[]> {
  const { program, reading } = bringing;
  const of = { policy: program.policy, dates: reading.dates, allowHosts: c.house.settings.allowPrivateHosts };
  const read: (Added | Refused)[] = [];
  for (const [n, each] of rows.entries()) {
    // Whatever else waits for this process gets its turn.
    if (n % 500 === 499) await setImmediate();
    read.push(readRow(each, of));
  }
  const members = read.filter(isAdded);
  const known = await knownBy(c, program.id, reading.key, members);
  const erased = await erasedAddresses(c, addressesIn(members));
  return read.map((each) => (each.outcome === 'refused' ? each : compare(each, known.get(each.line) ?? null, erased)));
}

/** A row of which nothing is known yet makes a member. */
type Added = Extract<Planned<MemberPlan>, { outcome: 'added' | 'changed' }>;
type Refused = Extract<Planned<MemberPlan>, { outcome: 'refused' }>;

const isAdded = (each: Added | Refused): each is Added => each.outcome === 'added';

/** What rows say, by the row: one is planned ahead of its transaction and again in it. */
const readings = new WeakMap<ListRow, Added | Refused>();

function readRow(each: ListRow, of: Parameters<typeof memberRow>[1]): Added | Refused {
  const before = readings.get(each);
  if (before) return before;
  const { line } = each;
  const row = faultOr(() => memberRow(each.cell, of));
  const said: Added | Refused =
    row instanceof RowFault
      ? { line, outcome: 'refused', why: row.message }
      : {
          ...{ line, outcome: 'added', record: newId() },
          plan: { row, known: null, after: fresh(row, givenBy(row, of.policy)) },
        };
  readings.set(each, said);
  return said;
}

function faultOr<T>(read: () => T): T | RowFault {
  try {
    return read();
  } catch (error) {
    if (error instanceof RowFault) return error;
    throw error;
  }
}

const addressesOf = ({ ownerAddress, contacts }: MemberRow): string[] => [
  ...(ownerAddress === null ? [] : [ownerAddress]),
  ...(contacts ?? []).map(({ address }) => address),
];

function* addressesIn(members: readonly Added[]): Generator<string> {
  for (const {
    plan: { row },
  } of members)
    yield* addressesOf(row);
}

function compare(added: Added, known: Known | null, erased: ReadonlySet<string>): Planned<MemberPlan> {
  const {
    line,
    plan: { row },
  } = added;
  if (erased.size > 0 && addressesOf(row).some((address) => erased.has(address)))
    return {
      ...{ line, outcome: 'refused' },
      why: 'Somebody in this row had their data erased here. A list does not bring them back.',
    };
  if (known && known.hits > 1)
    return { line, outcome: 'refused', why: 'Several members fit it. Find rows again by another field.' };
  if (!known) return added;
  const { id, identity, term: _, entitlement: __, ours, hits: ___, ...before } = known;
  const after = merged(before, row.externalId === id ? { ...row, externalId: null } : row);
  const differs = (Object.keys(after) as (keyof MemberValues)[]).filter(
    (name) => JSON.stringify(after[name]) !== JSON.stringify(before[name]),
  );
  if (differs.length === 0) return { line, outcome: 'same', record: id };
  if (ours && differs.some((name) => name !== 'externalId')) return { line, outcome: 'refused', why: OURS };
  if (before.ending)
    return { line, outcome: 'refused', why: 'This membership is over. What is over is not changed by a list.' };
  return {
    ...{ line, outcome: 'changed', record: id },
    plan: { row, known, after },
    before: { ...before, identity },
    after,
  };
}

const fresh = (row: MemberRow, given: ReturnType<typeof givenBy>): MemberValues => ({
  ...{ externalId: row.externalId, name: row.name, namespace: row.place?.key ?? null },
  ...{ ownerName: row.ownerName, ownerAddress: row.ownerAddress, language: row.language ?? 'en', level: row.level },
  ...{ startsAt: instantText(row.startsAt), endsAt: instantText(row.endsAt) },
  ...{ sku: given?.sku ?? null, hosting: given?.hosting ?? null, seats: given?.seats ?? null },
  contacts: sorted(row.contacts ?? []),
  ending: row.ending && { kind: row.ending.kind, at: instantText(row.ending.at) },
});

/** What is here, with what the row says put over it; an empty cell says nothing. A term that begins after the last one is a new one. */
function merged(before: MemberValues, row: MemberRow): MemberValues {
  const roles = new Set((row.contacts ?? []).map(({ role }) => role));
  const begins = instantText(row.startsAt);
  const sku = row.sku ?? before.sku;
  return {
    externalId: row.externalId ?? before.externalId,
    name: row.name,
    namespace: row.place?.key ?? before.namespace,
    ownerName: row.ownerName ?? before.ownerName,
    ownerAddress: row.ownerAddress ?? before.ownerAddress,
    language: row.language ?? before.language,
    level: row.level ?? before.level,
    startsAt: begins,
    endsAt: row.saysEnd || begins !== before.startsAt ? instantText(row.endsAt) : before.endsAt,
    sku,
    // Of what is not given there is neither.
    hosting: sku === null ? null : (row.hosting ?? before.hosting),
    seats: sku === null ? null : (row.seats ?? before.seats),
    contacts: sorted([...(row.contacts ?? []), ...before.contacts.filter(({ role }) => !roles.has(role))]),
    ending: row.ending ? { kind: row.ending.kind, at: instantText(row.ending.at) } : before.ending,
  };
}

const sorted = (contacts: readonly Contact[]): Contact[] =>
  contacts.map(({ role, name, address }) => ({ role, name, address })).sort((a, b) => (a.role < b.role ? -1 : 1));

/** Read for each row by its index (that is what `offset 0` is for): the planner would rather read the whole table for each batch. */
const those = (fit: RawBuilder<boolean>) =>
  sql`(select * from programs.memberships m where m.program = r.program and ${fit} offset 0)`;
/** Exports call a member that has no number elsewhere by its id here. */
const IS_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const BY_ID = sql<boolean>`m.external_id is null and m.id = case when r.a ~ ${IS_ID.source} then r.a::uuid end`;
const MATCH: Record<string, RawBuilder<unknown>> = {
  'external-id': those(sql`m.external_id = r.a`),
  namespace: those(sql`m.namespace_key = r.a`),
  'name-address': those(sql`lower(m.owner_address) = r.b and lower(m.name) = lower(r.a)`),
  name: those(sql`lower(m.name) = lower(r.a)`),
};

/** The memberships that rows mean, by the lines of the rows. */
async function knownBy(
  c: Context,
  program: string,
  key: string,
  members: readonly Added[],
): Promise<Map<number, Known>> {
  const a = members.map(({ plan: { row } }) =>
    key === 'external-id' ? row.externalId : key === 'namespace' ? (row.place?.key ?? null) : row.name,
  );
  const b = members.map(({ plan: { row } }) => row.ownerAddress);
  const fit = MATCH[key] ?? those(sql`false`);
  const byId = key === 'external-id' && a.some((text) => text !== null && IS_ID.test(text));
  type Row = Omit<Known, 'startsAt' | 'endsAt' | 'ending'> & {
    n: number;
    starts: Temporal.Instant | null;
    ends: Temporal.Instant | null;
    ending: string | null;
    ended: Temporal.Instant | null;
  };
  const { rows: found } = await sql<Row>`
    select r.n::int - 1 n, count(*) over (partition by r.n)::int hits, m.id, m.identity, m.external_id "externalId", m.name, m.namespace_key namespace,
      m.owner_name "ownerName", m.owner_address "ownerAddress", m.language, m.level, t.id term, t.starts_at starts, t.ends_at ends,
      e.id entitlement, e.sku, e.hosting, e.seats, m.imported_at is null or t.application is not null ours,
      coalesce((select json_agg(json_build_object('role', k.role, 'name', k.name, 'address', k.address) order by k.role)
        from programs.contacts k where k.membership = m.id), '[]') contacts, x.kind ending, x.ended_at ended
    from (select ${program}::uuid program, l.* from unnest(${asArray(a)}::text[], ${asArray(b)}::text[]) with ordinality l(a, b, n)) r
    join lateral (${byId ? sql`${fit} union all ${those(BY_ID)}` : fit}) m on true
    left join lateral (select * from programs.terms t where t.membership = m.id order by t.position desc limit 1) t on true
    left join lateral (select * from programs.entitlements e where e.term = t.id and e.kind <> 'second' and e.replaced_at is null limit 1) e on true
    left join programs.endings x on x.membership = m.id and x.taken_back_at is null
    order by r.n, m.id`.execute(c.tx);
  return new Map(
    found.map(({ n, starts, ends, ending, ended, ...rest }) => [
      members[n]?.line ?? 0,
      {
        ...rest,
        contacts: sorted(rest.contacts),
        ...{ startsAt: starts?.toString() ?? '', endsAt: ends?.toString() ?? '' },
        ending: ending && ended ? { kind: ending, at: ended.toString() } : null,
      },
    ]),
  );
}
