import { expect, test } from 'vitest';
import { testHouse } from '#tests/support/house.ts';
import { apply, confirm, LOCAL_CHECKS, openProgram, requiring } from '#tests/support/program.ts';

// Tuesday 10 March 2026, 10:00 in Berlin; the promise is 5 business days.
const house = await testHouse();

const clocks = async () =>
  Object.fromEntries(
    (
      await house.rows<{ project: string; due_at: Temporal.Instant | null; at_risk_at: Temporal.Instant | null }>(
        'select project, due_at, at_risk_at from programs.applications',
      )
    ).map((a) => [a.project, [a.due_at?.toString() ?? null, a.at_risk_at?.toString() ?? null]]),
  );

test('when the organisation moves, what is due when moves with it; what is decided, paused or not begun stays', async () => {
  await openProgram(house, { automatic: false, requirements: requiring(LOCAL_CHECKS) });
  const owner = await house.as('owner');
  const here = { name: 'Lantern', zone: 'Europe/Berlin', country: 'DE', fiscalStartMonth: 1, privacyContact: '' };
  await owner.access.updateOrganisation(here);
  await house.work();
  const ids: Record<string, string> = {};
  for (const n of ['waiting', 'decided', 'asked', 'unconfirmed']) {
    const a = await apply(house, n);
    ids[n] = a.id;
    if (n !== 'unconfirmed') await confirm(house, a);
  }
  await house.work();
  await owner.programs.approveApplication({ id: ids.decided as string });
  await owner.programs.askApplicant({ id: ids.asked as string, words: 'Which one?' });
  const before = await clocks();
  expect(before['Project waiting']?.[0]).toBe('2026-03-17T16:00:00Z');

  await owner.access.updateOrganisation({ ...here, name: 'Lantern & Sons' });
  await house.work();
  expect(await clocks()).toEqual(before);

  // 05:00 in New York; summer time begins there on 8 March. The fifth business day closes at 17:00, which is 21:00 UTC.
  await owner.access.updateOrganisation({ ...here, zone: 'America/New_York', country: 'US' });
  await house.work();
  const after = await clocks();
  expect(after['Project waiting']?.[0]).toBe('2026-03-17T21:00:00Z');
  expect(after['Project waiting']?.[1]).not.toBe(before['Project waiting']?.[1]);
  for (const n of ['decided', 'asked', 'unconfirmed']) expect(after[`Project ${n}`]).toEqual([null, null]);
});

test('an application can be confirmed and its status read before any calendar is set up', async () => {
  await house.rows('delete from calendars.business_calendars');
  const key = await confirm(house, await apply(house, 'early'));
  const { clock } = await house.stranger.programs.application({ key });
  expect(clock).toMatchObject({ state: 'running', dueAt: '2026-03-17T17:00:00Z' });
});
