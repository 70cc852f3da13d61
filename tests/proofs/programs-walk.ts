import { expect } from 'vitest';
import { markMembers, remindMembers } from '../../src/modules/programs/commands/keep-members.ts';
import { linkIn, type TestHouse } from '../support/house.ts';
import { memberPolicy, runIn } from '../support/members.ts';
import { confirm, formOf, openProgram } from '../support/program.ts';
import {
  addUp,
  compare,
  know,
  mailed,
  type RealApplied,
  type RealMember,
  rowsOf,
  serve,
  type Walk,
} from './programs-look.ts';
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
    const whole: Walk = { house, p, program, model, applied, members, given, sent };
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
      const open = all.filter(({ one }) => inHand(one));
      const from = (act === 'resend' || act === 'replace-code') && open.length > 0 && of % 3 > 0 ? open : all;
      const { term, one } = from[of % from.length] as { term: Term; one: Given };
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
          if (expected === null) mailed(sent, one.code as string, (members.get(m) as RealMember).address);
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
      const open = m && reference % 3 > 0 ? openIn(m, reference) : null;
      if (m && open) return ofMember(open, m, members.get(m) as RealMember, of);
      switch (model.stage(a)) {
        case 'confirming':
          return ofApplied('confirm', a, real);
        case 'review':
          return ofApplied(reference % 8 === 0 ? 'ask' : reference % 8 === 1 ? 'refuse' : 'approve', a, real);
        case 'needs-info':
          return ofApplied('answer', a, real);
        case 'approved':
          if (a.decision?.settled) return ofApplied('accept', a, real);
          return reference % 6 === 0 ? ofApplied('undo', a, real) : act({ act: 'wait', minutes: UNDO });
        case 'refused':
          return ofApplied('reopen', a, real);
        case 'awaiting-coupon':
          return act({ act: 'stock', hosting: main?.hosting ?? a.hosting, codes: 1 + (of % 2) });
        case 'coupon-sent':
          return m && main ? ofGiven('book', m, `walk-${number}-${reference}`, places(m).indexOf(main)) : null;
        default:
          if (!m) return null;
          if (reference % 5 === 0) return ofMember('ask-second', m, members.get(m) as RealMember, of);
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
          // Mostly where it can be done.
          const fits = real.filter(([m]) => suits(step.act, m));
          const from = step.of % 4 > 0 && fits.length > 0 ? fits : real;
          const [m, found] = from[Math.floor(step.of / 4) % Math.max(1, from.length)] ?? [];
          if (!m || !found) return null;
          if (['book', 'replace-code', 'replace-hosting', 'resend'].includes(step.act))
            return ofGiven(step.act, m, `walk-${number}-${step.reference}`, Math.floor(step.of / 3));
          return ofMember(step.act, m, found, step.of);
        }
      }
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
      const rows = await rowsOf(whole);
      know(whole, rows);
      serve(whole, rows);
      await compare(whole, rows);
      steps++;
    }
    await addUp(whole);
  }

  return { go, done, walked: () => steps };
}

/** What waits for somebody's word in a membership. */
function openIn(m: Member, chance: number): Act | null {
  if (m.ended) return m.ended === 'alumni' ? 'reinstate' : null;
  if (m.breach) return chance % 2 ? 'cure' : 'revoke';
  return m.second ? (chance % 2 ? 'second' : 'decline-second') : null;
}

function suits(act: Act, m: Member): boolean {
  if (act === 'cure' || act === 'revoke') return m.breach && !m.ended;
  if (act === 'second' || act === 'decline-second') return m.second !== null && !m.ended && !m.breach;
  if (act === 'reinstate') return m.ended === 'alumni';
  if (act === 'resend' || act === 'replace-code') return places(m).some(inHand) && !m.ended && !m.breach;
  return !m.ended && !m.breach;
}

/** A code is out and not booked yet. */
const inHand = ({ code, reference }: Given): boolean => code !== null && reference === null;
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
