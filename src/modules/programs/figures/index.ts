import type { Figure } from '#kernel/figures/figure.ts';
import { activeMembers } from './active-members.ts';
import { applicationsByStage } from './applications-by-stage.ts';
import { applicationsSubmitted } from './applications-submitted.ts';
import { approvalsByWay } from './approvals-by-way.ts';
import { automatedShare } from './automated-share.ts';
import { daysToDecision } from './days-to-decision.ts';
import { daysToDecisionP90 } from './days-to-decision-p90.ts';
import { daysToDecisionWithWaiting } from './days-to-decision-with-waiting.ts';
import { daysToDecisionWithWaitingP90 } from './days-to-decision-with-waiting-p90.ts';
import { keptPromise } from './kept-promise.ts';
import { refusalsByReason } from './refusals-by-reason.ts';

/** In the order in which the program home shows them. */
export const figures: readonly Figure[] = [
  applicationsSubmitted,
  daysToDecision,
  daysToDecisionP90,
  keptPromise,
  automatedShare,
  activeMembers,
  daysToDecisionWithWaiting,
  daysToDecisionWithWaitingP90,
  approvalsByWay,
  refusalsByReason,
  applicationsByStage,
];
