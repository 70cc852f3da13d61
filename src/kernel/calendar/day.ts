/** A calendar date as the number of days since 1970-01-01: cheap to count with and to keep in sets. */
export type Day = number;

/** A day's length where no clock is moved, in milliseconds. */
export const DAY_MS = 86_400_000;

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Whether a text is an existing date written `2026-12-24`. */
export function isDate(text: string): boolean {
  return DATE.test(text) && isoDate(Math.floor(Date.parse(`${text}T00:00:00Z`) / DAY_MS)) === text;
}

/** The number of a date (`2026-12-24`). Throws RangeError if there is no such date. */
export function dayNumber(date: string | Temporal.PlainDate): Day {
  const text = date.toString();
  if (!isDate(text)) throw new RangeError(`There is no date ${text}`);
  return Date.parse(`${text}T00:00:00Z`) / DAY_MS;
}

/** The date of a day, written `2026-12-24`; empty for a number that is no day. */
export function isoDate(day: Day): string {
  return Number.isFinite(day) ? new Date(day * DAY_MS).toISOString().slice(0, 10) : '';
}

/** 1 for Monday to 7 for Sunday, as in ISO 8601. */
export function weekdayOf(day: Day): Weekday {
  return (((((day + 3) % 7) + 7) % 7) + 1) as Weekday;
}

export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;
