import { z } from 'zod';
import { isDate } from './day.ts';
import { isZone } from './zone.ts';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Minutes since midnight of `09:30`; `24:00` is 1440. */
export function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

const hours = z
  .array(
    z.object({
      from: z.string().regex(TIME, 'Write the time as 09:00'),
      to: z
        .string()
        .refine((time) => TIME.test(time) || time === '24:00', 'Write the time as 17:00, or 24:00 for midnight'),
    }),
  )
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

const date = z.string().refine(isDate, 'Write an existing date as 2026-12-24');

/**
 * A business calendar as people set it and the database keeps it: times are local `09:00` texts, dates `2026-12-24`,
 * weekdays 1 (Monday) to 7 (Sunday). A closure runs `through` its last day; an opening gives one day hours of its own and
 * wins over week, holiday and closure, so it is also how a day that ends early is written.
 */
export const calendarSettings = z.object({
  zone: z.string().refine(isZone, 'Name a time zone such as Europe/Berlin'),
  week: z
    .object({ 1: hours, 2: hours, 3: hours, 4: hours, 5: hours, 6: hours, 7: hours })
    .refine((week) => Object.values(week).some((day) => day.length > 0), 'Open on one weekday at least'),
  closures: z
    .array(
      z
        .object({ from: date, through: date, name: z.string().max(200) })
        .refine((closure) => closure.from <= closure.through, {
          path: ['through'],
          message: 'A closure ends on or after its first day',
        }),
    )
    .default([]),
  openings: z
    .array(
      z.object({
        day: date,
        hours: hours.refine((list) => list.length > 0, 'Give the hours, or write a closure'),
        name: z.string().max(200),
      }),
    )
    .refine((list) => new Set(list.map((opening) => opening.day)).size === list.length, 'One opening for a day')
    .default([]),
});

export type CalendarSettings = z.infer<typeof calendarSettings>;
export type Hours = CalendarSettings['week'][1];
