import type { Handlers } from '../contract/handlers.ts';
import { examine } from '../doctor/examine.ts';
import { worst } from '../doctor/finding.ts';
import type { Module } from '../module.ts';
import { removeJob, retryJob, retryJobs, runTimetable } from './commands.ts';
import { operatingContract } from './contract.ts';
import { operatingFacts } from './facts.ts';
import { exportJobs, jobs } from './jobs.ts';
import { queue } from './queue.ts';
import { system } from './system.ts';

const VERDICTS = ['well', 'look', 'broken'] as const;

const handlers: Handlers<typeof operatingContract> = {
  jobs,
  exportJobs,
  queue,
  retryJob,
  retryJobs,
  removeJob,
  runTimetable,
  system,
  doctor: async ({ house }) => {
    const { settings, secrets, folder, database } = house;
    const findings = await examine({ settings, secrets, folder, kysely: database.kysely });
    return { verdict: VERDICTS[worst(findings)], findings };
  },
};

/** The operator's view: queued work, the system, what is not well and what to do about it. */
export const operatingModule: Module = {
  name: 'operating',
  contract: operatingContract,
  handlers,
  permissions: [
    { name: 'house.operate', words: 'See and mend the queue, the system and what is not well with it', roles: [] },
  ],
  facts: operatingFacts,
};
