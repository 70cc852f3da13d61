import fc from 'fast-check';
import { expect, test } from 'vitest';
import { grantMembership } from '../../src/modules/programs/commands/grant-membership.ts';
import { settle } from '../../src/modules/programs/commands/settle-decision.ts';
import { testHouse } from '../support/house.ts';
import { type Applied, apply, confirm, formOf, LOCAL_CHECKS, openProgram, requiring } from '../support/program.ts';

const FULL = process.env.GUILDHALL_PROVE === 'full';
const house = await testHouse();
const program = await openProgram(house, { automatic: false, undoMinutes: 5, requirements: requiring(LOCAL_CHECKS) });
const reviewers = await Promise.all([house.as('reviewer'), house.as('program-manager'), house.as('owner')]);
const manager = reviewers[1] as (typeof reviewers)[number];

let serial = 0;
const fresh = () => `once-${++serial}`;

type Act =
  | { act: 'approve' | 'refuse' | 'undo' | 'settle' | 'agree' | 'grant' | 'book'; of: number; by: number }
  | { act: 'stock'; codes: number }
  | { act: 'later' };

const anyAct: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      act: fc.constantFrom('approve' as const, 'refuse', 'undo', 'settle', 'agree', 'grant', 'book'),
      of: fc.nat(2),
      by: fc.nat(2),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('stock' as const), codes: fc.integer({ min: 1, max: 2 }) }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('later' as const) }) },
);

/** At the end of every run: everybody is approved, time passes, everybody agrees, and everybody wants the few codes there are. */
const HAPPY_WAVES: Act[][] = [
  [0, 1, 2].flatMap((of) => [0, 1].map((by) => ({ act: 'approve' as const, of, by }))),
  [{ act: 'later' }],
  [0, 1, 2].flatMap((of) => [
    { act: 'settle' as const, of, by: 0 },
    { act: 'settle' as const, of, by: 1 },
  ]),
  [...[0, 1, 2].map((of) => ({ act: 'agree' as const, of, by: 0 })), { act: 'stock', codes: 2 }],
  [0, 1, 2, 0, 1, 2].map((of) => ({ act: 'grant' as const, of, by: 0 })),
];

type Actor = { applied: Applied; key: string };

async function carryOut(act: Act, actors: Actor[]): Promise<void> {
  if (act.act === 'later') {
    house.clock.advance({ minutes: 6 });
    return;
  }
  if (act.act === 'stock') {
    const csv = Array.from({ length: act.codes }, () => `CODE-${fresh()}-END`).join('\n');
    await manager.programs.addCoupons({ program, sku: 'OSS-SAAS-1Y', name: 'batch', csv });
    return;
  }
  const { applied, key } = actors[act.of] as Actor;
  const { id } = applied;
  const reviewer = reviewers[act.by] as (typeof reviewers)[number];
  switch (act.act) {
    case 'approve':
      await reviewer.programs.approveApplication({ id });
      return;
    case 'refuse':
      await reviewer.programs.refuseApplication({ id, reason: 'other', words: 'No.' });
      return;
    case 'undo':
      await reviewer.programs.undoDecision({ id });
      return;
    case 'settle': {
      const rows = await house.rows<{ id: string }>(
        `select id from programs.decisions where application = '${id}' and undone_at is null`,
      );
      for (const row of rows) await house.transact((c) => settle(c, row.id));
      return;
    }
    case 'agree':
      await house.stranger.programs.acceptAgreement({ key, version: '2026-1', signedName: 'A' });
      return;
    case 'grant':
      await house.transact((c) => grantMembership(c, id));
      return;
    case 'book':
      await manager.programs.confirmBooking({ id, reference: `booking-${id}` });
  }
}

/** Whatever was done in whatever order: these never hold together. Each query lists the rows that break a promise. */
const NEVER: Record<string, string> = {
  'an application decided twice': `select application from programs.decisions where undone_at is null group by 1 having count(*) > 1`,
  'more decisions taken effect than one': `select about_id from ledger.facts where kind = 'application.decision-settled' group by 1 having count(*) > 1`,
  'a code that went out twice': `select coupon from programs.coupon_issues group by 1 having count(*) > 1`,
  'a code in two mails': `select i.coupon from programs.coupon_issues i join mail.messages m on m.template = 'programs.coupon'
    join programs.coupons k on k.id = i.coupon and m.text like '%' || k.code || '%' group by 1 having count(*) > 1`,
  'a code that went out without its mail': `select coupon from programs.coupon_issues i where not exists (select from mail.messages m where m.id = i.mail)`,
  'a coupon without a settled approval': `select i.coupon from programs.coupon_issues i join programs.entitlements e on e.id = i.entitlement
    join programs.terms t on t.id = e.term
    where not exists (select from programs.decisions d where d.application = t.application and d.verdict = 'approved' and d.settled_at is not null and d.undone_at is null)`,
  'a stage that its records do not give': `select a.id from programs.applications a where (a.stage = 'coupon-sent') <>
    (exists (select from programs.terms t join programs.entitlements e on e.term = t.id join programs.coupon_issues i on i.entitlement = e.id where t.application = a.id)
     and not exists (select from programs.terms t join programs.entitlements e on e.term = t.id join programs.bookings b on b.entitlement = e.id where t.application = a.id))`,
  'a decided application whose clock runs': `select a.id from programs.applications a where a.due_at is not null
    and exists (select from programs.decisions d where d.application = a.id and d.undone_at is null)`,
};

async function expectPromisesKept(): Promise<void> {
  for (const [promise, query] of Object.entries(NEVER)) expect(await house.rows(query), promise).toEqual([]);
}

test('no order of concurrent commands decides twice or sends a code twice', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(anyAct, { minLength: 1, maxLength: 6 }), { minLength: 3, maxLength: 8 }),
      async (waves) => {
        const actors: Actor[] = [];
        for (let i = 0; i < 3; i++) {
          const applied = await apply(house, fresh());
          actors.push({ applied, key: await confirm(house, applied) });
        }
        for (const wave of [...waves, ...HAPPY_WAVES]) {
          const outcomes = await Promise.allSettled(wave.map((act) => carryOut(act, actors)));
          for (const outcome of outcomes) {
            // Rules may say no; nothing else may go wrong.
            if (outcome.status === 'rejected')
              expect(['REFUSED', 'NOT_FOUND', 'LIMITED']).toContain((outcome.reason as { code?: string }).code);
          }
        }
        await expectPromisesKept();
      },
    ),
    { numRuns: FULL ? 300 : 8 },
  );
  await house.work();
  await expectPromisesKept();
  // A proof in which nothing happened proves nothing.
  const [happened] = await house.rows<{ decided: number; undone: number; issued: number }>(
    `select (select count(*) from programs.decisions) decided, (select count(*) from programs.decisions where undone_at is not null) undone,
            (select count(*) from programs.coupon_issues) issued`,
  );
  expect(happened?.decided).toBeGreaterThan(20);
  expect(happened?.issued).toBeGreaterThan(10);
}, 1_800_000);

test('a submission sent again, at once or later, changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 2, max: 6 }), fc.boolean(), async (times, atOnce) => {
      const name = fresh();
      const { key: draft } = await house.stranger.programs.saveDraft({
        program: 'open-source',
        answers: { project: name },
      });
      const send = () => house.stranger.programs.submitApplication({ ...formOf(name), draft });
      const answers = atOnce ? await Promise.all(Array.from({ length: times }, send)) : [];
      if (!atOnce) for (let i = 0; i < times; i++) answers.push(await send());
      expect(new Set(answers.map((a) => a.number)).size).toBe(1);
      const address = formOf(name).address;
      expect(await house.rows(`select 1 from programs.applications where address = '${address}'`)).toHaveLength(1);
      expect(await house.mailbox(address)).toHaveLength(1);
      expect(
        await house.rows(
          `select 1 from ledger.facts f join programs.applications a on a.id = f.about_id where f.kind = 'application.submitted' and a.address = '${address}'`,
        ),
      ).toHaveLength(1);
      house.clock.advance({ hours: 1 });
    }),
    { numRuns: FULL ? 100 : 4 },
  );
}, 600_000);
