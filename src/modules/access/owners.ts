import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { refused } from '#kernel/errors.ts';

/**
 * Throws `access.last-owner` when nobody but this account would be an owner in force. The owners' rows are locked until the
 * transaction ends: of two who take the role from each other at once, the second finds only himself.
 */
export async function keepOneOwner(c: Context, without: string): Promise<void> {
  const { rows } = await sql<{ account: string }>`
    select g.account from access.grants g join access.accounts a on a.id = g.account
    where g.role = 'owner' and g.ended_at is null and a.disabled_at is null
    order by g.id for update of g, a`.execute(c.tx);
  if (rows.some((owner) => owner.account !== without)) return;
  throw refused('access.last-owner', 'This is the last owner. Make somebody else an owner first.');
}

/** Whether there is an owner already, in force or disabled: the first visit has been. */
export async function hasOwner(c: Pick<Context, 'tx'>): Promise<boolean> {
  const { rows } = await sql`select 1 from access.grants where role = 'owner' limit 1`.execute(c.tx);
  return rows.length > 0;
}
