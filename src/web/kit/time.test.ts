import { describe, expect, test } from 'vitest';
import { exactTime, relativeTime, shortDate } from './time.ts';

const now = Date.parse('2026-11-21T12:00:00Z');

describe('times in words', () => {
  test.each([
    ['2026-11-21T11:59:30Z', 'just now'],
    ['2026-11-21T11:55:00Z', '5 minutes ago'],
    ['2026-11-21T09:00:00Z', '3 hours ago'],
    ['2026-11-20T11:00:00Z', 'yesterday'],
    ['2026-11-24T12:00:00Z', 'in 3 days'],
    ['2025-03-12T12:00:00Z', '12 Mar 2025'],
    ['nonsense', 'unknown'],
  ])('%s is %s', (instant, words) => expect(relativeTime(instant, now)).toBe(words));

  test('the exact time stands in the asked zone', () => {
    expect(exactTime('2026-07-01T22:30:00Z', 'Europe/Berlin')).toMatch(/Thursday.* 2 July 2026.*00:30.*(CEST|GMT\+2)/);
  });

  test('a plain date does not move with the zone', () => {
    expect(shortDate('2026-01-01')).toBe('1 Jan 2026');
  });
});

test('the day of an instant is that of the zone, of a plain date its own', () => {
  expect(shortDate('2026-01-31T23:30:00Z', 'Europe/Berlin')).toBe('1 Feb 2026');
  expect(shortDate('2026-01-31T23:30:00Z', 'America/New_York')).toBe('31 Jan 2026');
  expect(shortDate('2026-01-31', 'Asia/Tokyo')).toBe('31 Jan 2026');
});
