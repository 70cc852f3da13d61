import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { newId } from '#kernel/ids.ts';
import { erasedAddresses, identifyMany, identifyOrganisations } from '#modules/community';
import { dutyDays } from '../duties.ts';
import { daysFrom, memberStateAt } from '../membership.ts';
import { offerOf } from '../policy/benefit.ts';
import { RowFault } from './cells.ts';
import type { Contact } from './contact-list.ts';
import { givenBy, type MemberRow, memberRow, placeOf } from './member-rows.ts';
import { type MemberValues, restate, setTerms } from './member-values.ts';
import { asJson, type Bringing, type ListRow, type Planned, type Taker } from './taker.ts';
import { undoMembers } from './undo-members.ts';

type Known = MemberValues & {
  id: string;
  identity: string;
  term: string;
  entitlement: string | null;
  ours: boolean;
  hits: number;
};
export type MemberPlan = { row: MemberRow; known: Known | null; after: MemberValues };

const OURS = 'It became a member here, by an application: change it there. A list only gives it its number elsewhere.';

/** Reads members, finds those that are here, and writes them: membership, term, entitlement, owner, contacts. */
export const memberTaker: Taker<MemberPlan> = {
  keyOf: (row, { reading }) => keyOf(row, reading.key),
  plan,
  write,
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
  const read: { line: number; row: MemberRow }[] = [];
  for (const { line, cell } of rows) {
    try {
      read.push({ line, row: memberRow(cell, of) });
    } catch (error) {
      if (!(error instanceof RowFault)) throw error;
      planned.push({ line, outcome: 'refused', why: error.message });
    }
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
  for (const [n, { line, row }] of read.entries())
    planned.push({ line, ...compare(row, known.get(n) ?? null, erased, bringing) });
  return planned.toSorted((a, b) => a.line - b.line);
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

const those = (fit: RawBuilder<boolean>) =>
  sql`select * from programs.memberships m where m.program = r.program and ${fit}`;
/** Exports call a member that has no number elsewhere by its id here. */
const BY_ID = sql<boolean>`m.external_id is null
  and m.id = case when r.a ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then r.a::uuid end`;
const MATCH: Record<string, RawBuilder<unknown>> = {
  'external-id': sql`${those(sql`m.external_id = r.a`)} union all ${those(BY_ID)}`,
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
    join lateral (${MATCH[key] ?? those(sql`false`)}) m on true
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

type Write = { record: string; plan: MemberPlan };

async function write(c: Context, planned: readonly Write[], bringing: Bringing): Promise<void> {
  const people = planned.map(({ plan: { row, after } }) => ({
    platform: 'email',
    kind: 'address' as const,
    value: after.ownerAddress ?? '',
    displayName: row.ownerName,
  }));
  const owners = await identifyMany(c, people, 'import');
  const places = await identifyMany(
    c,
    planned.map(({ plan: { row } }) => ({
      ...{ platform: row.place?.platform ?? 'x', kind: 'namespace' as const, value: row.place?.key ?? '' },
    })),
    'import',
  );
  const organisations =
    bringing.program.policy.form.subject === 'person'
      ? planned.map(() => null)
      : await identifyOrganisations(
          c,
          planned.map(({ plan: { after } }) => after.name),
        );
  const whole = planned.map(({ record, plan: one }, n) => ({
    ...{ id: record, ...one, owner: owners[n] ?? places[n], place: places[n], organisation: organisations[n] },
    ...{ term: newId(), entitlement: newId() },
  }));
  await insertMembers(
    c,
    whole.filter(({ known }) => known === null),
    bringing,
  );
  await changeMembers(
    c,
    whole.flatMap((one) => (one.known ? [{ ...one, known: one.known }] : [])),
    bringing,
  );
  await writeContacts(
    c,
    whole.flatMap(({ id, row }) => (row.contacts ?? []).map((contact) => ({ ...contact, membership: id }))),
    bringing.by,
  );
}

type Whole = {
  id: string;
  row: MemberRow;
  after: MemberValues;
  owner: string | null | undefined;
  place: string | null | undefined;
  organisation: string | null | undefined;
  term: string;
  entitlement: string;
};

/** The state at this instant, of a membership with one term. */
function stateOf(c: Context, row: MemberRow, granted: Temporal.Instant, { program }: Bringing) {
  const { startsAt, endsAt, ending } = row;
  const records = { grantedAt: granted, terms: [{ startsAt, endsAt }], breach: null, ending };
  return memberStateAt(records, program.policy.renewal, c.now);
}

async function insertMembers(c: Context, list: readonly Whole[], bringing: Bringing): Promise<void> {
  if (list.length === 0) return;
  const { program } = bringing;
  const granted = list.map(({ row }) => row.grantedAt ?? row.startsAt);
  const states = list.map(({ row }, n) => stateOf(c, row, granted[n] ?? row.startsAt, bringing));
  const texts = (of: (one: Whole) => string | null | undefined) => list.map((one) => of(one) ?? null);
  const starts = list.map(({ after }) => after.startsAt);
  const ends = list.map(({ after }) => after.endsAt);
  const at = granted.map(String);
  await sql`
    insert into programs.memberships (id, program, identity, organisation, name, namespace, namespace_key, owner_name, owner_address, language,
      external_id, imported_at, granted_at, starts_at, ends_at, ended_at, state, state_since, level)
    select id, ${program.id}, identity, organisation, name, namespace, namespace_key, owner_name, owner_address, language, external_id, ${c.now},
      granted_at, starts_at, ends_at, ended_at, state, state_since, level
    from unnest(${texts(({ id }) => id)}::uuid[], ${texts(({ owner }) => owner)}::uuid[], ${texts(({ organisation }) => organisation)}::uuid[],
      ${texts(({ after }) => after.name)}::text[], ${texts(({ place }) => place)}::uuid[], ${texts(({ after }) => after.namespace)}::text[],
      ${texts(({ after }) => after.ownerName)}::text[], ${texts(({ after }) => after.ownerAddress)}::text[],
      ${texts(({ after }) => after.language)}::text[], ${texts(({ after }) => after.externalId)}::text[], ${at}::timestamptz[],
      ${starts}::timestamptz[], ${ends}::timestamptz[], ${texts(({ after }) => after.ending?.at)}::timestamptz[],
      ${states.map(({ state }) => state)}::text[], ${states.map(({ since }) => since.toString())}::timestamptz[],
      ${texts(({ after }) => after.level)}::text[])
    as l(id, identity, organisation, name, namespace, namespace_key, owner_name, owner_address, language, external_id, granted_at, starts_at,
      ends_at, ended_at, state, state_since, level)`.execute(c.tx);
  await insertTerms(c, list, bringing);
  const ended = list.filter(({ row }) => row.ending);
  if (ended.length > 0)
    await sql`insert into programs.endings (membership, kind, words, ended_at, ended_by)
      select m, kind, 'Brought from a list.', at, ${bringing.by} from unnest(${ended.map(({ id }) => id)}::uuid[],
        ${ended.map(({ row }) => row.ending?.kind ?? '')}::text[], ${ended.map(({ after }) => after.ending?.at ?? '')}::timestamptz[]) l(m, kind, at)`.execute(
      c.tx,
    );
  await noteLevels(
    c,
    list.filter(({ after }) => after.level !== null),
    bringing.by,
  );
}

/** The next term of each, its entitlement and duties; and that what time has said of it by now needs no mail any more. */
async function insertTerms(c: Context, list: readonly Whole[], bringing: Bringing): Promise<void> {
  const { policy } = bringing.program;
  const months = list.map(({ row }) => Math.max(1, monthsOf(row)));
  const offers = list.map(({ row }) => offerOf(policy.benefit, row.hosting, row.tier));
  await sql`
    insert into programs.terms (id, membership, position, policy, tier, price_share, months, granted_at, starts_at, ends_at)
    select l.id, l.m, coalesce((select max(position) from programs.terms t where t.membership = l.m), 0) + 1, ${bringing.program.policyId}, l.tier, l.share,
      l.months, l.granted, l.starts, l.ends
    from unnest(${list.map(({ term }) => term)}::uuid[], ${list.map(({ id }) => id)}::uuid[], ${list.map(({ row }) => row.tier)}::text[],
      ${offers.map(({ priceShare }) => priceShare)}::int[], ${months}::int[], ${list.map(({ row }) => (row.grantedAt ?? row.startsAt).toString())}::timestamptz[],
      ${list.map(({ after }) => after.startsAt)}::timestamptz[], ${list.map(({ after }) => after.endsAt)}::timestamptz[])
    as l(id, m, tier, share, months, granted, starts, ends)`.execute(c.tx);
  await insertEntitlements(c, list, bringing);
  await silenceThePast(c, list, bringing);
  await owe(c, list, bringing);
}

/** What is given, of those whose row or policy says it. */
async function insertEntitlements(c: Context, list: readonly Whole[], bringing: Bringing): Promise<void> {
  const given = list.filter(({ after }) => after.sku !== null);
  if (given.length > 0)
    await sql`
      insert into programs.entitlements (id, membership, term, program, sku, hosting, seats, delivery, granted_at)
      select l.id, l.m, l.term, ${bringing.program.id}, l.sku, l.hosting, l.seats, 'hand', l.granted
      from unnest(${given.map(({ entitlement }) => entitlement)}::uuid[], ${given.map(({ id }) => id)}::uuid[], ${given.map(({ term }) => term)}::uuid[],
        ${given.map(({ after }) => after.sku)}::text[], ${given.map(({ after }) => after.hosting)}::text[], ${given.map(({ after }) => after.seats)}::int[],
        ${given.map(({ after }) => after.startsAt)}::timestamptz[]) as l(id, m, term, sku, hosting, seats, granted)`.execute(
      c.tx,
    );
}

const monthsOf = ({ startsAt, endsAt }: MemberRow): number => {
  const [from, to] = [startsAt.toZonedDateTimeISO('UTC'), endsAt.toZonedDateTimeISO('UTC')];
  return (to.year - from.year) * 12 + to.month - from.month;
};

/** A list mails nobody: what the days of the policy would have said by now counts as said. */
async function silenceThePast(c: Context, list: readonly Whole[], { program }: Bringing): Promise<void> {
  const { mode, reminders, opensDays } = program.policy.renewal;
  const passed = (row: MemberRow, days: number) => Temporal.Instant.compare(daysFrom(row.endsAt, -days), c.now) <= 0;
  const reminded = list.flatMap(({ term, row }) => {
    const days = mode === 'fresh' ? reminders.filter((d) => passed(row, d)) : [];
    return days.length > 0 ? [{ term, days: Math.min(...days) }] : [];
  });
  if (reminded.length > 0)
    await sql`insert into programs.renewal_reminders (term, days, sent_at)
      select term, days, ${c.now} from unnest(${reminded.map(({ term }) => term)}::uuid[], ${reminded.map(({ days }) => days)}::int[]) l(term, days)`.execute(
      c.tx,
    );
  const marked = list.flatMap(({ term, row }) => [
    ...(mode === 'fresh' && passed(row, opensDays) ? [{ term, mark: 'renewal-due' }] : []),
    ...(passed(row, 0) ? [{ term, mark: 'lapsed' }] : []),
  ]);
  if (marked.length > 0)
    await sql`insert into programs.membership_marks (term, mark, recorded_at)
      select term, mark, ${c.now} from unnest(${marked.map(({ term }) => term)}::uuid[], ${marked.map(({ mark }) => mark)}::text[]) l(term, mark)`.execute(
      c.tx,
    );
}

/** Duties of the policy that fall due from now on; what was due before was done, or not, elsewhere. */
async function owe(c: Context, list: readonly Whole[], { program }: Bringing): Promise<void> {
  const { duties } = program.policy.membership;
  if (duties.length === 0) return;
  const today = c.now.toString().slice(0, 10);
  const due = list.flatMap(({ id, term, row }) =>
    duties.flatMap(({ code, everyMonths }) =>
      dutyDays(row.startsAt, row.endsAt, everyMonths)
        .filter((day) => day >= today)
        .map((day) => ({ id, term, code, day })),
    ),
  );
  if (due.length === 0) return;
  await sql`insert into programs.duties (membership, term, code, due_on)
    select * from unnest(${due.map(({ id }) => id)}::uuid[], ${due.map(({ term }) => term)}::uuid[], ${due.map(({ code }) => code)}::text[],
      ${due.map(({ day }) => day)}::date[]) on conflict do nothing`.execute(c.tx);
}

async function noteLevels(c: Context, list: readonly Whole[], by: string | null): Promise<void> {
  if (list.length === 0) return;
  await sql`insert into programs.level_changes (membership, level, words, changed_at, changed_by)
    select m, level, 'Brought from a list.', ${c.now}, ${by} from unnest(${list.map(({ id }) => id)}::uuid[], ${list.map(({ after }) => after.level)}::text[]) l(m, level)`.execute(
    c.tx,
  );
}

async function changeMembers(
  c: Context,
  list: readonly (Whole & { known: Known })[],
  bringing: Bringing,
): Promise<void> {
  if (list.length === 0) return;
  const rows = list.map(({ id, after, owner, place }) => ({ id, ...after, owner, place }));
  await sql`
    update programs.memberships m set external_id = l."externalId", name = l.name, namespace_key = l.namespace, namespace = coalesce(l.place, m.namespace),
      owner_name = l."ownerName", owner_address = l."ownerAddress", language = l.language, level = l.level,
      identity = case when l."ownerAddress" is distinct from m.owner_address and l.owner is not null then l.owner else m.identity end
    from jsonb_to_recordset(${asJson(rows)}::jsonb) as l(id uuid, "externalId" text, name text, namespace text, place uuid, "ownerName" text,
      "ownerAddress" text, language text, level text, owner uuid) where m.id = l.id`.execute(c.tx);
  await noteLevels(
    c,
    list.filter(({ after, known }) => after.level !== known.level),
    bringing.by,
  );
  const imported = list.filter(({ known }) => !known.ours);
  const renewed = imported.filter(({ after, known }) => after.startsAt >= known.endsAt);
  await insertTerms(c, renewed, bringing);
  const same = imported.filter((one) => !renewed.includes(one));
  await setTerms(
    c,
    same.map(({ after, known }) => ({ ...after, term: known.term, entitlement: known.entitlement })),
  );
  // A list that says only now what is given.
  const nothing = same.filter(({ known }) => known.entitlement === null);
  await insertEntitlements(
    c,
    nothing.map((one) => ({ ...one, term: one.known.term })),
    bringing,
  );
  await endMembers(c, list, bringing.by);
  await restate(
    c,
    imported.map(({ id }) => id),
    bringing,
  );
}

async function endMembers(c: Context, list: readonly (Whole & { known: Known })[], by: string | null): Promise<void> {
  const ended = list.filter(({ after, known }) => after.ending && !known.ending);
  if (ended.length === 0) return;
  await sql`insert into programs.endings (membership, kind, words, ended_at, ended_by)
    select m, kind, 'Brought from a list.', at, ${by} from unnest(${ended.map(({ id }) => id)}::uuid[],
      ${ended.map(({ after }) => after.ending?.kind ?? '')}::text[], ${ended.map(({ after }) => after.ending?.at ?? '')}::timestamptz[]) l(m, kind, at)`.execute(
    c.tx,
  );
}

type ContactOf = Contact & { membership: string };

async function writeContacts(c: Context, contacts: readonly ContactOf[], by: string | null): Promise<void> {
  if (contacts.length === 0) return;
  const identities = await identifyMany(
    c,
    contacts.map(({ address, name }) => ({ platform: 'email', kind: 'address', value: address, displayName: name })),
    'import',
  );
  await sql`
    insert into programs.contacts (membership, role, name, address, identity, changed_at, changed_by)
    select m, role, name, address, identity, ${c.now}, ${by}
    from unnest(${contacts.map(({ membership }) => membership)}::uuid[], ${contacts.map(({ role }) => role)}::text[],
      ${contacts.map(({ name }) => name)}::text[], ${contacts.map(({ address }) => address)}::text[], ${identities}::uuid[]) l(m, role, name, address, identity)
    where identity is not null
    on conflict (membership, role) do update set name = excluded.name, address = excluded.address, identity = excluded.identity,
      changed_at = excluded.changed_at, changed_by = excluded.changed_by`.execute(c.tx);
}
