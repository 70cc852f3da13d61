import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { combined, isBlind, mayScore, ranking, type Scoring, totalOf } from './scoring.ts';

const criterion = (code: string, weight = 1, most = 5) => ({ code, label: code, words: '', weight, most });
const scoring: Scoring = {
  criteria: [criterion('reach'), criterion('team', 3)],
  combine: 'mean',
  blind: false,
  leastReviewers: 2,
};

describe('a sheet', () => {
  test('comes to the weighted share of what could be given; abstentions do not count', () => {
    expect(totalOf({ reach: 5, team: 0 }, scoring.criteria)).toBe(25);
    expect(totalOf({ reach: 5, team: null }, scoring.criteria)).toBe(100);
    expect(totalOf({ reach: null, team: null }, scoring.criteria)).toBeNull();
  });

  test('lies between 0 and 100, rises with every point, and does not care for the scale of the weights', () => {
    const criteria = fc.uniqueArray(
      fc.record({
        code: fc.constantFrom('a', 'b', 'c', 'd'),
        weight: fc.integer({ min: 1, max: 9 }),
        most: fc.integer({ min: 1, max: 10 }),
      }),
      { selector: ({ code }) => code, minLength: 1 },
    );
    fc.assert(
      fc.property(criteria, fc.array(fc.option(fc.nat(10)), { minLength: 4, maxLength: 4 }), (list, given) => {
        const points = Object.fromEntries(
          list.map(({ code, most }, n) => [code, given[n] == null ? null : Math.min(given[n], most)]),
        );
        const total = totalOf(points, list);
        if (total === null) return;
        expect(total).toBeGreaterThanOrEqual(0);
        expect(total).toBeLessThanOrEqual(100.0000001);
        expect(
          totalOf(
            points,
            list.map((each) => ({ ...each, weight: each.weight * 7 })),
          ),
        ).toBeCloseTo(total, 8);
        const more = list.find(({ code, most }) => points[code] !== null && (points[code] as number) < most);
        if (more)
          expect(totalOf({ ...points, [more.code]: (points[more.code] as number) + 1 }, list)).toBeGreaterThan(total);
      }),
    );
  });

  test('is taken whole: each criterion within its bounds, or abstained from', () => {
    const rule = (points: Record<string, number | null>) => mayScore(null, scoring, points)?.rule ?? null;
    expect(rule({ reach: 5, team: null })).toBeNull();
    expect(rule({ reach: 2.5, team: 0 })).toBeNull();
    for (const points of [
      { reach: 6, team: 1 },
      { reach: -1, team: 1 },
      { reach: 0.3, team: 1 },
      { reach: 1 },
      { reach: Number.NaN, team: 1 },
    ])
      expect(rule(points as Record<string, number>)).toBe('scoring.out-of-range');
    expect(rule({ reach: 1, team: 1, other: 1 })).toBe('scoring.unknown-criterion');
    expect(mayScore(null, null, {})?.rule).toBe('scoring.none');
  });
});

test('several sheets become one by mean or median, in any order', () => {
  expect([
    combined([], 'mean'),
    combined([10, 20, 90], 'mean'),
    combined([10, 20, 90], 'median'),
    combined([10, 90, 20, 40], 'median'),
  ]).toEqual([null, 40, 20, 30]);
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1 }),
      fc.constantFrom('mean' as const, 'median' as const),
      (totals, how) => {
        const one = combined(totals, how) as number;
        expect(combined(totals.toReversed(), how)).toBeCloseTo(one, 8);
        expect(one).toBeGreaterThanOrEqual(Math.min(...totals) - 1e-9);
        expect(one).toBeLessThanOrEqual(Math.max(...totals) + 1e-9);
      },
    ),
  );
});

describe('a ranking', () => {
  const of = (scores: Record<string, number[]>) => Object.entries(scores).map(([id, totals]) => ({ id, totals }));
  const places = (scores: Record<string, number[]>, bounds: { places: number | null; threshold: number | null }) =>
    ranking(of(scores), scoring, bounds).map(({ id, rank, place }) => `${rank ?? '-'} ${id} ${place}`);

  test('is of those whom enough have scored; ties share a rank and are told at the last place', () => {
    const scores = { a: [90, 90], b: [70, 70], c: [60, 80], d: [100], e: [20, 20] };
    expect(places(scores, { places: 2, threshold: null })).toEqual([
      '1 a in',
      '2 b tie',
      '2 c tie',
      '4 e out',
      '- d null',
    ]);
    expect(places(scores, { places: 3, threshold: 50 })).toEqual(['1 a in', '2 b in', '2 c in', '4 e out', '- d null']);
    expect(places(scores, { places: null, threshold: 75 })).toEqual([
      '1 a in',
      '2 b out',
      '2 c out',
      '4 e out',
      '- d null',
    ]);
  });

  test('never takes more than there are places, nobody below the threshold, nobody above whom somebody better is left out', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.array(
            fc.integer({ min: 0, max: 6 }).map((n) => n * 10),
            { maxLength: 4 },
          ),
          { maxLength: 15 },
        ),
        fc.option(fc.integer({ min: 1, max: 6 })),
        fc.option(fc.integer({ min: 0, max: 60 })),
        (sheets, most, threshold) => {
          const given = sheets.map((totals, n) => ({ id: `a${n}`, totals }));
          const ranked = ranking(given, scoring, { places: most, threshold });
          expect(ranking(given.toReversed(), scoring, { places: most, threshold })).toEqual(ranked);
          expect(ranked).toHaveLength(given.length);
          const taken = ranked.filter(({ place }) => place === 'in');
          if (most !== null) expect(taken.length).toBeLessThanOrEqual(most);
          for (const { score, counts } of taken) {
            expect(counts).toBe(true);
            if (threshold !== null) expect(score).toBeGreaterThanOrEqual(threshold);
          }
          const worst = Math.min(...taken.map(({ score }) => score as number));
          for (const { score, counts, place } of ranked)
            if (counts && place !== 'in') expect(score).toBeLessThanOrEqual(worst);
        },
      ),
    );
  });
});

test('blind until one scored it or it is decided, where the policy says so', () => {
  const policy = { review: { scoring: { ...scoring, blind: true } } };
  const of = (decided: boolean, scored: boolean, runs: boolean) => isBlind(policy, { decided, scored, runs });
  expect([of(false, false, false), of(true, false, false), of(false, true, false), of(false, false, true)]).toEqual([
    true,
    false,
    false,
    false,
  ]);
  expect(isBlind({ review: { scoring } }, { decided: false, scored: false, runs: false })).toBe(false);
});
