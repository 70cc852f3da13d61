/** A stretch of a zone's history with one offset: from <= t < to, in epoch milliseconds; local = t + offset. */
type Stretch = { from: number; to: number; offset: number };

// A zone's history is a fact that does not change while the process runs, so it is kept for all calendars alike.
const stretches = new Map<string, Stretch[]>();
const KNOWN_FROM = Date.UTC(1990, 0, 1);

/**
 * The instant (epoch milliseconds) at which a zone's wall clock first reaches a local time.
 * `local` is that wall time written as if it were UTC, in milliseconds.
 *
 * A time shown twice (the clock is put back) is the first showing. A time never shown (the clock is put forward) is the
 * moment of the jump: a desk that opens at 02:30 is open once the clock has gone from 02:00 to 03:00. Temporal's
 * `compatible` says 03:30 there and so would turn neighbouring hours round; this reading keeps the order of local times.
 *
 * Throws RangeError for an unknown zone and for times before 1990.
 */
export function instantAtLocal(zone: string, local: number): number {
  // No zone is further than 16 hours from UTC: a day earlier is certainly before the answer.
  const earliest = local - 86_400_000;
  const known = historyOf(zone);
  let i = indexAt(zone, known, earliest);
  for (;;) {
    const stretch = known[i] ?? extend(zone, known);
    const at = local - stretch.offset;
    if (at < stretch.to) return Math.max(at, stretch.from);
    i++;
  }
}

/** Whether a text names a zone (an IANA name or a fixed offset). */
export function isZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}

function historyOf(zone: string): Stretch[] {
  const known = stretches.get(zone);
  if (known) return known;
  const fresh = [stretchFrom(zone, KNOWN_FROM)];
  stretches.set(zone, fresh);
  return fresh;
}

function indexAt(zone: string, known: Stretch[], at: number): number {
  if (at < KNOWN_FROM) throw new RangeError('Calendars reach back to 1990');
  let last = known.at(-1)!;
  while (last.to <= at) last = extend(zone, known);
  let low = 0;
  let high = known.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (known[middle]!.from <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

function extend(zone: string, known: Stretch[]): Stretch {
  const next = stretchFrom(zone, known.at(-1)!.to);
  known.push(next);
  return next;
}

function stretchFrom(zone: string, from: number): Stretch {
  const start = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone);
  const next = start.getTimeZoneTransition('next');
  return { from, to: next?.epochMilliseconds ?? Number.POSITIVE_INFINITY, offset: start.offsetNanoseconds / 1e6 };
}
