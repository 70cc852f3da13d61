import type { Module } from '../module.ts';
import { calendarsContract } from './contract.ts';
import { calendarFacts } from './facts.ts';
import { calendarsHandlers } from './handlers.ts';

/** What business calendars bring to the house. */
export const calendarsModule: Module = {
  name: 'calendars',
  contract: calendarsContract,
  handlers: calendarsHandlers,
  permissions: [
    {
      name: 'calendars.read',
      words: 'See business calendars and what counts by them',
      roles: ['manager', 'program-manager', 'reviewer', 'analyst'],
    },
    {
      name: 'calendars.manage',
      words: 'Add, change and remove business calendars and choose the default one',
      roles: ['manager'],
    },
  ],
  facts: calendarFacts,
};
