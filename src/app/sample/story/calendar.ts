import { type BusinessCalendar, businessCalendar, dateOf, isBusinessDay } from '#kernel/calendar/business-calendar.ts';
import { holidaysOf } from '#kernel/calendar/holidays.ts';
import { OFFICE_WEEK } from '#kernel/calendar/store.ts';
import type { Chance } from './chance.ts';

/** When the people of the story work: office hours in the organisation's zone, with its country's holidays. */
export async function officeHours(zone: string, country: string | null): Promise<BusinessCalendar> {
  const settings = { zone, week: OFFICE_WEEK };
  if (country === null) return businessCalendar(settings);
  try {
    return businessCalendar(settings, await holidaysOf(country));
  } catch (fault) {
    if (fault instanceof RangeError) return businessCalendar(settings);
    throw fault;
  }
}

/** Some minute between half past nine and half past four, `days` working days after an instant and never before it. */
export function workMoment(
  calendar: BusinessCalendar,
  chance: Chance,
  after: Temporal.Instant,
  days: number,
): Temporal.Instant {
  let date = dateOf(calendar, after);
  let left = days;
  for (;;) {
    if (isBusinessDay(calendar, date)) {
      const at = date
        .toZonedDateTime({ timeZone: calendar.zone, plainTime: '09:30' })
        .add({ minutes: chance.between(0, 420), seconds: chance.between(0, 59) })
        .toInstant();
      // Somebody who works today looks at what came before; else tomorrow.
      if (left <= 0 && Temporal.Instant.compare(at, after) > 0) return at;
      left--;
    }
    date = date.add({ days: 1 });
  }
}

/** An instant so many minutes later. */
export const later = (at: Temporal.Instant, minutes: number): Temporal.Instant =>
  at.add({ seconds: Math.round(minutes * 60) });

/** Is it the slow time around the turn of the year, when most of the team is away? */
export function isSlowTime(at: Temporal.Instant): boolean {
  const { month, day } = at.toZonedDateTimeISO('UTC');
  return (month === 12 && day >= 8) || (month === 1 && day <= 3);
}
