import { describe, expect, test } from 'vitest';
import { clockWords } from './clock.ts';

const running = { due: '2026-11-27T17:00:00Z', running: 'running' } as const;

describe('clockWords', () => {
  test.each([
    [{ left: 4, of: 5 }, 'in-time', '4 of 5 business days left'],
    [{ left: 3.2, of: 5 }, 'in-time', '4 of 5 business days left'],
    [{ left: 1, of: 5 }, 'at-risk', '1 of 5 business days left'],
    [{ left: 1, of: 1 }, 'at-risk', '1 of 1 business day left'],
    [{ left: 0, of: 5 }, 'at-risk', 'Due today'],
    [{ left: -0.5, of: 5 }, 'late', '1 business day late'],
    [{ left: -3, of: 5 }, 'late', '3 business days late'],
  ] as const)('%o', (reading, state, words) => {
    expect(clockWords({ ...running, ...reading })).toEqual({ state, words });
  });

  test('a standing clock says what is left, a stopped one how it went', () => {
    expect(clockWords({ left: 2, of: 5, due: null, running: 'paused' }).words).toBe(
      'Paused with 2 of 5 business days left',
    );
    expect(clockWords({ left: 2, of: 5, due: null, running: 'stopped' }).words).toBe('Done in time');
    expect(clockWords({ left: -1, of: 5, due: null, running: 'stopped' }).words).toBe('Done, 1 business day late');
  });
});
