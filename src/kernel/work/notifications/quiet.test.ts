import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { afterQuiet, isQuiet, nextDigest, type Quiet } from './quiet.ts';

const at = (text: string) => Temporal.Instant.from(text);
const NIGHT: Quiet = { from: '22:00', to: '07:00', days: [] };

test.each([
  ['an evening waits for the morning', NIGHT, 'Europe/Berlin', '2026-03-10T21:30:00Z', '2026-03-11T06:00:00Z'],
  ['daytime does not wait', NIGHT, 'Europe/Berlin', '2026-03-10T12:00:00Z', '2026-03-10T12:00:00Z'],
  ['the night in which clocks go forward', NIGHT, 'Europe/Berlin', '2026-03-28T23:00:00Z', '2026-03-29T05:00:00Z'],
  [
    'an end that the clocks skip',
    { from: '01:00', to: '02:30', days: [] },
    'Europe/Berlin',
    '2026-03-29T00:30:00Z',
    '2026-03-29T01:00:00Z',
  ],
  [
    'a weekend waits for Monday',
    { from: '22:00', to: '07:00', days: [6, 7] },
    'Europe/Berlin',
    '2026-03-13T23:30:00Z',
    '2026-03-16T06:00:00Z',
  ],
])('%s', (_, quiet, zone, from, wanted) => {
  expect(afterQuiet(quiet, zone, at(from)).toString()).toBe(wanted);
});

describe('for any hours, days, zone and instant, also around changes of the clock', () => {
  const time = fc
    .integer({ min: 0, max: 24 * 12 - 1 })
    .map((n) => `${String(Math.floor(n / 12)).padStart(2, '0')}:${String((n % 12) * 5).padStart(2, '0')}`);
  const quiet = fc.record({
    from: time,
    to: time,
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 3 }),
  });
  const zone = fc.constantFrom(
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'Pacific/Apia',
    'UTC',
  );
  const changes = [
    '2026-03-29T01:00:00Z',
    '2026-10-25T01:00:00Z',
    '2026-03-08T07:00:00Z',
    '2026-11-01T06:00:00Z',
    '2026-04-04T15:00:00Z',
    '2011-12-30T10:00:00Z',
  ];
  const instant = fc
    .tuple(fc.constantFrom(...changes), fc.integer({ min: -3000, max: 3000 }))
    .map(([change, minutes]) => at(change).add({ minutes }));

  test('the end is not quiet, and every moment before it is', () => {
    fc.assert(
      fc.property(quiet, zone, instant, (hours, place, from) => {
        const end = afterQuiet(hours, place, from);
        expect(isQuiet(hours, place, end)).toBe(false);
        for (let now = from; Temporal.Instant.compare(now, end) < 0; now = now.add({ minutes: 5 }))
          expect(isQuiet(hours, place, now)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('a digest comes later than now, and no more than a week and a day later', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('hourly', 'daily', 'weekly'),
        time,
        fc.integer({ min: 1, max: 7 }),
        zone,
        instant,
        (every, when, on, place, from) => {
          const due = nextDigest({ every: every as 'daily', at: when, on }, place, from);
          expect(Temporal.Instant.compare(due, from)).toBe(1);
          expect(due.epochMilliseconds - from.epochMilliseconds).toBeLessThanOrEqual(
            (every === 'hourly' ? 1 : 8 * 24 * 2) * 3_600_000,
          );
        },
      ),
      { numRuns: 200 },
    );
  });
});
