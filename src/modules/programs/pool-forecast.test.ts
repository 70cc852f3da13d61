import { expect, test } from 'vitest';
import { comingQuarters, forecastOf } from './pool-forecast.ts';

const now = Temporal.Instant.from('2026-01-15T00:00:00Z');
const times = comingQuarters(now);

test('quarters are three months of UTC, one after another', () => {
  expect(times.map(({ from }) => from.toString().slice(0, 10))).toEqual([
    ...['2026-01-15', '2026-04-15', '2026-07-15', '2026-10-15'],
  ]);
  expect(times.at(-1)?.to.toString().slice(0, 10)).toBe('2027-01-15');
});

test('codes of a quarter are new members and renewals, and the day on which the last code goes out lies in its quarter', () => {
  const past = { left: 25, history: [8, 12, 10, 10], ending: [0, 10, 20, 0] };
  const forecast = forecastOf(past, 0.5, 2, times);
  expect(forecast.perQuarter).toBe(10);
  expect(forecast.quarters.map(({ codes }) => codes)).toEqual([10, 20, 30, 10]);
  expect(forecast.year).toBe(70);
  // 15 of the second quarter's 20 are there: three quarters of its 91 days.
  expect(forecast.runsOutOn).toBe('2026-06-22');
});

test('a pool that is large enough does not run out, an empty one at once', () => {
  expect(forecastOf({ left: 100, history: [1, 1, 1, 1], ending: [0, 0, 0, 0] }, 1, 1, times).runsOutOn).toBeNull();
  expect(forecastOf({ left: 0, history: [0, 0, 0, 4], ending: [0, 0, 0, 0] }, 1, 1, times).runsOutOn).toBe(
    '2026-01-15',
  );
  expect(forecastOf({ left: 0, history: [0, 0, 0, 0], ending: [0, 0, 0, 0] }, 1, 1, times).runsOutOn).toBeNull();
});
