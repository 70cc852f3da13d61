import { z } from 'zod';
import { job } from '#kernel/jobs/job.ts';
import { timetable } from '#kernel/jobs/timetable.ts';
import { runChecks } from './checks/run-checks.ts';
import { askSatisfaction } from './commands/ask-satisfaction.ts';
import { dealWaiting } from './commands/deal-out.ts';
import { purgeOldDocuments } from './commands/documents.ts';
import { keepComments } from './commands/erase-answers.ts';
import { markMembers, openReviews, remindMembers } from './commands/keep-members.ts';
import { keepRetention } from './commands/keep-retention.ts';
import { keepSilence } from './commands/keep-silence.ts';
import { mailLinks } from './commands/mail-lost-link.ts';
import { markClocks } from './commands/mark-clocks.ts';
import { measureAwards } from './commands/measure-awards.ts';
import { moveAll } from './commands/move-applications.ts';
import { carryOutPreview, forgetPreviews } from './commands/preview-policy.ts';
import { provision } from './commands/provision.ts';
import { restageUndecided } from './commands/restage-undecided.ts';
import { settleDecision } from './commands/settle-decision.ts';
import { watchStock } from './commands/watch-stock.ts';
import { runImport, runUndo } from './imports/run-import.ts';

/** Queued under one key: two changes of the calendar shortly after one another are carried out once. */
export const restageAll = job('programs.restage-undecided', z.object({}), (run) => restageUndecided(run), {
  words: 'Work out due dates of undecided applications again',
});

export const jobs = [
  carryOutPreview,
  moveAll,
  provision,
  settleDecision,
  runChecks,
  restageAll,
  mailLinks,
  runImport,
  runUndo,
];

export const timetables = [
  timetable(
    'programs.forget-previews',
    { every: 'day', at: '03:40', zone: 'organisation' },
    'Throw old previews of policies away',
    (run) => run.transact('policy previews', forgetPreviews),
  ),
  timetable('programs.mark-members', { every: 'minute' }, 'Say which memberships are due for renewal or over', (run) =>
    markMembers(run),
  ),
  timetable('programs.remind-members', { every: 'hour' }, 'Remind members of renewal', (run) => remindMembers(run)),
  timetable('programs.open-reviews', { every: 'hour' }, 'Open reviews of activity that are due', (run) =>
    openReviews(run),
  ),
  timetable('programs.mark-clocks', { every: 'minute' }, 'Say which promises are at risk or late', (run) =>
    markClocks(run),
  ),
  timetable('programs.watch-stock', { every: 'minute' }, 'Say where coupons run low', (run) =>
    run.transact('coupon stock', watchStock),
  ),
  timetable('programs.deal-waiting', { every: 'minute' }, 'Give what waits to reviewers by turns', (run) =>
    dealWaiting(run),
  ),
  timetable('programs.keep-silence', { every: 'hour' }, 'Tell silent applicants when it ends, and end it then', (run) =>
    keepSilence(run),
  ),
  timetable(
    'programs.purge-documents',
    { every: 'day', at: '03:45', zone: 'organisation' },
    'Empty documents whose time is over',
    (run) => purgeOldDocuments(run),
  ),
  timetable(
    'programs.keep-retention',
    { every: 'day', at: '03:30', zone: 'organisation' },
    'Withdraw and erase what has lain long enough',
    async (run) => {
      await keepRetention(run);
      await keepComments(run);
    },
  ),
  timetable(
    'programs.measure-awards',
    { every: 'day', at: '04:10', zone: 'organisation' },
    'Measure how long awards took that were not measured at once',
    (run) => measureAwards(run),
  ),
  timetable(
    'programs.ask-satisfaction',
    { every: 'day', at: '10:15', zone: 'organisation' },
    'Ask applicants and members how satisfied they are',
    (run) => askSatisfaction(run),
  ),
];
