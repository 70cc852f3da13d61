import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PeriodKind, periodAt, periodNamed, periodOn, periodsWithin, shiftPeriod } from './fiscal.ts';

const february = { startMonth: 2 };
const at = (text: string) => Temporal.Instant.from(text);
const label = (kind: PeriodKind, instant: string, zone = 'UTC', fiscal = february) =>
  periodAt(kind, at(instant), zone, fiscal).label;
const kinds: PeriodKind[] = ['month', 'quarter', 'year', 'fiscal-quarter', 'fiscal-year'];

describe('periods', () => {
  test('a fiscal year is named by the year in which it ends', () => {
    expect(label('fiscal-year', '2024-01-31T23:59:59Z')).toBe('FY24');
    expect(label('fiscal-year', '2024-02-01T00:00:00Z')).toBe('FY25');
    expect(label('fiscal-quarter', '2024-02-01T00:00:00Z')).toBe('FY25-Q1');
    expect(['2024-11-01', '2024-12-15', '2025-01-31'].map((date) => label('fiscal-quarter', `${date}T12:00Z`))).toEqual(
      ['FY25-Q4', 'FY25-Q4', 'FY25-Q4'],
    );
    expect(label('fiscal-quarter', '2025-01-15T00:00Z', 'UTC', { startMonth: 1 })).toBe('FY25-Q1');
    expect(label('fiscal-year', '2024-10-01T00:00Z', 'UTC', { startMonth: 10 })).toBe('FY25');
    expect(label('fiscal-year', '1998-10-01T00:00Z', 'UTC', { startMonth: 10 })).toBe('FY1999');
  });

  test('calendar months, quarters and years', () => {
    expect([
      label('month', '2025-01-31T23:59Z'),
      label('quarter', '2025-01-31T23:59Z'),
      label('year', '2025-01-31T23:59Z'),
    ]).toEqual(['2025-01', '2025-Q1', '2025']);
    expect([
      label('quarter', '2025-03-31T23:59Z'),
      label('quarter', '2025-04-01T00:00Z'),
      label('quarter', '2025-12-31T00:00Z'),
    ]).toEqual(['2025-Q1', '2025-Q2', '2025-Q4']);
  });

  test('they begin and end at local midnights, half-open', () => {
    const quarter = periodOn('fiscal-quarter', Temporal.PlainDate.from('2025-01-10'), 'America/New_York', february);
    expect(quarter).toMatchObject({ kind: 'fiscal-quarter', label: 'FY25-Q4' });
    expect([quarter.from, quarter.to, quarter.first, quarter.last].map(String)).toEqual([
      '2024-11-01T04:00:00Z',
      '2025-02-01T05:00:00Z',
      '2024-11-01',
      '2025-01-31',
    ]);
    expect(label('month', '2025-02-01T04:59:59Z', 'America/New_York')).toBe('2025-01');
    expect(label('month', '2025-02-01T05:00:00Z', 'America/New_York')).toBe('2025-02');
  });

  test('those within a stretch of time, the last one only if a moment of it is inside', () => {
    const labels = (from: string, to: string) =>
      periodsWithin('fiscal-quarter', at(from), at(to), 'UTC', february).map((p) => p.label);
    expect(labels('2024-10-31T00:00Z', '2025-02-01T00:00Z')).toEqual(['FY25-Q3', 'FY25-Q4']);
    expect(labels('2024-10-31T00:00Z', '2025-02-01T00:00:00.001Z')).toEqual(['FY25-Q3', 'FY25-Q4', 'FY26-Q1']);
    expect(labels('2025-02-01T00:00Z', '2025-02-01T00:00Z')).toEqual([]);
  });

  test('what names no period is none', () => {
    for (const text of ['FY25-Q5', 'FY25-01', '2025-13', '25', '25-Q1', 'FY2025', 'fy25', '', '2025-Q0', 'FY025']) {
      expect(periodNamed(text, 'UTC', february), text).toBeUndefined();
    }
    expect(() => periodAt('fiscal-year', at('2025-01-01T00:00Z'), 'UTC', { startMonth: 13 })).toThrow(RangeError);
  });

  test('in every zone and fiscal calendar: holds its instant, is named by its label, and meets its neighbours', () => {
    const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
    const instants = fc
      .integer({ min: Date.UTC(1995, 0), max: Date.UTC(2105, 0) })
      .map((ms) => Temporal.Instant.fromEpochMilliseconds(ms));
    fc.assert(
      fc.property(
        zones,
        instants,
        fc.constantFrom(...kinds),
        fc.integer({ min: 1, max: 12 }),
        (zone, instant, kind, startMonth) => {
          const fiscal = { startMonth };
          const period = periodAt(kind, instant, zone, fiscal);
          expect(Temporal.Instant.compare(period.from, instant)).toBeLessThanOrEqual(0);
          expect(Temporal.Instant.compare(instant, period.to)).toBe(-1);
          expect(periodNamed(period.label, zone, fiscal)).toEqual(period);
          expect(shiftPeriod(period, 1, zone, fiscal).from.toString()).toBe(period.to.toString());
          expect(shiftPeriod(shiftPeriod(period, -3, zone, fiscal), 3, zone, fiscal)).toEqual(period);
          // A fiscal year ends in the year that names it.
          if (kind === 'fiscal-year') expect(period.label.endsWith(String(period.last.year).slice(-2))).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });
});
