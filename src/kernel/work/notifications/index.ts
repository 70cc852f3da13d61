import { sql } from 'kysely';
import type { Handlers } from '../../contract/handlers.ts';
import { timetable } from '../../jobs/timetable.ts';
import { tellChannel } from '../channels/tell.ts';
import { chooseNotifications, notificationChoices } from './choices.ts';
import type { notificationsContract } from './contract.ts';
import { notifications, readNotifications, unreadNotifications } from './list.ts';
import { noticesMail } from './mail.ts';
import { tell } from './tell.ts';
import { wakeChannel, wakeTelling } from './wake.ts';

export const notificationHandlers: Handlers<typeof notificationsContract> = {
  notifications,
  unreadNotifications,
  readNotifications,
  notificationChoices,
  chooseNotifications,
};

export const notificationJobs = [tell, tellChannel];
export const notificationMails = [noticesMail];
export const notificationTimetables = [
  // Jobs do the telling; this is for those that were lost, and clocks that disagree by a moment.
  timetable('work.sweep-tellings', { every: 'minute' }, 'Find notifications that wait without a job', (run) =>
    run.transact('notifications', async (c) => {
      const { rows } = await sql<{ account: string; via: string }>`
        select distinct account, via from work.tellings
        where ended_at is null and account is not null and due_at < ${c.now.subtract({ seconds: 5 })} limit 500`.execute(
        c.tx,
      );
      for (const { account, via } of rows) await wakeTelling(c, account, via, c.now);
      const waiting = await sql<{ channel: string }>`
        select distinct channel from work.tellings
        where ended_at is null and channel is not null and due_at < ${c.now.subtract({ seconds: 5 })} limit 500`.execute(
        c.tx,
      );
      for (const { channel } of waiting.rows) await wakeChannel(c, channel, c.now);
    }),
  ),
  timetable(
    'work.forget-notices',
    { every: 'day', at: '03:40', zone: 'organisation' },
    'Forget notifications older than half a year',
    (run) =>
      run.transact('notifications', async (c) => {
        await sql`delete from work.notices where happened_at < ${c.now.subtract({ hours: 24 * 180 })}`.execute(c.tx);
      }),
  ),
];
