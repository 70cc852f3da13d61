import { type RawBuilder, sql } from 'kysely';
import type { Context } from '../context.ts';
import type { PersonalData } from '../slots.ts';
import { eraseIncoming } from './inbound/personal.ts';

/** What a mail is about, as it was queued. */
export type About = { readonly kind: string; readonly id: string };

/** Stands where an address was erased; no mail leaves for it. */
export const ERASED_ADDRESS = 'erased@invalid';

const ERASED = '(erased)';
const MOST = 10_000;

/**
 * Erases what is personal in all mails about these records: addresses, names, words, and what the server answered. That a
 * mail was written, from which template, when, and how it went stays, so that counts stay. One that has not gone out never
 * will: its state is `erased`. For retention and erasure alone. Answers how many it emptied.
 */
export async function eraseMailAbout(c: Context, about: readonly About[]): Promise<number> {
  if (about.length === 0) return 0;
  const these = sql`(select * from unnest(${about.map((a) => a.kind)}::text[], ${about.map((a) => a.id)}::text[]))`;
  // Answers and reports first: of those that belong to a mail itself, it says what they are about.
  await eraseIncoming(
    c,
    sql`((i.about_kind, i.about_id) in ${these}
      or i.mail in (select m.id from mail.messages m where (m.about_kind, m.about_id) in ${these}))`,
  );
  return emptied(c, sql`(m.about_kind, m.about_id) in ${these}`);
}

/** The same for all mails to an address, whatever they are about. `address` as it stands on them. */
export async function eraseMailTo(c: Context, address: string): Promise<number> {
  await eraseIncoming(
    c,
    sql`(lower(i.from_address) = lower(${address}) or i.mail in (select m.id from mail.messages m where m.to_address = ${address}))`,
  );
  return emptied(c, sql`m.to_address = ${address}`);
}

async function emptied(c: Context, which: RawBuilder<unknown>): Promise<number> {
  const gone = await sql`
    update mail.messages m set to_address = ${ERASED_ADDRESS}, to_name = '', reply_to = null, return_path = null, answer_token = null, subject = ${ERASED}, headers = '{}',
      html = case when m.html is null then null else '' end, text = case when m.text is null then null else ${ERASED} end,
      smtp_response = null, last_error = null,
      state = case when m.state in ('held', 'queued') then 'erased' else m.state end
    where ${which} and m.to_address <> ${ERASED_ADDRESS}`.execute(c.tx);
  return Number(gone.numAffectedRows ?? 0);
}

/** A mail that was emptied while it was on its way ends here instead of being tried again. */
export async function endErased(c: Context, id: string): Promise<void> {
  await sql`update mail.messages set state = 'erased', attempt = null, last_error = null where id = ${id}`.execute(
    c.tx,
  );
}

/**
 * Mails to a person's addresses and about the identities themselves, newest first. The words of one that carries a key are
 * left out: whoever reads the answer must not be able to act as the person.
 */
export const personalMail: PersonalData = {
  name: 'mail',
  forIdentities: async (c, identities, addresses) => {
    const { rows } = await sql<{ mail: unknown }>`
      select jsonb_build_object('to', to_address, 'name', to_name, 'template', template, 'about', jsonb_build_object('kind', about_kind, 'id', about_id),
        'subject', subject, 'state', state, 'queuedAt', queued_at, 'sentAt', sent_at,
        'text', case when confidential then null else text end, 'carriesKey', confidential) mail
      from mail.messages
      where lower(to_address) = any(${addresses.map((a) => a.toLowerCase())}::text[])
        or (about_kind = 'identity' and about_id = any(${[...identities]}::text[]))
      order by id desc limit ${MOST}`.execute(c.tx);
    return rows.map((row) => row.mail);
  },
};
