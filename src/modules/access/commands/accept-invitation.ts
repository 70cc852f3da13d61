import type { Context } from '#kernel/context.ts';
import type { Input } from '#kernel/contract/handlers.ts';
import { notFound, refused } from '#kernel/errors.ts';
import { record } from '#kernel/ledger/record.ts';
import { tokenHash } from '#kernel/secrets/token.ts';
import { readOrganisation } from '#kernel/settings/organisation.ts';
import { accountOfAddress, lockAddress, writeAccount } from '../accounts.ts';
import type { accessContract } from '../contract.ts';
import { db } from '../database.ts';
import { enter } from '../entering.ts';
import { accountJoined } from '../facts.ts';
import { couldGive, roleRetired } from '../giving.ts';
import { houseRoles } from '../house-roles.ts';
import { invitationVoid, whyNotAcceptable } from '../invitation.ts';
import { checkPassword } from '../password.ts';
import { actingAs } from '../session.ts';
import { readSignInSettings } from '../sign-in-settings.ts';
import { limitKeys } from '../throttle.ts';
import { passwordOff } from './sign-in.ts';

/** Makes the account of somebody invited, with the role the invitation names, and signs it in. The key opens once. */
export async function acceptInvitation(c: Context, input: Input<typeof accessContract.acceptInvitation>) {
  await limitKeys(c);
  const invitation = await db(c)
    .selectFrom('access.invitations')
    .selectAll()
    .where('key_hash', '=', tokenHash(input.key))
    .forUpdate()
    .executeTakeFirst();
  if (!invitation) throw notFound('This link leads nowhere. Open it again from the mail, or copy it whole.');
  const whyNot = whyNotAcceptable(invitation, c.now);
  if (whyNot) throw whyNot;
  const { invited_by } = invitation;
  if (!(await couldGive(c, invited_by, invitation.role, invitation.program))) throw invitationVoid();
  await lockAddress(c, invitation.folded);
  if (await accountOfAddress(c, invitation.folded)) {
    throw refused('access.has-account', 'There is an account with your address already. Sign in with it.');
  }
  const { mail, role, program } = invitation;
  const given = (await houseRoles(c)).get(role);
  if (!given || given.retired) throw roleRetired(given?.label ?? role);
  const { passwordFor } = await readSignInSettings(c);
  if (passwordFor === 'owners' && role !== 'owner') throw passwordOff();
  const organisation = await readOrganisation(c);
  checkPassword('password', input.password, { name: input.name, mail, organisation: organisation.name });
  const id = await writeAccount(c, {
    name: input.name,
    mail,
    password: input.password,
    role,
    program,
    grantedBy: invited_by,
  });
  await db(c)
    .updateTable('access.invitations')
    .set({ accepted_at: c.now, accepted_by: id })
    .where('id', '=', invitation.id)
    .execute();
  await record(actingAs(c, { id, name: input.name }), accountJoined, {
    about: { kind: 'account', id },
    program,
    data: { invitation: invitation.id, role, program },
    details: { name: { after: input.name }, mail: { after: mail } },
  });
  return { account: id, next: await enter(c, id, 'password') };
}
