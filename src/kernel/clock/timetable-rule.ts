/**
 * When something recurs. `at` is a local time `09:00` (00:00 to 23:59) in `zone` (IANA); `on` is a weekday, 1 (Monday) to 7.
 * Minutes and hours are those of UTC.
 */
export type TimetableRule =
  | { every: 'minute' }
  | { every: 'hour' }
  | { every: 'day'; at: string; zone: string }
  | { every: 'week'; on: 1 | 2 | 3 | 4 | 5 | 6 | 7; at: string; zone: string };

const AT = /^([01]\d|2[0-3]):[0-5]\d$/;
const STEP_MS = { minute: 60_000, hour: 3_600_000 } as const;

/**
 * The first instant, strictly after `after`, at which a rule is due.
 *
 * A daily rule is due once on every date that the zone has, and at a moment of that date, whatever the clocks do. A local
 * time that occurs twice counts the first time. One that is skipped moves forward by what was skipped (02:30 becomes 03:30:
 * Temporal's `compatible`); if that leaves the date, it is due in the last minute before the jump. A date that the zone
 * skips as a whole (Apia had no 30 December 2011) has none, and neither has a weekly rule that falls on it.
 *
 * Throws RangeError for an unknown zone, a time not written `09:00` or a weekday that is none.
 */
export function nextDue(rule: TimetableRule, after: Temporal.Instant): Temporal.Instant {
  if (rule.every === 'minute' || rule.every === 'hour') {
    const step = STEP_MS[rule.every];
    return Temporal.Instant.fromEpochMilliseconds((Math.floor(after.epochMilliseconds / step) + 1) * step);
  }
  if (!AT.test(rule.at)) throw new RangeError(`Write the time of day as 09:00, not ${rule.at}`);
  if (rule.every === 'week' && ![1, 2, 3, 4, 5, 6, 7].includes(rule.on)) {
    throw new RangeError(`Weekdays are 1 to 7, not ${rule.on}`);
  }
  const time = Temporal.PlainTime.from(rule.at);
  // From the day before: a clock put back over midnight shows yesterday's date once more.
  let date = after.toZonedDateTimeISO(rule.zone).toPlainDate().subtract({ days: 1 });
  for (;;) {
    if (rule.every === 'day' || date.dayOfWeek === rule.on) {
      const due = dueOn(date, time, rule.zone);
      if (due && Temporal.Instant.compare(due, after) > 0) return due;
    }
    date = date.add({ days: 1 });
  }
}

/** The instant of a local time on a date; null if the zone skipped the date. */
function dueOn(date: Temporal.PlainDate, time: Temporal.PlainTime, zone: string): Temporal.Instant | null {
  const due = date.toPlainDateTime(time).toZonedDateTime(zone, { disambiguation: 'compatible' });
  if (due.toPlainDate().equals(date)) return due.toInstant();
  // 'previous' is strictly earlier, and `due` may be the very moment of the jump.
  const beforeJump = due.add({ nanoseconds: 1 }).getTimeZoneTransition('previous')!.subtract({ minutes: 1 });
  return beforeJump.toPlainDate().equals(date) ? beforeJump.toInstant() : null;
}
