import { describe, expect, test } from 'vitest';
import { type ClockReading, clockWords } from './clock.ts';

const clock = (change: Partial<ClockReading>): ClockReading => ({
  state: 'running',
  health: 'in-time',
  promiseDays: 5,
  daysUsed: 1,
  daysLeft: 4,
  dueAt: '2026-03-17T17:00:00Z',
  ...change,
});

describe('clockWords', () => {
  test('says what is left of the promise, and the last day is not late', () => {
    expect(clockWords(clock({}))).toEqual({ state: 'in-time', words: '4 of 5 business days left' });
    expect(clockWords(clock({ health: 'at-risk', daysLeft: 1 }))).toEqual({
      state: 'at-risk',
      words: '1 of 5 business days left',
    });
  });
  test('says since when it is late, also while it stands still', () => {
    expect(clockWords(clock({ health: 'late', daysLeft: 0 }))).toEqual({
      state: 'late',
      words: 'Late since 17 Mar 2026',
    });
    expect(clockWords(clock({ state: 'paused', health: 'late', daysLeft: 0 }))?.state).toBe('late');
  });
  test('with no day left it is late, never due today', () => {
    expect(clockWords(clock({ health: 'at-risk', daysLeft: 0 }))?.state).toBe('late');
    expect(clockWords(clock({ state: 'paused', health: 'in-time', daysLeft: 0 }))?.state).toBe('paused');
  });
  test('names the day of the zone in which it is late', () => {
    const late = clock({ health: 'late', daysLeft: 0, dueAt: '2026-03-17T23:30:00Z' });
    expect(clockWords(late, 'Europe/Berlin')?.words).toBe('Late since 18 Mar 2026');
    expect(clockWords(late, 'America/New_York')?.words).toBe('Late since 17 Mar 2026');
  });
  test('stands still, has not begun, is over', () => {
    expect(clockWords(clock({ state: 'paused', dueAt: null }))?.words).toBe('Paused, 4 of 5 days left');
    expect(clockWords(clock({ state: 'not-started', health: null, daysLeft: null }))?.words).toBe('Clock not started');
    expect(clockWords(clock({ state: 'done', health: 'late' }))?.words).toBe('Decided late');
    expect(clockWords(clock({ state: 'done', health: null, daysLeft: null }))).toBeNull();
  });
});
