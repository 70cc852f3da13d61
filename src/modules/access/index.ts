import type { Module } from '#kernel/module.ts';
import { accessContract } from './contract.ts';
import { invitationMail } from './emails/invitation.ts';
import { passwordChangedMail } from './emails/password-changed.ts';
import { passwordResetMail } from './emails/password-reset.ts';
import { providerChangedMail } from './emails/provider-changed.ts';
import { signInChangedMail } from './emails/sign-in-changed.ts';
import { tokenEndingMail } from './emails/token-ending.ts';
import { endEveryFactor } from './factor.ts';
import { facts } from './facts.ts';
import { handlers } from './handlers.ts';
import { accessHandsOver } from './holdings.ts';
import { jobs, timetables } from './jobs.ts';
import { permissions } from './permissions.ts';
import { publicRoutes } from './public.ts';
import { recordTitles } from './record-titles.ts';
import { scopes } from './scopes.ts';

/** For the sample organisation alone: people who act in its story and can never sign in. */
export { makeSilentAccount } from './accounts.ts';
export { accessContract } from './contract.ts';
/** One of our cookies in a Cookie header. */
export { cookieIn } from './cookie.ts';
/** Facts of this room that others may listen to. */
export { organisationChanged, organisationSetUp } from './facts.ts';
export { identify } from './identify.ts';
/** Forges that also serve as proof of control: what programs may ask of them. */
export { newSent } from './providers/conversation.ts';
export { type ProofProvider, proofAuthorization, proofProviders, withProofToken } from './providers/for-proof.ts';
export { permissionsOfRoles, ROLES, type Role } from './roles.ts';
export { openSetup } from './setup.ts';

/** The read view for joins: one row for every account there ever was, by its id. */
export type AccountNamesView = { 'access.account_names': { id: string; name: string; initials: string } };

export const accessModule: Module = {
  name: 'access',
  contract: accessContract,
  handlers,
  permissions,
  scopes,
  facts,
  handsOver: accessHandsOver,
  jobs,
  timetables,
  secretsForgotten: endEveryFactor,
  publicRoutes,
  recordTitles,
  emails: [
    tokenEndingMail,
    invitationMail,
    passwordResetMail,
    passwordChangedMail,
    signInChangedMail,
    providerChangedMail,
  ],
};
