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

/** What can happen while an application is reviewed, beside its decision. */
export const workbenchFacts = [
  applicationReopened,
  silenceNoticed,
  moreTimeGiven,
  applicantReminded,
  appealMade,
  appealAnswered,
];
