import type { Handlers } from '#kernel/contract/handlers.ts';
import { answerAppeal, appealDecision } from './commands/appeal.ts';
import { giveMoreTime, remindApplicant } from './commands/give-more-time.ts';
import { reopenApplication } from './commands/reopen-application.ts';
import type { workbenchContract } from './contract/workbench.ts';

/** The operations of the review workbench. */
export const workbenchHandlers: Handlers<typeof workbenchContract> = {
  reopenApplication,
  answerAppeal,
  appealDecision,
  giveMoreTime,
  remindApplicant,
};
