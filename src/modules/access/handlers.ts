import type { Handlers } from '#kernel/contract/handlers.ts';
import { readOrganisation } from '#kernel/settings/organisation.ts';
import { acceptInvitation } from './commands/accept-invitation.ts';
import { answerFactor } from './commands/answer-factor.ts';
import { changePassword } from './commands/change-password.ts';
import { disableAccount } from './commands/disable-account.ts';
import { disconnectOwnProvider, disconnectProviders } from './commands/disconnect-provider.ts';
import { enableAccount } from './commands/enable-account.ts';
import { endGrant } from './commands/end-grant.ts';
import { endSession } from './commands/end-session.ts';
import { endToken } from './commands/end-token.ts';
import { eraseAccount } from './commands/erase-account.ts';
import { grantRole } from './commands/grant-role.ts';
import { handOver } from './commands/hand-over.ts';
import { invite } from './commands/invite.ts';
import { changeRole, makeRole, retireRole } from './commands/made-roles.ts';
import { makeToken } from './commands/make-token.ts';
import { addPasskey, listPasskeys, removePasskey, renamePasskey, startPasskey } from './commands/own-passkeys.ts';
import { proveMyself } from './commands/prove-myself.ts';
import { addProvider, changeProvider, removeProvider } from './commands/providers.ts';
import { removeFactor, renewRecoveryCodes } from './commands/remove-factor.ts';
import { rename } from './commands/rename.ts';
import { requestPasswordReset } from './commands/request-password-reset.ts';
import { resetFactor } from './commands/reset-factor.ts';
import { resetPassword } from './commands/reset-password.ts';
import { setUp } from './commands/set-up.ts';
import { confirmFactor, startFactor } from './commands/set-up-factor.ts';
import { signIn } from './commands/sign-in.ts';
import { signInByPasskey, startPasskeySignIn } from './commands/sign-in-by-passkey.ts';
import { signOut } from './commands/sign-out.ts';
import { signOutAccount } from './commands/sign-out-account.ts';
import { updateOrganisation } from './commands/update-organisation.ts';
import { updateSignInSettings } from './commands/update-sign-in-settings.ts';
import { withdrawInvitation } from './commands/withdraw-invitation.ts';
import type { accessContract } from './contract.ts';
import { holdings } from './holdings.ts';
import { hasOwner } from './owners.ts';
import { exportAccounts, getAccount, listAccounts } from './queries/accounts.ts';
import { colleagues } from './queries/colleagues.ts';
import { listInvitations, readInvitation } from './queries/invitations.ts';
import { me } from './queries/me.ts';
import { listSessions, listTokens } from './queries/own-keys.ts';
import { ownKeys, signInReach, signInStep } from './queries/own-sign-in.ts';
import { listProviders, ownProviders, signInProviders, testProvider } from './queries/providers.ts';
import { roles } from './queries/roles.ts';
import { readSignInSettings } from './sign-in-settings.ts';

export const handlers: Handlers<typeof accessContract> = {
  me,
  setUpState: async (c) => ({ open: !(await hasOwner(c)) }),
  setUp,
  signIn,
  signOut,
  changePassword,
  rename,
  requestPasswordReset,
  resetPassword,
  listSessions,
  endSession,
  listTokens,
  makeToken,
  endToken,
  roles,
  makeRole,
  changeRole,
  retireRole,
  colleagues,
  listAccounts,
  exportAccounts,
  getAccount,
  grantRole,
  endGrant,
  disableAccount,
  holdings,
  handOver,
  enableAccount,
  eraseAccount,
  signOutAccount,
  invite,
  listInvitations,
  withdrawInvitation,
  readInvitation,
  acceptInvitation,
  organisation: (c) => readOrganisation(c),
  updateOrganisation,
  signInStep,
  answerFactor,
  startFactor,
  confirmFactor,
  removeFactor,
  renewRecoveryCodes,
  proveMyself,
  ownKeys,
  resetFactor,
  signInSettings: (c) => readSignInSettings(c),
  signInReach,
  updateSignInSettings,
  listPasskeys,
  startPasskey,
  addPasskey,
  renamePasskey,
  removePasskey,
  startPasskeySignIn,
  signInByPasskey,
  signInProviders,
  listProviders,
  addProvider,
  changeProvider,
  removeProvider,
  testProvider,
  ownProviders,
  disconnectOwnProvider,
  disconnectProviders,
};
