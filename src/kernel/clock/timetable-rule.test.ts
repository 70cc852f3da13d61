import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextDue, type TimetableRule } from './timetable-rule.ts';

const next = (rule: TimetableRule, after: string, count = 1): string[] => {
  const dues: string[] = [];
  for (let at = Temporal.Instant.from(after); dues.length < count; ) {
    at = nextDue(rule, at);
    dues.push(at.toString());
  }
  return dues;
};
const daily = (at: string, zone: string): TimetableRule => ({ every: 'day', at, zone });

describe('nextDue', () => {
  test('every minute and every hour: strictly after', () => {
    expect(next({ every: 'minute' }, '2026-01-01T00:00:00Z', 2)).toEqual([
      '2026-01-01T00:01:00Z',
      '2026-01-01T00:02:00Z',
    ]);
    expect(next({ every: 'minute' }, '2026-01-01T00:00:59.999999999Z')).toEqual(['2026-01-01T00:01:00Z']);
    expect(next({ every: 'hour' }, '2026-01-01T22:59:00Z', 2)).toEqual([
      '2026-01-01T23:00:00Z',
      '2026-01-02T00:00:00Z',
    ]);
    expect(next({ every: 'hour' }, '1969-12-31T23:30:00Z')).toEqual(['1970-01-01T00:00:00Z']);
  });

  test('every day at a local time, across both changes of the clock', () => {
    expect(next(daily('09:00', 'Europe/Berlin'), '2026-03-28T08:00:00Z', 2)).toEqual([
      '2026-03-29T07:00:00Z',
      '2026-03-30T07:00:00Z',
    ]);
    expect(next(daily('09:00', 'Europe/Berlin'), '2026-03-28T07:59:59.999999999Z')).toEqual(['2026-03-28T08:00:00Z']);
  });

  test('a skipped time moves forward, a repeated one counts once, the first time', () => {
    // Berlin, 29 March 2026: 02:00 becomes 03:00. 25 October: 03:00 becomes 02:00.
    expect(next(daily('02:30', 'Europe/Berlin'), '2026-03-28T02:00:00Z', 2)).toEqual([
      '2026-03-29T01:30:00Z',
      '2026-03-30T00:30:00Z',
    ]);
    expect(next(daily('02:30', 'Europe/Berlin'), '2026-10-24T02:00:00Z', 2)).toEqual([
      '2026-10-25T00:30:00Z',
      '2026-10-26T01:30:00Z',
    ]);
  });

  test('a time skipped over midnight is due in the last minute of its own date', () => {
    // Ittoqqortoormiit: on 28 March 2026 at 23:00 the clock jumps to 00:00 of the 29th.
    const zone = 'America/Scoresbysund';
    const dues = next(daily('23:30', zone), '2026-03-28T12:00:00Z', 2);
    expect(dues.map((due) => Temporal.Instant.from(due).toZonedDateTimeISO(zone).toPlainDateTime().toString())).toEqual(
      ['2026-03-28T22:59:00', '2026-03-29T23:30:00'],
    );
  });

  test('a date that a zone skips has none', () => {
    const zone = 'Pacific/Apia';
    const dues = next(daily('09:00', zone), '2011-12-29T12:00:00Z', 2);
    expect(dues).toEqual(['2011-12-29T19:00:00Z', '2011-12-30T19:00:00Z']);
    expect(dues.map((due) => Temporal.Instant.from(due).toZonedDateTimeISO(zone).toPlainDate().toString())).toEqual([
      '2011-12-29',
      '2011-12-31',
    ]);
    // The Friday that was not: the next one is a week later.
    expect(next({ every: 'week', on: 5, at: '09:00', zone }, '2011-12-29T12:00:00Z')).toEqual(['2012-01-05T19:00:00Z']);
  });

  test('a clock put back over midnight does not make a date due twice', () => {
    // St. John's, 7 November 2010: at 00:01 the clock went back to 23:01 of the 6th.
    const zone = 'America/St_Johns';
    expect(next(daily('23:30', zone), '2010-11-06T12:00:00Z', 2)).toEqual([
      '2010-11-07T02:00:00Z',
      '2010-11-08T03:00:00Z',
    ]);
    expect(next(daily('00:00', zone), '2010-11-06T12:00:00Z', 2)).toEqual([
      '2010-11-07T02:30:00Z',
      '2010-11-08T03:30:00Z',
    ]);
  });

  test('every week on a weekday', () => {
    const rule: TimetableRule = { every: 'week', on: 1, at: '00:00', zone: 'America/New_York' };
    expect(next(rule, '2026-03-02T05:00:00Z', 2)).toEqual(['2026-03-09T04:00:00Z', '2026-03-16T04:00:00Z']);
    expect(next(rule, '2026-03-02T04:59:00Z')).toEqual(['2026-03-02T05:00:00Z']);
  });

  test('wrong rules are refused', () => {
    const after = Temporal.Instant.from('2026-01-01T00:00Z');
    expect(() => nextDue(daily('24:00', 'UTC'), after)).toThrow(/24:00/);
    expect(() => nextDue(daily('9:00', 'UTC'), after)).toThrow(/9:00/);
    expect(() => nextDue(daily('09:00', 'Mars/Olympus'), after)).toThrow(RangeError);
    expect(() => nextDue({ every: 'week', on: 8 as 7, at: '09:00', zone: 'UTC' }, after)).toThrow(/8/);
  });

  test('over every change of offset 2024-2030, a daily rule is due exactly once on every date of the zone', {
    timeout: 60_000,
  }, () => {
    let walked = 0;
    const end = Temporal.Instant.from('2031-01-01T00:00Z');
    for (const zone of Intl.supportedValuesOf('timeZone')) {
      let at = Temporal.Instant.from('2023-12-31T23:59:59Z').toZonedDateTimeISO(zone);
      for (;;) {
        const change = at.getTimeZoneTransition('next');
        if (!change || Temporal.Instant.compare(change.toInstant(), end) >= 0) break;
        at = change;
        walked++;
        const before = change.subtract({ seconds: 1 });
        // Around what is skipped or repeated, and at a time that the change never touches.
        for (const shown of [
          before.toPlainTime(),
          before.toPlainTime().add({ seconds: 1 }),
          change.toPlainTime(),
          change.toPlainTime().subtract({ minutes: 30 }),
          Temporal.PlainTime.from('12:00'),
        ]) {
          expectOncePerDate(
            zone,
            shown.toString({ smallestUnit: 'minute' }),
            before.toPlainDate().subtract({ days: 2 }),
          );
        }
      }
    }
    expect(walked).toBeGreaterThan(1_500);
  });

  test('in any zone, from anywhere: strictly later, and never skips one', () => {
    const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
    const instants = fc
      .integer({ min: Date.UTC(2024, 0), max: Date.UTC(2031, 0) })
      .map((ms) => Temporal.Instant.fromEpochMilliseconds(ms));
    const time = fc
      .integer({ min: 0, max: 1439 })
      .map((m) => Temporal.PlainTime.from('00:00').add({ minutes: m }).toString({ smallestUnit: 'minute' }));
    fc.assert(
      fc.property(zones, time, instants, fc.integer({ min: 0, max: 1439 }), (zone, at, after, minutes) => {
        const due = nextDue(daily(at, zone), after);
        expect(Temporal.Instant.compare(due, after)).toBe(1);
        // Asked again from anywhere in between, the answer is the same.
        const between = after.add({ minutes });
        if (Temporal.Instant.compare(between, due) < 0)
          expect(nextDue(daily(at, zone), between).toString()).toBe(due.toString());
        expect(due.since(after).total('hours')).toBeLessThanOrEqual(26);
      }),
      { numRuns: 500 },
    );
  });
});

function expectOncePerDate(zone: string, at: string, first: Temporal.PlainDate): void {
  const from = first.toZonedDateTime(zone).toInstant();
  const dates: string[] = [];
  for (let due = from.subtract({ nanoseconds: 1 }); dates.length < 5; ) {
    due = nextDue(daily(at, zone), due);
    dates.push(due.toZonedDateTimeISO(zone).toPlainDate().toString());
  }
  const wanted = [0, 1, 2, 3, 4].map((days) => first.add({ days }).toString());
  if (dates.join() !== wanted.join()) throw new Error(`${at} in ${zone}: due on ${dates}, not ${wanted}`);
}
