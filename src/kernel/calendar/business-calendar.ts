import type { z } from 'zod';
import { DAY_MS, type Day, dayNumber, weekdayOf } from './day.ts';
import { calendarSettings, type Hours, minutesOf } from './settings.ts';
import { instantAtLocal } from './zone.ts';

/** Days on which nobody works, asked by day number: a `Set` or `Map` of days, or what `holidaysOf` answers. */
export type DaysOff = { has(day: Day): boolean };

/**
 * The hours in which an office works. Made by `businessCalendar`; `days` remembers what has been worked out, and holds
 * nothing that cannot be worked out again.
 */
export type BusinessCalendar = {
  readonly zone: string;
  readonly week: Readonly<Record<number, Hours>>;
  readonly holidays: DaysOff;
  readonly closed: ReadonlySet<Day>;
  readonly openings: ReadonlyMap<Day, Hours>;
  readonly days: Map<Day, WorkingDay>;
};

/**
 * One date in the calendar's zone, in epoch milliseconds. `spans` is flat: from, to, from, to ..., half-open, in order;
 * empty on a day off. `worked` is their sum.
 */
export type WorkingDay = { start: number; spans: readonly number[]; worked: number };

/**
 * Builds a calendar from its settings and the holidays of its place (none if left out).
 * Throws ZodError with the path of each fault.
 */
export function businessCalendar(
  settings: z.input<typeof calendarSettings>,
  holidays: DaysOff = new Set(),
): BusinessCalendar {
  const { zone, week, closures, openings } = calendarSettings.parse(settings);
  const closed = new Set<Day>();
  for (const closure of closures) {
    for (let day = dayNumber(closure.from); day <= dayNumber(closure.through); day++) closed.add(day);
  }
  return {
    zone,
    week,
    holidays,
    closed,
    openings: new Map(openings.map((opening) => [dayNumber(opening.day), opening.hours])),
    days: new Map(),
  };
}

/** Whether the office opens on a date: its hours are not empty. A date that the zone skipped altogether is not one. */
export function isBusinessDay(calendar: BusinessCalendar, date: Temporal.PlainDate | string): boolean {
  return workingDay(calendar, dayNumber(date)).worked > 0;
}

/** The local date on which an instant falls. */
export function dateOf(calendar: BusinessCalendar, instant: Temporal.Instant): Temporal.PlainDate {
  return new Temporal.PlainDate(1970, 1, 1).add({ days: dayAt(calendar, instant.epochMilliseconds) });
}

/**
 * The day of an instant. A day lasts from the first moment of its date until the first moment of the next, so days
 * follow each other without gap even where a clock is put back over midnight and shows yesterday's date again.
 */
export function dayAt(calendar: BusinessCalendar, at: number): Day {
  let day = Math.floor(at / DAY_MS);
  while (workingDay(calendar, day).start > at) day--;
  while (workingDay(calendar, day + 1).start <= at) day++;
  return day;
}

/** The hours of one day, worked out once and remembered. */
export function workingDay(calendar: BusinessCalendar, day: Day): WorkingDay {
  const known = calendar.days.get(day);
  if (known) return known;
  const spans: number[] = [];
  let worked = 0;
  for (const { from, to } of hoursOn(calendar, day)) {
    const start = instantAtLocal(calendar.zone, day * DAY_MS + minutesOf(from) * 60_000);
    const end = instantAtLocal(calendar.zone, day * DAY_MS + minutesOf(to) * 60_000);
    if (end <= start) continue; // Hours that the clock skipped.
    spans.push(start, end);
    worked += end - start;
  }
  const fresh = { start: instantAtLocal(calendar.zone, day * DAY_MS), spans, worked };
  calendar.days.set(day, fresh);
  return fresh;
}

/** The local hours of a date, by opening, closure, holiday or weekday; empty on a day off. */
export function hoursOn(calendar: BusinessCalendar, day: Day): Hours {
  const opening = calendar.openings.get(day);
  if (opening) return opening;
  const usual = calendar.week[weekdayOf(day)] ?? [];
  return usual.length === 0 || calendar.closed.has(day) || calendar.holidays.has(day) ? [] : usual;
}
