import type { Context } from '#kernel/context.ts';
import { record } from '#kernel/ledger/record.ts';
import { db } from './database.ts';
import { invitationWithdrawn } from './facts.ts';

/** Withdraws the open invitations that somebody sent, or that give a role; each is a fact. Returns how many there were. */
export async function withdrawInvitations(c: Context, those: { by: string } | { role: string }): Promise<number> {
  const open = await db(c)
    .updateTable('access.invitations')
    .set({ withdrawn_at: c.now })
    .where((eb) => ('by' in those ? eb('invited_by', '=', those.by) : eb('role', '=', those.role)))
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .returning(['id', 'program'])
    .execute();
  for (const { id, program } of open)
    await record(c, invitationWithdrawn, { about: { kind: 'invitation', id }, program, data: {} });
  return open.length;
}
