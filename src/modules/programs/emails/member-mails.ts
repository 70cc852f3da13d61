import { breachNoticeMail, revokedMail } from './breach-mails.ts';
import { lapsedMail, renewalReminderMail } from './renewal-mails.ts';
import { giveAwayMail, ownerChangedMail, takeOverMail } from './transfer-mails.ts';

/** The mails about a membership, to those who own it or are to own it. */
export const memberMails = [
  renewalReminderMail,
  lapsedMail,
  breachNoticeMail,
  revokedMail,
  giveAwayMail,
  takeOverMail,
  ownerChangedMail,
];
