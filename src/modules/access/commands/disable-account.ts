import type { Context } from '#kernel/context.ts';
import { notFound, refused } from '#kernel/errors.ts';
import { record } from '#kernel/ledger/record.ts';
import { db } from '../database.ts';
import { accountDisabled, invitationWithdrawn } from '../facts.ts';
import { checkReach } from '../giving.ts';
import { type Handing, handOverAll } from '../holdings.ts';
import { keepOneOwner } from '../owners.ts';
import { endSessions } from '../session.ts';

/** Shuts an account out at once. Its roles stay with it, so that enabling it again brings back what it was. */
export async function disableAccount(c: Context, { id, handOver = [] }: { id: string; handOver?: readonly Handing[] }) {
  if (c.actor.kind === 'account' && c.actor.id === id) {
    throw refused('access.own-account', 'You cannot disable the account you are signed in with. Ask a colleague.');
  }
  const grants = await db(c)
    .selectFrom('access.grants')
    .select(['role', 'program'])
    .where('account', '=', id)
    .where('ended_at', 'is', null)
    .execute();
  for (const grant of grants) await checkReach(c, grant.role, grant.program);
  if (grants.some((g) => g.role === 'owner')) await keepOneOwner(c, id);
  const account = await db(c)
    .selectFrom('access.accounts')
    .select('disabled_at')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!account) throw notFound('There is no such account.');
  if (account.disabled_at) return { done: true as const };
  await db(c)
    .updateTable('access.accounts')
    .set({ disabled_at: c.now, disabled_by: c.actor.kind === 'account' ? c.actor.id : null })
    .where('id', '=', id)
    .execute();
  const sessions = await endSessions(c, { account: id });
  const tokens = await db(c)
    .updateTable('access.tokens')
    .set({ ended_at: c.now })
    .where('account', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  // Whoever is shut out may have sent himself an invitation under another address.
  const invitations = await db(c)
    .updateTable('access.invitations')
    .set({ withdrawn_at: c.now })
    .where('invited_by', '=', id)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .returning(['id', 'program'])
    .execute();
  for (const { id: invitation, program } of invitations)
    await record(c, invitationWithdrawn, { about: { kind: 'invitation', id: invitation }, program, data: {} });
  await record(c, accountDisabled, {
    about: { kind: 'account', id },
    data: { sessions, tokens: Number(tokens.numUpdatedRows), invitations: invitations.length },
  });
  await handOverAll(c, id, handOver);
  return { done: true as const };
}
