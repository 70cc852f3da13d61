import { calendarAdded, calendarChanged, calendarMadeDefault } from '#kernel/calendar/facts.ts';
import type { Context } from '#kernel/context.ts';
import { queueJob } from '#kernel/jobs/job.ts';
import { on } from '#kernel/ledger/reaction.ts';
import { mailAttached, mailCame } from '#kernel/mail/inbound/facts.ts';
import { organisationChanged, organisationSetUp } from '#modules/access';
import { personErased } from '#modules/community';
import { runWhatWaited, startFirstChecks } from './commands/checks.ts';
import { approveByRule } from './commands/decide.ts';
import { forgetAnswers } from './commands/erase-answers.ts';
import { forgetApplicant } from './commands/erase-application.ts';
import { forgetInvited } from './commands/forget-invited.ts';
import { forgetMember } from './commands/forget-member.ts';
import {
  deliverOwed,
  endWithdrawn,
  grantMembership,
  serveFromBatch,
  serveWaiting,
} from './commands/grant-membership.ts';
import { measureAwardsFor, measureAwardsOf } from './commands/measure-awards.ts';
import { setUpOpenSource } from './commands/run-program.ts';
import { takeMail } from './commands/take-mail.ts';
import { tellAppealAnswered, tellReopened } from './commands/tell-again.ts';
import { tellDecision, tellReceived } from './commands/tell-applicant.ts';
import {
  agreementAccepted,
  applicationWithdrawn,
  calendarChosen,
  checkFinished,
  couponIssued,
  couponsAdded,
  couponsExhausted,
  decisionSettled,
  mailConfirmed,
  membershipActivated,
  questionAnswered,
} from './facts.ts';
import { restageAll } from './jobs.ts';
import { membershipReinstated, membershipRenewed } from './member-facts.ts';
import { applicationMoved } from './move-facts.ts';
import { appealAnswered, applicationReopened } from './workbench-facts.ts';

/** What is due when is worked out again. Under one key: several changes shortly after one another are one job. */
const restageSoon = (c: Context) => queueJob(c, restageAll, {}, { key: restageAll.name });

/** What programs do when they hear of a fact. */
export const reactions = [
  on(organisationSetUp, 'programs.set-up-preset', async (c) => {
    await setUpOpenSource(c);
  }),
  // Another zone, other hours, other holidays.
  on(organisationChanged, 'programs.restage-undecided', async (c, fact) => {
    if (!fact.data.fields.some((field) => field === 'zone' || field === 'country')) return;
    await restageSoon(c);
  }),
  on(calendarChanged, 'programs.restage-by-changed-calendar', async (c, fact) => {
    if (fact.data.fields.some((field) => field !== 'name')) await restageSoon(c);
  }),
  on(calendarAdded, 'programs.restage-by-first-calendar', async (c, fact) => {
    if (fact.data.isDefault) await restageSoon(c);
  }),
  on(calendarMadeDefault, 'programs.restage-by-default-calendar', async (c) => {
    await restageSoon(c);
  }),
  on(calendarChosen, 'programs.restage-by-chosen-calendar', async (c) => {
    await restageSoon(c);
  }),
  on(personErased, 'programs.forget-applicant', (c, fact) => forgetApplicant(c, fact.data.identities)),
  on(personErased, 'programs.forget-member', (c, fact) => forgetMember(c, fact.data.identities)),
  on(mailCame, 'programs.take-mail', async (c, fact) => {
    if (fact.data.record) await takeMail(c, fact.about.id, fact.data.record);
  }),
  on(mailAttached, 'programs.take-attached-mail', (c, fact) => takeMail(c, fact.about.id, fact.data.record)),
  on(personErased, 'programs.forget-answers', (c, fact) => forgetAnswers(c, fact.data.identities)),
  on(personErased, 'programs.forget-invited', (c, fact) => forgetInvited(c, fact.data.identities)),
  on(mailConfirmed, 'programs.tell-received', (c, fact) => tellReceived(c, fact.about.id)),
  on(decisionSettled, 'programs.tell-decision', (c, fact) => tellDecision(c, fact.about.id, fact.data.decision)),
  on(applicationReopened, 'programs.tell-reopened', (c, fact) => tellReopened(c, fact.about.id, fact.data)),
  on(appealAnswered, 'programs.tell-appeal-answered', (c, fact) =>
    tellAppealAnswered(c, fact.about.id, fact.data.appeal),
  ),
  on(mailConfirmed, 'programs.start-checks', (c, fact) => startFirstChecks(c, fact.about.id)),
  on(checkFinished, 'programs.approve-by-rule', async (c, fact) => {
    await approveByRule(c, fact.about.id);
  }),
  // Nothing is left to be looked at where the newer version asks for less.
  on(applicationMoved, 'programs.approve-moved', async (c, fact) => {
    await approveByRule(c, fact.about.id);
  }),
  on(questionAnswered, 'programs.run-what-waited', (c, fact) => runWhatWaited(c, fact.about.id, fact.data.question)),
  on(agreementAccepted, 'programs.grant-membership', (c, fact) => grantMembership(c, fact.about.id)),
  on(applicationWithdrawn, 'programs.end-withdrawn', (c, fact) => endWithdrawn(c, fact.about.id)),
  // Fresh stock goes first to those who have waited longest for it.
  on(couponsAdded, 'programs.serve-waiting', (c, fact) => serveFromBatch(c, fact.data.batch)),
  // Whoever began to wait while stock came in was not seen by whoever handed it out.
  on(couponsExhausted, 'programs.serve-after-all', (c, fact) => serveWaiting(c, fact.program as string, fact.data.sku)),
  on(membershipReinstated, 'programs.deliver-owed', (c, fact) => deliverOwed(c, fact.about.id)),
  on(couponIssued, 'programs.measure-award', (c, fact) => measureAwardsFor(c, fact.data.entitlement)),
  on(membershipActivated, 'programs.measure-begun-award', (c, fact) => measureAwardsOf(c, fact.data.membership)),
  on(membershipRenewed, 'programs.measure-renewed-award', (c, fact) => measureAwardsOf(c, fact.data.membership)),
];
