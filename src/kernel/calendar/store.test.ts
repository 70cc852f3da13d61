import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { ZodError } from 'zod';
import { testDatabase } from '#tests/support/database.ts';
import { isBusinessDay } from './business-calendar.ts';
import { addBusinessDays } from './business-time.ts';
import {
  listCalendars,
  loadCalendar,
  makeDefaultCalendar,
  moveDefaultCalendar,
  OFFICE_WEEK,
  readCalendar,
  saveCalendar,
  setUpDefaultCalendar,
} from './store.ts';

const database = await testDatabase({ max: 2 });
const now = Temporal.Instant.from('2026-11-21T10:00:00Z');
const c = { tx: database.kysely, now };
const nobody = '019a0000-0000-7000-8000-000000000000';

beforeEach(async () => {
  await sql`delete from calendars.business_calendars`.execute(database.kysely);
});

describe('kept calendars', () => {
  test('set-up makes office hours in the zone with the holidays of the country, once', async () => {
    const id = await setUpDefaultCalendar(c, { zone: 'America/New_York', country: 'US' });
    expect(await setUpDefaultCalendar(c, { zone: 'Europe/Berlin', country: 'DE' })).toBe(id);
    expect(await listCalendars(c)).toHaveLength(1);
    const calendar = await loadCalendar(c);
    // Thanksgiving 2026 is Thursday, 26 November.
    expect(
      ['2026-11-25', '2026-11-26', '2026-11-27', '2026-11-28'].map((date) => isBusinessDay(calendar, date)),
    ).toEqual([true, false, true, false]);
    expect(addBusinessDays(calendar, Temporal.Instant.from('2026-11-25T15:00Z'), 1).toString()).toBe(
      '2026-11-27T22:00:00Z',
    );
  });

  test('a country whose holidays nobody knows keeps none', async () => {
    await setUpDefaultCalendar(c, { zone: 'Asia/Kathmandu', country: 'NP' });
    expect(await readCalendar(c)).toMatchObject({
      country: null,
      isDefault: true,
      settings: { zone: 'Asia/Kathmandu', week: OFFICE_WEEK },
    });
    expect(isBusinessDay(await loadCalendar(c), '2026-12-25')).toBe(true);
  });

  test('comes back as it was written', async () => {
    const week = {
      ...OFFICE_WEEK,
      5: [
        { from: '09:00', to: '12:30' },
        { from: '13:30', to: '24:00' },
      ],
    };
    const closures = [{ from: '2026-12-24', through: '2026-12-31', name: 'Winter break' }];
    const openings = [{ day: '2026-12-28', hours: [{ from: '10:00', to: '12:00' }], name: 'Duty' }];
    const id = await saveCalendar(c, {
      name: 'Munich',
      settings: { zone: 'Europe/Berlin', week, closures, openings },
      country: 'DE',
      state: 'BY',
    });
    expect(await readCalendar(c, id)).toEqual({
      id,
      name: 'Munich',
      country: 'DE',
      state: 'BY',
      isDefault: true,
      changedAt: now,
      settings: { zone: 'Europe/Berlin', week, closures, openings },
    });
    const calendar = await loadCalendar(c, id);
    expect(['2027-01-06', '2026-12-24', '2026-12-28'].map((date) => isBusinessDay(calendar, date))).toEqual([
      false,
      false,
      true,
    ]);
  });

  test('a change is right on the next load', async () => {
    const draft = { name: 'Office', settings: { zone: 'UTC', week: OFFICE_WEEK }, country: null };
    const id = await saveCalendar(c, draft);
    expect(isBusinessDay(await loadCalendar(c, id), '2026-11-23')).toBe(true);
    const closures = [{ from: '2026-11-23', through: '2026-11-23', name: 'Moving house' }];
    expect(await saveCalendar(c, { ...draft, settings: { ...draft.settings, closures } }, id)).toBe(id);
    expect(isBusinessDay(await loadCalendar(c, id), '2026-11-23')).toBe(false);
    expect((await readCalendar(c, id)).isDefault).toBe(true);
  });

  test('one is the default, and another can become it', async () => {
    const settings = { zone: 'UTC', week: OFFICE_WEEK };
    const first = await saveCalendar(c, { name: 'First', settings, country: null });
    const second = await saveCalendar(c, { name: 'Second', settings, country: null });
    expect((await listCalendars(c)).map((one) => [one.id, one.isDefault])).toEqual([
      [first, true],
      [second, false],
    ]);
    await makeDefaultCalendar(c, second);
    await makeDefaultCalendar(c, second);
    expect((await listCalendars(c)).map((one) => [one.id, one.isDefault])).toEqual([
      [second, true],
      [first, false],
    ]);
    await expect(makeDefaultCalendar(c, nobody)).rejects.toMatchObject({ code: 'not-found' });
    expect((await readCalendar(c)).id).toBe(second);
  });

  test('what does not hold is not written', async () => {
    const settings = { zone: 'UTC', week: OFFICE_WEEK };
    await expect(
      saveCalendar(c, { name: 'A', settings: { ...settings, zone: 'Mars' }, country: null }),
    ).rejects.toThrow(ZodError);
    await expect(saveCalendar(c, { name: 'A', settings, country: 'XX' })).rejects.toThrow(RangeError);
    await expect(saveCalendar(c, { name: 'A', settings, country: 'DE', state: 'ZZ' })).rejects.toThrow(RangeError);
    await expect(saveCalendar(c, { name: 'A', settings, country: null }, nobody)).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(loadCalendar(c, nobody)).rejects.toMatchObject({ code: 'not-found' });
    expect(await listCalendars(c)).toEqual([]);
  });

  test('before one is set up, clocks run by office hours in UTC', async () => {
    const calendar = await loadCalendar(c);
    expect(calendar.zone).toBe('UTC');
    expect(['2026-12-25', '2026-12-26'].map((date) => isBusinessDay(calendar, date))).toEqual([true, false]);
    expect(addBusinessDays(calendar, Temporal.Instant.from('2026-11-20T10:00Z'), 1).toString()).toBe(
      '2026-11-23T17:00:00Z',
    );
    await expect(readCalendar(c)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('the default follows the organisation, but not where it was set otherwise', async () => {
    const berlin = { zone: 'Europe/Berlin', country: 'DE' };
    const boston = { zone: 'America/New_York', country: 'US' };
    const id = await moveDefaultCalendar(c, boston, berlin);
    expect(await readCalendar(c)).toMatchObject({ id, country: 'DE', settings: { zone: 'Europe/Berlin' } });
    const closures = [{ from: '2026-12-24', through: '2026-12-31', name: 'Winter break' }];
    const settings = { ...(await readCalendar(c)).settings, closures };
    await saveCalendar(c, { name: 'Ours', settings, country: 'DE', state: 'BY' }, id);
    expect(await moveDefaultCalendar(c, berlin, { ...berlin, zone: 'Europe/Vienna' })).toBe(id);
    expect(await readCalendar(c)).toMatchObject({ name: 'Ours', country: 'DE', state: 'BY' });
    await moveDefaultCalendar(c, { ...berlin, zone: 'Europe/Vienna' }, boston);
    expect(await readCalendar(c)).toMatchObject({
      country: 'US',
      state: null,
      settings: { zone: 'America/New_York', closures },
    });
    await moveDefaultCalendar(c, berlin, { zone: 'Asia/Kathmandu', country: 'NP' });
    expect(await readCalendar(c)).toMatchObject({ country: 'US', settings: { zone: 'America/New_York' } });
    await moveDefaultCalendar(c, boston, { zone: 'Asia/Kathmandu', country: 'NP' });
    expect(await readCalendar(c)).toMatchObject({ country: null, settings: { zone: 'Asia/Kathmandu' } });
  });
});
