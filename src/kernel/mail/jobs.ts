import { timetable } from '../jobs/timetable.ts';
import { sendMail, sweepMail } from './send.ts';

export const mailJobs = [sendMail];
export const mailTimetables = [
  timetable('mail.sweep', { every: 'minute' }, 'Find mails that wait without a job', async (run) => {
    while ((await run.transact('mail', sweepMail)) >= 500);
  }),
];
