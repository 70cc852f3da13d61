import { expect } from 'vitest';
import type { TestClient, TestHouse } from '../support/house.ts';
import type { Applied, Given, Member, ProgramModel } from './programs-model.ts';

type Person = { address: string; key: string | null };
export type RealApplied = Person & { id: string; number: string };
export type RealMember = Person & { id: string };
type Row = {
  id: string;
  membership: string;
  application: string;
  kind: string;
  hosting: string;
  wants: boolean;
  code: string | null;
  replaced: boolean;
  reference: string | null;
};

/** One walk: the reference, and by its parts what is in the house. */
export type Walk = {
  house: TestHouse;
  p: TestClient['programs'];
  program: string;
  model: ProgramModel;
  applied: Map<Applied, RealApplied>;
  members: Map<Member, RealMember>;
  given: Map<Given, string>;
  /** How often each code was mailed to each address. */
  sent: Map<string, number>;
};

export const mailed = (sent: Walk['sent'], code: string, address: string): void => {
  sent.set(`${code} ${address}`, (sent.get(`${code} ${address}`) ?? 0) + 1);
};

/** Everything that was given, as it stands. */
export const rowsOf = ({ house, program }: Walk): Promise<Row[]> =>
  house.rows<Row>(`select e.id, e.membership, t.application, e.kind, e.hosting, e.wanted_since is not null wants, k.code,
      e.replaced_at is not null replaced, b.reference
    from programs.entitlements e join programs.terms t on t.id = e.term
    left join programs.coupon_issues i on i.entitlement = e.id and i.superseded_at is null left join programs.coupons k on k.id = i.coupon
    left join programs.bookings b on b.entitlement = e.id
    where e.program = '${program}' order by e.granted_at, e.id`);

/** What was made at this step is known by its id from now on. */
export function know({ model, applied, members, given }: Walk, rows: readonly Row[]): void {
  const known = new Set(given.values());
  const fresh = rows.filter(({ id }) => !known.has(id));
  const made = model.members
    .flatMap((m) => m.terms.flatMap((t) => t.given.map((g) => ({ m, t, g }))))
    .filter(({ g }) => !given.has(g));
  expect(fresh.map(({ application, kind, hosting }) => ({ application, kind, hosting }))).toEqual(
    made.map(({ t, g }) => ({
      application: (applied.get(t.of) as RealApplied).id,
      kind: g.kind,
      hosting: g.hosting,
    })),
  );
  for (const [place, { m, t, g }] of made.entries()) {
    const row = fresh[place] as Row;
    given.set(g, row.id);
    const { address, key } = applied.get(t.of) as RealApplied;
    if (!members.has(m)) members.set(m, { id: row.membership, address, key });
    expect(row.membership, 'the membership of the term').toBe((members.get(m) as RealMember).id);
  }
}

/** Whoever must have a code by now has one that was free; nobody else has. */
export function serve({ model, members, given, sent }: Walk, rows: readonly Row[]): void {
  for (const one of model.served()) {
    const row = rows.find(({ id }) => id === given.get(one));
    expect(model.free[one.hosting], `${row?.id} has a code that was free`).toContain(row?.code);
    model.take(one, row?.code as string);
    const m = model.members.find(({ terms }) => terms.some((t) => t.given.includes(one))) as Member;
    mailed(sent, row?.code as string, (members.get(m) as RealMember).address);
  }
}

/** Every list says what the reference says. */
export async function compare(
  { p, program, model, applied, members, given }: Walk,
  rows: readonly Row[],
): Promise<void> {
  const [list, people, free] = await Promise.all([
    p.listApplications({ program, limit: 100 }),
    p.listMembers({ program, limit: 100 }),
    p.listCoupons({ program, state: 'free', limit: 200 }),
  ]);
  const found = new Map(list.rows.map(({ id, stage, waitingFor }) => [id, { stage, waitingFor }]));
  for (const [a, { id, number }] of applied)
    expect({ number, ...found.get(id) }).toEqual({
      number,
      stage: model.stage(a),
      waitingFor: model.waitingFor(a),
    });
  expect(found.size).toBe(applied.size);
  expect(Object.fromEntries(people.rows.map(({ id, state }) => [id, state]))).toEqual(
    Object.fromEntries([...members].map(([m, { id }]) => [id, model.stateOf(m)])),
  );
  expect(
    Object.fromEntries(
      rows.map(({ id, wants, code, replaced, reference }) => [id, { wants, code, replaced, reference }]),
    ),
  ).toEqual(
    Object.fromEntries(
      [...given].map(([g, id]) => [
        id,
        { wants: g.wantsSince !== null, code: g.code, replaced: g.replaced, reference: g.reference },
      ]),
    ),
  );
  expect(free.rows).toHaveLength(model.free.saas.length + model.free['self-managed'].length);
}

/** What adds up over a whole walk: each code was mailed as often as it was sent, and what is said once was said once. */
export async function addUp({ house, program, members, sent }: Walk): Promise<void> {
  const mails = await house.rows<{ what: string; n: number }>(`
    select k.code || ' ' || m.to_address what, count(*)::int n from programs.coupons k
    join mail.messages m on m.program = k.program::text and m.template = 'programs.coupon' and m.text like '%' || k.code || '%'
    where k.program = '${program}' group by 1`);
  expect(Object.fromEntries(mails.map(({ what, n }) => [what, n]))).toEqual(Object.fromEntries(sent));
  const facts = await house.rows<{ about: string; kind: string; n: number }>(`
    select about_id about, kind, count(*)::int n from ledger.facts where program = '${program}'
    and kind in ('membership.renewal-due', 'membership.lapsed', 'membership.renewal-reminded') group by 1, 2`);
  const said = [...members].flatMap(([m, { id }]) => {
    const states = [...m.said].map((text) => text.split(' ')[0]);
    const times = (state: string) => states.filter((each) => each === state).length;
    return [
      { about: id, kind: 'membership.renewal-due', n: times('renewal-due') },
      { about: id, kind: 'membership.lapsed', n: times('lapsed') },
      { about: id, kind: 'membership.renewal-reminded', n: [...m.reminded.values()].flat().length },
    ].filter(({ n }) => n > 0);
  });
  const inOrder = (list: typeof facts) =>
    list.toSorted((a, b) => `${a.about}${a.kind}`.localeCompare(`${b.about}${b.kind}`));
  expect(inOrder(facts)).toEqual(inOrder(said));
}
