import { publicPages } from '#web/public/pages.ts';
import { ConfirmPage } from './confirm-page.tsx';
import { DeadLinkPage } from './dead-link-page.tsx';
import { NominatePage } from './entry/nominate-page.tsx';
import { ForgeSignInPage } from './forge-sign-in-page.tsx';
import { FormPage } from './form-page.tsx';
import { LostLinkPage } from './lost-link-page.tsx';
import { MemberPage } from './member/member-page.tsx';
import { RenewalSentPage } from './member/renewal-sent-page.tsx';
import { TransferPage } from './member/transfer-page.tsx';
import { OpinionPage, OpinionStopPage } from './opinion/opinion-page.tsx';
import { PrivacyPage } from './privacy-page.tsx';
import { ProgramPage } from './program-page.tsx';
import { ProgramsPage } from './programs-page.tsx';
import { SentPage } from './sent-page.tsx';
import { StatusPage } from './status-page.tsx';

/** The pages of programs for people outside, by the names under which `public/*.ts` asks for them. */
export const pages = publicPages({
  'programs.programs': ProgramsPage,
  'programs.program': ProgramPage,
  'programs.form': FormPage,
  'programs.nominate': NominatePage,
  'programs.sent': SentPage,
  'programs.confirm': ConfirmPage,
  'programs.dead-link': DeadLinkPage,
  'programs.status': StatusPage,
  'programs.forge-sign-in': ForgeSignInPage,
  'programs.member': MemberPage,
  'programs.transfer': TransferPage,
  'programs.renewal-sent': RenewalSentPage,
  'programs.lost-link': LostLinkPage,
  'programs.privacy': PrivacyPage,
  'programs.opinion': OpinionPage,
  'programs.opinion-stop': OpinionStopPage,
});
