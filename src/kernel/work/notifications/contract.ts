import { z } from 'zod';
import { isZone } from '../../calendar/zone.ts';
import { command, givenInstant, id, instant, nothing, query } from '../../contract/operation.ts';
import { page, pageOf } from '../../contract/paging.ts';

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write the time of day as 09:00.');
const choice = z.object({ inApp: z.boolean(), mail: z.enum(['off', 'now', 'digest']), slack: z.boolean() });
const line = z.object({
  /** The newest notification of the line. */
  id,
  kind: z.string(),
  title: z.string(),
  words: z.string(),
  href: z.string(),
  at: instant,
  read: z.boolean(),
  /** How many of one kind about one record stand in this line. */
  count: z.number().int(),
});
const when = {
  /** null: the organisation's. */
  zone: z.string().max(100).refine(isZone, 'Choose a time zone of the IANA list.').nullable(),
  digest: z.enum(['hourly', 'daily', 'weekly']),
  digestAt: timeOfDay,
  /** 1 (Monday) to 7, for weekly digests. */
  digestOn: z.number().int().min(1).max(7),
  quietFrom: timeOfDay.nullable(),
  quietTo: timeOfDay.nullable(),
  quietDays: z.array(z.number().int().min(1).max(7)).max(6, 'Some day must not be quiet.'),
};

/** What people of the house are told, and how they want it. All of it one's own. */
export const notificationsContract = {
  notifications: query({
    path: '/work/notifications',
    permission: 'signed-in',
    summary: 'What you were told, newest first; what is alike stands in one line',
    input: page.extend({
      unread: z.stringbool().or(z.boolean()).default(false),
      kind: z.string().max(100).optional(),
      program: id.optional(),
      /** What happened from then on, and before then. */
      from: givenInstant.optional(),
      to: givenInstant.optional(),
    }),
    output: pageOf(line).extend({ kinds: z.array(z.object({ kind: z.string(), words: z.string() })) }),
  }),
  unreadNotifications: query({
    path: '/work/notifications/unread',
    permission: 'signed-in',
    summary: 'How many lines you have not read, 100 at most',
    input: nothing,
    output: z.object({ count: z.number().int() }),
  }),
  readNotifications: command({
    path: '/work/notifications/read',
    permission: 'signed-in',
    summary: 'Mark lines as read, or all',
    input: z.object({ ids: z.array(id).max(200).optional() }),
    output: z.object({ read: z.number().int() }),
  }),
  notificationChoices: query({
    path: '/work/notifications/choices',
    permission: 'signed-in',
    summary: 'What you can be told, and how you chose to be told it',
    input: nothing,
    output: z.object({
      kinds: z.array(choice.extend({ kind: z.string(), words: z.string() })),
      /** The host of your chat program’s webhook; the address itself is never shown. */
      slackHost: z.string().nullable(),
      ...when,
    }),
  }),
  chooseNotifications: command({
    method: 'PUT',
    path: '/work/notifications/choices',
    permission: 'signed-in',
    secret: true,
    summary: 'Choose what you are told, how and when',
    input: z
      .object({
        kinds: z.array(choice.extend({ kind: z.string().max(100) })).max(100),
        ...when,
        /** The webhook of your chat program; left out: as it is; null: none. */
        slack: z.string().trim().max(2000).nullable().optional(),
      })
      .refine((i) => (i.quietFrom === null) === (i.quietTo === null), {
        error: 'Give both ends of the quiet hours, or neither.',
        path: ['quietTo'],
      }),
    output: nothing,
  }),
};
