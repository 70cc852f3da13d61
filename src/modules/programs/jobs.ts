import { z } from 'zod';
import { job } from '#kernel/jobs/job.ts';
import { runChecks } from './checks/run-checks.ts';
import { settle } from './commands/settle-decision.ts';

export const settleDecision = job('programs.settle-decision', z.object({ decision: z.uuid() }), (run, { decision }) =>
  run.transact('undo time', (c) => settle(c, decision)),
);

export const jobs = [settleDecision, runChecks];
