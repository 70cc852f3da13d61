import { invite, resendInvitation, withdrawInvitation } from './commands/invite.ts';
import { acceptNomination, declineNomination, nominate } from './commands/nominate.ts';
import {
  exportInvitations,
  exportNominations,
  invitation,
  listInvitations,
  listNominations,
} from './queries/invitations.ts';

/** Of contract/invitations.ts. */
export const invitationHandlers = {
  invite,
  listInvitations,
  exportInvitations,
  resendInvitation,
  withdrawInvitation,
  listNominations,
  exportNominations,
  acceptNomination,
  declineNomination,
  nominate,
  invitation,
};
