import type { Objection } from './application.ts';
import type { Review } from './policy/review.ts';

export type Scoring = NonNullable<Review['scoring']>;
type Criterion = Pick<Scoring['criteria'][number], 'code' | 'weight' | 'most'>;
/** What one reviewer gave, by the code of the criterion; null: they abstain there. */
export type Points = Readonly<Record<string, number | null>>;

/**
 * What a sheet comes to, 0 to 100: the mean of what was given as a share of the most, weighted; criteria on which the reviewer abstains do not
 * count. null: they abstain on all that weigh anything.
 */
export function totalOf(points: Points, criteria: readonly Criterion[]): number | null {
  const given = criteria.flatMap(({ code, weight, most }) => {
    const value = points[code];
    return typeof value === 'number' && weight > 0 ? [{ weight, share: value / most }] : [];
  });
  const weight = given.reduce((sum, each) => sum + each.weight, 0);
  return weight === 0 ? null : (100 * given.reduce((sum, each) => sum + each.weight * each.share, 0)) / weight;
}

/** Several totals as one; null: there is none. The median of an even number lies midway between the two in the middle. */
export function combined(totals: readonly number[], how: Scoring['combine']): number | null {
  if (totals.length === 0) return null;
  if (how === 'mean') return totals.reduce((sum, each) => sum + each, 0) / totals.length;
  const sorted = totals.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** Shown and compared with two decimals: closer than that is a tie. */
const rounded = (score: number) => Math.round(score * 100) / 100;

export type Scored = { id: string; totals: readonly number[] };
export type Ranked = {
  id: string;
  /** 0 to 100; null: nobody has scored it. */
  score: number | null;
  scores: number;
  /** Enough have scored it. */
  counts: boolean;
  /** 1 is the best; those who tie share one; null while it does not count. */
  rank: number | null;
  /** Others have the same rank. */
  tied: boolean;
  /** Above the threshold and within the places. `tie`: taking all who tie with the last would be too many. */
  place: 'in' | 'tie' | 'out' | null;
};

/**
 * Ranks a round: those whom enough have scored, the best first; then those who wait for scores, by what they have. `places`: so many can be
 * taken, `threshold`: the least score; null: no such bound. Who ties at the last place is told so, and a person decides.
 */
export function ranking(
  scored: readonly Scored[],
  { combine, leastReviewers }: Pick<Scoring, 'combine' | 'leastReviewers'>,
  bounds: { places: number | null; threshold: number | null },
): Ranked[] {
  const all = scored.map(({ id, totals }) => {
    const score = combined(totals, combine);
    return {
      id,
      score: score === null ? null : rounded(score),
      scores: totals.length,
      counts: totals.length >= leastReviewers,
    };
  });
  const counting = all.filter(({ counts }) => counts).toSorted(best);
  const rankOf = (score: number) => 1 + counting.filter((each) => (each.score as number) > score).length;
  const sharing = (score: number) => counting.filter((each) => each.score === score).length;
  const ranked = counting.map((each): Ranked => {
    const score = each.score as number;
    const rank = rankOf(score);
    return { ...each, rank, tied: sharing(score) > 1, place: placeOf(score, rank, sharing(score), bounds) };
  });
  const waiting = all
    .filter(({ counts }) => !counts)
    .toSorted(best)
    .map((each): Ranked => ({ ...each, rank: null, tied: false, place: null }));
  return [...ranked, ...waiting];
}

function placeOf(
  score: number,
  rank: number,
  sharing: number,
  { places, threshold }: { places: number | null; threshold: number | null },
): 'in' | 'tie' | 'out' {
  if (threshold !== null && score < threshold) return 'out';
  if (places === null || rank + sharing - 1 <= places) return 'in';
  return rank <= places ? 'tie' : 'out';
}

type Comparable = { id: string; score: number | null };
const best = (a: Comparable, b: Comparable) => (b.score ?? -1) - (a.score ?? -1) || (a.id < b.id ? -1 : 1);

/** May somebody score? While nothing is decided, in a program that scores, and within what each criterion takes. */
export function mayScore(undecided: Objection, scoring: Scoring | null, points: Points): Objection {
  if (!scoring) return { rule: 'scoring.none', words: 'Applications of this program are not scored.' };
  if (undecided) return undecided;
  const wrong = scoring.criteria.find(({ code, most }) => !fits(points[code], most));
  if (wrong)
    return { rule: 'scoring.out-of-range', words: `“${wrong.label}” takes 0 to ${wrong.most}, or an abstention.` };
  const known = new Set(scoring.criteria.map(({ code }) => code));
  return Object.keys(points).every((code) => known.has(code))
    ? null
    : { rule: 'scoring.unknown-criterion', words: 'The policy of this application has no such criterion.' };
}

/** A whole or half point from 0 to the most; null abstains; what is missing does not fit. */
const fits = (value: number | null | undefined, most: number): boolean =>
  value === null || (typeof value === 'number' && value >= 0 && value <= most && Number.isInteger(value * 2));

/** Whoever runs a program sees who applies and what others gave, so in a blind one they do not score. */
export const runsBlind = (scoring: Scoring | null, runs: boolean): Objection =>
  scoring?.blind && runs
    ? {
        rule: 'scoring.runs-round',
        words: 'Scoring is blind here, and whoever runs the program sees everything. Reviewers score.',
      }
    : null;

/** Is a viewer blind: scores and applicant are hidden until they scored it themselves, or it is decided; `runs`: they run the program. */
export const isBlind = (
  policy: { review: Pick<Review, 'scoring'> },
  { decided, scored, runs }: { decided: boolean; scored: boolean; runs: boolean },
): boolean => policy.review.scoring?.blind === true && !decided && !scored && !runs;
