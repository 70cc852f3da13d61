import { z } from 'zod';
import { dayNumber, isDate } from './day.ts';
import { HOLIDAY_YEARS } from './holidays.ts';
import { isZone } from './zone.ts';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const CLOSE = /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/;
/** With both ends a calendar can never come to ten years without a business day, at which counting gives up. */
const MOST_CLOSURES = 200;
const MOST_CLOSED_DAYS = 2000;

/** Minutes since midnight of `09:30`; `24:00` is 1440. */
export function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

const hours = z
  .array(
    z.object({
      from: z.string().regex(TIME, 'Write the time as 09:00'),
      to: z.string().regex(CLOSE, 'Write the time as 17:00, or 24:00 for midnight'),
    }),
  )
  .max(12, 'Twelve intervals a day are the most')
  .superRefine((list, faults) => {
    list.forEach((span, i) => {
      const before = list[i - 1];
      if (minutesOf(span.to) <= minutesOf(span.from)) {
        faults.addIssue({ code: 'custom', path: [i, 'to'], message: `${span.to} must be later than ${span.from}` });
      }
      if (before && minutesOf(span.from) < minutesOf(before.to)) {
        faults.addIssue({
          code: 'custom',
          path: [i, 'from'],
          message: `${span.from} must not be earlier than ${before.to}: give the hours in order, without overlap`,
        });
      }
    });
  });

const date = z.iso
  .date('Write an existing date as 2026-12-24')
  .refine(
    (day) => !isDate(day) || (day >= `${HOLIDAY_YEARS.from}` && day < `${HOLIDAY_YEARS.through + 1}`),
    `Give a year from ${HOLIDAY_YEARS.from} to ${HOLIDAY_YEARS.through}`,
  );

const closedDays = (closures: readonly { from: string; through: string }[]): number =>
  closures
    .filter(({ from, through }) => isDate(from) && isDate(through))
    .reduce((sum, { from, through }) => sum + dayNumber(through) - dayNumber(from) + 1, 0);

/**
 * A business calendar as people set it and the database keeps it: times are local `09:00` texts, dates `2026-12-24`,
 * weekdays 1 (Monday) to 7 (Sunday). A closure runs `through` its last day; an opening gives one day hours of its own and
 * wins over week, holiday and closure, so it is also how a day that ends early is written.
 */
export const calendarSettings = z.object({
  zone: z.string().max(100).refine(isZone, 'Name a time zone such as Europe/Berlin'),
  week: z
    .object({ 1: hours, 2: hours, 3: hours, 4: hours, 5: hours, 6: hours, 7: hours })
    .refine((week) => Object.values(week).some((day) => day.length > 0), 'Open on one weekday at least'),
  closures: z
    .array(
      z
        .object({ from: date, through: date, name: z.string().trim().max(200) })
        .refine((closure) => closure.from <= closure.through, {
          path: ['through'],
          message: 'A closure ends on or after its first day',
        }),
    )
    .max(MOST_CLOSURES)
    .refine((list) => closedDays(list) <= MOST_CLOSED_DAYS, `Closures can cover ${MOST_CLOSED_DAYS} days in all`)
    .default([]),
  openings: z
    .array(
      z.object({
        day: date,
        hours: hours.refine((list) => list.length > 0, 'Give the hours, or write a closure'),
        name: z.string().trim().max(200),
      }),
    )
    .max(500)
    .superRefine((list, faults) => {
      list.forEach(({ day }, i) => {
        if (list.findIndex((opening) => opening.day === day) < i)
          faults.addIssue({ code: 'custom', path: [i, 'day'], message: 'This day has an opening already' });
      });
    })
    .default([]),
});

export type CalendarSettings = z.infer<typeof calendarSettings>;
export type Hours = CalendarSettings['week'][1];
