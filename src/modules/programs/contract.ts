import { answersContract } from './contract/answers.ts';
import { applicantContract } from './contract/applicant.ts';
import { bulkContract } from './contract/bulk.ts';
import { checksContract } from './contract/checks.ts';
import { customersContract } from './contract/customers.ts';
import { figuresContract } from './contract/figures.ts';
import { homeContract } from './contract/home.ts';
import { importContract } from './contract/imports.ts';
import { invitationContract } from './contract/invitations.ts';
import { makingContract } from './contract/making.ts';
import { memberPageContract } from './contract/member-page.ts';
import { memberContract } from './contract/members.ts';
import { movesContract } from './contract/moves.ts';
import { policyContract } from './contract/policy.ts';
import { programContract } from './contract/program.ts';
import { provisioningContract } from './contract/provisioning.ts';
import { reviewerContract } from './contract/reviewer.ts';
import { satisfactionContract } from './contract/satisfaction.ts';
import { workbenchContract } from './contract/workbench.ts';

/** Every operation of programs: what strangers and applicants may do, what reviewers do, and what keeps a program running. */
export const programsContract = {
  ...programContract,
  ...policyContract,
  ...movesContract,
  ...memberContract,
  ...memberPageContract,
  ...provisioningContract,
  ...makingContract,
  ...homeContract,
  ...figuresContract,
  ...reviewerContract,
  ...answersContract,
  ...bulkContract,
  ...workbenchContract,
  ...customersContract,
  ...importContract,
  ...invitationContract,
  ...checksContract,
  ...applicantContract,
  ...satisfactionContract,
};
export type ProgramsContract = typeof programsContract;
