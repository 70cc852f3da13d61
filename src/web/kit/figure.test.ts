import { describe, expect, test } from 'vitest';
import { type FigureDefinition, figureHref, healthOf, trendOf, valueWords } from './figure.ts';

const kept: FigureDefinition = {
  id: 'programs.kept-promise',
  name: 'Kept promise',
  words: '',
  formula: '',
  unit: 'share',
  grain: 'application',
  better: 'more',
  target: 0.9,
};
const days: FigureDefinition = { ...kept, unit: 'business days', better: 'less', target: 5 };

describe('figures in words', () => {
  test('no data is never a zero', () => {
    expect(valueWords(null, 'count')).toBeNull();
    expect(valueWords(0, 'count')).toEqual({ number: '0', unit: '' });
    expect(healthOf({ figure: kept, value: null })).toBeNull();
    expect(trendOf(null, 3, kept, 'before')).toBeNull();
  });

  test.each([
    [0.874, 'share', '87', '%'],
    [0.0123, 'share', '1.2', '%'],
    [1204, 'count', '1,204', ''],
    [3.25, 'business days', '3.3', 'business days'],
    [1, 'days', '1', 'day'],
  ] as const)('%s as %s', (value, unit, number, words) =>
    expect(valueWords(value, unit)).toEqual({ number, unit: words }),
  );

  test('health knows which way is better', () => {
    const state = (figure: FigureDefinition, value: number) => healthOf({ figure, value })?.state;
    expect([state(kept, 0.9), state(kept, 0.85), state(kept, 0.5)]).toEqual(['in-time', 'at-risk', 'late']);
    expect([state(days, 5), state(days, 5.4), state(days, 9)]).toEqual(['in-time', 'at-risk', 'late']);
    expect(healthOf({ figure: { ...kept, better: 'neither' }, value: 1 })).toBeNull();
  });

  test('a trend says how much and whether that is good', () => {
    expect(trendOf(112, 100, { ...kept, unit: 'count' }, 'the month before')).toEqual({
      direction: 'up',
      good: true,
      words: '12 % more than the month before',
    });
    expect(trendOf(6, 5, days, 'x')).toMatchObject({ good: false });
    expect(trendOf(0.8, 0.9, kept, 'x')?.words).toBe('10 points less than x');
    expect(trendOf(3, 0, { ...kept, unit: 'count' }, 'x')?.words).toBe('3 more than x');
    expect(trendOf(2.5, 0, days, 'x')?.words).toBe('2.5 business days more than x');
  });

  test('its address keeps the filters', () => {
    const filters = { program: 'p1', from: '2026-01-01T00:00:00Z', to: null, zone: 'UTC' };
    expect(figureHref({ figure: kept, filters })).toBe(
      '/figures/programs.kept-promise?program=p1&from=2026-01-01T00%3A00%3A00Z',
    );
  });
});
