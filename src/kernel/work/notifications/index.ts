import { sql } from 'kysely';
import type { Handlers } from '../../contract/handlers.ts';
import { timetable } from '../../jobs/timetable.ts';
import { webhookDisabled } from '../../webhooks/facts.ts';
import { chooseNotifications, notificationChoices } from './choices.ts';
import type { notificationsContract } from './contract.ts';
import { type NotificationKind, tells } from './kind.ts';
import { notifications, readNotifications, unreadNotifications } from './list.ts';
import { noticesMail } from './mail.ts';
import { tell } from './tell.ts';
import { wakeTelling } from './wake.ts';

export const notificationHandlers: Handlers<typeof notificationsContract> = {
  notifications,
  unreadNotifications,
  readNotifications,
  notificationChoices,
  chooseNotifications,
};

const webhookEnded: NotificationKind = {
  name: 'webhooks.disabled',
  words: 'A webhook was disabled because its receiver failed',
  permission: 'webhooks.manage',
  usually: { inApp: true, mail: 'now', slack: true },
};

/** What the kernel's own rooms tell. */
export const kernelNotifies: readonly NotificationKind[] = [
  {
    ...webhookEnded,
    hears: [
      tells(webhookEnded, webhookDisabled, async (_, fact) =>
        fact.data.why === 'hand'
          ? null
          : {
              to: 'holders',
              about: fact.about,
              program: fact.program,
              title: 'A webhook was disabled',
              words: fact.data.why === 'gone' ? 'Its receiver said that it is gone' : 'Nothing arrived for five days',
              href: '/settings/webhooks',
            },
      ),
    ],
  },
];

export const notificationJobs = [tell];
export const notificationMails = [noticesMail];
export const notificationTimetables = [
  // Jobs do the telling; this is for those that were lost, and clocks that disagree by a moment.
  timetable('work.sweep-tellings', { every: 'minute' }, (run) =>
    run.transact('notifications', async (c) => {
      const { rows } = await sql<{ account: string; via: string }>`
        select distinct account, via from work.tellings
        where ended_at is null and account is not null and due_at < ${c.now.subtract({ seconds: 5 })} limit 500`.execute(
        c.tx,
      );
      for (const { account, via } of rows) await wakeTelling(c, account, via, c.now);
    }),
  ),
  timetable('work.forget-notices', { every: 'day', at: '03:40', zone: 'organisation' }, (run) =>
    run.transact('notifications', async (c) => {
      await sql`delete from work.notices where happened_at < ${c.now.subtract({ hours: 24 * 180 })}`.execute(c.tx);
    }),
  ),
];
