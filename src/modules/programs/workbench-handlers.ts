import type { Handlers } from '#kernel/contract/handlers.ts';
import { answerAppeal, appealDecision } from './commands/appeal.ts';
import { dealApplication, setAway } from './commands/deal-out.ts';
import { declareConflict, endConflict } from './commands/declare-conflict.ts';
import { answerException, askException, takeBackException } from './commands/except.ts';
import { giveMoreTime, remindApplicant } from './commands/give-more-time.ts';
import { answerProposal, proposeDecision, takeBackProposal } from './commands/propose.ts';
import { reopenApplication } from './commands/reopen-application.ts';
import { changeRound, makeRound, removeRound } from './commands/rounds.ts';
import { scoreApplication } from './commands/score.ts';
import { tickItem } from './commands/tick.ts';
import type { workbenchContract } from './contract/workbench.ts';
import { reviewersOfProgram } from './queries/reviewers-of-program.ts';
import { listRounds, roundRanking } from './queries/rounds.ts';

/** The operations of the review workbench. */
export const workbenchHandlers: Handlers<typeof workbenchContract> = {
  reopenApplication,
  answerAppeal,
  appealDecision,
  proposeDecision,
  answerProposal,
  takeBackProposal,
  tickItem,
  askException,
  answerException,
  takeBackException,
  scoreApplication,
  listRounds,
  makeRound,
  changeRound,
  removeRound,
  roundRanking,
  dealApplication,
  setAway,
  declareConflict,
  endConflict,
  reviewersOfProgram,
  giveMoreTime,
  remindApplicant,
};
