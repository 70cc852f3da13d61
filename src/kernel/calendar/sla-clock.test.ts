import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  calendarOf,
  clocksAround,
  inPlainWords,
  offices,
  Reference,
  transitions,
} from '#tests/proofs/sla-reference.ts';
import { businessCalendar } from './business-calendar.ts';
import { addBusinessDays, businessTimeBetween } from './business-time.ts';
import type { Hours } from './settings.ts';
import { type Pause, type SlaClock, slaReading } from './sla-clock.ts';

const at = (text: string) => Temporal.Instant.from(text);
const weekOf = (hours: Hours, weekend: Hours = []) => ({
  1: hours,
  2: hours,
  3: hours,
  4: hours,
  5: hours,
  6: weekend,
  7: weekend,
});
const utc = businessCalendar({ zone: 'UTC', week: weekOf([{ from: '09:00', to: '17:00' }]) });
const clock = (more: Partial<SlaClock> = {}): SlaClock => ({
  startedAt: at('2026-03-02T13:00Z'),
  promiseDays: 5,
  pauses: [],
  stoppedAt: null,
  ...more,
});
const pause = (from: string, to: string | null): Pause => ({ from: at(from), to: to === null ? null : at(to) });

describe('slaReading', () => {
  test('a running clock: what is left, and when it is at risk and late', () => {
    const read = (now: string) => {
      const { due, daysLeft, health, kept } = slaReading(clock(), utc, at(now));
      return `${due} ${daysLeft} ${health} ${kept}`;
    };
    expect(read('2026-03-02T13:00Z')).toBe('2026-03-09T17:00:00Z 5 in-time null');
    expect(read('2026-03-03T16:59Z')).toBe('2026-03-09T17:00:00Z 5 in-time null');
    expect(read('2026-03-03T17:00Z')).toBe('2026-03-09T17:00:00Z 4 in-time null');
    // 44 hours were promised; 33 of them is three quarters.
    expect(read('2026-03-06T14:00Z')).toBe('2026-03-09T17:00:00Z 2 in-time null');
    expect(read('2026-03-06T14:01Z')).toBe('2026-03-09T17:00:00Z 2 at-risk null');
    expect(read('2026-03-09T08:00Z')).toBe('2026-03-09T17:00:00Z 1 at-risk null');
    expect(read('2026-03-09T17:00Z')).toBe('2026-03-09T17:00:00Z 0 at-risk null');
    expect(read('2026-03-09T17:00:00.001Z')).toBe('2026-03-09T17:00:00Z 0 late false');
  });

  test("the threshold of being at risk is the caller's", () => {
    const now = at('2026-03-04T13:00Z');
    expect(slaReading(clock(), utc, now, { atRiskShare: 0.3 }).health).toBe('at-risk');
    expect(slaReading(clock(), utc, now).health).toBe('in-time');
    expect(slaReading(clock(), utc, now).share).toBeCloseTo(16 / 44);
  });

  test('a pause moves due by the working time paused; while it lasts, due is open', () => {
    const asked = clock({ pauses: [pause('2026-03-03T14:00Z', null)] });
    const waiting = slaReading(asked, utc, at('2026-03-20T10:00Z'));
    expect(waiting).toMatchObject({ state: 'paused', due: null, daysLeft: 5, health: 'in-time', kept: null });
    const answered = slaReading(
      clock({ pauses: [pause('2026-03-03T14:00Z', '2026-03-04T11:00Z')] }),
      utc,
      at('2026-03-05T09:00Z'),
    );
    // Paused 14:00-17:00 and 09:00-11:00: five hours past the close of the 9th.
    expect(answered).toMatchObject({ state: 'running' });
    expect(answered.due?.toString()).toBe('2026-03-10T14:00:00Z');
  });

  test('a pause of a whole day moves due to the next close, not to the next opening', () => {
    const reading = slaReading(
      clock({ pauses: [pause('2026-03-03T09:00Z', '2026-03-04T09:00Z')] }),
      utc,
      at('2026-03-04T12:00Z'),
    );
    expect(reading.due?.toString()).toBe('2026-03-10T17:00:00Z');
  });

  test('a question asked when it was late already rescues nothing', () => {
    const reading = slaReading(clock({ pauses: [pause('2026-03-10T10:00Z', null)] }), utc, at('2026-03-12T10:00Z'));
    expect(reading).toMatchObject({ state: 'paused', health: 'late', kept: false, daysLeft: 0 });
    expect(reading.due?.toString()).toBe('2026-03-09T17:00:00Z');
  });

  test('a stop exactly at due keeps the promise; figures with and without waiting', () => {
    const done = (stoppedAt: string, pauses: Pause[] = []) =>
      slaReading(clock({ stoppedAt: at(stoppedAt), pauses }), utc, at('2026-05-01T00:00Z'));
    expect(done('2026-03-09T17:00Z')).toMatchObject({
      state: 'done',
      kept: true,
      health: 'in-time',
      withWaiting: { businessDays: 5 },
    });
    expect(done('2026-03-09T17:01Z')).toMatchObject({
      state: 'done',
      kept: false,
      health: 'late',
      withWaiting: { businessDays: 6 },
    });
    const waited = done('2026-03-12T10:00Z', [pause('2026-03-03T09:00Z', '2026-03-11T12:00Z')]);
    expect(waited).toMatchObject({ kept: true, withWaiting: { businessDays: 8 }, withoutWaiting: { businessDays: 1 } });
    // 4 hours on Monday, day 0; then 5 on Wednesday and 1 on Thursday: less than one day of 8.
    expect(waited.withoutWaiting.businessTime).toBe(10 * 3_600_000);
  });

  test('a start and a stop on different days off took the one business day that they belong to', () => {
    const weekend = clock({ startedAt: at('2026-03-07T12:00Z'), stoppedAt: at('2026-03-08T12:00Z') });
    expect(slaReading(weekend, utc, at('2026-03-10T00:00Z'))).toMatchObject({
      withWaiting: { businessDays: 1 },
      withoutWaiting: { businessDays: 1 },
      kept: true,
    });
  });

  test('what lies after now is not known yet', () => {
    const later = clock({
      stoppedAt: at('2026-03-09T10:00Z'),
      pauses: [pause('2026-03-05T09:00Z', '2026-03-06T09:00Z')],
    });
    const now = at('2026-03-04T10:00Z');
    expect(slaReading(later, utc, now)).toEqual(slaReading(clock(), utc, now));
    const within = at('2026-03-05T12:00Z');
    expect(slaReading(later, utc, within)).toEqual(
      slaReading(clock({ pauses: [pause('2026-03-05T09:00Z', null)] }), utc, within),
    );
  });

  test('a promise of no days and a pause that ends before it begins are refused', () => {
    const now = at('2026-03-04T10:00Z');
    expect(() => slaReading(clock({ promiseDays: 0 }), utc, now)).toThrow(RangeError);
    expect(() => slaReading(clock({ promiseDays: 2.5 }), utc, now)).toThrow(RangeError);
    expect(() => slaReading(clock({ pauses: [pause('2026-03-04T10:00Z', '2026-03-04T09:00Z')] }), utc, now)).toThrow(
      /before it begins/,
    );
  });
});

describe('properties, around changes of offset in any zone', () => {
  const moments = fc.constantFrom(...transitions());
  const scenes = moments.chain(({ zone, at: moment }) =>
    fc.record({ office: offices(zone, moment), drawn: clocksAround(moment), moment: fc.constant(moment) }),
  );
  const holds = (property: (scene: Scene) => void, numRuns = 100) =>
    fc.assert(
      fc.property(scenes, ({ office, drawn, moment }) =>
        property({ calendar: calendarOf(office), ...drawn, moment, office }),
      ),
      { numRuns },
    );
  type Scene = {
    calendar: ReturnType<typeof calendarOf>;
    clock: SlaClock;
    readAt: Temporal.Instant[];
    moment: Temporal.Instant;
    office: Parameters<typeof calendarOf>[0];
  };
  const last = (times: Temporal.Instant[]) => times.reduce((a, b) => (Temporal.Instant.compare(a, b) < 0 ? b : a));

  test('agrees with the minute-by-minute reference', () => {
    holds(({ office, calendar, clock, readAt, moment }) => {
      const reference = new Reference(office, moment.subtract({ hours: 9 * 24 }));
      for (const now of readAt)
        expect(inPlainWords(slaReading(clock, calendar, now))).toEqual(reference.reading(clock, now));
    }, 8);
  });

  test('it is at risk from the moment that it names', () => {
    holds(({ calendar, clock, readAt }) => {
      for (const now of readAt) {
        const { atRisk, health, state, dueIfResumedNow: due } = slaReading(clock, calendar, now);
        if (state === 'done') expect(atRisk).toBeNull();
        else if (health === 'in-time') expect(atRisk === null || Temporal.Instant.compare(now, atRisk) < 0).toBe(true);
        else {
          expect(Temporal.Instant.compare(atRisk!, now)).toBeLessThanOrEqual(0);
          expect(Temporal.Instant.compare(atRisk!, due)).toBeLessThanOrEqual(0);
        }
        if (state !== 'running' || atRisk === null || Temporal.Instant.compare(now, atRisk) >= 0) continue;
        const known = {
          ...clock,
          stoppedAt: null,
          pauses: clock.pauses.filter((p) => Temporal.Instant.compare(p.from, now) < 0),
        };
        expect(slaReading(known, calendar, atRisk).health).not.toBe('in-time');
        expect(slaReading(known, calendar, atRisk.subtract({ milliseconds: 1 })).health).toBe('in-time');
      }
    });
  });

  test('a further pause never makes due earlier, nor a kept promise broken', () => {
    holds(({ calendar, clock, readAt }) => {
      const [first, ...rest] = clock.pauses;
      if (!first) return;
      for (const now of readAt) {
        const more = slaReading(clock, calendar, now);
        const fewer = slaReading({ ...clock, pauses: rest }, calendar, now);
        expect(Temporal.Instant.compare(more.dueIfResumedNow, fewer.dueIfResumedNow)).toBeGreaterThanOrEqual(0);
        if (fewer.health !== 'late') expect(more.health).not.toBe('late');
        expect(more.withoutWaiting.businessDays).toBeLessThanOrEqual(fewer.withoutWaiting.businessDays);
      }
    });
  });

  test('splitting a pause, repeating it or the order of pauses changes nothing; nor does one of no length', () => {
    holds(({ calendar, clock, readAt }) => {
      const [first, ...rest] = clock.pauses;
      if (!first) return;
      const middle = first.to
        ? first.from.add({ milliseconds: Math.floor(first.to.since(first.from).total('milliseconds') / 2) })
        : first.from.add({ hours: 30 });
      const halves = [
        { from: middle, to: first.to },
        ...rest,
        first,
        { from: middle, to: middle },
        { from: first.from, to: middle },
      ];
      for (const now of readAt)
        expect(slaReading({ ...clock, pauses: halves }, calendar, now)).toEqual(slaReading(clock, calendar, now));
    });
  });

  test('a pause out of hours changes nothing once it is over', () => {
    let met = 0;
    holds(({ calendar, clock, readAt }) => {
      const now = last(readAt);
      for (let hours = 0; hours < 48; hours += 3) {
        const from = clock.startedAt.add({ hours });
        const to = from.add({ hours: 2 });
        if (businessTimeBetween(calendar, from, to) > 0 || Temporal.Instant.compare(to, now) >= 0) continue;
        met++;
        expect(slaReading({ ...clock, pauses: [...clock.pauses, { from, to }] }, calendar, now)).toEqual(
          slaReading(clock, calendar, now),
        );
      }
    });
    expect(met).toBeGreaterThan(50);
  });

  test('as time goes on, used never falls, left never rises and late stays late', () => {
    holds(({ calendar, clock }) => {
      let before = slaReading(clock, calendar, clock.startedAt);
      for (let hours = 0; hours < 16 * 24; hours += 11) {
        const reading = slaReading(clock, calendar, clock.startedAt.add({ hours }));
        expect(reading.share).toBeGreaterThanOrEqual(before.share);
        expect(reading.daysLeft).toBeLessThanOrEqual(before.daysLeft);
        expect(reading.withoutWaiting.businessDays).toBeGreaterThanOrEqual(before.withoutWaiting.businessDays);
        expect(reading.withWaiting.businessDays).toBeGreaterThanOrEqual(before.withWaiting.businessDays);
        if (before.health === 'late') expect(reading.health).toBe('late');
        before = reading;
      }
    });
  });

  test('the promise was kept exactly if the days without waiting are not more than promised', () => {
    holds(({ calendar, clock }) => {
      if (!clock.stoppedAt) return;
      const reading = slaReading(clock, calendar, clock.stoppedAt);
      expect(reading.kept).toBe(reading.withoutWaiting.businessDays <= clock.promiseDays);
      if (clock.pauses.length === 0) expect(reading.withoutWaiting).toEqual(reading.withWaiting);
    });
  });

  test('an office that never closes counts local days: due at the midnight after day n', () => {
    const never: Hours = [{ from: '00:00', to: '24:00' }];
    fc.assert(
      fc.property(
        moments,
        fc.integer({ min: -8 * 1440, max: 1440 }),
        fc.integer({ min: 1, max: 12 }),
        ({ zone, at: moment }, minutes, n) => {
          const calendar = businessCalendar({ zone, week: weekOf(never, never) });
          const startedAt = moment.add({ minutes });
          const midnight = startedAt
            .toZonedDateTimeISO(zone)
            .toPlainDate()
            .add({ days: n + 1 })
            .toZonedDateTime(zone)
            .toInstant();
          expect(addBusinessDays(calendar, startedAt, n).toString()).toBe(midnight.toString());
          const reading = slaReading(
            { startedAt, promiseDays: n, pauses: [], stoppedAt: null },
            calendar,
            startedAt.add({ hours: 50 }),
          );
          expect(reading.due?.toString()).toBe(midnight.toString());
          expect(reading.withWaiting.businessTime).toBe(50 * 3_600_000);
        },
      ),
      { numRuns: 300 },
    );
  });
});
