import { nextDue } from '../../clock/timetable-rule.ts';

/** Times in which somebody is not told anything. Local times `22:00`; `to` before `from` means over midnight. Days are 1 (Monday) to 7. */
export type Quiet = { from: string | null; to: string | null; days: readonly number[] };
export type Digest = { every: 'hourly' | 'daily' | 'weekly'; at: string; on: number };

/** Is it quiet at this instant, by the clock on the wall? */
export function isQuiet(quiet: Quiet, zone: string, at: Temporal.Instant): boolean {
  const local = at.toZonedDateTimeISO(zone);
  if (quiet.days.includes(local.dayOfWeek)) return true;
  if (quiet.from === null || quiet.to === null || quiet.from === quiet.to) return false;
  const time = local.toPlainTime();
  const [from, to] = [Temporal.PlainTime.from(quiet.from), Temporal.PlainTime.from(quiet.to)];
  const afterFrom = Temporal.PlainTime.compare(time, from) >= 0;
  const beforeTo = Temporal.PlainTime.compare(time, to) < 0;
  return Temporal.PlainTime.compare(from, to) < 0 ? afterFrom && beforeTo : afterFrom || beforeTo;
}

/**
 * The first instant, from `at` on, at which it is not quiet. Clocks that are put forward or back are taken as the wall shows
 * them. Throws RangeError when every day is quiet.
 */
export function afterQuiet(quiet: Quiet, zone: string, at: Temporal.Instant): Temporal.Instant {
  if (new Set(quiet.days).size >= 7) throw new RangeError('Some day must not be quiet.');
  let now = at;
  while (isQuiet(quiet, zone, now)) now = nextChange(quiet, zone, now);
  return now;
}

/** The next instant at which the answer may be another: the end of the quiet hours, midnight, or a change of the zone's clock. */
function nextChange(quiet: Quiet, zone: string, after: Temporal.Instant): Temporal.Instant {
  const local = after.toZonedDateTimeISO(zone);
  const candidates = [local.add({ days: 1 }).startOfDay().toInstant()];
  const change = local.getTimeZoneTransition('next');
  if (change) candidates.push(change.toInstant());
  if (quiet.to !== null) {
    for (const days of [0, 1]) {
      const wall = local.toPlainDate().add({ days }).toPlainDateTime(Temporal.PlainTime.from(quiet.to));
      for (const disambiguation of ['earlier', 'later'] as const)
        candidates.push(wall.toZonedDateTime(zone, { disambiguation }).toInstant());
    }
  }
  const later = candidates.filter((each) => Temporal.Instant.compare(each, after) > 0);
  return later.reduce((first, each) => (Temporal.Instant.compare(each, first) < 0 ? each : first));
}

/** When the next digest is due, strictly after `after`: on the hour, or at the time of day (and weekday) in the zone. */
export function nextDigest(digest: Digest, zone: string, after: Temporal.Instant): Temporal.Instant {
  if (digest.every === 'hourly') return nextDue({ every: 'hour' }, after);
  if (digest.every === 'daily') return nextDue({ every: 'day', at: digest.at, zone }, after);
  return nextDue({ every: 'week', on: digest.on as 1, at: digest.at, zone }, after);
}
