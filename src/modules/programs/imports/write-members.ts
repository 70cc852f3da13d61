import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { newId } from '#kernel/ids.ts';
import { identifyMany, identifyOrganisations } from '#modules/community';
import { dutyDays } from '../duties.ts';
import { daysFrom, memberStateAt } from '../membership.ts';
import { offerOf } from '../policy/benefit.ts';
import type { Contact } from './contact-list.ts';
import type { MemberRow } from './member-rows.ts';
import { type Known, type MemberPlan, type MemberValues, restate, setTerms } from './member-values.ts';
import { type Ahead, asJson, type Bringing, type NamedIds, type Taken } from './taker.ts';

type Write = Taken<MemberPlan>;

/** Owners, places, organisations and contacts that rows name: identities, made at first sight. */
export async function namedBy(c: Context, planned: readonly Write[], { program }: Bringing): Promise<Ahead> {
  const addressOf = (address: string, name: string | null) => ({
    ...{ platform: 'email', kind: 'address' as const, value: address, displayName: name },
  });
  const of = planned.map(({ plan: { row, after } }) => [
    addressOf(after.ownerAddress ?? '', row.ownerName),
    { platform: row.place?.platform ?? 'x', kind: 'namespace' as const, value: row.place?.key ?? '' },
    ...(row.contacts ?? []).map(({ address, name }) => addressOf(address, name)),
  ]);
  const ids = (await identifyMany(c, of.flat(), 'import'))[Symbol.iterator]();
  const names = program.policy.form.subject === 'person' ? [] : planned.map(({ plan: { after } }) => after.name);
  const organisations = await identifyOrganisations(c, names);
  return new Map(
    planned.map(({ line }, n) => {
      const [owner = null, place = null, ...contacts] = (of[n] ?? []).map(() => ids.next().value ?? null);
      return [line, { owner, place, contacts, organisation: organisations[n] ?? null }] as const;
    }),
  );
}

const NOBODY: NamedIds = { owner: null, place: null, organisation: null, contacts: [] };

/** Writes the rows of a batch: membership, term, entitlement, owner, contacts, ending. */
export async function writeMembers(
  c: Context,
  planned: readonly Write[],
  bringing: Bringing,
  ahead: Ahead,
): Promise<void> {
  const later = planned.filter(({ line }) => !ahead.has(line));
  const now = await namedBy(c, later, bringing);
  const whole = planned.map(({ line, record, plan: one }) => {
    const ids = ahead.get(line) ?? now.get(line) ?? NOBODY;
    return { ...ids, id: record, ...one, owner: ids.owner ?? ids.place, term: newId(), entitlement: newId() };
  });
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
    whole.flatMap(({ id, row, contacts }) =>
      (row.contacts ?? []).map((contact, n) => ({ ...contact, membership: id, identity: contacts[n] ?? null })),
    ),
    bringing.by,
  );
}

type Whole = NamedIds & {
  id: string;
  row: MemberRow;
  after: MemberValues;
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
  const ends = new Map([...reminders, opensDays, 0].map((days) => [days, daysFrom(c.now, days)]));
  const passed = (row: MemberRow, days: number) => Temporal.Instant.compare(row.endsAt, ends.get(days) ?? c.now) <= 0;
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

type ContactOf = Contact & { membership: string; identity: string | null };

async function writeContacts(c: Context, contacts: readonly ContactOf[], by: string | null): Promise<void> {
  if (contacts.length === 0) return;
  await sql`
    insert into programs.contacts (membership, role, name, address, identity, changed_at, changed_by)
    select m, role, name, address, identity, ${c.now}, ${by}
    from unnest(${contacts.map(({ membership }) => membership)}::uuid[], ${contacts.map(({ role }) => role)}::text[],
      ${contacts.map(({ name }) => name)}::text[], ${contacts.map(({ address }) => address)}::text[], ${contacts.map(({ identity }) => identity)}::uuid[]) l(m, role, name, address, identity)
    where identity is not null
    on conflict (membership, role) do update set name = excluded.name, address = excluded.address, identity = excluded.identity,
      changed_at = excluded.changed_at, changed_by = excluded.changed_by`.execute(c.tx);
}
