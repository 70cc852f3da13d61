import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { notFound, refused } from '#kernel/errors.ts';
import { addressPrefix } from '#kernel/limits/bucket.ts';
import { takeLimit } from '#kernel/limits/limit.ts';
import { queueMail } from '#kernel/mail/queue.ts';
import { newToken, tokenHash } from '#kernel/secrets/token.ts';
import { draftLinkMail } from '../emails/draft-link.ts';
import { mailedAddress } from '../links.ts';
import { programBySlug } from '../program-of.ts';
import { invitationByKey } from './invite.ts';
import { BY_INVITATION } from './use-invitation.ts';

type Answers = Record<string, string | string[]>;

/** Keeps what was typed so far, right or wrong. Without a key, or with one that is gone, a new draft is made. */
export async function saveDraft(
  c: Context,
  input: { program: string; key?: string | undefined; invitation?: string | undefined; answers: Answers },
) {
  const program = await programBySlug(c, input.program);
  const expiresAt = c.now.add({ hours: 24 * program.policy.retention.draftDays });
  const answers = JSON.stringify(input.answers);
  const found = input.invitation ? await invitationByKey(c, { key: input.invitation }) : null;
  const invitation = found?.program === program.id ? found.id : null;
  if (input.key) {
    const saved =
      await sql`update programs.drafts set answers = ${answers}::jsonb, saved_at = ${c.now}, expires_at = ${expiresAt}, invitation = coalesce(${invitation}, invitation)
      where key_hash = ${tokenHash(input.key)} and program = ${program.id} and expires_at > ${c.now} returning 1`.execute(
        c.tx,
      );
    if (saved.rows.length > 0) return { key: input.key, savedAt: c.now.toString(), expiresAt: expiresAt.toString() };
  }
  if (!program.open) throw refused('program.closed', 'This program takes no applications at the moment.');
  if (program.policy.membership.entry === 'invitation' && !invitation)
    throw refused('program.by-invitation', BY_INVITATION);
  await takeLimit(c, { bucket: 'draft', whom: addressPrefix(c.request.address), of: 30, per: { hours: 1 } });
  const key = newToken();
  await sql`insert into programs.drafts (program, key_hash, answers, made_at, saved_at, expires_at, invitation)
    values (${program.id}, ${tokenHash(key)}, ${answers}::jsonb, ${c.now}, ${c.now}, ${expiresAt}, ${invitation})`.execute(
    c.tx,
  );
  return { key, savedAt: c.now.toString(), expiresAt: expiresAt.toString() };
}

/** Reads a draft. Throws `not found` when it is over or was sent. */
export async function readDraft(c: Context, key: string) {
  const { rows } = await sql<{
    id: string;
    slug: string;
    name: string;
    program: string;
    answers: Answers;
    /** By name, where it was begun with an invitation that still stands. */
    invited: string | null;
    saved_at: Temporal.Instant;
    expires_at: Temporal.Instant;
  }>`
    select d.id, p.slug, p.name, p.id program, d.answers, d.saved_at, d.expires_at,
      (select i.name from programs.invitations i where i.id = d.invitation and i.withdrawn_at is null and i.expires_at > ${c.now}
        and not exists (select from programs.applications u where u.invitation = i.id)) invited from programs.drafts d join programs.programs p on p.id = d.program
    where d.key_hash = ${tokenHash(key)} and d.expires_at > ${c.now}
      and not exists (select from programs.applications a where a.draft = d.id)`.execute(c.tx);
  const draft = rows[0];
  if (!draft) throw notFound('This draft is gone: it was sent, or it was not changed for too long and was deleted.');
  return draft;
}

/** Mails the link to go on with a draft later. */
export async function mailDraftLink(c: Context, input: { key: string; address: string }) {
  const draft = await readDraft(c, input.key);
  await takeLimit(c, { bucket: 'draft-mail', whom: draft.id, of: 5, per: { hours: 24 } });
  await takeLimit(c, { bucket: 'draft-mail-to', whom: input.address, of: 5, per: { hours: 24 } });
  await sql`update programs.drafts set address = ${input.address} where id = ${draft.id}`.execute(c.tx);
  await queueMail(c, draftLinkMail, {
    to: { address: input.address, name: '' },
    about: { kind: 'draft', id: draft.id },
    program: draft.program,
    language: c.request.language,
    data: {
      program: draft.name,
      url: mailedAddress(c, `/apply/${draft.slug}/form?draft=${input.key}`, c.request.language),
      until: draft.expires_at.toString(),
    },
  });
  return {};
}
