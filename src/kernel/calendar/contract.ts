import { z } from 'zod';
import { command, id, instant, nothing, query } from '../contract/operation.ts';
import { calendarSettings } from './settings.ts';

/** What a calendar is written from. */
const draft = calendarSettings.extend({
  name: z.string().trim().min(1, 'Give the calendar a name.').max(120),
  /** Whose public holidays it keeps; null: none. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'Name the country by its two letters, such as DE.')
    .nullable(),
  state: z.string().min(1).max(60).nullable().default(null),
});

/** As many days as a policy may promise. */
const promiseDays = z.coerce.number().int().min(1).max(60).default(5);

const hours = z.array(z.object({ from: z.string(), to: z.string() }));
const outlook = z.object({
  zone: z.string(),
  /** Today and the thirteen days after it. */
  days: z.array(
    z.object({
      date: z.string(),
      weekday: z.number().int(),
      hours,
      cause: z.enum(['opening', 'closure', 'holiday', 'week']),
      name: z.string().nullable(),
    }),
  ),
  coming: z.array(
    z.object({
      from: z.string(),
      through: z.string(),
      kind: z.enum(['opening', 'closure', 'holiday']),
      name: z.string(),
      offAnyway: z.boolean(),
    }),
  ),
  promise: z.object({ days: z.number().int(), dueAt: instant }),
});

const calendar = draft.extend({
  id,
  isDefault: z.boolean(),
  changedAt: instant,
  /** What counts by it; the default one is used by all that name none. */
  usedBy: z.array(z.object({ label: z.string(), href: z.string() })),
});

const READ = { permission: 'calendars.read', scope: 'filtered' } as const;
const MANAGE = { permission: 'calendars.manage', scope: 'everywhere' } as const;

export const calendarsContract = {
  list: query({
    path: '/calendars',
    ...READ,
    summary: 'Business calendars, the default first, with what counts by each',
    input: nothing,
    output: z.object({ calendars: z.array(calendar) }),
  }),
  places: query({
    path: '/calendars/places',
    ...READ,
    summary: 'Countries and states whose public holidays are known',
    input: nothing,
    output: z.object({
      places: z.array(
        z.object({
          code: z.string(),
          name: z.string(),
          states: z.array(z.object({ code: z.string(), name: z.string() })),
        }),
      ),
    }),
  }),
  preview: query({
    method: 'POST',
    path: '/calendars/preview',
    ...READ,
    summary: 'What would come of a calendar, without keeping it',
    input: draft.omit({ name: true }).extend({ promiseDays }),
    output: outlook,
  }),
  get: query({
    path: '/calendars/{id}',
    ...READ,
    summary: 'A business calendar with its next holidays, its hours of two weeks and when a promise made now is due',
    input: z.object({ id, promiseDays }),
    output: calendar.extend({ outlook }),
  }),
  add: command({
    path: '/calendars',
    ...MANAGE,
    summary: 'Add a business calendar; the first one becomes the default',
    input: draft,
    output: z.object({ id }),
  }),
  change: command({
    method: 'PUT',
    path: '/calendars/{id}',
    ...MANAGE,
    summary: 'Change a business calendar; what is due by it is worked out again',
    input: draft.extend({
      id,
      /** `changedAt` as the editor saw it: two editors do not overwrite one another. Left out: whatever it is now. */
      basedOn: instant.optional(),
    }),
    output: z.object({ changedAt: instant }),
  }),
  makeDefault: command({
    path: '/calendars/{id}/make-default',
    ...MANAGE,
    summary: 'Make a business calendar the one for all that name none',
    input: z.object({ id }),
    output: nothing,
  }),
  remove: command({
    method: 'DELETE',
    path: '/calendars/{id}',
    ...MANAGE,
    summary: 'Remove a business calendar that nothing counts by',
    input: z.object({ id }),
    output: nothing,
  }),
};
