import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testHouse } from '#tests/support/house.ts';
import { openProgram } from '#tests/support/program.ts';

// Figures of members, seats, use, satisfaction and appeals over invented rows, against a recount in plain JavaScript that shares
// nothing with the queries but the words of the definitions.
const SEED = Number(process.env.SEED ?? 20261121);
const NOW = Temporal.Instant.from('2026-11-21T12:00:00Z');
const house = await testHouse({ now: NOW.toString() });
const first = await openProgram(house, { renewal: { mode: 'fresh', opensDays: 60, graceDays: 30, reminders: [] } });
const manager = await house.as('manager');
const { id: second } = await manager.programs.makeProgram({
  ...{ name: 'Second program', slug: 'second', prefix: 'SEC' },
  from: { program: first },
});
const GRACE = 30;

/** mulberry32: the same numbers for the same seed. */
let state = SEED;
const random = (): number => {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
};
const upTo = (most: number) => Math.floor(random() * most);
const pick = <T>(list: readonly T[]): T => list[upTo(list.length)] as T;
const chance = (share: number) => random() < share;
const DAY = 86_400_000;
const START = Date.parse('2024-01-01T00:00:00Z');
const some = () => START + upTo(1055 * 24) * (DAY / 24);
const iso = (ms: number) => new Date(ms).toISOString();

type Application = {
  id: string;
  program: string;
  kind: 'new' | 'renewal';
  country: string | null;
  at: number;
  invitation: string | null;
  named: boolean;
};
type Membership = {
  id: string;
  program: string;
  identity: string;
  key: string | null;
  ended: number | null;
  startsAt: number | null;
};
type Term = {
  id: string;
  membership: Membership;
  position: number;
  application: Application | null;
  starts: number | null;
  ends: number | null;
  granted: number;
};
type Entitlement = {
  id: string;
  term: Term;
  kind: 'main' | 'second' | 'replacement';
  seats: number | null;
  granted: number;
  replacedBy: string | null;
};
type Use = { entitlement: Entitlement; day: string; seats: number };
type Asking = {
  at: number;
  score: number | null;
  declined: boolean;
  application: Application | null;
  membership: Membership | null;
  program: string;
};
type Appeal = { at: number; upheld: boolean | null; application: Application };
type Reference = {
  membership: Membership;
  kind: string;
  given: number;
  withdrawn: number | null;
  endsOn: string | null;
};
type Award = { application: Application; at: number; days: number };

const uuid = () => crypto.randomUUID();
const applications: Application[] = [];
const memberships: Membership[] = [];
const terms: Term[] = [];
const entitlements: Entitlement[] = [];
const uses: Use[] = [];
const askings: Asking[] = [];
const appeals: Appeal[] = [];
const references: Reference[] = [];
const awards: Award[] = [];

function apply(program: string, at: number, kind: Application['kind']): Application {
  const invited = kind === 'new' && chance(0.3);
  const made: Application = {
    ...{ id: uuid(), program, kind, at, country: pick(['DE', 'FR', 'JP', null]) },
    ...{ invitation: invited ? uuid() : null, named: invited && chance(0.5) },
  };
  applications.push(made);
  return made;
}

for (let n = 0; n < 90; n++) {
  const program = pick([first, second]);
  const membership: Membership = {
    ...{ id: uuid(), program, identity: pick(IDENTITIES()), key: chance(0.6) ? `gitlab.com/p-${upTo(25)}` : null },
    ...{ ended: null, startsAt: null },
  };
  memberships.push(membership);
  let at = some();
  for (let position = 1; position <= 1 + upTo(4); position++) {
    const application = chance(0.75) ? apply(program, at - upTo(20) * DAY, position === 1 ? 'new' : 'renewal') : null;
    const begun = chance(0.93);
    const starts = begun ? at : null;
    const ends = begun ? at + pick([90, 180, 365]) * DAY : null;
    const term: Term = {
      ...{ id: uuid(), membership, position, application, starts, ends },
      granted: at - upTo(10) * DAY,
    };
    terms.push(term);
    if (application && chance(0.8)) awards.push({ application, at: at - upTo(3) * DAY, days: upTo(12) });
    const main: Entitlement = {
      ...{ id: uuid(), term, kind: 'main', replacedBy: null },
      seats: chance(0.8) ? 1 + upTo(40) : null,
      granted: term.granted,
    };
    entitlements.push(main);
    if (chance(0.3))
      entitlements.push({ ...main, id: uuid(), kind: 'second', granted: at + upTo(80) * DAY, seats: 1 + upTo(9) });
    if (chance(0.25)) {
      const old = pick(entitlements.filter((e) => e.term === term && e.replacedBy === null));
      const fresh: Entitlement = { ...old, id: uuid(), kind: 'replacement', granted: old.granted + upTo(30) * DAY };
      old.replacedBy = fresh.id;
      entitlements.push(fresh);
    }
    if (!begun || ends === null) break;
    membership.startsAt ??= starts;
    // The next term: at once, within the grace to the hour, at its very end, or after it.
    at = ends + pick([0, 0, 1, GRACE, GRACE + 1 / 24, 90]) * DAY;
  }
  if (chance(0.2)) membership.ended = some();
  for (const entitlement of entitlements.filter((e) => e.term.membership === membership))
    for (let k = 0; k < upTo(4); k++) {
      const day = iso(some()).slice(0, 10);
      if (!uses.some((u) => u.entitlement === entitlement && u.day === day))
        uses.push({ entitlement, day, seats: pick([0, 0, 1, 5]) });
    }
  for (let k = 0; k < upTo(3); k++) {
    const given = some();
    references.push({
      ...{
        membership,
        kind: pick(['quote', 'logo', 'talk']),
        given,
        withdrawn: chance(0.3) ? given + upTo(200) * DAY : null,
      },
      endsOn: chance(0.5) ? iso(given + upTo(300) * DAY).slice(0, 10) : null,
    });
  }
  if (chance(0.4)) askings.push({ at: some(), ...answer(), application: null, membership, program });
}
for (let n = 0; n < 120; n++) {
  const application = apply(pick([first, second]), some(), pick(['new', 'new', 'renewal']));
  if (chance(0.5))
    askings.push({ at: some(), ...answer(), application, membership: null, program: application.program });
  if (chance(0.4)) appeals.push({ at: some(), upheld: pick([true, false, null]), application });
}
function IDENTITIES() {
  return ['1', '2', '3', '4', '5', '6', '7', '8'].map((n) => `01900000-0000-7000-8000-00000000000${n}`);
}
function answer() {
  const score = chance(0.6) ? 1 + upTo(5) : null;
  return { score, declined: score === null && chance(0.3) };
}

const [policy = { id: '' }] = await house.rows<{ id: string }>(
  `select id from programs.policies where program = '${first}'`,
);

await house.transact(async (c) => {
  const into = async (table: string, rows: Record<string, unknown>[]) => {
    for (let i = 0; i < rows.length; i += 200) {
      const part = rows.slice(i, i + 200);
      const columns = sql.join(Object.keys(part[0] ?? {}).map((name) => sql.ref(name)));
      await sql`insert into ${sql.table(table)} (${columns}) select ${columns} from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(part)}::jsonb)`.execute(
        c.tx,
      );
    }
  };
  const invited = applications.filter((a) => a.invitation !== null);
  const named = invited.filter((a) => a.named).map((a) => ({ ...a, nomination: uuid() }));
  const person = IDENTITIES()[0];
  await into(
    'programs.nominations',
    named.map((a) => ({
      id: a.nomination,
      program: a.program,
      nominee: uuid(),
      nominator: person,
      words: 'x',
      language: 'en',
      sent_at: iso(a.at),
    })),
  );
  await into(
    'programs.invitations',
    invited.map((a) => ({
      ...{ id: a.invitation, program: a.program, identity: person, words: 'x', language: 'en', sends: 1 },
      ...{ nomination: named.find((m) => m.id === a.id)?.nomination ?? null },
      ...{ made_at: iso(a.at), sent_at: iso(a.at), expires_at: iso(a.at + DAY) },
    })),
  );
  await into(
    'programs.applications',
    applications.map((a) => ({
      ...{
        id: a.id,
        program: a.program,
        policy: policy.id,
        kind: a.kind,
        identity: person,
        country: a.country,
        project: 'P',
        invitation: a.invitation,
      },
      ...{
        answers: {},
        statements: [],
        proof_token: a.id,
        language: 'en',
        submitted_at: iso(a.at),
        mail_confirmed_at: iso(a.at),
      },
      ...{ stage: 'review', stage_since: iso(a.at), waiting_for: 'us' },
    })),
  );
  await into(
    'programs.memberships',
    memberships.map((m) => ({
      ...{
        id: m.id,
        program: m.program,
        identity: m.identity,
        name: 'M',
        namespace_key: m.key,
        language: 'en',
        state: 'active',
      },
      ...{
        state_since: iso(START),
        granted_at: iso(START),
        starts_at: m.startsAt === null ? null : iso(m.startsAt),
        ended_at: m.ended === null ? null : iso(m.ended),
      },
    })),
  );
  await into(
    'programs.terms',
    terms.map((t) => ({
      ...{
        id: t.id,
        membership: t.membership.id,
        position: t.position,
        application: t.application?.id ?? null,
        months: 12,
        price_share: 0,
      },
      ...{
        granted_at: iso(t.granted),
        starts_at: t.starts === null ? null : iso(t.starts),
        ends_at: t.ends === null ? null : iso(t.ends),
      },
    })),
  );
  await into(
    'programs.entitlements',
    entitlements.map((e) => ({
      ...{
        id: e.id,
        membership: e.term.membership.id,
        term: e.term.id,
        program: e.term.membership.program,
        sku: 'SKU',
        kind: e.kind,
        delivery: 'coupon',
      },
      ...{
        seats: e.seats,
        granted_at: iso(e.granted),
        replaced_by: e.replacedBy,
        replaced_at: e.replacedBy === null ? null : iso(e.granted),
      },
    })),
  );
  await into(
    'programs.uses',
    uses.map((u) => ({ entitlement: u.entitlement.id, day: u.day, seats: u.seats, recorded_at: iso(START) })),
  );
  const decisionOf = new Map(applications.map((a) => [a.id, uuid()]));
  await into(
    'programs.decisions',
    applications.map((a) => ({
      ...{
        id: decisionOf.get(a.id),
        application: a.id,
        verdict: 'refused',
        reason: 'other',
        words: '',
        policy: policy.id,
        evidence: {},
        program: a.program,
      },
      ...{ decided_at: iso(a.at), final_at: iso(a.at), settled_at: iso(a.at), kept: true },
      ...{ business_days_without_waiting: 1, business_days_with_waiting: 1 },
    })),
  );
  await into(
    'programs.appeals',
    appeals.map((e) => ({
      ...{
        id: uuid(),
        application: e.application.id,
        decision: decisionOf.get(e.application.id),
        words: 'x',
        made_at: iso(e.at),
        upheld: e.upheld,
      },
      ...(e.upheld === null ? { answered_at: null, answer: null } : { answered_at: iso(e.at + DAY), answer: 'x' }),
    })),
  );
  await into(
    'programs.askings',
    askings.map((s, n) => ({
      ...{
        id: uuid(),
        program: s.program,
        occasion: s.application ? 'decision' : 'yearly',
        application: s.application?.id ?? null,
      },
      ...{
        decision: s.application ? decisionOf.get(s.application.id) : null,
        membership: s.membership?.id ?? null,
        turn: s.membership ? n + 1 : null,
      },
      ...{
        identity: person,
        language: 'en',
        question: 'x',
        translated: false,
        key_hash: `\\x${String(n).padStart(64, '0')}`,
        asked_at: iso(s.at),
      },
      ...{
        answered_at: s.score !== null || s.declined ? iso(s.at + DAY) : null,
        score: s.score,
        declined: s.declined,
        comment: '',
      },
    })),
  );
  await into(
    'programs.reference_consents',
    references.map((k) => ({
      ...{ id: uuid(), membership: k.membership.id, kind: k.kind, scope: 'x', speaker: 'x', given_at: iso(k.given) },
      ...{ withdrawn_at: k.withdrawn === null ? null : iso(k.withdrawn), ends_on: k.endsOn },
    })),
  );
  await into(
    'programs.awards',
    awards.map((w) => ({
      ...{
        term: terms.find((t) => t.application === w.application)?.id,
        application: w.application.id,
        program: w.application.program,
      },
      ...{ awarded_at: iso(w.at), business_days: w.days },
    })),
  );
});

type Filters = {
  program: string | null;
  from: number | null;
  to: number | null;
  zone: string;
  country: string | null;
  source: string | null;
};
type Counted = { value: number | null; of: number };

const now = NOW.epochMilliseconds;
const within = (f: Filters, at: number) => (f.from === null || at >= f.from) && (f.to === null || at < f.to);
const sourceOf = (a: Application) =>
  a.kind === 'renewal' ? 'renewal' : a.invitation === null ? 'form' : a.named ? 'nomination' : 'invitation';
const termsOf = (m: Membership) => terms.filter((t) => t.membership === m).sort((a, b) => a.position - b.position);
const countryUpTo = (m: Membership, position: number) =>
  termsOf(m)
    .filter((t) => t.application && t.position <= position)
    .at(-1)?.application?.country ?? null;
const sourceOfTerm = (t: Term) => (t.application ? sourceOf(t.application) : t.position === 1 ? 'import' : 'renewal');
const fits = (f: Filters, program: string, country: string | null, source: string | null) =>
  (f.program === null || f.program === program) &&
  (f.country === null || f.country === country) &&
  (f.source === null || f.source === source);
const ofApplication = (f: Filters, a: Application) => fits(f, a.program, a.country, sourceOf(a));
const ofTerm = (f: Filters, t: Term) =>
  fits(f, t.membership.program, countryUpTo(t.membership, t.position), sourceOfTerm(t));
const ofMember = (f: Filters, m: Membership) => {
  const all = termsOf(m);
  return fits(f, m.program, countryUpTo(m, 99), all[0] ? sourceOfTerm(all[0]) : null);
};
const over = (t: Term) => Math.min(t.ends as number, t.membership.ended ?? Number.POSITIVE_INFINITY);
const counted = (values: readonly number[]): Counted => ({
  value: values.length === 0 ? null : values.length,
  of: values.length,
});
const summed = (values: readonly number[]): Counted => ({
  value: values.length === 0 ? null : values.reduce((a, b) => a + b, 0),
  of: values.length,
});
const mean = (values: readonly number[]): Counted => ({
  value: values.length === 0 ? null : values.reduce((a, b) => a + b, 0) / values.length,
  of: values.length,
});
const percentile = (values: readonly number[], share: number): Counted => {
  const sorted = values.toSorted((a, b) => a - b);
  return { value: sorted[Math.ceil(sorted.length * share) - 1] ?? null, of: sorted.length };
};

const begun = (f: Filters, kind: string) =>
  counted(
    terms
      .filter((t) => t.starts !== null && t.starts <= now && within(f, t.starts) && ofTerm(f, t))
      .filter((t) => {
        const starts = t.starts as number;
        const before = termsOf(t.membership)
          .filter((p) => p.position < t.position && p.ends !== null)
          .map((p) => p.ends as number);
        const earlier = memberships.some(
          (o) =>
            o !== t.membership &&
            o.program === t.membership.program &&
            o.startsAt !== null &&
            o.startsAt < starts &&
            (t.membership.key === null ? o.identity === t.membership.identity : o.key === t.membership.key),
        );
        const last = Math.max(...before);
        const is =
          before.length > 0 ? (last + GRACE * DAY >= starts ? 'renewing' : 'returning') : earlier ? 'returning' : 'new';
        return is === kind;
      })
      .map(() => 1),
  );
const fateOf = (t: Term) => {
  const end = over(t);
  const followed = terms.some(
    (n) =>
      n.membership === t.membership && n.position > t.position && n.starts !== null && n.starts <= end + GRACE * DAY,
  );
  if (followed) return 'renewed';
  if (t.membership.ended !== null) return 'lapsed';
  return now < end + GRACE * DAY ? 'open' : 'lapsed';
};
const ended = (f: Filters) =>
  terms
    .filter((t) => t.starts !== null && over(t) > t.starts && over(t) <= now && within(f, over(t)) && ofTerm(f, t))
    .map(fateOf);
const isAdded = (e: Entitlement) =>
  e.kind === 'second' || entitlements.some((r) => r.replacedBy === e.id && r.kind === 'second');
const beganAt = (e: Entitlement) =>
  isAdded(e) ? Math.max(e.granted, e.term.starts as number) : (e.term.starts as number);
const kindOf = (e: Entitlement) => (isAdded(e) ? 'added' : e.term.position === 1 ? 'new' : 'renewed');
const standing = (f: Filters) =>
  entitlements.filter((e) => e.replacedBy === null && e.term.starts !== null && e.seats !== null && ofTerm(f, e.term));
const seats = (f: Filters, kind: string | null) =>
  summed(
    standing(f)
      .filter(
        (e) =>
          (e.term.starts as number) <= now &&
          beganAt(e) <= now &&
          within(f, beganAt(e)) &&
          (kind === null || kindOf(e) === kind),
      )
      .map((e) => e.seats as number),
  );
const momentOf = (f: Filters) => (f.to !== null && f.to < now ? f.to : now);
const midnight = (day: string, zone: string) => Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds;
const used = (f: Filters) =>
  uses.filter(
    (u) =>
      (f.program === null || u.entitlement.term.membership.program === f.program) && within(f, midnight(u.day, f.zone)),
  );
const users = (f: Filters) =>
  new Set(
    used(f)
      .filter((u) => u.seats > 0)
      .map((u) => u.entitlement.term.membership),
  );
const asked = (f: Filters) =>
  askings.filter(
    (s) =>
      within(f, s.at) && (s.application ? ofApplication(f, s.application) : ofMember(f, s.membership as Membership)),
  );
const consents = (f: Filters) => references.filter((k) => ofMember(f, k.membership));
const inForce = (f: Filters) => {
  const at = momentOf(f);
  const after = (day: string) => midnight(Temporal.PlainDate.from(day).add({ days: 1 }).toString(), f.zone);
  return consents(f).filter(
    (k) => k.given <= at && (k.withdrawn === null || k.withdrawn > at) && (k.endsOn === null || after(k.endsOn) > at),
  );
};

const RECOUNTS: Record<string, (f: Filters) => Counted> = {
  'members-new': (f) => begun(f, 'new'),
  'members-renewing': (f) => begun(f, 'renewing'),
  'members-returning': (f) => begun(f, 'returning'),
  'members-lapsed': (f) =>
    counted(
      ended(f)
        .filter((fate) => fate === 'lapsed')
        .map(() => 1),
    ),
  'renewal-rate': (f) =>
    mean(
      ended(f)
        .filter((fate) => fate !== 'open')
        .map((fate) => (fate === 'renewed' ? 1 : 0)),
    ),
  'seats-new': (f) => seats(f, 'new'),
  'seats-added': (f) => seats(f, 'added'),
  'seats-renewed': (f) => seats(f, 'renewed'),
  'seats-given': (f) => seats(f, null),
  'seats-active': (f) => {
    const at = momentOf(f);
    return summed(
      standing(f)
        .filter((e) => (e.term.starts as number) <= at && at < over(e.term) && beganAt(e) <= at)
        .map((e) => e.seats as number),
    );
  },
  'members-using': (f) => counted([...users(f)].filter((m) => ofMember(f, m)).map(() => 1)),
  adoption: (f) => {
    if (used(f).length === 0) return { value: null, of: 0 };
    const held = memberships.filter(
      (m) =>
        ofMember(f, m) &&
        termsOf(m).some(
          (t) =>
            t.starts !== null &&
            t.starts <= now &&
            (f.to === null || t.starts < f.to) &&
            (f.from === null || over(t) > f.from),
        ),
    );
    const using = users(f);
    return mean(held.map((m) => (using.has(m) ? 1 : 0)));
  },
  satisfaction: (f) => mean(asked(f).flatMap((s) => s.score ?? [])),
  'satisfaction-response': (f) => mean(asked(f).map((s) => (s.score === null ? 0 : 1))),
  'appeals-made': (f) =>
    counted(appeals.filter((e) => within(f, e.at) && ofApplication(f, e.application)).map(() => 1)),
  'appeals-upheld': (f) =>
    mean(
      appeals
        .filter((e) => within(f, e.at) && ofApplication(f, e.application))
        .flatMap((e) => (e.upheld === null ? [] : e.upheld ? 1 : 0)),
    ),
  'new-references': (f) =>
    counted(
      consents(f)
        .filter((k) => within(f, k.given))
        .map(() => 1),
    ),
  'references-in-force': (f) => counted(inForce(f).map(() => 1)),
  'reference-holders': (f) => counted([...new Set(inForce(f).map((k) => k.membership))].map(() => 1)),
  'days-to-award': (f) =>
    percentile(
      awards.filter((w) => within(f, w.at) && ofApplication(f, w.application)).map((w) => w.days),
      0.5,
    ),
  'days-to-award-p90': (f) =>
    percentile(
      awards.filter((w) => within(f, w.at) && ofApplication(f, w.application)).map((w) => w.days),
      0.9,
    ),
  'applications-by-source': (f) =>
    counted(applications.filter((a) => within(f, a.at) && ofApplication(f, a)).map(() => 1)),
};

// Bounds that rows lie on to the millisecond, so that a closed period would be found out; zones with odd offsets and changes of the clocks.
const BOUNDS = [
  ...terms.flatMap((t) => [t.starts, t.ends]),
  ...askings.map((s) => s.at),
  ...references.map((k) => k.given),
  ...uses.map((u) => midnight(u.day, 'America/New_York')),
].filter((at) => at !== null);
const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia'];
const filters = (): Filters => {
  const [a, b] = [pick(BOUNDS), pick(BOUNDS)];
  return {
    ...{
      program: pick([null, first, second]),
      from: chance(0.8) ? Math.min(a, b) : null,
      to: chance(0.8) ? Math.max(a, b) + (a === b ? 1 : 0) : null,
    },
    ...{ zone: pick(ZONES), country: chance(0.25) ? pick(['DE', 'FR']) : null },
    source: chance(0.25) ? pick(['form', 'renewal', 'invitation', 'nomination', 'import']) : null,
  };
};

test(`each figure is what a recount of the raw rows gives, whatever is asked for (seed ${SEED})`, async () => {
  const NONE: Filters = { program: null, from: null, to: null, zone: 'UTC', country: null, source: null };
  const all = [NONE, ...Array.from({ length: 24 }, filters)];
  const told = { any: new Set<string>(), none: new Set<string>() };
  for (const f of all) {
    const input = { ...f, from: f.from === null ? null : iso(f.from), to: f.to === null ? null : iso(f.to) };
    for (const [id, recount] of Object.entries(RECOUNTS)) {
      const { value, of, filters: said } = await manager.figures.read({ figure: `programs.${id}`, ...input });
      const expected = recount(f);
      const where = `${id} ${JSON.stringify(input)}`;
      expect(of, where).toBe(expected.of);
      if (expected.value === null || value === null) expect(value, where).toBe(expected.value);
      else expect(value, where).toBeCloseTo(expected.value, 9);
      expect(said).toEqual(input);
      (value === null ? told.none : told.any).add(id);
    }
  }
  // A recount of nothing proves nothing: each figure had something to tell.
  expect([...told.any].sort()).toEqual(Object.keys(RECOUNTS).sort());
}, 60_000);

test('parts add up to the value, and rows to both', async () => {
  for (const id of Object.keys(RECOUNTS)) {
    const figure = `programs.${id}`;
    const { value, of, parts, figure: definition } = await manager.figures.read({ figure });
    const counts: number[] = [];
    let [after, shown]: [string | undefined, number] = [undefined, 0];
    do {
      const { rows, next }: Awaited<ReturnType<typeof manager.figures.rows>> = await manager.figures.rows({
        figure,
        limit: 60,
        ...(after ? { after } : {}),
      });
      counts.push(...rows.flatMap((row) => row.counts ?? []));
      shown += rows.length;
      after = next ?? undefined;
    } while (after);
    expect(counts.length, id).toBe(of);
    const sum = counts.reduce((a, b) => a + b, 0);
    if (definition.unit === 'count') expect(sum, id).toBe(value);
    if (definition.unit === 'share' || definition.unit === 'score')
      expect(sum / of, id).toBeCloseTo(value ?? Number.NaN, 9);
    const inParts = parts.reduce((a, part) => a + part.value, 0);
    if (parts.length > 0) expect(inParts, id).toBe(definition.unit === 'count' ? value : shown);
  }
});

test('a figure that is not told apart by country or source says so, and a wrong zone is none', async () => {
  await expect(manager.figures.read({ figure: 'programs.coupon-stock', country: 'DE' })).rejects.toMatchObject({
    code: 'INVALID',
  });
  await expect(manager.figures.read({ figure: 'programs.satisfaction', zone: 'Mars/Olympus' })).rejects.toMatchObject({
    code: 'INVALID',
  });
});
