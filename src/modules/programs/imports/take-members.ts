import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { newId } from '#kernel/ids.ts';
import { erasedAddresses } from '#modules/community';
import { RowFault } from './cells.ts';
import type { Contact } from './contact-list.ts';
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
  const planned: Planned<MemberPlan>[] = [];
  const read: { each: ListRow; row: MemberRow }[] = [];
  for (const each of rows) {
    const row = readRow(each, of);
    if (row instanceof RowFault) planned.push({ line: each.line, outcome: 'refused', why: row.message });
    else read.push({ each, row });
  }
  const known = await knownBy(
    c,
    program.id,
    reading.key,
    read.map(({ row }) => row),
  );
  const erased = await erasedAddresses(
    c,
    read.flatMap(({ row }) => [row.ownerAddress, ...(row.contacts ?? []).map(({ address }) => address)].filter(isText)),
  );
  for (const [n, { each, row }] of read.entries())
    planned.push({ line: each.line, ...compare(row, known.get(n) ?? null, erased, bringing) });
  return planned.toSorted((a, b) => a.line - b.line);
}

/** What rows say, by the row: one is planned ahead of its transaction and again in it. */
const readings = new WeakMap<ListRow, MemberRow | RowFault>();

function readRow(each: ListRow, of: Parameters<typeof memberRow>[1]): MemberRow | RowFault {
  const known = readings.get(each);
  if (known) return known;
  const row = faultOr(() => memberRow(each.cell, of));
  readings.set(each, row);
  return row;
}

function faultOr<T>(read: () => T): T | RowFault {
  try {
    return read();
  } catch (error) {
    if (error instanceof RowFault) return error;
    throw error;
  }
}

const isText = (text: string | null): text is string => text !== null;
type Compared = Planned<MemberPlan> extends infer P ? (P extends { line: number } ? Omit<P, 'line'> : never) : never;

function compare(row: MemberRow, known: Known | null, erased: ReadonlySet<string>, { program }: Bringing): Compared {
  if (
    [row.ownerAddress, ...(row.contacts ?? []).map(({ address }) => address)].some((a) => a !== null && erased.has(a))
  )
    return {
      outcome: 'refused',
      why: 'Somebody in this row had their data erased here. A list does not bring them back.',
    };
  if (known && known.hits > 1)
    return { outcome: 'refused', why: 'Several members fit it. Find rows again by another field.' };
  if (!known) {
    const after = fresh(row, givenBy(row, program.policy));
    return { outcome: 'added', record: newId(), plan: { row, known, after } };
  }
  const { id, identity, term: _, entitlement: __, ours, hits: ___, ...before } = known;
  const after = merged(before, row.externalId === id ? { ...row, externalId: null } : row);
  const differs = (Object.keys(after) as (keyof MemberValues)[]).filter(
    (name) => JSON.stringify(after[name]) !== JSON.stringify(before[name]),
  );
  if (differs.length === 0) return { outcome: 'same', record: id };
  if (ours && differs.some((name) => name !== 'externalId')) return { outcome: 'refused', why: OURS };
  if (before.ending)
    return { outcome: 'refused', why: 'This membership is over. What is over is not changed by a list.' };
  return {
    outcome: 'changed',
    record: id,
    plan: { row, known, after },
    before: { ...before, identity },
    after,
  };
}

const fresh = (row: MemberRow, given: ReturnType<typeof givenBy>): MemberValues => ({
  ...{ externalId: row.externalId, name: row.name, namespace: row.place?.key ?? null },
  ...{ ownerName: row.ownerName, ownerAddress: row.ownerAddress, language: row.language ?? 'en', level: row.level },
  ...{ startsAt: row.startsAt.toString(), endsAt: row.endsAt.toString() },
  ...{ sku: given?.sku ?? null, hosting: given?.hosting ?? null, seats: given?.seats ?? null },
  contacts: sorted(row.contacts ?? []),
  ending: row.ending && { kind: row.ending.kind, at: row.ending.at.toString() },
});

/** What is here, with what the row says put over it; an empty cell says nothing. A term that begins after the last one is a new one. */
function merged(before: MemberValues, row: MemberRow): MemberValues {
  const roles = new Set((row.contacts ?? []).map(({ role }) => role));
  const begins = row.startsAt.toString();
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
    endsAt: row.saysEnd || begins !== before.startsAt ? row.endsAt.toString() : before.endsAt,
    sku,
    // Of what is not given there is neither.
    hosting: sku === null ? null : (row.hosting ?? before.hosting),
    seats: sku === null ? null : (row.seats ?? before.seats),
    contacts: sorted([...(row.contacts ?? []), ...before.contacts.filter(({ role }) => !roles.has(role))]),
    ending: row.ending ? { kind: row.ending.kind, at: row.ending.at.toString() } : before.ending,
  };
}

const sorted = (contacts: readonly Contact[]): Contact[] =>
  contacts.map(({ role, name, address }) => ({ role, name, address })).toSorted((a, b) => (a.role < b.role ? -1 : 1));

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

/** The memberships that rows mean, by the places of the rows. */
async function knownBy(
  c: Context,
  program: string,
  key: string,
  rows: readonly MemberRow[],
): Promise<Map<number, Known>> {
  const a = rows.map((row) =>
    key === 'external-id' ? row.externalId : key === 'namespace' ? (row.place?.key ?? null) : row.name,
  );
  const b = rows.map((row) => row.ownerAddress);
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
    from (select ${program}::uuid program, l.* from unnest(${a}::text[], ${b}::text[]) with ordinality l(a, b, n)) r
    join lateral (${byId ? sql`${fit} union all ${those(BY_ID)}` : fit}) m on true
    left join lateral (select * from programs.terms t where t.membership = m.id order by t.position desc limit 1) t on true
    left join lateral (select * from programs.entitlements e where e.term = t.id and e.kind <> 'second' and e.replaced_at is null limit 1) e on true
    left join programs.endings x on x.membership = m.id and x.taken_back_at is null
    order by r.n, m.id`.execute(c.tx);
  return new Map(
    found.map(({ n, starts, ends, ending, ended, ...rest }) => [
      n,
      {
        ...rest,
        contacts: sorted(rest.contacts),
        ...{ startsAt: starts?.toString() ?? '', endsAt: ends?.toString() ?? '' },
        ending: ending && ended ? { kind: ending, at: ended.toString() } : null,
      },
    ]),
  );
}
