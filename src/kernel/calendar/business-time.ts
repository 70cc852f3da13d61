import { type BusinessCalendar, dayAt, workingDay } from './business-calendar.ts';
import type { Day } from './day.ts';

/** Half-open: `from` is inside, `to` is not. */
export type Span = { from: Temporal.Instant; to: Temporal.Instant };

// Ten years without one working day is a fault in the calendar, not a long holiday.
const SEARCH_LIMIT_DAYS = 3653;

/** The working hours inside from <= t < to, in order, one span for each interval of a day. Empty if `to` is not later than `from`. */
export function workingSpans(calendar: BusinessCalendar, from: Temporal.Instant, to: Temporal.Instant): Span[] {
  const spans: Span[] = [];
  eachSpan(calendar, from.epochMilliseconds, to.epochMilliseconds, (start, end) => {
    spans.push({
      from: Temporal.Instant.fromEpochMilliseconds(start),
      to: Temporal.Instant.fromEpochMilliseconds(end),
    });
  });
  return spans;
}

/** Working time in from <= t < to, in milliseconds; 0 if `to` is not later than `from`. */
export function businessTimeBetween(calendar: BusinessCalendar, from: Temporal.Instant, to: Temporal.Instant): number {
  return workedBetween(calendar, from.epochMilliseconds, to.epochMilliseconds);
}

/**
 * The close of the nth business day after the start's day (day 0, which is not counted whether or not it is a business
 * day and at whatever hour the start falls). A close is the end of a day's last interval. With n = 0: the first close
 * later than the start.
 * Throws RangeError if n is not a whole number from 0 up, or if ten years hold no business day.
 */
export function addBusinessDays(calendar: BusinessCalendar, start: Temporal.Instant, n: number): Temporal.Instant {
  wholeDays(n, 0);
  const at = start.epochMilliseconds;
  const day0 = dayAt(calendar, at);
  if (n === 0) {
    const today = workingDay(calendar, day0).spans.at(-1);
    if (today !== undefined && today > at) return Temporal.Instant.fromEpochMilliseconds(today);
  }
  let day = day0;
  for (let left = Math.max(n, 1); left > 0; left--) day = nextBusinessDay(calendar, day);
  return Temporal.Instant.fromEpochMilliseconds(closeOf(calendar, day));
}

/**
 * Business days from a start to an end: 0 if both fall on the same day; otherwise the least n for which the end is not
 * later than `addBusinessDays(start, n)`. So an end after the day's close, or on a day off, belongs to the next business
 * day, and "n business days" is the same statement as "a promise of n business days was kept". 0 if the end is not later
 * than the start.
 */
export function businessDaysBetween(
  calendar: BusinessCalendar,
  start: Temporal.Instant,
  end: Temporal.Instant,
): number {
  return daysBetween(calendar, start.epochMilliseconds, end.epochMilliseconds);
}

/** `businessDaysBetween` in epoch milliseconds. */
export function daysBetween(calendar: BusinessCalendar, start: number, end: number): number {
  const day0 = dayAt(calendar, start);
  const last = dayAt(calendar, end);
  if (last <= day0) return 0;
  let n = 1;
  for (let day = day0 + 1; day <= last; day++) {
    const close = workingDay(calendar, day).spans.at(-1);
    if (close !== undefined && close < end) n++;
  }
  return n;
}

/** `businessTimeBetween` in epoch milliseconds. */
export function workedBetween(calendar: BusinessCalendar, from: number, to: number): number {
  let worked = 0;
  eachSpan(calendar, from, to, (start, end) => {
    worked += end - start;
  });
  return worked;
}

/** The next day that has hours. Throws RangeError after ten years without one. */
export function nextBusinessDay(calendar: BusinessCalendar, after: Day): Day {
  for (let day = after + 1; day <= after + SEARCH_LIMIT_DAYS; day++) {
    if (workingDay(calendar, day).worked > 0) return day;
  }
  throw new RangeError('The calendar has no business day within ten years');
}

/** The end of a business day's last interval, in epoch milliseconds. */
function closeOf(calendar: BusinessCalendar, day: Day): number {
  return workingDay(calendar, day).spans.at(-1)!;
}

/** Throws RangeError unless n is a whole number of days, `least` or more. */
export function wholeDays(n: number, least: number): void {
  if (!Number.isSafeInteger(n) || n < least)
    throw new RangeError(`Business days are counted in whole numbers from ${least}, not ${n}`);
}

/** Calls `each` with every stretch of working time in from <= t < to, in order, in epoch milliseconds. */
function eachSpan(
  calendar: BusinessCalendar,
  from: number,
  to: number,
  each: (start: number, end: number) => void,
): void {
  if (to <= from) return;
  for (let day = dayAt(calendar, from); ; day++) {
    const { start: midnight, spans } = workingDay(calendar, day);
    if (midnight >= to) return;
    for (let i = 0; i < spans.length; i += 2) {
      const start = Math.max(spans[i]!, from);
      const end = Math.min(spans[i + 1]!, to);
      if (start < end) each(start, end);
    }
  }
}
