import { z } from 'zod';
import { job } from '#kernel/jobs/job.ts';
import { timetable } from '#kernel/jobs/timetable.ts';
import { runChecks } from './checks/run-checks.ts';
import { keepRetention } from './commands/keep-retention.ts';
import { settle } from './commands/settle-decision.ts';

export const settleDecision = job('programs.settle-decision', z.object({ decision: z.uuid() }), (run, { decision }) =>
  run.transact('undo time', (c) => settle(c, decision)),
);

export const jobs = [settleDecision, runChecks];

export const timetables = [
  timetable('programs.keep-retention', { every: 'day', at: '03:30', zone: 'organisation' }, (run) =>
    keepRetention(run),
  ),
];
