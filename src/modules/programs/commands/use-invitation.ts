import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { refused } from '#kernel/errors.ts';
import { record } from '#kernel/ledger/record.ts';
import { mayUse } from '../invitation.ts';
import { invitationUsed } from '../invitation-facts.ts';
import type { ProgramInForce } from '../program-of.ts';
import { invitationByKey } from './invite.ts';

export const BY_INVITATION =
  'This program takes applications from those it has invited. Use the link in the mail with your invitation.';

/**
 * The invitation that an application is sent with, locked: by its key, or by the draft that was begun with it. Members renew without
 * one. Where everybody may apply, one that is over does not stand in the way. Throws `refused` where one is needed and there is none
 * that can be used.
 */
export async function invitationFor(
  c: Context,
  program: ProgramInForce,
  of: { key: string | undefined; draft: string | null },
): Promise<string | null> {
  const kept = of.draft === null ? null : await keptIn(c, of.draft);
  const which = of.key ? { key: of.key } : kept?.invitation ? { id: kept.invitation } : null;
  const found = which && (await invitationByKey(c, which, { lock: true }));
  const ours = found?.program === program.id ? found : null;
  const needed = program.policy.membership.entry === 'invitation' && !kept?.renews;
  if (!ours) {
    if (needed) throw refused('program.by-invitation', BY_INVITATION);
    return null;
  }
  const objection = mayUse(ours.state);
  if (objection && needed) throw refused(objection.rule, objection.words);
  return objection ? null : ours.id;
}

/** Says that an application came of an invitation; the unique index says that it is the only one. */
export async function takeInvitation(c: Context, invitation: string, application: string): Promise<void> {
  const { rows } = await sql<{ program: string; identity: string }>`
    update programs.applications a set invitation = ${invitation} where a.id = ${application} returning a.program, a.identity`.execute(
    c.tx,
  );
  const row = rows[0];
  if (!row) throw new Error(`application ${application} is not there`);
  await record(c, invitationUsed, {
    about: { kind: 'program-invitation', id: invitation },
    ...row,
    data: { application },
  });
}

async function keptIn(c: Context, draft: string) {
  const { rows } = await sql<{ invitation: string | null; renews: string | null }>`
    select invitation, renews from programs.drafts where id = ${draft}`.execute(c.tx);
  return rows[0] ?? null;
}
