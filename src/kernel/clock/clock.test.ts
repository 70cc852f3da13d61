import { describe, expect, test } from 'vitest';
import { systemClock, testClock } from './clock.ts';

describe('clock', () => {
  test('the system clock follows the machine', () => {
    const before = Date.now();
    const now = systemClock.now().epochMilliseconds;
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
  });

  test('a test clock stands still, is set and is moved on', () => {
    const clock = testClock('2026-03-02T09:00:00Z');
    expect(clock.now().toString()).toBe('2026-03-02T09:00:00Z');
    expect(clock.advance({ hours: 26, minutes: 5 }).toString()).toBe('2026-03-03T11:05:00Z');
    expect(clock.advance('PT0.5S').toString()).toBe('2026-03-03T11:05:00.5Z');
    clock.set(Temporal.Instant.from('2025-01-01T00:00:00Z'));
    expect(clock.now().toString()).toBe('2025-01-01T00:00:00Z');
  });

  test('a test clock refuses days, which have no fixed length, and texts that are no instant', () => {
    const clock = testClock('2026-03-02T09:00:00Z');
    expect(() => clock.advance({ days: 1 })).toThrow(RangeError);
    expect(() => clock.set('2026-03-02T09:00')).toThrow(RangeError);
    expect(clock.now().toString()).toBe('2026-03-02T09:00:00Z');
  });
});
