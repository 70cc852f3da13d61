import type { Module } from '#kernel/module.ts';
import { calendarUses } from './calendar-uses.ts';
import { programsContract } from './contract.ts';
import { approvedMail } from './emails/approved.ts';
import { changeAddressMail } from './emails/change-address.ts';
import { confirmMailTemplate } from './emails/confirm-mail.ts';
import { couponMail } from './emails/coupon.ts';
import { draftLinkMail } from './emails/draft-link.ts';
import { invitationMail } from './emails/invitation.ts';
import { appealDeniedMail, reopenedMail } from './emails/looked-again.ts';
import { lostLinkMail } from './emails/lost-link.ts';
import { memberMails } from './emails/member-mails.ts';
import { receivedMail } from './emails/received.ts';
import { refusedMail } from './emails/refused.ts';
import { satisfactionMail } from './emails/satisfaction.ts';
import { endedBySilenceMail, silenceNoticeMail } from './emails/silence.ts';
import { teamMessageMail } from './emails/team-message.ts';
import { facts } from './facts.ts';
import { figures } from './figures/index.ts';
import { handlers } from './handlers.ts';
import { applicationsHandOver } from './hands-over.ts';
import { jobs, timetables } from './jobs.ts';
import { needsMeSources } from './needs-me.ts';
import { notifies } from './notifies.ts';
import { permissions } from './permissions.ts';
import { personPanels } from './person-panels.ts';
import { personalData } from './personal-data.ts';
import { publicRoutes } from './public.ts';
import { reactions } from './reactions.ts';
import { recordTitles } from './record-titles.ts';
import { scopes } from './scopes.ts';
import { searchables } from './searchable.ts';
import { takesMail } from './takes-mail.ts';

/** For the sample organisation: checks whose outcomes are told, since its forges do not exist. */
export type { Outcome } from './checks/check.ts';
export { carryOutChecks } from './checks/run-checks.ts';
/** For the sample organisation, too: what time does to members, and when people are asked how it was, in one program. */
export { askSatisfaction } from './commands/ask-satisfaction.ts';
export { markMembers, remindMembers } from './commands/keep-members.ts';
/** For the composition root: a program of its own beside the Open Source one, from any preset. */
export { setUpProgram } from './commands/run-program.ts';
export { programsContract } from './contract.ts';
export type { CheckName } from './policy/requirements.ts';
export { openSourcePreset } from './presets/open-source.ts';

export const programsModule: Module = {
  name: 'programs',
  contract: programsContract,
  handlers,
  permissions,
  scopes,
  facts,
  reactions,
  jobs,
  timetables,
  figures,
  emails: [
    ...memberMails,
    confirmMailTemplate,
    receivedMail,
    approvedMail,
    refusedMail,
    couponMail,
    teamMessageMail,
    reopenedMail,
    appealDeniedMail,
    silenceNoticeMail,
    endedBySilenceMail,
    draftLinkMail,
    lostLinkMail,
    invitationMail,
    changeAddressMail,
    satisfactionMail,
  ],
  publicRoutes,
  needsMe: needsMeSources,
  searchable: searchables,
  notifies,
  recordTitles,
  takesMail,
  handsOver: [applicationsHandOver],
  personPanels,
  personalData,
  calendarUses,
};
