import { accountOf, type Context } from '#kernel/context.ts';
import type { Input } from '#kernel/contract/handlers.ts';
import { refused } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { record } from '#kernel/ledger/record.ts';
import { foldedAddress } from '#kernel/mail/address.ts';
import { queueMail } from '#kernel/mail/queue.ts';
import { newToken, tokenHash } from '#kernel/secrets/token.ts';
import { readOrganisation } from '#kernel/settings/organisation.ts';
import { accountOfAddress, lockAddress } from '../accounts.ts';
import type { accessContract } from '../contract.ts';
import { db } from '../database.ts';
import { invitationMail } from '../emails/invitation.ts';
import { accountInvited } from '../facts.ts';
import { checkGiving, checkReach } from '../giving.ts';
import { houseRoles, labelIn } from '../house-roles.ts';
import { limitInvitations } from '../throttle.ts';

/** How long an invitation can be accepted. */
export const INVITATION_DAYS = 7;

/** Invites somebody by mail. An open invitation of the same address is replaced, so the newest link is the one that works. */
export async function invite(c: Context, input: Input<typeof accessContract.invite>) {
  await checkGiving(c, input.role, input.program);
  await limitInvitations(c);
  const folded = foldedAddress(input.mail);
  await lockAddress(c, folded);
  if (await accountOfAddress(c, folded)) {
    throw refused(
      'access.has-account',
      'Somebody with this address has an account already. Give that account the role instead.',
    );
  }
  await replaceOpen(c, folded);
  const invitation = newId();
  const key = newToken();
  const expires = c.now.add({ hours: INVITATION_DAYS * 24 });
  const { mail, name, role, program } = input;
  await db(c)
    .insertInto('access.invitations')
    .values({
      id: invitation,
      mail,
      folded,
      name,
      role,
      program,
      key_hash: tokenHash(key),
      invited_by: accountOf(c),
      invited_at: c.now,
      expires_at: expires,
    })
    .execute();
  await queueMail(c, invitationMail, {
    to: { address: mail, name },
    about: { kind: 'invitation', id: invitation },
    program,
    key: `invitation:${invitation}`,
    data: {
      name,
      inviter: c.actor.kind === 'account' ? c.actor.name : (await readOrganisation(c)).name,
      role: labelIn(await houseRoles(c), role),
      link: `${c.house.settings.publicUrl}/invitation?key=${key}`,
      days: INVITATION_DAYS,
    },
  });
  await record(c, accountInvited, {
    about: { kind: 'invitation', id: invitation },
    program,
    data: { role, program },
    details: { mail: { after: mail }, name: { after: name } },
  });
  return { invitation, expiresAt: expires.toString() };
}

/** Withdraws the open invitation of an address. Whoever could not have given it cannot replace it either. */
async function replaceOpen(c: Context, folded: string): Promise<void> {
  const open = await db(c)
    .selectFrom('access.invitations')
    .select(['id', 'role', 'program', 'expires_at'])
    .where('folded', '=', folded)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!open) return;
  if (Temporal.Instant.compare(open.expires_at, c.now) > 0) await checkReach(c, open.role, open.program);
  await db(c).updateTable('access.invitations').set({ withdrawn_at: c.now }).where('id', '=', open.id).execute();
}
