import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addBusinessDays, businessDaysBetween, businessTimeBetween } from '#kernel/calendar/business-time.ts';
import { slaReading } from '#kernel/calendar/sla-clock.ts';
import { calendarOf, clocksAround, inPlainWords, offices, Reference, transitions } from './sla-reference.ts';

const FULL = process.env.GUILDHALL_PROVE === 'full';
const all = transitions();
// Full: all of them, three offices each. Otherwise every 60th, one office: enough to notice a broken rule in seconds.
const chosen = FULL ? all : all.filter((_, i) => i % 60 === 7);
const offices_each = FULL ? 3 : 1;

describe('The SLA clock agrees with somebody who watches the wall clock every minute', () => {
  test(`over ${chosen.length} of ${all.length} changes of offset, 2024 through 2030`, { timeout: 3_600_000 }, () => {
    let readings = 0;
    for (const [i, { zone, at }] of chosen.entries()) {
      const cases = fc.record({
        office: offices(zone, at),
        clocks: fc.array(clocksAround(at), { minLength: 4, maxLength: 6 }),
      });
      fc.assert(
        fc.property(cases, ({ office, clocks }) => {
          const reference = new Reference(office, at.subtract({ hours: 9 * 24 }));
          const calendar = calendarOf(office);
          for (const { clock, readAt } of clocks) {
            const start = reference.minute(clock.startedAt);
            const due = addBusinessDays(calendar, clock.startedAt, clock.promiseDays);
            expect(due.toString()).toBe(reference.instant(reference.close(start, clock.promiseDays)));
            for (const now of readAt) {
              const end = reference.minute(now);
              expect(inPlainWords(slaReading(clock, calendar, now))).toEqual(reference.reading(clock, now));
              expect(businessTimeBetween(calendar, clock.startedAt, now)).toBe(reference.count(start, end) * 60_000);
              expect(businessDaysBetween(calendar, clock.startedAt, now)).toBe(reference.daysBetween(start, end));
              readings++;
            }
          }
        }),
        { numRuns: offices_each, seed: 20_261_121 + i },
      );
    }
    expect(readings).toBeGreaterThan(chosen.length * offices_each * 4);
  });
});
