import { expect, test } from 'vitest';
import { periodAt, shiftPeriod } from '#kernel/calendar/fiscal.ts';
import { periodChoices, periodNamed } from './period.ts';

// The server's calendar is the reference; the browser has its own because not every browser knows Temporal yet.
test.each([
  'UTC',
  'Europe/Berlin',
  'America/Sao_Paulo',
  'Asia/Kolkata',
  'Pacific/Auckland',
  'America/Los_Angeles',
  'Africa/Cairo',
])('the periods on offer are those of the calendar of the house in %s', (zone) => {
  for (const startMonth of [1, 2, 4, 10]) {
    for (const day of [
      '2018-11-15T00:00:00Z',
      '2026-01-31T23:30:00Z',
      '2026-02-01T00:00:00Z',
      '2026-12-31T12:00:00Z',
    ]) {
      const at = Temporal.Instant.from(day);
      const choices = periodChoices(new Date(day), { zone, fiscalStartMonth: startMonth });
      const quarter = periodAt('fiscal-quarter', at, zone, { startMonth });
      const year = periodAt('fiscal-year', at, zone, { startMonth });
      const expected = [
        ...[0, -1, -2, -3, -4, -5].map((back) => shiftPeriod(quarter, back, zone, { startMonth })),
        year,
        shiftPeriod(year, -1, zone, { startMonth }),
      ];
      expect(choices.map(({ id, from, to }) => [id, Date.parse(from), Date.parse(to)])).toEqual(
        expected.map(({ label, from, to }) => [label, from.epochMilliseconds, to.epochMilliseconds]),
      );
    }
  }
});

test('an address that names no period on offer shows the running quarter', () => {
  const choices = periodChoices(new Date('2026-03-10T09:00:00Z'), { zone: 'UTC', fiscalStartMonth: 2 });
  expect(periodNamed('nonsense', choices)).toBe(choices[0]);
  expect(periodNamed(null, choices).label).toBe('FY27 Q1, Feb 2026 to Apr 2026');
});
