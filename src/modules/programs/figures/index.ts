import type { Figure } from '#kernel/figures/figure.ts';
import { activeMembers } from './active-members.ts';
import { adoption, membersUsing } from './adoption.ts';
import { appealsMade, appealsUpheld } from './appeals.ts';
import { applicationsBySource } from './applications-by-source.ts';
import { applicationsByStage } from './applications-by-stage.ts';
import { applicationsSubmitted } from './applications-submitted.ts';
import { approvalsByTier } from './approvals-by-tier.ts';
import { approvalsByWay } from './approvals-by-way.ts';
import { automatedShare } from './automated-share.ts';
import { couponStock } from './coupon-stock.ts';
import { daysToAward, daysToAwardP90 } from './days-to-award.ts';
import { daysToDecision } from './days-to-decision.ts';
import { daysToDecisionP90 } from './days-to-decision-p90.ts';
import { daysToDecisionWithWaiting } from './days-to-decision-with-waiting.ts';
import { daysToDecisionWithWaitingP90 } from './days-to-decision-with-waiting-p90.ts';
import { keptPromise } from './kept-promise.ts';
import { membersLapsed, membersNew, membersRenewing, membersReturning, renewalRate } from './members.ts';
import { newReferences, referenceHolders, referencesInForce } from './references.ts';
import { refusalsByReason } from './refusals-by-reason.ts';
import { satisfaction, satisfactionResponse } from './satisfaction.ts';
import { seatsActive, seatsAdded, seatsGiven, seatsNew, seatsRenewed } from './seats.ts';

/** What a home shows on top. */
export const topFigures: readonly Figure[] = [
  applicationsSubmitted,
  daysToDecision,
  daysToDecisionP90,
  keptPromise,
  automatedShare,
  activeMembers,
];

/** All of them by what they are about, in the order in which they are shown. */
export const figureGroups: readonly { name: string; figures: readonly Figure[] }[] = [
  { name: 'Applications', figures: [applicationsSubmitted, applicationsByStage, applicationsBySource] },
  {
    name: 'Time',
    figures: [
      ...[daysToDecision, daysToDecisionP90, daysToDecisionWithWaiting, daysToDecisionWithWaitingP90],
      ...[daysToAward, daysToAwardP90, keptPromise],
    ],
  },
  {
    name: 'Decisions',
    figures: [automatedShare, approvalsByWay, approvalsByTier, refusalsByReason, appealsMade, appealsUpheld],
  },
  {
    name: 'Members',
    figures: [activeMembers, membersNew, membersRenewing, membersReturning, membersLapsed, renewalRate],
  },
  {
    name: 'Seats and use',
    figures: [seatsActive, seatsGiven, seatsNew, seatsAdded, seatsRenewed, membersUsing, adoption, couponStock],
  },
  {
    name: 'Satisfaction and marketing',
    figures: [satisfaction, satisfactionResponse, newReferences, referencesInForce, referenceHolders],
  },
];

export const figures: readonly Figure[] = figureGroups.flatMap((group) => group.figures);
