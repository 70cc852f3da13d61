import { type RawBuilder, sql } from 'kysely';
import type { Context } from '../../context.ts';
import { prepared } from '../../database/prepared.ts';
import type { House } from '../../house.ts';
import type { ImapSettings } from './contract.ts';

/** A mailbox as it is kept. */
export type MailboxRow = {
  id: string;
  name: string;
  address: string;
  program: string | null;
  kind: 'imap' | 'webhook';
  imap: ImapSettings | null;
  plus_addresses: boolean;
  replies_here: boolean;
  bounces_here: boolean;
  explains: boolean;
  auth_server: string | null;
  keep_days: number;
  switched_off_at: Temporal.Instant | null;
  looked_at: Temporal.Instant | null;
  came_at: Temporal.Instant | null;
  fault: string | null;
  faulty_since: Temporal.Instant | null;
  uid_validity: number | null;
  last_uid: number;
};

/** The mailbox that a mail came to, as far as taking it in needs it. */
export type Receiving = Readonly<Pick<MailboxRow, 'id' | 'name' | 'address' | 'program' | 'explains' | 'auth_server'>>;

/** Mailboxes that were not removed, by name. */
export async function readMailboxes(c: Pick<Context, 'tx'>, which: RawBuilder<unknown>): Promise<MailboxRow[]> {
  const { rows } = await sql<MailboxRow>`
    select * from mail.mailboxes b where removed_at is null and ${which} order by lower(name), id`.execute(c.tx);
  return rows;
}

/** The mailbox, whether it is on or off; null once it is removed. */
export const readMailbox = async (c: Pick<Context, 'tx'>, id: string): Promise<MailboxRow | null> =>
  (await readMailboxes(c, sql`b.id = ${id}`))[0] ?? null;

/** The mailbox that answers to a program's mails are asked for to, its own before that of all programs. */
export async function mailboxOfAnswers(
  c: Pick<Context, 'tx'>,
  program: string | null,
): Promise<Pick<MailboxRow, 'address' | 'plus_addresses' | 'bounces_here'> | null> {
  const { rows } = await sql<Pick<MailboxRow, 'address' | 'plus_addresses' | 'bounces_here'>>`${prepared}
    select address, plus_addresses, bounces_here from mail.mailboxes
    where replies_here and switched_off_at is null and removed_at is null and (program is null or program = ${program}::uuid)
    order by program nulls last limit 1`.execute(c.tx);
  return rows[0] ?? null;
}

/** Is this an address of one of the house's own mailboxes, with or without a token in it? */
export async function isOwnAddress(c: Pick<Context, 'tx'>, address: string): Promise<boolean> {
  const bare = address.toLowerCase().replace(/\+[^@]{0,64}@/, '@');
  const { rows } =
    await sql`select 1 from mail.mailboxes where lower(address) in (${bare}, ${address.toLowerCase()}) limit 1`.execute(
      c.tx,
    );
  return rows.length > 0;
}

/** Under which name a mailbox's password, or a webhook's secret, is sealed. */
export const mailboxSecret = (id: string): string => `mail.mailbox.${id}`;

/** Is mail posted to this address of ours? Then it may be as large as mails are. */
export async function isOpenMailbox(house: Pick<House, 'database'>, path: string): Promise<boolean> {
  const id = /^\/mail\/in\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\/mime)?$/.exec(path)?.[1];
  if (id === undefined) return false;
  const row = await readMailbox({ tx: house.database.kysely }, id);
  return row?.kind === 'webhook' && row.switched_off_at === null;
}
