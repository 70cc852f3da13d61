import { auditContract } from '#kernel/audit/contract.ts';
import { backupsContract } from '#kernel/backup/contract.ts';
import { calendarsContract } from '#kernel/calendar/contract.ts';
import { figuresContract } from '#kernel/figures/contract.ts';
import { mailContract } from '#kernel/mail/contract.ts';
import { operatingContract } from '#kernel/operating/contract.ts';
import { searchContract } from '#kernel/search/contract.ts';
import { webhooksContract } from '#kernel/webhooks/contract.ts';
import { workContract } from '#kernel/work/contract.ts';
import { accessContract } from '#modules/access';
import { communityContract } from '#modules/community';
import { programsContract } from '#modules/programs';
import { sampleContract } from './sample/contract.ts';

/** All operations of the house, by module. Browser code imports this as a type only. */
export const contract = {
  access: accessContract,
  audit: auditContract,
  calendars: calendarsContract,
  backups: backupsContract,
  community: communityContract,
  figures: figuresContract,
  mail: mailContract,
  operating: operatingContract,
  programs: programsContract,
  sample: sampleContract,
  search: searchContract,
  webhooks: webhooksContract,
  work: workContract,
};
export type AppContract = typeof contract;
