import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { type TestHouse, testHouse } from '#tests/support/house.ts';
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

describe('business calendars', () => {
  const TUESDAY = '2026-03-17T16:00:00Z';
  const week = (to: string) => {
    const day = [{ from: '09:00', to }];
    return { 1: day, 2: day, 3: day, 4: day, 5: day, 6: [], 7: [] };
  };
  const drafted = (name: string, more: object = {}) => ({
    ...{ name, zone: 'Europe/Berlin', week: week('17:00'), country: null, closures: [], openings: [] },
    ...more,
  });
  let owner: Awaited<ReturnType<TestHouse['as']>>;
  let [program, id, office, key] = ['', '', '', ''];
  beforeEach(async () => {
    owner = await house.as('owner');
    await house.rows('delete from calendars.business_calendars');
    program = await openProgram(house);
    office = (await owner.calendars.list({})).calendars[0]?.id as string;
    const sent = await apply(house, newId().slice(-8));
    key = await confirm(house, sent);
    await house.work();
    id = sent.id;
    expect(await due()).toEqual([TUESDAY, TUESDAY]);
  });
  afterEach(() => house.rows('update programs.programs set calendar = null'));

  /** As it is kept, which lists are filtered by, and as the record shows it; its list and the applicant's page show the same. */
  const due = async () => {
    const [kept] = await house.rows<{ due_at: Temporal.Instant }>(
      `select due_at from programs.applications where id = '${id}'`,
    );
    const { clock } = await owner.programs.getApplication({ id });
    const listed = (await owner.programs.listApplications({ text: 'Project' })).rows.find((row) => row.id === id);
    const told = await house.stranger.programs.application({ key });
    expect([listed?.clock.dueAt, told.clock.dueAt]).toEqual([clock.dueAt, clock.dueAt]);
    return [kept?.due_at.toString(), clock.dueAt];
  };

  test('a changed calendar moves what is due; another name does not', async () => {
    const closures = [{ from: '2026-03-12', through: '2026-03-13', name: 'Moving house' }];
    await owner.calendars.change({ id: office, ...drafted('Moved', { closures }) });
    await house.work();
    expect(await due()).toEqual(['2026-03-19T16:00:00Z', '2026-03-19T16:00:00Z']);
    await owner.calendars.change({ id: office, ...drafted('Called otherwise', { closures }) });
    expect(
      await house.rows("select from graphile_worker.jobs where task_identifier = 'programs.restage-undecided'"),
    ).toEqual([]);
    await owner.calendars.change({ id: office, ...drafted('Shorter', { week: week('15:00') }) });
    await house.work();
    expect(await due()).toEqual(['2026-03-17T14:00:00Z', '2026-03-17T14:00:00Z']);
  });

  test('another default moves what is due', async () => {
    const other = await owner.calendars.add(drafted('Short days', { week: week('12:00') }));
    await house.work();
    expect(await due()).toEqual([TUESDAY, TUESDAY]);
    await owner.calendars.makeDefault({ id: other.id });
    await house.work();
    expect(await due()).toEqual(['2026-03-17T11:00:00Z', '2026-03-17T11:00:00Z']);
  });

  test('a program counts by a calendar of its own, whatever the default is, and keeps it from being removed', async () => {
    const own = await owner.calendars.add(drafted('Boston', { zone: 'America/New_York' }));
    await owner.programs.chooseCalendar({ program, calendar: own.id });
    await house.work();
    expect(await due()).toEqual(['2026-03-17T21:00:00Z', '2026-03-17T21:00:00Z']);
    expect((await owner.programs.getProgram({ program })).calendar).toBe(own.id);
    await owner.calendars.change({ id: office, ...drafted('Shorter', { week: week('12:00') }) });
    await house.work();
    expect(await due()).toEqual(['2026-03-17T21:00:00Z', '2026-03-17T21:00:00Z']);
    await expect(owner.calendars.remove({ id: own.id })).rejects.toMatchObject({ data: { rule: 'calendar.in-use' } });
    await expect(owner.calendars.remove({ id: own.id })).rejects.toThrow(/Open Source program counts by this calendar/);
    await expect(house.rows(`delete from calendars.business_calendars where id = '${own.id}'`)).rejects.toMatchObject({
      code: '23001',
    });
    expect((await owner.calendars.list({})).calendars.find((each) => each.id === own.id)?.usedBy).toEqual([
      { label: 'Open Source program', href: '/programs/open-source/policy' },
    ]);
    await owner.programs.chooseCalendar({ program, calendar: null });
    await house.work();
    expect(await due()).toEqual(['2026-03-17T11:00:00Z', '2026-03-17T11:00:00Z']);
    await owner.calendars.remove({ id: own.id });
    await expect(owner.programs.chooseCalendar({ program, calendar: own.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  test('a decision counts by the calendar of the program', async () => {
    const nights = { 1: [], 2: [{ from: '00:00', to: '01:00' }], 3: [], 4: [], 5: [], 6: [], 7: [] };
    const own = await owner.calendars.add(drafted('Tuesdays', { week: nights }));
    await owner.programs.chooseCalendar({ program, calendar: own.id });
    house.clock.advance({ hours: 24 * 7 });
    await owner.programs.refuseApplication({ id, reason: 'licence', words: 'No.' });
    const [decision] = await house.rows<{ n: number }>(
      `select business_days_with_waiting n from programs.decisions where application = '${id}'`,
    );
    // Tuesday to the next Tuesday after its close at 01:00: by office hours these were 5 days.
    expect(decision?.n).toBe(2);
  });
});
