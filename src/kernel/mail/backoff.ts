const MINUTES = [1, 5, 15, 30, 60, 120, 240, 360];

/** How long a mail is tried before it counts as failed. Greylists last minutes, an outage over a weekend two days. */
export const TRY_FOR = Temporal.Duration.from({ hours: 72 });

/**
 * When a mail that was put off is tried again, after `attempts` tries (1 or more), or null when the time for trying, which
 * began at `first`, is over.
 */
export function nextTry(attempts: number, first: Temporal.Instant, now: Temporal.Instant): Temporal.Instant | null {
  const next = now.add({ minutes: MINUTES[Math.min(attempts, MINUTES.length) - 1] ?? 1 });
  return Temporal.Instant.compare(next, first.add(TRY_FOR)) > 0 ? null : next;
}
