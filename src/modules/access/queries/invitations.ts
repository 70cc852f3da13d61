import { sql } from 'kysely';
import { type Context, programsWith } from '#kernel/context.ts';
import type { Input, Output } from '#kernel/contract/handlers.ts';
import { cut, isAfter } from '#kernel/contract/paging.ts';
import { notFound } from '#kernel/errors.ts';
import { tokenHash } from '#kernel/secrets/token.ts';
import { readOrganisation } from '#kernel/settings/organisation.ts';
import type { accessContract } from '../contract.ts';
import { db } from '../database.ts';
import { canGive } from '../giving.ts';
import { houseRoles, labelIn } from '../house-roles.ts';
import { whyNotAcceptable } from '../invitation.ts';
import { limitKeys } from '../throttle.ts';

type Row = {
  id: string;
  mail: string;
  name: string;
  role: string;
  program: string | null;
  invited_by: string | null;
  invited_at: Temporal.Instant;
  expires_at: Temporal.Instant;
};

/** A page of invitations that nobody accepted or took back, the newest first; those too old are marked. */
export async function listInvitations(
  c: Context,
  input: Input<typeof accessContract.listInvitations>,
): Promise<Output<typeof accessContract.listInvitations>> {
  const reach = programsWith(c.actor, 'access.read');
  const visible = reach === 'all' ? sql`true` : sql`i.program = any(${reach}::uuid[])`;
  const after = input.after ? isAfter(sql`i.invited_at`, sql`i.id`, input.after, 'desc', 'timestamptz') : sql`true`;
  const { rows } = await sql<Row>`
    select i.id, i.mail, i.name, i.role, i.program, a.name as invited_by, i.invited_at, i.expires_at
    from access.invitations i left join access.accounts a on a.id = i.invited_by
    where i.accepted_at is null and i.withdrawn_at is null and ${visible} and ${after}
    order by i.invited_at desc, i.id desc limit ${input.limit + 1}`.execute(c.tx);
  const { rows: kept, next } = cut(rows, input.limit, (row) => [row.invited_at.toString(), row.id]);
  const named = await houseRoles(c);
  return {
    rows: kept.map((row) => ({
      id: row.id,
      mail: row.mail,
      name: row.name,
      role: row.role,
      program: row.program,
      invitedBy: row.invited_by,
      invitedAt: row.invited_at.toString(),
      expiresAt: row.expires_at.toString(),
      expired: Temporal.Instant.compare(row.expires_at, c.now) <= 0,
      canWithdraw: canGive(c, named, row.role, row.program),
    })),
    next,
  };
}

/** What the holder of an invitation's link is invited to. Throws `refused` with the reason when it cannot be accepted any more. */
export async function readInvitation(c: Context, input: Input<typeof accessContract.readInvitation>) {
  await limitKeys(c);
  const found = await db(c)
    .selectFrom('access.invitations')
    .selectAll()
    .where('key_hash', '=', tokenHash(input.key))
    .executeTakeFirst();
  if (!found) throw notFound('This link leads nowhere. Open it again from the mail, or copy it whole.');
  const whyNot = whyNotAcceptable(found, c.now);
  if (whyNot) throw whyNot;
  return {
    mail: found.mail,
    name: found.name,
    roleLabel: labelIn(await houseRoles(c), found.role),
    organisation: (await readOrganisation(c)).name,
    expiresAt: found.expires_at.toString(),
  };
}
