import { calendarsContract } from '#kernel/calendar/contract.ts';
import { figuresContract } from '#kernel/figures/contract.ts';
import { mailContract } from '#kernel/mail/contract.ts';
import { workContract } from '#kernel/work/contract.ts';
import { accessContract } from '#modules/access';
import { communityContract } from '#modules/community';
import { programsContract } from '#modules/programs';
import { sampleContract } from './sample/contract.ts';

/** All operations of the house, by module. Browser code imports this as a type only. */
export const contract = {
  access: accessContract,
  calendars: calendarsContract,
  community: communityContract,
  figures: figuresContract,
  mail: mailContract,
  programs: programsContract,
  sample: sampleContract,
  work: workContract,
};
export type AppContract = typeof contract;
