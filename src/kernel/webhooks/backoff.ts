const SECOND = 1;
const MINUTE = 60;
const HOUR = 3600;

/** Waits between attempts, in seconds, as Standard Webhooks recommends: ten attempts in a little over three days. */
export const WAITS = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const;

/** How much later than its wait an attempt may come, as a share of the wait: receivers that fell over together get up apart. */
export const JITTER = 0.2;
/** The longest rest that a receiver may ask for, in seconds. */
const LONGEST_REST = 24 * HOUR;

/**
 * When a delivery is tried again after `tries` failed attempts (1 or more), or null when ten have failed. `chance` is from 0 to
 * under 1. A rest that the receiver asked for (`restUntil`) is kept, however long the wait.
 */
export function nextAttempt(
  tries: number,
  now: Temporal.Instant,
  restUntil: Temporal.Instant | null,
  chance = Math.random(),
): Temporal.Instant | null {
  const wait = WAITS[tries - 1];
  if (wait === undefined) return null;
  const due = now.add({ milliseconds: Math.round(wait * 1000 * (1 + JITTER * chance)) });
  return restUntil && Temporal.Instant.compare(restUntil, due) > 0 ? restUntil : due;
}

/** Reads Retry-After (RFC 9110): seconds, or a date. At most a day from now; null for none, nonsense and the past. */
export function readRetryAfter(header: string | undefined, now: Temporal.Instant): Temporal.Instant | null {
  const text = header?.trim() ?? '';
  if (text === '') return null;
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : (Date.parse(text) - now.epochMilliseconds) / 1000;
  if (!(seconds > 0)) return null;
  return now.add({ milliseconds: Math.round(Math.min(seconds, LONGEST_REST) * 1000) });
}
