import type { Context } from '#kernel/context.ts';
import { notFound, refused } from '#kernel/errors.ts';
import { record } from '#kernel/ledger/record.ts';
import { db } from '../database.ts';
import { invitationWithdrawn } from '../facts.ts';
import { checkReach } from '../giving.ts';

/** Takes an invitation back: its link is dead from now on. */
export async function withdrawInvitation(c: Context, { id }: { id: string }) {
  const found = await db(c)
    .selectFrom('access.invitations')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!found) throw notFound('There is no such invitation.');
  await checkReach(c, found.role, found.program);
  if (found.accepted_at) {
    throw refused(
      'access.invitation-accepted',
      'This invitation was accepted meanwhile. End the role or disable the account instead.',
    );
  }
  if (!found.withdrawn_at) {
    await db(c).updateTable('access.invitations').set({ withdrawn_at: c.now }).where('id', '=', id).execute();
    await record(c, invitationWithdrawn, { about: { kind: 'invitation', id }, program: found.program, data: {} });
  }
  return { done: true as const };
}
