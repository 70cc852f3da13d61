/** How many codes the coming quarters take. Pure. */

export type QuarterTime = { from: Temporal.Instant; to: Temporal.Instant };
export type PoolPast = {
  left: number;
  /** Codes for new members in each of the last four quarters, the oldest first. */
  history: readonly number[];
  /** Terms that end in each of the coming quarters. */
  ending: readonly number[];
};
export type PoolQuarter = QuarterTime & { fresh: number; renewals: number; codes: number };
export type PoolForecast = { perQuarter: number; quarters: PoolQuarter[]; year: number; runsOutOn: string | null };

export const FORMULA =
  'Codes of a quarter = new members a quarter (mean of the last four) + terms that end in it x share of ended terms that were renewed in the last year x codes a renewal takes.';

/** A year from now, in quarters of three months of UTC. */
export function comingQuarters(now: Temporal.Instant): QuarterTime[] {
  const start = now.toZonedDateTimeISO('UTC');
  return [0, 1, 2, 3].map((n) => ({
    from: start.add({ months: 3 * n }).toInstant(),
    to: start.add({ months: 3 * (n + 1) }).toInstant(),
  }));
}

/**
 * The forecast of one pool. `renewed`: share of ended terms that were renewed, 1 where none has ended; `factor`: codes that a
 * renewal takes on the average. Within a quarter codes go out evenly.
 */
export function forecastOf(
  past: PoolPast,
  renewed: number,
  factor: number,
  times: readonly QuarterTime[],
): PoolForecast {
  const perQuarter = past.history.reduce((sum, n) => sum + n, 0) / Math.max(1, past.history.length);
  const quarters = times.map((time, i) => {
    const renewals = (past.ending[i] ?? 0) * renewed;
    return { ...time, fresh: perQuarter, renewals, codes: perQuarter + renewals * factor };
  });
  let left = past.left;
  let runsOut: Temporal.Instant | null = null;
  for (const { from, to, codes } of quarters) {
    if (codes > left && runsOut === null) {
      const share = codes === 0 ? 1 : left / codes;
      runsOut = from.add({ milliseconds: Math.floor((to.epochMilliseconds - from.epochMilliseconds) * share) });
    }
    left -= codes;
  }
  return {
    perQuarter,
    quarters,
    year: quarters.reduce((sum, { codes }) => sum + codes, 0),
    runsOutOn: runsOut?.toZonedDateTimeISO('UTC').toPlainDate().toString() ?? null,
  };
}
