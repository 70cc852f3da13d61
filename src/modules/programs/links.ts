import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { prepared } from '#kernel/database/prepared.ts';
import { notFound, refused } from '#kernel/errors.ts';
import { choiceOfMail, inLanguage } from '#kernel/language/negotiate.ts';
import { newToken, tokenHash } from '#kernel/secrets/token.ts';

export type LinkPurpose = 'status' | 'confirm-mail' | 'change-mail';
export type MemberLinkPurpose = 'member' | 'give-away' | 'take-over';

/** Makes a private link's key. Only its hash is kept; the key itself is in the mail that carries it. */
export async function makeLink(
  c: Context,
  application: string,
  purpose: LinkPurpose,
  options: { address?: string; expiresAt?: Temporal.Instant } = {},
): Promise<string> {
  const key = newToken();
  await sql`${prepared} insert into programs.links (key_hash, application, purpose, address, made_at, expires_at)
    values (${tokenHash(key)}, ${application}, ${purpose}, ${options.address ?? null}, ${c.now}, ${options.expiresAt ?? null})`.execute(
    c.tx,
  );
  return key;
}

/** The address of an applicant's status page, with a fresh key, for a mail in their language (BCP 47). */
export const statusLink = async (c: Context, application: string, language: string): Promise<string> =>
  mailedAddress(c, `/a/${await makeLink(c, application, 'status')}`, language);

/** Makes the key of a private link to a membership. */
export async function makeMemberLink(
  c: Context,
  membership: string,
  purpose: MemberLinkPurpose,
  expiresAt: Temporal.Instant | null = null,
): Promise<string> {
  const key = newToken();
  await sql`insert into programs.links (key_hash, membership, purpose, made_at, expires_at)
    values (${tokenHash(key)}, ${membership}, ${purpose}, ${c.now}, ${expiresAt}::timestamptz)`.execute(c.tx);
  return key;
}

/** The address of a member's page, with a fresh key, for a mail in their language (BCP 47). */
export const memberLink = async (c: Context, membership: string, language: string): Promise<string> =>
  mailedAddress(c, `/m/${await makeMemberLink(c, membership, 'member')}`, language);

/** The address of a public page as it stands in a mail of this language. */
export const mailedAddress = (c: Context, path: string, language: string): string =>
  c.house.settings.publicUrl + inLanguage(path, choiceOfMail(language));

/** Which application a key opens. Throws `not found` for an unknown key and `refused` for one that is over. */
export async function openLink(
  c: Context,
  key: string,
  purpose: LinkPurpose,
): Promise<{ application: string; address: string | null; usedAt: Temporal.Instant | null }> {
  const { rows } = await sql<{
    application: string;
    address: string | null;
    expires_at: Temporal.Instant | null;
    used_at: Temporal.Instant | null;
  }>`
    select application, address, expires_at, used_at from programs.links where key_hash = ${tokenHash(key)} and purpose = ${purpose}`.execute(
    c.tx,
  );
  const link = rows[0];
  if (!link) throw notFound('This link is not valid. It may be incomplete, or a newer mail has another one.');
  if (link.expires_at && Temporal.Instant.compare(link.expires_at, c.now) <= 0) {
    throw refused('link.over', 'This link is too old. Ask for a new one on the page "lost link".');
  }
  return { application: link.application, address: link.address, usedAt: link.used_at };
}
