import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  daysFrom,
  type MemberRecords,
  mayDecideRequest,
  mayRenew,
  memberStateAt,
  type RenewalTimes,
  renewedFrom,
  termEnd,
} from './membership.ts';

const at = (day: string) => Temporal.Instant.from(`${day}T00:00:00Z`);
const fresh: RenewalTimes = { mode: 'fresh', opensDays: 60, graceDays: 30 };
const records = (change: Partial<MemberRecords> = {}): MemberRecords => ({
  grantedAt: at('2026-01-01'),
  terms: [{ startsAt: at('2026-01-10'), endsAt: at('2027-01-10') }],
  breach: null,
  ending: null,
  ...change,
});
const state = (r: MemberRecords, day: string, renewal = fresh) => memberStateAt(r, renewal, at(day));

describe('the state of a membership', () => {
  test('follows its term: granted, active, due, lapsed, each since the instant it began', () => {
    expect(state(records({ terms: [] }), '2026-02-01')).toEqual({ state: 'granted', since: at('2026-01-01') });
    expect(state(records(), '2026-01-10')).toEqual({ state: 'active', since: at('2026-01-10') });
    expect(state(records(), '2026-11-10').state).toBe('active');
    expect(state(records(), '2026-11-11')).toEqual({ state: 'renewal-due', since: at('2026-11-11') });
    expect(state(records(), '2027-01-09').state).toBe('renewal-due');
    expect(state(records(), '2027-01-10')).toEqual({ state: 'lapsed', since: at('2027-01-10') });
  });

  test('is not due where nobody asks for renewal', () => {
    for (const mode of ['automatic', 'none'] as const)
      expect(state(records(), '2027-01-09', { ...fresh, mode }).state).toBe('active');
  });

  test('terms that follow at once are one run; after a gap it is active since the later one', () => {
    const next = { startsAt: at('2027-01-10'), endsAt: at('2028-01-10') };
    expect(state(records({ terms: [...records().terms, next] }), '2027-02-01')).toEqual({
      state: 'active',
      since: at('2026-01-10'),
    });
    expect(state(records({ terms: [...records().terms, next] }), '2026-12-24').state).toBe('active');
    const later = { startsAt: at('2027-02-01'), endsAt: at('2028-02-01') };
    expect(state(records({ terms: [...records().terms, later] }), '2027-03-01').since).toEqual(at('2027-02-01'));
  });

  test('a breach outweighs the term while it runs, an ending everything', () => {
    const breach = { openedAt: at('2026-03-01'), cureUntil: at('2026-03-31') };
    expect(state(records({ breach }), '2026-12-01')).toEqual({ state: 'in-breach', since: at('2026-03-01') });
    expect(state(records({ breach }), '2027-02-01').state).toBe('lapsed');
    for (const [kind, name] of [
      ['revoked', 'revoked'],
      ['handed-back', 'ended'],
      ['alumni', 'alumni'],
    ] as const)
      expect(state(records({ breach, ending: { kind, at: at('2026-05-01') } }), '2026-06-01')).toEqual({
        state: name,
        since: at('2026-05-01'),
      });
  });

  test('time alone leads on, never back, and since never lies ahead', () => {
    const order = ['granted', 'active', 'renewal-due', 'lapsed'];
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 36 }),
        fc.integer({ min: 1, max: 365 }),
        fc.array(fc.integer({ min: 0, max: 1200 }), { minLength: 2, maxLength: 12 }),
        (months, opensDays, days) => {
          const startsAt = at('2026-01-10');
          const r = records({ terms: [{ startsAt, endsAt: termEnd(startsAt, months) }] });
          const places = days
            .toSorted((a, b) => a - b)
            .map((day) => {
              const now = daysFrom(at('2026-01-01'), day);
              const read = memberStateAt(r, { ...fresh, opensDays }, now);
              expect(Temporal.Instant.compare(read.since, now)).toBeLessThanOrEqual(0);
              return order.indexOf(read.state);
            });
          expect(places).toEqual(places.toSorted((a, b) => a - b));
        },
      ),
    );
  });
});

describe('renewal', () => {
  const rule = (r: MemberRecords, day: string, renewal = fresh, pending = false) =>
    mayRenew(r, renewal, pending, at(day))?.rule ?? null;

  test('opens so many days before the end and closes after the days of grace', () => {
    expect(rule(records(), '2026-11-10')).toBe('renewal.early');
    expect(rule(records(), '2026-11-11')).toBeNull();
    expect(rule(records(), '2027-02-08')).toBeNull();
    expect(rule(records(), '2027-02-09')).toBe('renewal.late');
  });

  test('is refused to those who are over, in breach, not begun, or have asked already', () => {
    expect(rule(records(), '2026-12-01', fresh, true)).toBe('renewal.pending');
    expect(rule(records({ terms: [] }), '2026-12-01')).toBe('membership.not-begun');
    expect(rule(records({ ending: { kind: 'revoked', at: at('2026-05-01') } }), '2026-12-01')).toBe('membership.over');
    expect(rule(records({ breach: { openedAt: at('2026-11-20'), cureUntil: at('2026-12-20') } }), '2026-12-01')).toBe(
      'membership.in-breach',
    );
    expect(rule(records(), '2026-12-01', { ...fresh, mode: 'none' })).toBe('renewal.none');
    expect(rule(records(), '2026-12-01', { ...fresh, mode: 'automatic' })).toBe('renewal.automatic');
  });

  test('begins where the old term ends, or now; months are those of the calendar', () => {
    expect(renewedFrom(at('2027-01-10'), at('2026-12-01'))).toEqual(at('2027-01-10'));
    expect(renewedFrom(at('2027-01-10'), at('2027-02-01'))).toEqual(at('2027-02-01'));
    expect(renewedFrom(null, at('2027-02-01'))).toEqual(at('2027-02-01'));
    expect(termEnd(at('2026-01-31'), 1)).toEqual(at('2026-02-28'));
  });
});

test('who asked does not decide, and nobody decides twice; what a member asked, anybody may', () => {
  expect(mayDecideRequest({ decided: false, askedBy: 'a' }, 'a')?.rule).toBe('request.own');
  expect(mayDecideRequest({ decided: true, askedBy: null }, 'a')?.rule).toBe('request.decided');
  expect(mayDecideRequest({ decided: false, askedBy: null }, null)).toBeNull();
  expect(mayDecideRequest({ decided: false, askedBy: 'b' }, 'a')).toBeNull();
});
