import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testHouse } from '../support/house.ts';
import { confirm, formOf, LOCAL_CHECKS, openProgram, requiring } from '../support/program.ts';
import { ProgramModel, type Rule } from './programs-model.ts';

const FULL = process.env.GUILDHALL_PROVE === 'full';
const RUNS = FULL ? { numRuns: 100, steps: 100 } : { numRuns: 2, steps: 60 };

// Ahead of the database's clock, so that jobs are woken by the house's alone.
const START = '2031-03-10T09:00:00Z';
const house = await testHouse({ now: START });
const base = await openProgram(house, {
  automatic: false,
  undoMinutes: 10,
  requirements: requiring(LOCAL_CHECKS),
  renewal: { mode: 'fresh', opensDays: 60, graceDays: 30, reminders: [] },
});
const owner = await house.as('owner');

const DAY = 24 * 60;
const MINUTES = [1, 5, 11, 11, 11, 3 * DAY, 200 * DAY, 320 * DAY] as const;
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ act: fc.constant('apply' as const) }) },
  {
    weight: 26,
    arbitrary: fc.record({
      act: fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom('confirm' as const, 'approve', 'accept') },
        { weight: 3, arbitrary: fc.constantFrom('book' as const, 'refuse', 'undo', 'ask', 'answer', 'reopen') },
        { weight: 1, arbitrary: fc.constantFrom('withdraw' as const, 'hand-back', 'alumni', 'reinstate') },
        { weight: 2, arbitrary: fc.constantFrom('replace' as const, 'breach', 'cure', 'revoke') },
      ),
      of: fc.nat(5),
      reference: fc.nat(6),
    }),
  },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('stock' as const), codes: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 5, arbitrary: fc.record({ act: fc.constant('wait' as const), minutes: fc.constantFrom(...MINUTES) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

type Real = { id: string; number: string; address: string; key: string | null; codes: string[] };

let runs = 0;
let walked = 0;
/** How often each act was done, not refused. */
const done = new Map<string, number>();

/** One walk: a program of its own, acts at random on it and on the reference, compared after each. */
async function walk(steps: readonly Step[]): Promise<void> {
  const run = ++runs;
  // Each walk has a program of its own, so that all can begin at the same time: a hundred in a row would leave the known holidays.
  const begun = house.clock.set(START);
  await house.rows('delete from house.limits');
  const since = (at: Temporal.Instant) => Math.round(begun.until(at).total('minutes'));
  const model = new ProgramModel((minutes, months) =>
    since(begun.add({ minutes }).toZonedDateTimeISO('UTC').add({ months }).toInstant()),
  );
  const letters = (n: number): string =>
    (n >= 26 ? letters(Math.floor(n / 26) - 1) : '') + String.fromCharCode(65 + (n % 26));
  const { id: program, slug } = await owner.programs.makeProgram({
    name: `Walk ${run}`,
    slug: `walk-${run}`,
    prefix: `W${letters(run)}`,
    from: { program: base },
  });
  await owner.programs.openProgram({ program });
  const reals: Real[] = [];
  let codes = 0;

  const ruleOf = async (work: () => Promise<unknown>): Promise<Rule> => {
    try {
      await work();
      return null;
    } catch (error) {
      const { code, data } = error as { code?: string; data?: { rule?: string } };
      if (code === 'NOT_FOUND') return code;
      if (!data?.rule) throw error;
      return data.rule;
    }
  };
  const memberOf = async (real: Real) =>
    (await owner.programs.getApplication({ id: real.id })).membership?.id as string;
  const entitlementOf = async (real: Real) => {
    const member = await owner.programs.getMember({ id: await memberOf(real) });
    return member.terms.at(-1)?.entitlements[0]?.id as string;
  };

  const act = async (one: Step): Promise<[expected: Rule, found: Rule] | null> => {
    if (one.act === 'apply') {
      if (model.applied.length >= 6) return null;
      const form = formOf(`${run}-${reals.length}`, { program: slug });
      const { number } = await house.stranger.programs.submitApplication(form);
      const [row] = await house.rows<{ id: string }>(
        `select id from programs.applications where number = ${Number(number.split('-')[1])}`,
      );
      reals.push({ id: row?.id as string, number, address: form.address, key: null, codes: [] });
      model.apply();
      return null;
    }
    if (one.act === 'wait') {
      house.clock.advance({ minutes: one.minutes });
      return null;
    }
    if (one.act === 'stock') {
      const fresh = Array.from({ length: one.codes }, () => `W${run}-${++codes}-END`);
      await owner.programs.addCoupons({ program, sku: 'OSS-SAAS-1Y', name: 'batch', csv: fresh.join('\n') });
      model.add(fresh);
      return null;
    }
    const a = model.applied[one.of % Math.max(1, model.applied.length)];
    const real = reals[one.of % Math.max(1, reals.length)];
    if (!a || !real) return null;
    const { id, key } = real;
    const p = owner.programs;
    const their = house.stranger.programs;
    switch (one.act) {
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
      case 'answer':
        return key === null
          ? null
          : [model.answer(a), await ruleOf(() => their.answerQuestion({ key, body: 'This.' }))];
      case 'withdraw':
        return key === null ? null : [model.withdraw(a), await ruleOf(() => their.withdrawApplication({ key }))];
      case 'accept':
        return key === null
          ? null
          : [model.accept(a), await ruleOf(() => their.acceptAgreement({ key, version: '2026-1', signedName: 'A' }))];
      case 'book': {
        const code = a.code ?? real.codes.at(-1) ?? null;
        const reference = `walk-${run}-${one.reference}`;
        return [
          model.book(a, code, reference),
          await ruleOf(() => p.bookingWebhook({ program, code: code ?? 'NONE', reference })),
        ];
      }
      default:
    }
    if (!a.member) return null;
    switch (one.act) {
      case 'replace': {
        const entitlement = await entitlementOf(real);
        return [
          model.replace(a),
          await ruleOf(() => p.replaceCoupon({ id: entitlement, why: 'lost', words: 'It never came.' })),
        ];
      }
      case 'breach': {
        const member = await memberOf(real);
        return [model.openBreach(a), await ruleOf(() => p.openBreach({ id: member, words: 'Private repositories.' }))];
      }
      case 'cure':
      case 'revoke': {
        const outcome = one.act === 'cure' ? 'cured' : 'revoked';
        const member = await memberOf(real);
        return [
          model.resolveBreach(a, outcome),
          await ruleOf(() => p.resolveBreach({ id: member, outcome, words: 'Seen.' })),
        ];
      }
      case 'hand-back':
      case 'alumni': {
        const as = one.act === 'alumni' ? 'alumni' : 'handed-back';
        const member = await memberOf(real);
        return [
          model.endMembership(a, as === 'alumni' ? 'alumni' : 'ended'),
          await ruleOf(() => p.endMembership({ id: member, as, words: 'So it is.' })),
        ];
      }
      case 'reinstate': {
        const member = await memberOf(real);
        return [model.reinstate(a), await ruleOf(() => p.reinstateMember({ id: member, words: 'Back.' }))];
      }
    }
  };

  /** Whoever must have a code by now has one that was free; nobody else has. */
  const serve = async (): Promise<void> => {
    for (const a of model.served()) {
      const real = reals[model.applied.indexOf(a)] as Real;
      const rows = await house.rows<{ code: string }>(`
        select k.code from programs.terms t join programs.entitlements e on e.term = t.id
        join programs.coupon_issues i on i.entitlement = e.id and i.superseded_at is null join programs.coupons k on k.id = i.coupon
        where t.application = '${real.id}'`);
      expect(rows, `${real.number} has a code`).toHaveLength(1);
      const code = rows[0]?.code as string;
      expect(model.free, `${real.number} has a code that was free`).toContain(code);
      model.take(code);
      a.code = code;
      real.codes.push(code);
      if (a.member) a.member.wantsSince = null;
    }
  };

  const compare = async (): Promise<void> => {
    const { rows } = await owner.programs.listApplications({ program, limit: 50 });
    const found = new Map(rows.map((row) => [row.id, row]));
    for (const [place, a] of model.applied.entries()) {
      const real = reals[place] as Real;
      const row = found.get(real.id);
      expect({ number: real.number, stage: row?.stage, waitingFor: row?.waitingFor }).toEqual({
        number: real.number,
        stage: model.stage(a),
        waitingFor: model.waitingFor(a),
      });
    }
    const members = await owner.programs.listMembers({ program, limit: 50 });
    const states = members.rows.map(({ state }) => state).toSorted();
    expect(states).toEqual(model.applied.flatMap((a) => model.memberState(a) ?? []).toSorted());
    const free = await owner.programs.listCoupons({ program, state: 'free', limit: 200 });
    expect(free.rows).toHaveLength(model.free.length);
  };

  for (const one of steps) {
    house.clock.advance({ minutes: 1 });
    model.now = since(house.clock.now());
    const rules = await act(one);
    model.now = since(house.clock.now());
    if (rules) expect(rules[1], JSON.stringify(one)).toBe(rules[0]);
    if (rules?.[0] === null) done.set(one.act, (done.get(one.act) ?? 0) + 1);
    await house.work();
    model.settle();
    await serve();
    await compare();
    walked++;
  }
  const sent = reals.flatMap((real) => real.codes);
  expect(new Set(sent).size, 'a code went out once').toBe(sent.length);
}

test('whatever is done in whatever order, the program does what its reference says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: RUNS.steps, maxLength: RUNS.steps, size: 'max' }), walk),
    { numRuns: RUNS.numRuns, ...(FULL ? {} : { seed: 4_2026 }), endOnFailure: true },
  );
  expect(walked).toBeGreaterThanOrEqual(RUNS.numRuns * RUNS.steps);
  // A proof in which nothing happened proves nothing.
  const usual = ['confirm', 'approve', 'accept'];
  const rare = [
    'refuse',
    'undo',
    'book',
    'replace',
    'breach',
    'cure',
    'revoke',
    'alumni',
    'reinstate',
    'reopen',
    'withdraw',
  ];
  for (const act of FULL ? [...usual, ...rare] : usual) expect(done.get(act) ?? 0, act).toBeGreaterThan(FULL ? 3 : 0);
}, 3_600_000);
