import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { eraseMailAbout } from '#kernel/mail/personal.ts';
import { eraseDeliveriesAbout } from '#kernel/webhooks/erase.ts';
import { eraseNotesAbout } from '#kernel/work/notes.ts';
import { eraseNoticesAbout } from '#kernel/work/notifications/list.ts';
import { GONE } from './erase-evidence.ts';
import { forgetImported } from './imports.ts';

/**
 * Erases what memberships hold of a person who was erased: as owner, as a contact, as who speaks for the member, and what they
 * wrote. The membership stays, without a name, with its terms and codes.
 */
export async function forgetMember(c: Context, identities: readonly string[]): Promise<void> {
  const ids = [...identities];
  const { rows } = await sql<{ id: string; name: string | null; address: string | null }>`
    select id, owner_name name, owner_address address from programs.memberships where identity = any(${ids}::uuid[])
    and (owner_name is not null or owner_address is not null) order by id for update`.execute(c.tx);
  const own = rows.map(({ id }) => id);
  await forgetImported(
    c,
    ids,
    rows.flatMap(({ address }) => address ?? []),
  );
  const spoken = await sql<{ membership: string; name: string }>`
    delete from programs.contacts where identity = any(${ids}::uuid[]) returning membership, name`.execute(c.tx);
  for (const { membership, name } of spoken.rows)
    await sql`update programs.reference_consents set speaker = ${GONE} where membership = ${membership} and speaker = ${name}`.execute(
      c.tx,
    );
  if (own.length === 0) return;
  await sql`update programs.memberships set owner_name = null, owner_address = null where id = any(${own}::uuid[])`.execute(
    c.tx,
  );
  await sql`update programs.breaches set answer = ${GONE} where membership = any(${own}::uuid[]) and answer is not null`.execute(
    c.tx,
  );
  await sql`update programs.entitlement_requests set words = ${GONE} where membership = any(${own}::uuid[]) and asked_by is null`.execute(
    c.tx,
  );
  await sql`update programs.reference_consents set speaker = ${GONE} where membership = any(${own}::uuid[])`.execute(
    c.tx,
  );
  await sql`update programs.endings set words = ${GONE} where membership = any(${own}::uuid[]) and ended_by is null and words <> ''`.execute(
    c.tx,
  );
  await sql`update programs.transfers set to_name = null, to_address = null where membership = any(${own}::uuid[])`.execute(
    c.tx,
  );
  await sql`delete from programs.links where membership = any(${own}::uuid[])`.execute(c.tx);
  await sql`delete from programs.drafts where renews = any(${own}::uuid[])
    and not exists (select from programs.applications a where a.draft = drafts.id)`.execute(c.tx);
  await sql`update programs.bounces set address = null, words = ${GONE} where membership = any(${own}::uuid[])`.execute(
    c.tx,
  );
  const about = own.map((id) => ({ kind: 'membership', id }));
  await eraseNotesAbout(c, about);
  await eraseMailAbout(c, about);
  await eraseNoticesAbout(c, about);
  await eraseDeliveriesAbout(c, about);
}
