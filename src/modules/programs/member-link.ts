import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { notFound, refused } from '#kernel/errors.ts';
import { tokenHash } from '#kernel/secrets/token.ts';
import type { MemberLinkPurpose } from './links.ts';

type Found = { membership: string | null; purpose: string; expires_at: Temporal.Instant | null };

/**
 * Which membership a private link opens. The owner's page opens by links to the membership, and by the status link of an
 * application that led to one of its terms, as long as nobody else has taken it over since. Throws `not found`, and `refused`
 * for one that is over.
 */
export async function openMemberLink(c: Context, key: string, purpose: MemberLinkPurpose): Promise<string> {
  const { rows } = await sql<Found>`
    select coalesce(l.membership, (
        select t.membership from programs.terms t join programs.applications a on a.id = t.application
        where t.application = l.application and not exists (
          select from programs.transfers x where x.membership = t.membership and x.done_at > a.submitted_at))) membership,
      l.purpose, l.expires_at
    from programs.links l where l.key_hash = ${tokenHash(key)}
      and l.purpose = any(${purpose === 'member' ? ['member', 'status'] : [purpose]}::text[])`.execute(c.tx);
  const link = rows[0];
  if (!link?.membership)
    throw notFound('This link is not valid. It may be incomplete, or a newer mail has another one.');
  if (link.expires_at && Temporal.Instant.compare(link.expires_at, c.now) <= 0)
    throw refused('link.over', 'This link is too old. Ask for a new one on the page "lost link".');
  return link.membership;
}
