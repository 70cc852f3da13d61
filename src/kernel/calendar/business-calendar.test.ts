import { describe, expect, test } from 'vitest';
import { ZodError } from 'zod';
import { businessCalendar, dateOf, isBusinessDay } from './business-calendar.ts';
import { addBusinessDays, businessDaysBetween, businessTimeBetween, workingSpans } from './business-time.ts';
import { dayNumber, isDate, isoDate, weekdayOf } from './day.ts';
import type { Hours } from './settings.ts';

const HOUR = 3_600_000;
const at = (text: string) => Temporal.Instant.from(text);
const office: Hours = [{ from: '09:00', to: '17:00' }];
const split: Hours = [
  { from: '09:00', to: '12:30' },
  { from: '13:30', to: '17:00' },
];
const weekOf = (hours: Hours, weekend: Hours = []) => ({
  1: hours,
  2: hours,
  3: hours,
  4: hours,
  5: hours,
  6: weekend,
  7: weekend,
});
const berlin = businessCalendar(
  { zone: 'Europe/Berlin', week: weekOf(split) },
  new Set([dayNumber('2026-04-03'), dayNumber('2026-04-06')]),
);

describe('days', () => {
  test('number, date and weekday agree with Temporal', () => {
    for (let day = -1000; day < 30_000; day += 17) {
      const date = new Temporal.PlainDate(1970, 1, 1).add({ days: day });
      expect(isoDate(day)).toBe(date.toString());
      expect(dayNumber(date)).toBe(day);
      expect(weekdayOf(day)).toBe(date.dayOfWeek);
    }
  });

  test('what is no date is none', () => {
    for (const text of ['2026-02-29', '2026-13-01', '26-01-01', '2026-1-1', '2026-01-01T00:00', ''])
      expect(isDate(text)).toBe(false);
    expect(isDate('2028-02-29')).toBe(true);
    expect(() => dayNumber('2026-02-30')).toThrow(RangeError);
  });
});

describe('a business calendar', () => {
  test('opens on weekdays, not on weekends and holidays', () => {
    const open = (date: string) => isBusinessDay(berlin, date);
    expect(['2026-04-02', '2026-04-07'].map(open)).toEqual([true, true]);
    expect(['2026-04-03', '2026-04-04', '2026-04-05', '2026-04-06'].map(open)).toEqual([false, false, false, false]);
  });

  test('a closure runs through its last day; an opening wins over week, holiday and closure', () => {
    const calendar = businessCalendar(
      {
        zone: 'UTC',
        week: weekOf(office),
        closures: [{ from: '2026-12-24', through: '2026-12-31', name: 'Winter break' }],
        openings: [
          { day: '2026-12-24', hours: [{ from: '09:00', to: '12:00' }], name: 'Christmas Eve' },
          { day: '2026-12-25', hours: office, name: 'Duty' },
          { day: '2027-01-02', hours: [{ from: '10:00', to: '11:00' }], name: 'Stocktaking' },
        ],
      },
      new Set([dayNumber('2026-12-25')]),
    );
    const dates = [
      '2026-12-23',
      '2026-12-24',
      '2026-12-25',
      '2026-12-28',
      '2026-12-31',
      '2027-01-01',
      '2027-01-02',
      '2027-01-03',
    ];
    expect(dates.filter((date) => isBusinessDay(calendar, date))).toEqual([
      '2026-12-23',
      '2026-12-24',
      '2026-12-25',
      '2027-01-01',
      '2027-01-02',
    ]);
    expect(addBusinessDays(calendar, at('2026-12-23T10:00Z'), 1).toString()).toBe('2026-12-24T12:00:00Z');
  });

  test('faults are named by their place', () => {
    const faults = (week: unknown, more: object = {}) => {
      try {
        businessCalendar({ zone: 'UTC', week, ...more } as never);
      } catch (fault) {
        if (fault instanceof ZodError) return fault.issues.map((issue) => issue.path.join('.'));
      }
      return [];
    };
    expect(faults(weekOf([]))).toEqual(['week']);
    expect(faults(weekOf(office), { zone: 'Europe/Atlantis' })).toEqual(['zone']);
    expect(
      faults({
        ...weekOf(office),
        2: [
          { from: '12:00', to: '13:00' },
          { from: '12:59', to: '14:00' },
        ],
      }),
    ).toEqual(['week.2.1.from']);
    expect(faults({ ...weekOf(office), 3: [{ from: '12:00', to: '12:00' }] })).toEqual(['week.3.0.to']);
    expect(faults({ ...weekOf(office), 4: [{ from: '24:00', to: '25:00' }] })).toEqual(
      expect.arrayContaining(['week.4.0.from', 'week.4.0.to']),
    );
    expect(faults(weekOf(office), { closures: [{ from: '2026-12-31', through: '2026-12-24', name: '' }] })).toEqual([
      'closures.0.through',
    ]);
    expect(faults(weekOf(office), { openings: [{ day: '2026-02-29', hours: [], name: '' }] })).toEqual([
      'openings.0.day',
      'openings.0.hours',
    ]);
    expect(
      faults({
        ...weekOf(office),
        1: [
          { from: '09:00', to: '12:00' },
          { from: '12:00', to: '24:00' },
        ],
      }),
    ).toEqual([]);
  });
});

describe('working time', () => {
  test('spans are half-open and cut to what was asked', () => {
    const spans = workingSpans(berlin, at('2026-04-02T08:00Z'), at('2026-04-07T07:30Z'));
    expect(spans.map(({ from, to }) => `${from} ${to}`)).toEqual([
      '2026-04-02T08:00:00Z 2026-04-02T10:30:00Z',
      '2026-04-02T11:30:00Z 2026-04-02T15:00:00Z',
      '2026-04-07T07:00:00Z 2026-04-07T07:30:00Z',
    ]);
    expect(workingSpans(berlin, at('2026-04-02T10:30Z'), at('2026-04-02T11:30Z'))).toEqual([]);
    expect(workingSpans(berlin, at('2026-04-07T07:30Z'), at('2026-04-02T08:00Z'))).toEqual([]);
    expect(businessTimeBetween(berlin, at('2026-04-02T08:00Z'), at('2026-04-07T07:30Z'))).toBe(6.5 * HOUR);
    expect(businessTimeBetween(berlin, at('2026-04-07T07:30Z'), at('2026-04-02T08:00Z'))).toBe(0);
  });

  test('a day around the clock has 23 or 25 hours when the clock is moved', () => {
    const always = businessCalendar({
      zone: 'Europe/Berlin',
      week: weekOf([{ from: '00:00', to: '24:00' }], [{ from: '00:00', to: '24:00' }]),
    });
    const hours = (date: string) => {
      const day = Temporal.PlainDate.from(date);
      const start = (d: Temporal.PlainDate) => d.toZonedDateTime('Europe/Berlin').toInstant();
      return businessTimeBetween(always, start(day), start(day.add({ days: 1 }))) / HOUR;
    };
    expect([hours('2026-03-28'), hours('2026-03-29'), hours('2026-10-25')]).toEqual([24, 23, 25]);
  });

  test('opening inside a skipped hour is opening at the jump; closing in a repeated one is the first time', () => {
    const nights = businessCalendar({
      zone: 'Europe/Berlin',
      week: weekOf(office, [
        { from: '02:15', to: '02:45' },
        { from: '02:50', to: '04:00' },
      ]),
    });
    const on = (date: string) =>
      workingSpans(nights, at(`${date}T00:00Z`), at(`${date}T12:00Z`)).map(
        ({ from, to }) => `${from.toString().slice(11, 16)} ${to.toString().slice(11, 16)}`,
      );
    // 29 March: 02:00 becomes 03:00 at 01:00 UTC; the first interval is skipped, the second runs from the jump to 04:00.
    expect(on('2026-03-29')).toEqual(['01:00 02:00']);
    // 25 October: 03:00 becomes 02:00 at 01:00 UTC; the second interval is open through the repeated hour.
    expect(on('2026-10-25')).toEqual(['00:15 00:45', '00:50 03:00']);
  });

  test('a date that the zone skipped is no business day', () => {
    const apia = businessCalendar({ zone: 'Pacific/Apia', week: weekOf(office, office) });
    expect(['2011-12-29', '2011-12-30', '2011-12-31'].map((date) => isBusinessDay(apia, date))).toEqual([
      true,
      false,
      true,
    ]);
    expect(businessDaysBetween(apia, at('2011-12-29T20:00Z'), at('2011-12-30T20:00Z'))).toBe(1);
  });

  test('where the clock is put back over midnight, the date does not go back', () => {
    // St. John's, 7 November 2010: at 00:01 the clock went back to 23:01 of the 6th.
    const calendar = businessCalendar({ zone: 'America/St_Johns', week: weekOf(office) });
    const dates = ['2010-11-07T02:29Z', '2010-11-07T02:30Z', '2010-11-07T03:00Z', '2010-11-07T04:00Z'].map((t) =>
      dateOf(calendar, at(t)).toString(),
    );
    expect(dates).toEqual(['2010-11-06', '2010-11-07', '2010-11-07', '2010-11-07']);
  });
});

describe('business days', () => {
  const utc = businessCalendar({ zone: 'UTC', week: weekOf(office) });

  // 2026-03-02 is a Monday.
  test.each([
    ['2026-03-02T08:00Z', 1, '2026-03-03T17:00:00Z', 'before opening'],
    ['2026-03-02T10:00Z', 1, '2026-03-03T17:00:00Z', 'in hours'],
    ['2026-03-02T23:00Z', 1, '2026-03-03T17:00:00Z', 'after close'],
    ['2026-03-02T10:00Z', 5, '2026-03-09T17:00:00Z', 'over a weekend'],
    ['2026-03-07T10:00Z', 1, '2026-03-09T17:00:00Z', 'from a Saturday'],
    ['2026-03-02T16:59Z', 0, '2026-03-02T17:00:00Z', 'none: today'],
    ['2026-03-02T17:00Z', 0, '2026-03-03T17:00:00Z', 'none, after close: the next close'],
    ['2026-03-07T10:00Z', 0, '2026-03-09T17:00:00Z', 'none, from a Saturday'],
  ])('from %s, %i: due %s (%s)', (start, n, due) => {
    expect(addBusinessDays(utc, at(start), n).toString()).toBe(due);
  });

  test.each([
    ['2026-03-02T10:00Z', '2026-03-02T23:59Z', 0, 'the same day, after close too'],
    ['2026-03-02T10:00Z', '2026-03-03T00:00Z', 1, 'the next day'],
    ['2026-03-02T10:00Z', '2026-03-03T17:00Z', 1, 'at its close'],
    ['2026-03-02T10:00Z', '2026-03-03T17:01Z', 2, 'after its close'],
    ['2026-03-06T10:00Z', '2026-03-07T10:00Z', 1, 'Friday to Saturday: with Monday'],
    ['2026-03-06T10:00Z', '2026-03-09T10:00Z', 1, 'Friday to Monday'],
    ['2026-03-07T10:00Z', '2026-03-09T10:00Z', 1, 'Saturday to Monday'],
    ['2026-03-02T10:00Z', '2026-03-01T10:00Z', 0, 'backwards'],
  ])('between %s and %s: %i (%s)', (start, end, days) => {
    expect(businessDaysBetween(utc, at(start), at(end))).toBe(days);
  });

  test('counts are whole, and a calendar without days says so', () => {
    expect(() => addBusinessDays(utc, at('2026-03-02T10:00Z'), 1.5)).toThrow(RangeError);
    expect(() => addBusinessDays(utc, at('2026-03-02T10:00Z'), -1)).toThrow(RangeError);
    const never = businessCalendar({ zone: 'UTC', week: weekOf(office) }, { has: () => true });
    expect(() => addBusinessDays(never, at('2026-03-02T10:00Z'), 1)).toThrow(/no business day/);
  });
});
