import { type RawBuilder, sql } from 'kysely';
import type { Context } from '../../context.ts';
import type { PersonalData } from '../../slots.ts';

const ERASED = '(erased)';
const MOST = 10_000;
const AT_ONCE = 500;

/**
 * Erases what is personal in mails that came: who wrote, what, and the files. That a mail came, of which kind and what it belonged to
 * stays. Answers how many it emptied.
 */
export async function eraseIncoming(c: Pick<Context, 'tx' | 'now'>, which: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    update mail.incoming i set from_address = null, from_name = null, subject = ${ERASED}, message_id = null, text = '', quoted = '', headers = '',
      bounce = i.bounce - 'recipient' || case when i.bounce is null then null else '{"words": "", "recipient": null}'::jsonb end,
      left_out = '[]', erased_at = ${c.now}
    where i.erased_at is null and ${which} returning i.id`.execute(c.tx);
  if (rows.length > 0)
    await sql`delete from files.files where about_kind = 'incoming-mail' and about_id = any(${rows.map((row) => row.id)}::text[])`.execute(
      c.tx,
    );
  return rows.length;
}

/** The same for one mail. */
export const eraseIncomingMail = (c: Pick<Context, 'tx' | 'now'>, id: string): Promise<number> =>
  eraseIncoming(c, sql`i.id = ${id}`);

/** Mails that belong to no record lose what is personal when their mailbox's time for it is over. Answers how many, at most 500. */
export const forgetStrayMail = (c: Pick<Context, 'tx' | 'now'>): Promise<number> =>
  eraseIncoming(
    c,
    sql`i.id in (select s.id from mail.incoming s join mail.mailboxes b on b.id = s.mailbox
      where s.erased_at is null and s.about_kind is null and s.came_at + make_interval(days => b.keep_days) <= ${c.now} order by s.came_at limit ${AT_ONCE})`,
  );

/** The same for all that somebody wrote from these addresses, also where it belongs to nothing. */
export const eraseMailFrom = (c: Pick<Context, 'tx' | 'now'>, addresses: readonly string[]): Promise<number> =>
  eraseIncoming(c, sql`lower(i.from_address) = any(${addresses.map((a) => a.toLowerCase())}::text[])`);

/** What somebody wrote to the house by mail, newest first. */
export const personalIncoming: PersonalData = {
  name: 'mail received',
  forIdentities: async (c, _identities, addresses) => {
    const { rows } = await sql<{ mail: unknown }>`
    select jsonb_build_object('from', from_address, 'name', from_name, 'kind', kind, 'subject', subject, 'text', text, 'quoted', quoted,
      'cameAt', came_at, 'about', case when about_kind is not null then jsonb_build_object('kind', about_kind, 'id', about_id) end,
      'files', (select coalesce(jsonb_agg(jsonb_build_object('name', f.name, 'size', f.size) order by f.id), '[]') from files.files f
        where f.about_kind = 'incoming-mail' and f.about_id = i.id::text)) mail
    from mail.incoming i where lower(from_address) = any(${addresses.map((a) => a.toLowerCase())}::text[]) order by id desc limit ${MOST}`.execute(
      c.tx,
    );
    return rows.map((row) => row.mail);
  },
};
