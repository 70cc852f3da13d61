import { z } from 'zod';
import { fact } from '#kernel/ledger/fact.ts';

const id = z.uuid();

/** What was refused (`decision`) or fell silent (`withdrawal`) is looked at again; `appeal`: the one that brought it about. */
export const applicationReopened = fact(
  'application.reopened',
  z.object({ decision: id.nullable(), withdrawal: id.nullable(), appeal: id.nullable() }),
  'took the application up again',
);
/** Nothing was heard: the applicant is told when the application ends. */
export const silenceNoticed = fact(
  'application.silence-noticed',
  z.object({ notice: id, endsAt: z.iso.datetime() }),
  'told the applicant when it ends without an answer',
);
export const moreTimeGiven = fact(
  'application.more-time-given',
  z.object({ until: z.iso.datetime() }),
  'gave the applicant more time',
);
export const applicantReminded = fact(
  'application.applicant-reminded',
  z.object({ reminder: id }),
  'reminded the applicant',
);
export const appealMade = fact('application.appealed', z.object({ appeal: id }), 'appealed against the decision');
export const appealAnswered = fact(
  'application.appeal-answered',
  z.object({ appeal: id, upheld: z.boolean() }),
  'answered the appeal',
);

export const conflictDeclared = fact(
  'application.conflict-declared',
  z.object({ conflict: id, about: z.enum(['application', 'organisation', 'person']) }),
  'declared a conflict of interest',
);
export const conflictEnded = fact(
  'application.conflict-ended',
  z.object({ conflict: id }),
  'took a conflict of interest back',
);

export const decisionProposed = fact(
  'application.decision-proposed',
  z.object({ proposal: id, verdict: z.enum(['approved', 'refused']) }),
  'proposed a decision',
);
export const proposalAnswered = fact(
  'application.proposal-answered',
  z.object({ proposal: id, agreed: z.boolean() }),
  'gave a second opinion',
);
export const proposalTakenBack = fact(
  'application.proposal-taken-back',
  z.object({ proposal: id }),
  'took a proposed decision back',
);
export const itemTicked = fact(
  'application.item-ticked',
  z.object({ item: z.string(), ticked: z.boolean() }),
  'went through the checklist',
);
export const exceptionAsked = fact(
  'application.exception-asked',
  z.object({ exception: id, requirements: z.array(z.string()) }),
  'asked for an exception',
);
export const exceptionAnswered = fact(
  'application.exception-answered',
  z.object({ exception: id, agrees: z.boolean(), outcome: z.enum(['granted', 'denied', 'open']) }),
  'answered whether to make an exception',
);
export const exceptionTakenBack = fact(
  'application.exception-taken-back',
  z.object({ exception: id }),
  'asked for the exception no more',
);

export const applicationScored = fact('application.scored', z.object({ score: id }), 'scored the application');
export const roundMade = fact('round.made', z.object({ round: id }), 'made a round');
export const roundChanged = fact('round.changed', z.object({ round: id }), 'changed a round');
export const roundRemoved = fact('round.removed', z.object({ round: id }), 'removed a round');

/** What can happen while an application is reviewed, beside its decision. */
export const workbenchFacts = [
  applicationScored,
  roundMade,
  roundChanged,
  roundRemoved,
  decisionProposed,
  proposalAnswered,
  proposalTakenBack,
  itemTicked,
  exceptionAsked,
  exceptionAnswered,
  exceptionTakenBack,
  conflictDeclared,
  conflictEnded,
  applicationReopened,
  silenceNoticed,
  moreTimeGiven,
  applicantReminded,
  appealMade,
  appealAnswered,
];
