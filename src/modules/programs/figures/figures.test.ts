import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { loadCalendar } from '#kernel/calendar/store.ts';
import { testHouse } from '#tests/support/house.ts';
import { type Applied, apply, confirm, LOCAL_CHECKS, openProgram, requiring } from '#tests/support/program.ts';
import { readStanding, slaOf } from '../standing.ts';
import { figures } from './index.ts';

// The office of these examples: Europe/Berlin, Monday to Friday 09:00-17:00; the promise is 5 business days. The house
// starts on Tuesday 10 March 2026 at 10:00 in Berlin; there is no holiday in that month.
const house = await testHouse();
const program = await openProgram(house, { automatic: false, undoMinutes: 0, requirements: requiring(LOCAL_CHECKS) });
const reviewer = await house.as('reviewer');
const manager = await house.as('program-manager');
const elsewhere = await house.as('analyst', crypto.randomUUID());

const read = (id: string, filters: { from?: string; to?: string; program?: string } = {}) =>
  reviewer.figures.read({ figure: `programs.${id}`, ...filters });
const valueFor = async (id: string, filters = {}) => (await read(id, filters)).value;

// Read before anything happened: there is no data, which is not 0.
const atFirst = await Promise.all(
  figures.map(async (figure) => ({
    ...(await reviewer.figures.read({ figure: figure.id })),
    rows: (await reviewer.figures.rows({ figure: figure.id })).rows,
  })),
);

test('before anything happened there is no data, which is not 0', () => {
  expect(atFirst).toHaveLength(figures.length);
  expect(new Set(figures.map(({ id }) => id)).size).toBe(figures.length);
  for (const reading of atFirst)
    expect(reading, reading.figure.id).toMatchObject({ value: null, of: 0, parts: [], rows: [] });
});

async function submitted(n: string): Promise<Applied & { key: string }> {
  const a = await apply(house, n);
  const key = await confirm(house, a);
  await house.work();
  return { ...a, key };
}

type Plan = {
  n: string;
  verdict: 'approve' | 'refuse';
  reason?: string;
  /** Asked and answered. */
  waited?: [from: string, to: string];
  decided: string;
  undo?: boolean;
  /** Worked out by hand. */
  without: number;
  withWaiting: number;
  kept: boolean;
};

// All apply and confirm on Tuesday 10 March at 10:00 (day 0). Day 1 is Wednesday 11 March, day 5 Tuesday 17 March.
const PLANS: Plan[] = [
  { n: 'same-day', verdict: 'approve', decided: '2026-03-10T15:00:00Z', without: 0, withWaiting: 0, kept: true },
  // 17:30 in Berlin on day 1 is after close: it belongs to day 2.
  {
    n: 'after-close',
    verdict: 'refuse',
    reason: 'licence',
    decided: '2026-03-11T16:30:00Z',
    without: 2,
    withWaiting: 2,
    kept: true,
  },
  // Asked for the whole of Thursday 12 March (day 2), decided at noon on Friday (day 3): a day of waiting taken out.
  {
    n: 'waited',
    verdict: 'approve',
    waited: ['2026-03-12T08:00:00Z', '2026-03-12T16:00:00Z'],
    decided: '2026-03-13T11:00:00Z',
    without: 2,
    withWaiting: 3,
    kept: true,
  },
  // At the very close of day 5 the promise is kept.
  {
    n: 'in-time',
    verdict: 'refuse',
    reason: 'licence',
    decided: '2026-03-17T16:00:00Z',
    without: 5,
    withWaiting: 5,
    kept: true,
  },
  // Decided and undone: counts nowhere; then on Wednesday 18 March, day 6.
  {
    n: 'late',
    verdict: 'refuse',
    reason: 'other',
    decided: '2026-03-18T09:00:00Z',
    without: 6,
    withWaiting: 6,
    kept: false,
  },
];

const applications = new Map<string, Applied>();
const at = (instant: string) => house.clock.set(instant);

async function decide(plan: Plan): Promise<void> {
  at(plan.decided);
  const { id } = applications.get(plan.n) as Applied;
  if (plan.verdict === 'approve') await reviewer.programs.approveApplication({ id });
  else await reviewer.programs.refuseApplication({ id, reason: plan.reason as string, words: 'Because.' });
}

describe('five decisions worked out by hand', async () => {
  const reasons = (await reviewer.programs.getProgram({ program })).policy.reasons;
  for (const plan of PLANS) if (plan.reason === 'licence') plan.reason = reasons[0]?.code as string;
  for (const { n } of PLANS) applications.set(n, await submitted(n));
  const undecided = await submitted('undecided');
  const keys = new Map<string, string>();
  const events: { at: string; act: () => Promise<unknown> }[] = PLANS.map((plan) => ({
    at: plan.decided,
    act: () => decide(plan),
  }));
  for (const { n, waited } of PLANS) {
    if (!waited) continue;
    const { id, key } = applications.get(n) as Applied & { key: string };
    keys.set(n, key);
    events.push({ at: waited[0], act: () => reviewer.programs.askApplicant({ id, words: 'Which one?' }) });
    events.push({ at: waited[1], act: () => house.stranger.programs.answerQuestion({ key, body: 'This one.' }) });
  }
  for (const event of events.toSorted((a, b) => (a.at < b.at ? -1 : 1))) {
    at(event.at);
    await event.act();
  }
  at('2026-03-18T10:00:00Z');
  await house.work();

  test('each decision keeps the days that the clock showed', async () => {
    const rows = await house.rows<Record<string, unknown>>(`
      select a.project, business_days_without_waiting without_waiting, business_days_with_waiting with_waiting, kept
      from programs.decisions d join programs.applications a on a.id = d.application where undone_at is null`);
    for (const plan of PLANS)
      expect(
        rows.find((r) => r.project === `Project ${plan.n}`),
        plan.n,
      ).toEqual({
        project: `Project ${plan.n}`,
        without_waiting: plan.without,
        with_waiting: plan.withWaiting,
        kept: plan.kept,
      });
  });

  test('days to decision: 0, 2, 2, 5, 6 without waiting and 0, 2, 3, 5, 6 with it', async () => {
    expect(await valueFor('days-to-decision')).toBe(2);
    expect(await valueFor('days-to-decision-p90')).toBe(6);
    expect(await valueFor('days-to-decision-with-waiting')).toBe(3);
    expect(await valueFor('days-to-decision-with-waiting-p90')).toBe(6);
    // Of the first four (0, 2, 2, 5), half took at most 2: a number that occurred, not the middle of two.
    const first = { to: '2026-03-18T00:00:00Z' };
    expect(await valueFor('days-to-decision', first)).toBe(2);
    expect(await valueFor('days-to-decision-p90', first)).toBe(5);
    expect(await valueFor('days-to-decision', { from: '2026-03-13T00:00:00Z', to: '2026-03-17T16:00:00Z' })).toBe(2);
  });

  test('kept promise 4 of 5, none by rule, refusals by reason, approvals by way', async () => {
    expect(await read('kept-promise')).toMatchObject({ value: 0.8, of: 5, figure: { target: 0.95 } });
    expect(await read('automated-share')).toMatchObject({ value: 0, of: 5 });
    const label = (code: string) => reasons.find((r) => r.code === code)?.label;
    expect(await read('refusals-by-reason')).toMatchObject({
      value: 3,
      parts: [
        { label: label(PLANS[1]?.reason as string), value: 2 },
        { label: label('other'), value: 1 },
      ],
    });
    expect(await read('approvals-by-way')).toMatchObject({ value: 2, parts: [{ label: 'By a person', value: 2 }] });
  });

  test('applications submitted and by stage', async () => {
    expect(await read('applications-submitted')).toMatchObject({ value: 6, of: 6 });
    expect(await read('applications-by-stage')).toMatchObject({
      value: 6,
      parts: [
        { label: 'review', value: 1 },
        { label: 'approved', value: 2 },
        { label: 'refused', value: 3 },
      ],
    });
  });

  test('periods are half-open', async () => {
    const decidedAt = '2026-03-17T16:00:00Z';
    expect(await read('kept-promise', { from: decidedAt })).toMatchObject({ of: 2, value: 0.5 });
    expect(await read('kept-promise', { to: decidedAt })).toMatchObject({ of: 3, value: 1 });
    expect(await read('kept-promise', { from: '2026-04-01T00:00:00Z' })).toMatchObject({ of: 0, value: null });
  });

  test('every figure opens to exactly the rows it is made of, page by page', async () => {
    for (const figure of figures) {
      const reading = await reviewer.figures.read({ figure: figure.id, program });
      const ids = new Set<string>();
      const counts: number[] = [];
      let after: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof reviewer.figures.rows>> = await reviewer.figures.rows({
          figure: figure.id,
          program,
          limit: 2,
          ...(after ? { after } : {}),
        });
        for (const row of page.rows) {
          if (row.counts === null) continue;
          ids.add(row.id);
          counts.push(row.counts);
          expect(row.href).toMatch(/^\/programs\/applications\/[0-9a-f-]{36}$/);
        }
        after = page.next;
      } while (after);
      expect(ids.size, figure.id).toBe(reading.of);
      expect(counts.length, figure.id).toBe(reading.of);
      const sum = counts.reduce((a, b) => a + b, 0);
      if (reading.value === null) continue;
      if (figure.unit === 'count') expect(sum, figure.id).toBe(reading.value);
      if (figure.unit === 'share') expect(sum / counts.length, figure.id).toBe(reading.value);
      if (figure.unit === 'business days') expect(counts, figure.id).toContain(reading.value);
      if (reading.parts.length > 0)
        expect(
          reading.parts.reduce((a, p) => a + p.value, 0),
          figure.id,
        ).toBe(reading.value);
    }
  });

  test('a recount from the raw rows (waits and calendar) gives the same', async () => {
    const decisions = await house.rows<{
      application: string;
      without_waiting: number;
      with_waiting: number;
      kept: boolean;
    }>(`
      select application, business_days_without_waiting without_waiting, business_days_with_waiting with_waiting, kept from programs.decisions where undone_at is null`);
    const without: number[] = [];
    await house.transact(async (c) => {
      const calendar = await loadCalendar(c);
      for (const d of decisions) {
        const reading = slaOf(await readStanding(c, d.application), calendar, c.now);
        expect(reading?.withoutWaiting.businessDays).toBe(d.without_waiting);
        expect(reading?.withWaiting.businessDays).toBe(d.with_waiting);
        expect(reading?.kept).toBe(d.kept);
        without.push(reading?.withoutWaiting.businessDays as number);
      }
    });
    without.sort((a, b) => a - b);
    expect(without).toHaveLength(5);
    expect(await valueFor('days-to-decision')).toBe(without[Math.ceil(without.length * 0.5) - 1]);
    expect(await valueFor('days-to-decision-p90')).toBe(without[Math.ceil(without.length * 0.9) - 1]);
  });

  test('a decision that was undone counts nowhere', async () => {
    const { rows } = await manager.programs.listApplications({ stage: 'review' });
    expect(rows.map((r) => r.id)).toEqual([undecided.id]);
    await house.transact(async (c) => {
      await sql`insert into programs.decisions (application, verdict, words, decided_by, policy, evidence, decided_at, final_at, undone_at,
          program, business_days_without_waiting, business_days_with_waiting, kept)
        select id, 'approved', '', null, policy, '{}', ${c.now}, ${c.now}, ${c.now}, program, 99, 99, false from programs.applications where id = ${undecided.id}`.execute(
        c.tx,
      );
    });
    expect(await read('kept-promise')).toMatchObject({ value: 0.8, of: 5 });
    expect(await read('approvals-by-way')).toMatchObject({ value: 2 });
  });

  test('whoever has a role elsewhere reads no number of it', async () => {
    for (const figure of figures) {
      expect((await elsewhere.figures.read({ figure: figure.id })).value, figure.id).toBeNull();
      expect((await elsewhere.figures.rows({ figure: figure.id })).rows, figure.id).toEqual([]);
    }
    await expect(elsewhere.figures.read({ figure: 'programs.kept-promise', program })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  test('the program home shows the same figures, weeks and stages', async () => {
    const home = await reviewer.programs.programHome({ program });
    expect(home.period.zone).toBe((await read('kept-promise')).filters.zone);
    for (const shown of home.figures) {
      const reading = await reviewer.figures.read({
        figure: shown.id,
        program,
        from: home.period.from,
        to: home.period.to,
      });
      expect({ value: shown.value, of: shown.of }, shown.id).toEqual({ value: reading.value, of: reading.of });
      expect(shown.before, shown.id).toBeNull();
    }
    expect(home.weeks).toHaveLength(12);
    expect(home.weeks.slice(-2)).toEqual([
      { week: '2026-03-09', submitted: 6, approved: 2, refused: 1 },
      { week: '2026-03-16', submitted: 0, approved: 0, refused: 2 },
    ]);
    expect(home.stages.find((s) => s.stage === 'review')).toEqual({ stage: 'review', count: 1, late: 1 });
    expect(home.happened[0]?.href).toMatch(/^\/programs\/applications\//);
    await expect(
      reviewer.programs.programHome({ program, from: '2026-03-02T00:00:00Z', to: '2026-03-01T00:00:00Z' }),
    ).rejects.toMatchObject({ code: 'INVALID' });
  });

  test('a period that still runs is compared with as much time before it, not with a whole one', async () => {
    const begins = '2026-03-15T23:00:00Z';
    const applied = async (from: string, to: string) =>
      (await reviewer.programs.programHome({ program, from, to })).figures.find(
        ({ id }) => id === 'programs.applications-submitted',
      );
    // The six came in the week before, none in its last days; a month that began now would be held against all of them.
    expect((await applied('2026-02-15T23:00:00Z', begins))?.value).toBe(6);
    expect((await applied(begins, '2026-04-15T22:00:00Z'))?.before).toBeNull();
    house.clock.advance({ hours: 24 * 14 });
    expect((await applied(begins, '2026-04-15T22:00:00Z'))?.before).toBe(6);
    house.clock.advance({ hours: -24 * 14 });
  });

  test('members are active from the booking to the end of the term', async () => {
    await manager.programs.addCoupons({ program, sku: 'OSS-SAAS-1Y', name: 'first', csv: 'CODE-0001\nCODE-0002\n' });
    const { id, key } = applications.get('same-day') as Applied & { key: string };
    const { agreement } = await house.stranger.programs.application({ key });
    await house.stranger.programs.acceptAgreement({ key, version: agreement?.version as string, signedName: 'Ada' });
    await house.work();
    expect(await valueFor('active-members')).toBeNull();
    const status = await house.stranger.programs.application({ key });
    expect(status.coupon?.code).toBe('CODE-0001');
    const { rows: coupons, total } = await manager.programs.listCoupons({ program });
    expect([coupons.length, total]).toEqual([2, 2]);
    const issued = coupons.find((k) => k.state === 'issued');
    expect(issued).toMatchObject({ ending: '…0001', issued: { application: id, mailState: 'held' } });
    expect((await manager.programs.listCoupons({ program, text: '0002' })).rows.map((k) => k.ending)).toEqual([
      '…0002',
    ]);
    expect((await manager.programs.listCoupons({ program, text: 'Project same-day' })).rows.map((k) => k.id)).toEqual([
      issued?.id,
    ]);
    expect((await manager.programs.getProgram({ program })).stock).toMatchObject([
      { sku: 'OSS-SAAS-1Y', left: 1, issued: 1, wanted: 0 },
      { sku: 'OSS-SM-1Y', left: 0, issued: 0, wanted: 0 },
    ]);
    const granted = await manager.programs.listMembers({ program });
    expect(granted).toMatchObject({ total: 1, rows: [{ name: 'Project same-day', state: 'granted', startsAt: null }] });

    await manager.programs.confirmBooking({ id, reference: 'SHOP-1' });
    expect(await valueFor('active-members')).toBe(1);
    expect((await manager.programs.listMembers({ program, state: 'active', text: 'same-day' })).rows).toMatchObject([
      { name: 'Project same-day' },
    ]);
    expect((await manager.programs.listPrograms({})).programs).toMatchObject([
      { members: 1, couponsLeft: 1, waitingForUs: 1, late: 1 },
    ]);
    const term = (await house.stranger.programs.application({ key })).membership;
    house.clock.set(term?.endsAt as string);
    expect(await valueFor('active-members')).toBe(0);
    expect((await manager.programs.listMembers({ program, state: 'lapsed' })).rows).toHaveLength(1);
    expect((await manager.programs.listMembers({ program, state: 'active' })).rows).toEqual([]);
    expect(await valueFor('active-members', { to: '2026-06-01T00:00:00Z' })).toBe(1);
  });

  test('a decision that never took effect because the applicant withdrew counts nowhere; one that did goes on counting', async () => {
    const before = await Promise.all(figures.map((figure) => reviewer.figures.read({ figure: figure.id })));
    const counted = (await read('kept-promise')).of;
    const { policy, policyVersion } = await reviewer.programs.getProgram({ program });
    await manager.programs.publishPolicy({ program, basedOn: policyVersion, policy: { ...policy, undoMinutes: 30 } });
    const gone = await submitted('gone');
    await reviewer.programs.refuseApplication({ id: gone.id, reason: 'other', words: 'Because.' });
    expect((await read('kept-promise')).of).toBe(counted + 1);
    await house.stranger.programs.withdrawApplication({ key: gone.key });
    await reviewer.programs.undoDecision({ id: gone.id }).then(
      () => expect.unreachable(),
      (fault) => expect(fault).toMatchObject({ data: { rule: 'application.not-decided' } }),
    );
    const stays = ['submitted', 'by-stage', 'by-source'].map((which) => `programs.applications-${which}`);
    for (const reading of before)
      if (!stays.includes(reading.figure.id))
        expect(await reviewer.figures.read({ figure: reading.figure.id })).toEqual(reading);
    for (const figure of figures) {
      const { rows } = await reviewer.figures.rows({ figure: figure.id });
      if (!stays.includes(figure.id)) expect(JSON.stringify(rows), figure.id).not.toContain(gone.id);
    }

    // Refused after the time to undo cannot be withdrawn; approved can, until the coupon: that decision was in force.
    const late = await submitted('changed-their-mind');
    await reviewer.programs.approveApplication({ id: late.id });
    house.clock.advance({ minutes: 31 });
    await house.work();
    await house.stranger.programs.withdrawApplication({ key: late.key });
    expect((await read('kept-promise')).of).toBe(counted + 1);
  });
});
