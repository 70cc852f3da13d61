import { expect } from 'vitest';
import { markMembers, remindMembers } from '../../src/modules/programs/commands/keep-members.ts';
import { linkIn, type TestHouse } from '../support/house.ts';
import { memberPolicy, runIn } from '../support/members.ts';
import { confirm, formOf, openProgram } from '../support/program.ts';
import {
  type Applied,
  DAY,
  type Given,
  GRACE,
  type Member,
  mainOf,
  OPENS,
  ProgramModel,
  REMINDERS,
  type Rule,
  type Term,
  UNDO,
} from './programs-model.ts';
import { type Act, START, type Step } from './programs-steps.ts';

type Person = { address: string; key: string | null };
type RealApplied = Person & { id: string; number: string };
type RealMember = Person & { id: string };
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

/** Walks on one house: each makes a program of its own, and does the same to it and to the reference. */
export async function walks(house: TestHouse) {
  const base = await openProgram(house, {
    ...memberPolicy({ undoMinutes: 10 }),
    renewal: { mode: 'fresh', opensDays: OPENS / DAY, graceDays: GRACE / DAY, reminders: REMINDERS },
  });
  const [owner, colleague] = await Promise.all([house.as('owner'), house.as('owner')]);
  const run = runIn(house);
  const { programs: p } = owner;
  const their = house.stranger.programs;
  let walk = 0;
  let steps = 0;
  /** How often each act was done, not refused. */
  const done = new Map<string, number>();

  async function go(all: readonly Step[]): Promise<void> {
    const number = ++walk;
    // Each walk has a program of its own, so that all can begin at the same time: a hundred in a row would leave the known holidays.
    const begun = house.clock.set(START);
    await house.rows('delete from house.limits');
    const since = (at: Temporal.Instant) => Math.round(begun.until(at).total('minutes'));
    const model = new ProgramModel((minutes, months) =>
      since(begun.add({ minutes }).toZonedDateTimeISO('UTC').add({ months }).toInstant()),
    );
    const { id: program, slug } = await p.makeProgram({
      ...{ name: `Walk ${number}`, slug: `walk-${number}`, prefix: `W${letters(number)}`, from: { program: base } },
    });
    await p.openProgram({ program });
    const applied = new Map<Applied, RealApplied>();
    const members = new Map<Member, RealMember>();
    const given = new Map<Given, string>();
    const sent = new Map<string, number>();
    const mailed = (code: string, address: string) =>
      sent.set(`${code} ${address}`, (sent.get(`${code} ${address}`) ?? 0) + 1);
    let codes = 0;
    let doing: string = '';

    const lastMail = async (address: string, path: string) =>
      linkIn((await house.mailbox(address)).findLast((m) => m.text.includes(`guildhall.test${path}`))?.text ?? '', path)
        .split('/')
        .at(-1) as string;
    const idOf = async (text: string) =>
      (await house.rows<{ id: string }>(`select id from programs.applications where number = ${text.split('-')[1]}`))[0]
        ?.id as string;

    async function send(form: ReturnType<typeof formOf>, a: () => Applied, key: string | null): Promise<void> {
      const { number: text } = await their.submitApplication(form);
      applied.set(a(), { id: await idOf(text), number: text, address: form.address, key });
    }

    /** Asks for renewal from the prefilled draft. */
    async function renew(key: string, made: Applied): Promise<void> {
      const { draft } = await their.startRenewal({ key });
      const { answers } = await their.draft({ key: draft });
      const kept = (name: string) => String(answers[name] ?? '');
      const texts = {
        project: kept('project'),
        namespaceUrl: kept('namespaceUrl'),
        applicantName: kept('applicantName'),
      };
      const form = formOf('x', { ...texts, address: kept('address'), hosting: kept('hosting'), program: slug, draft });
      expect(form.hosting).toBe(made.hosting);
      await send(form, () => made, null);
    }

    async function ofApplied(act: Act, a: Applied, real: RealApplied): Promise<[Rule, Rule] | null> {
      doing = act;
      const { id, key } = real;
      switch (act) {
        case 'confirm':
          if (a.confirmed || a.withdrawn) return null;
          return [
            model.confirm(a),
            await ruleOf(async () => {
              real.key = await confirm(house, real);
            }),
          ];
        case 'approve':
          return [model.decide(a, 'approved'), await ruleOf(() => p.approveApplication({ id }))];
        case 'refuse':
          return [
            model.decide(a, 'refused'),
            await ruleOf(() => p.refuseApplication({ id, reason: 'other', words: 'No.' })),
          ];
        case 'undo':
          return [model.undo(a), await ruleOf(() => p.undoDecision({ id }))];
        case 'ask':
          return [model.ask(a), await ruleOf(() => p.askApplicant({ id, words: 'Which?' }))];
        case 'reopen':
          return [model.reopen(a), await ruleOf(() => p.reopenApplication({ id, words: 'Once more.' }))];
        default:
      }
      if (key === null) return null;
      if (act === 'answer') return [model.answer(a), await ruleOf(() => their.answerQuestion({ key, body: 'This.' }))];
      if (act === 'withdraw') return [model.withdraw(a), await ruleOf(() => their.withdrawApplication({ key }))];
      return [model.accept(a), await ruleOf(() => their.acceptAgreement({ key, version: '2026-1', signedName: 'A' }))];
    }

    async function ofGiven(act: Act, m: Member, reference: string, of: number): Promise<[Rule, Rule] | null> {
      doing = act;
      const all = m.terms.flatMap((term) => term.given.map((one) => ({ term, one })));
      const { term, one } = all[of % all.length] as { term: Term; one: Given };
      const id = given.get(one) as string;
      switch (act) {
        case 'book': {
          const code = one.code ?? one.codes.at(-1) ?? 'NONE';
          return [
            model.book(m, term, one, reference),
            await ruleOf(() => p.bookingWebhook({ program, code, reference })),
          ];
        }
        case 'replace-code':
          return [
            model.replaceCode(m, one),
            await ruleOf(() => p.replaceCoupon({ id, why: 'lost', words: 'It never came.' })),
          ];
        case 'replace-hosting': {
          const other = one.hosting === 'saas' ? 'self-managed' : 'saas';
          return [
            model.replaceHosting(m, term, one),
            await ruleOf(() => p.replaceEntitlement({ id, hosting: other, words: 'Wrong.' })),
          ];
        }
        default: {
          const expected = model.resend(one, id);
          if (expected === null) mailed(one.code as string, (members.get(m) as RealMember).address);
          return [expected, await ruleOf(() => p.resendCoupon({ id }))];
        }
      }
    }

    async function ofMember(act: Act, m: Member, real: RealMember, of: number): Promise<[Rule, Rule] | null> {
      doing = act;
      const { id } = real;
      const words = 'So it is.';
      switch (act) {
        case 'breach':
        case 'severe': {
          const severe = act === 'severe';
          return [model.openBreach(m, severe), await ruleOf(() => p.openBreach({ id, words, severe }))];
        }
        case 'cure':
        case 'revoke': {
          const outcome = act === 'cure' ? 'cured' : 'revoked';
          return [model.resolveBreach(m, outcome), await ruleOf(() => p.resolveBreach({ id, outcome, words }))];
        }
        case 'hand-back':
        case 'alumni': {
          const as = act === 'alumni' ? 'alumni' : 'handed-back';
          return [
            model.endMembership(m, as === 'alumni' ? 'alumni' : 'ended'),
            await ruleOf(() => p.endMembership({ id, as, words })),
          ];
        }
        case 'reinstate':
          return [model.reinstate(m), await ruleOf(() => p.reinstateMember({ id, words }))];
        case 'ask-second':
          return [model.askSecond(m), await ruleOf(() => p.askSecond({ id, words }))];
        case 'second':
        case 'decline-second': {
          const request = (await p.getMember({ id })).requests.toSorted((a, b) => (a.at < b.at ? 1 : -1))[0];
          if (!request) return null;
          const [grant, own] = [act === 'second', of % 5 === 0];
          const by = own ? p : colleague.programs;
          return [
            model.decideSecond(m, grant, own),
            await ruleOf(() => by.decideRequest({ id: request.id, grant, words })),
          ];
        }
        case 'transfer': {
          const address = `owner-${number}-${members.size}-${steps}@example.org`;
          const expected = model.transfer(m);
          const found = await ruleOf(() => p.offerTransfer({ id, name: 'New Owner', address, words, now: true }));
          if (expected === null && found === null) {
            await house.work();
            // The links of the owner before open nothing any more.
            expect(await ruleOf(() => their.memberPage({ key: real.key as string }))).toBe('NOT_FOUND');
            Object.assign(real, { address, key: await lastMail(address, '/m/') });
          }
          return [expected, found];
        }
        default: {
          const made = model.renew(m);
          const key = real.key as string;
          if (typeof made === 'string') return [made, await ruleOf(() => their.startRenewal({ key }))];
          return [null, await ruleOf(() => renew(key, made))];
        }
      }
    }

    /** The next thing on the way of an application and of the membership that it leads to. */
    async function forward({ of, reference }: { of: number; reference: number }): Promise<[Rule, Rule] | null> {
      const all = [...applied.entries()].filter(([a]) => !a.withdrawn);
      const [a, real] = all[of % Math.max(1, all.length)] ?? [];
      if (!a || !real) return null;
      const m = a.term && model.memberOf(a.term);
      const main = a.term && mainOf(a.term);
      switch (model.stage(a)) {
        case 'confirming':
          return ofApplied('confirm', a, real);
        case 'review':
          return ofApplied(of % 7 ? 'approve' : 'refuse', a, real);
        case 'needs-info':
          return ofApplied('answer', a, real);
        case 'approved':
          return a.decision?.settled ? ofApplied('accept', a, real) : act({ act: 'wait', minutes: UNDO });
        case 'awaiting-coupon':
          return act({ act: 'stock', hosting: main?.hosting ?? a.hosting, codes: 1 + (of % 2) });
        case 'coupon-sent':
          return m && main ? ofGiven('book', m, `walk-${number}-${reference}`, places(m).indexOf(main)) : null;
        default:
          if (!m) return null;
          if (model.stateOf(m) === 'active')
            return act({ act: 'ripen', of: [...members.keys()].indexOf(m), days: -50 });
          return ofMember('renew', m, members.get(m) as RealMember, of);
      }
    }

    async function act(step: Step): Promise<[expected: Rule, found: Rule] | null> {
      const real = [...members.entries()];
      switch (step.act) {
        case 'apply':
          if (model.applied.filter(({ renews }) => !renews).length < 6)
            await send(
              formOf(`${number}-${applied.size}`, { program: slug, hosting: step.hosting }),
              () => model.apply(step.hosting),
              null,
            );
          return null;
        case 'wait':
          house.clock.advance({ minutes: step.minutes });
          return null;
        case 'ripen': {
          const end = real.length > 0 ? model.end((real[step.of % real.length] as [Member, RealMember])[0]) : null;
          const to = end === null ? 0 : end + step.days * DAY;
          if (to > model.now) house.clock.advance({ minutes: to - model.now });
          return null;
        }
        case 'stock': {
          const sku = step.hosting === 'saas' ? 'OSS-SAAS-1Y' : 'OSS-SM-1Y';
          const fresh = Array.from({ length: step.codes }, () => `W${number}-${++codes}-END`);
          await p.addCoupons({ program, sku, name: 'batch', csv: fresh.join('\n') });
          model.stock(step.hosting, fresh);
          return null;
        }
        case 'forward':
          return forward(step);
        case 'keep':
          await Promise.all([markMembers(run), remindMembers(run), markMembers(run), remindMembers(run)]);
          model.keep();
          return [null, null];
        case 'confirm':
        case 'approve':
        case 'accept':
        case 'refuse':
        case 'undo':
        case 'ask':
        case 'answer':
        case 'reopen':
        case 'withdraw': {
          // Mostly what is at its beginning, or nothing would ever come of anything.
          const all = [...applied.entries()];
          const young = all.filter(([a]) => a.term === null && !a.withdrawn);
          const from = step.of % 3 > 0 && young.length > 0 ? young : all;
          const [a, found] = from[Math.floor(step.of / 3) % Math.max(1, from.length)] ?? [];
          return a && found ? ofApplied(step.act, a, found) : null;
        }
        default: {
          const [m, found] = real[step.of % Math.max(1, real.length)] ?? [];
          if (!m || !found) return null;
          if (['book', 'replace-code', 'replace-hosting', 'resend'].includes(step.act))
            return ofGiven(step.act, m, `walk-${number}-${step.reference}`, Math.floor(step.of / 3));
          return ofMember(step.act, m, found, step.of);
        }
      }
    }

    const rowsNow = () =>
      house.rows<Row>(`select e.id, e.membership, t.application, e.kind, e.hosting, e.wanted_since is not null wants, k.code,
          e.replaced_at is not null replaced, b.reference
        from programs.entitlements e join programs.terms t on t.id = e.term
        left join programs.coupon_issues i on i.entitlement = e.id and i.superseded_at is null left join programs.coupons k on k.id = i.coupon
        left join programs.bookings b on b.entitlement = e.id
        where e.program = '${program}' order by e.granted_at, e.id`);

    /** What was made at this step is known by its id from now on. */
    async function know(rows: readonly Row[]): Promise<void> {
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
    function serve(rows: readonly Row[]): void {
      for (const one of model.served()) {
        const row = rows.find(({ id }) => id === given.get(one));
        expect(model.free[one.hosting], `${row?.id} has a code that was free`).toContain(row?.code);
        model.take(one, row?.code as string);
        const m = model.members.find(({ terms }) => terms.some((t) => t.given.includes(one))) as Member;
        mailed(row?.code as string, (members.get(m) as RealMember).address);
      }
    }

    async function compare(rows: readonly Row[]): Promise<void> {
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

    for (const step of all) {
      house.clock.advance({ minutes: 1 });
      model.now = since(house.clock.now());
      doing = step.act;
      const rules = await act(step);
      model.now = since(house.clock.now());
      if (rules) expect(rules[1], JSON.stringify(step)).toBe(rules[0]);
      if (rules?.[0] === null) done.set(doing, (done.get(doing) ?? 0) + 1);
      await house.work();
      model.settle();
      for (const [a, real] of applied)
        if (real.key === null && a.renews) real.key = await lastMail(real.address, '/a/');
      const rows = await rowsNow();
      await know(rows);
      serve(rows);
      await compare(rows);
      steps++;
    }
    await atTheEnd(program, members, sent);
  }

  /** What adds up over a whole walk: each code was mailed as often as it was sent, and what is said once was said once. */
  async function atTheEnd(program: string, members: Map<Member, RealMember>, sent: Map<string, number>): Promise<void> {
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

  return { go, done, walked: () => steps };
}

const places = (m: Member): Given[] => m.terms.flatMap(({ given }) => given);

const letters = (n: number): string =>
  (n >= 26 ? letters(Math.floor(n / 26) - 1) : '') + String.fromCharCode(65 + (n % 26));

async function ruleOf(work: () => Promise<unknown>): Promise<Rule> {
  try {
    await work();
    return null;
  } catch (error) {
    const { code, data } = error as { code?: string; data?: { rule?: string } };
    if (code === 'NOT_FOUND' || code === 'LIMITED') return code;
    if (!data?.rule) throw error;
    return data.rule;
  }
}
