import { timetable } from '../jobs/timetable.ts';
import { sendMail, sweepMail } from './send.ts';

export const mailJobs = [sendMail];
export const mailTimetables = [
  timetable('mail.sweep', { every: 'minute' }, async (run) => {
    while ((await run.transact('mail', sweepMail)) >= 500);
  }),
];
