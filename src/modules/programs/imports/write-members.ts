import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { asArray } from '#kernel/database/as-array.ts';
import { together } from '#kernel/database/long-work.ts';
import { newId } from '#kernel/ids.ts';
import { remembered } from '#kernel/remembered.ts';
import { identifyMany, identifyOrganisations } from '#modules/community';
import { dutyDays } from '../duties.ts';
import { daysFrom, memberStateAt } from '../membership.ts';
import { offerOf } from '../policy/benefit.ts';
import type { Policy } from '../policy.ts';
import type { Contact } from './contact-list.ts';
import { instantText, monthsBetween } from './instants.ts';
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
  known: Known | null;
  after: MemberValues;
  term: string;
  entitlement: string;
};

/** When it was granted: when its term began, where the row says nothing else. */
const grantedAt = ({ row }: Whole): Temporal.Instant => row.grantedAt ?? row.startsAt;

/** The state of each at this instant, of memberships with one term; worked out once for all that say the same. */
function statesOf(c: Context, list: readonly Whole[], { program }: Bringing) {
  const states = remembered<{ state: string; since: string }>();
  return list.map((one) => {
    const { startsAt, endsAt, ending } = one.row;
    const granted = grantedAt(one);
    const times = [granted, startsAt, endsAt, ...(ending ? [ending.at] : [])].map(instantText).join(' ');
    return states(`${times} ${ending?.kind ?? ''}`, () => {
      const records = { grantedAt: granted, terms: [{ startsAt, endsAt }], breach: null, ending };
      const { state, since } = memberStateAt(records, program.policy.renewal, c.now);
      return { state, since: since.toString() };
    });
  });
}

async function insertMembers(c: Context, list: readonly Whole[], bringing: Bringing): Promise<void> {
  if (list.length === 0) return;
  const { program } = bringing;
  const states = statesOf(c, list, bringing);
  const texts = (of: (one: Whole) => string | null | undefined) => asArray(list.map(of));
  const members = sql`
    insert into programs.memberships (id, program, identity, organisation, name, namespace, namespace_key, owner_name, owner_address, language,
      external_id, imported_at, granted_at, starts_at, ends_at, ended_at, state, state_since, level)
    select id, ${program.id}, identity, organisation, name, namespace, namespace_key, owner_name, owner_address, language, external_id, ${c.now},
      granted_at, starts_at, ends_at, ended_at, state, state_since, level
    from unnest(${texts(({ id }) => id)}::uuid[], ${texts(({ owner }) => owner)}::uuid[], ${texts(({ organisation }) => organisation)}::uuid[],
      ${texts(({ after }) => after.name)}::text[], ${texts(({ place }) => place)}::uuid[], ${texts(({ after }) => after.namespace)}::text[],
      ${texts(({ after }) => after.ownerName)}::text[], ${texts(({ after }) => after.ownerAddress)}::text[],
      ${texts(({ after }) => after.language)}::text[], ${texts(({ after }) => after.externalId)}::text[], ${texts((one) => instantText(grantedAt(one)))}::timestamptz[],
      ${texts(({ after }) => after.startsAt)}::timestamptz[], ${texts(({ after }) => after.endsAt)}::timestamptz[], ${texts(({ after }) => after.ending?.at)}::timestamptz[],
      ${asArray(states.map(({ state }) => state))}::text[], ${asArray(states.map(({ since }) => since))}::timestamptz[],
      ${texts(({ after }) => after.level)}::text[])
    as l(id, identity, organisation, name, namespace, namespace_key, owner_name, owner_address, language, external_id, granted_at, starts_at,
      ends_at, ended_at, state, state_since, level)`.execute(c.tx);
  await together([
    members,
    afterwards(() => insertTerms(c, list, bringing, true)),
    afterwards(() => endMembers(c, list, bringing.by)),
    afterwards(() => noteLevels(c, list, bringing.by)),
  ]);
}

/** Statements of one transaction run in the order they are asked for: the next one is put together while the last one runs. */
async function afterwards(ask: () => Promise<void>): Promise<void> {
  await setImmediate();
  return ask();
}

/** The next term of each, its entitlement and duties; and that what time has said of it by now needs no mail any more. */
async function insertTerms(c: Context, list: readonly Whole[], bringing: Bringing, first = false): Promise<void> {
  const { policy } = bringing.program;
  const months = list.map(({ row }) => Math.max(1, monthsBetween(row.startsAt, row.endsAt)));
  const offers = list.map(({ row }) => offerOf(policy.benefit, row.hosting, row.tier));
  const position = first
    ? sql`1`
    : sql`coalesce((select max(position) from programs.terms t where t.membership = l.m), 0) + 1`;
  const texts = (of: (one: Whole) => string | null) => asArray(list.map(of));
  const terms = sql`
    insert into programs.terms (id, membership, position, policy, tier, price_share, months, granted_at, starts_at, ends_at)
    select l.id, l.m, ${position}, ${bringing.program.policyId}, l.tier, l.share, l.months, l.granted, l.starts, l.ends
    from unnest(${texts(({ term }) => term)}::uuid[], ${texts(({ id }) => id)}::uuid[], ${texts(({ row }) => row.tier)}::text[],
      ${offers.map(({ priceShare }) => priceShare)}::int[], ${months}::int[], ${texts((one) => instantText(grantedAt(one)))}::timestamptz[],
      ${texts(({ after }) => after.startsAt)}::timestamptz[], ${texts(({ after }) => after.endsAt)}::timestamptz[])
    as l(id, m, tier, share, months, granted, starts, ends)`.execute(c.tx);
  await together([
    terms,
    afterwards(() => insertEntitlements(c, list, bringing)),
    afterwards(() => silenceThePast(c, list, bringing)),
    afterwards(() => owe(c, list, bringing)),
  ]);
}

/** What is given, of those whose row or policy says it. */
async function insertEntitlements(c: Context, list: readonly Whole[], bringing: Bringing): Promise<void> {
  const given = list.filter(({ after }) => after.sku !== null);
  const texts = (of: (one: Whole) => string | null) => asArray(given.map(of));
  if (given.length > 0)
    await sql`
      insert into programs.entitlements (id, membership, term, program, sku, hosting, seats, delivery, granted_at)
      select l.id, l.m, l.term, ${bringing.program.id}, l.sku, l.hosting, l.seats, 'hand', l.granted
      from unnest(${texts(({ entitlement }) => entitlement)}::uuid[], ${texts(({ id }) => id)}::uuid[], ${texts(({ term }) => term)}::uuid[],
        ${texts(({ after }) => after.sku)}::text[], ${texts(({ after }) => after.hosting)}::text[], ${given.map(({ after }) => after.seats)}::int[],
        ${texts(({ after }) => after.startsAt)}::timestamptz[]) as l(id, m, term, sku, hosting, seats, granted)`.execute(
      c.tx,
    );
}

/** A list mails nobody: what the days of the policy would have said by now counts as said. */
async function silenceThePast(c: Context, list: readonly Whole[], { program }: Bringing): Promise<void> {
  const says = remembered<ReturnType<typeof saidBy>>();
  const said = list.map(({ term, row }) => {
    const { days, marks } = says(instantText(row.endsAt), () => saidBy(row.endsAt, program.policy.renewal, c.now));
    return { term, days, marks };
  });
  const reminded = said.flatMap(({ term, days }) => (days === null ? [] : [{ term, days }]));
  if (reminded.length > 0)
    await sql`insert into programs.renewal_reminders (term, days, sent_at)
      select term, days, ${c.now} from unnest(${asArray(reminded.map(({ term }) => term))}::uuid[], ${reminded.map(({ days }) => days)}::int[]) l(term, days)`.execute(
      c.tx,
    );
  const marked = said.flatMap(({ term, marks }) => marks.map((mark) => ({ term, mark })));
  if (marked.length > 0)
    await sql`insert into programs.membership_marks (term, mark, recorded_at)
      select term, mark, ${c.now} from unnest(${asArray(marked.map(({ term }) => term))}::uuid[], ${asArray(marked.map(({ mark }) => mark))}::text[]) l(term, mark)`.execute(
      c.tx,
    );
}

/** What would have been said by now of a term that ends then: the last reminder, and the marks. */
function saidBy(endsAt: Temporal.Instant, { mode, reminders, opensDays }: Policy['renewal'], now: Temporal.Instant) {
  const passed = (days: number) => Temporal.Instant.compare(endsAt, daysFrom(now, days)) <= 0;
  const days = mode === 'fresh' ? reminders.filter(passed) : [];
  return {
    days: days.length > 0 ? Math.min(...days) : null,
    marks: [...(mode === 'fresh' && passed(opensDays) ? ['renewal-due'] : []), ...(passed(0) ? ['lapsed'] : [])],
  };
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

async function noteLevels(c: Context, all: readonly Whole[], by: string | null): Promise<void> {
  const list = all.filter(({ after, known }) => after.level !== (known?.level ?? null));
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
  await noteLevels(c, list, bringing.by);
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

async function endMembers(c: Context, list: readonly Whole[], by: string | null): Promise<void> {
  const ended = list.filter(({ after, known }) => after.ending && !known?.ending);
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
