import { sql } from 'kysely';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import type { Input, Output } from '../../contract/handlers.ts';
import { job, queueJob, type Run } from '../../jobs/job.ts';
import { counted } from '../../language/english.ts';
import { record } from '../../ledger/record.ts';
import { outgoingHeld } from '../../outgoing/held.ts';
import { CannotOpen } from '../../secrets/seal.ts';
import { readSecret } from '../../secrets/vault.ts';
import type { inboundContract } from './contract.ts';
import { mailboxFailing } from './facts.ts';
import { FOR_TEST, MailboxFault, type OpenFolder, withFolder } from './imap.ts';
import { type MailboxRow, mailboxSecret, readMailbox, readMailboxes } from './mailbox-row.ts';
import { passwordFor } from './mailboxes.ts';
import { type ReadMail, readMail, takeIn } from './take-in.ts';

/** So many mails are taken in by one look; the next one goes on. */
const MOST_AT_ONCE = 100;

/** Queues a look at every mailbox that is read by IMAP; one look at a time for each. */
export async function lookAtMailboxes(c: Context): Promise<void> {
  if (await outgoingHeld(c)) return;
  for (const { id } of await readMailboxes(c, sql`b.kind = 'imap' and b.switched_off_at is null`))
    await queueJob(c, lookAtMailbox, { mailbox: id }, { key: `mail.look:${id}`, queue: `mail.look:${id}` });
}

/**
 * Reads what came to a mailbox since the last look. How far it got is noted in the transaction that takes a mail in, so that a process that
 * dies in between leaves nothing out and takes nothing in twice.
 */
export const lookAtMailbox = job(
  'mail.look',
  z.object({ mailbox: z.uuid() }),
  async (run, { mailbox: id }) => {
    const found = await run.transact('mailbox', (c) => openSettings(c, id));
    if (!found) return;
    const { row, password } = found;
    try {
      if (password === null) throw new MailboxFault('No password is kept for this mailbox. Enter it again.');
      await withFolder(run.house.gate, row.imap, password, (folder) => readFolder(run, row, folder));
      await run.transact('mailbox', (c) => noteLook(c, id, null));
    } catch (error) {
      if (!(error instanceof MailboxFault)) throw error;
      run.log.warn({ mailbox: id, words: error.message }, 'a mailbox could not be read');
      await run.transact('mailbox', (c) => noteLook(c, id, error.message));
    }
  },
  { words: 'Look for mail that came', attempts: 1, about: ({ mailbox }) => ({ kind: 'mailbox', id: mailbox }) },
);

type ImapRow = MailboxRow & { imap: NonNullable<MailboxRow['imap']> };

async function openSettings(c: Context, id: string): Promise<{ row: ImapRow; password: string | null } | null> {
  const row = await readMailbox(c, id);
  if (!row?.imap || row.switched_off_at || (await outgoingHeld(c))) return null;
  try {
    return { row: { ...row, imap: row.imap }, password: await readSecret(c, mailboxSecret(id)) };
  } catch (error) {
    if (error instanceof CannotOpen) return { row: { ...row, imap: row.imap }, password: null };
    throw error;
  }
}

async function readFolder(run: Run, row: ImapRow, folder: OpenFolder): Promise<void> {
  if (row.uid_validity === null) {
    // What lay there before the house was told of the mailbox is not its business.
    await run.transact('mailbox', (c) => noteProgress(c, row.id, folder.uidValidity, folder.uidNext - 1));
    return;
  }
  const uids = await newest(run, row, folder);
  for (const uid of uids.slice(0, MOST_AT_ONCE)) {
    run.signal.throwIfAborted();
    const found = await folder.read(uid);
    const mail = found && (await readMail(found.bytes, found.size));
    const progress = (c: Context) => noteProgress(c, row.id, folder.uidValidity, uid);
    if (!mail) await run.transact('mailbox', progress);
    else {
      await takeOne(run, row, mail, progress);
      await folder.afterwards(uid);
    }
  }
}

/**
 * The numbers of mails that were not read yet. Where the server numbered all mails anew (another UIDVALIDITY), those of the days since the
 * last look come again: what was here before is known by itself.
 */
async function newest(run: Run, row: ImapRow, folder: OpenFolder): Promise<number[]> {
  if (row.uid_validity === folder.uidValidity) return folder.after(row.last_uid);
  const uids = await folder.since((row.looked_at ?? run.house.clock.now()).subtract({ hours: 48 }));
  const before = (uids[0] ?? folder.uidNext) - 1;
  await run.transact('mailbox', (c) => noteProgress(c, row.id, folder.uidValidity, before));
  return uids;
}

/** `progress`: notes how far the folder is read with this mail, in the same transaction. */
async function takeOne(run: Run, row: ImapRow, mail: ReadMail, progress: (c: Context) => Promise<void>): Promise<void> {
  const take = (read: ReadMail) =>
    run.transact('mailbox', async (c) => {
      await takeIn(c, row, read);
      await progress(c);
    });
  try {
    await take(mail);
  } catch (error) {
    run.log.error({ err: error, mailbox: row.id }, 'a mail could not be taken in whole');
    // One mail that the database will not have must not keep all later ones out.
    await take({ ...mail, mail: { ...mail.mail, text: '', parts: [], headers: new Map(), damaged: true } });
  }
}

async function noteProgress(c: Context, id: string, uidValidity: number, uid: number): Promise<void> {
  await sql`update mail.mailboxes set uid_validity = ${uidValidity}, last_uid = ${uid} where id = ${id}`.execute(c.tx);
}

async function noteLook(c: Context, id: string, fault: string | null): Promise<void> {
  const { rows } = await sql<{ program: string | null; before: string | null }>`
    select program, fault before from mail.mailboxes where id = ${id} for update`.execute(c.tx);
  const row = rows[0];
  if (!row) return;
  await sql`update mail.mailboxes set fault = ${fault}, faulty_since = case when ${fault}::text is null then null else coalesce(faulty_since, ${c.now}) end
    ${fault === null ? sql`, looked_at = ${c.now}` : sql``} where id = ${id}`.execute(c.tx);
  if (fault !== null && row.before === null)
    await record(c, mailboxFailing, { about: { kind: 'mailbox', id }, program: row.program, data: {} });
}

/** Connects with settings that need not be kept, and says how many mails lie there. Throws `invalid`, `not found`. */
export async function testMailbox(
  c: Context,
  input: Input<(typeof inboundContract)['testMailbox']>,
): Promise<Output<(typeof inboundContract)['testMailbox']>> {
  const password = await passwordFor(c, input);
  try {
    const messages = await withFolder(c.house.gate, input.imap, password, async (folder) => folder.messages, FOR_TEST);
    const words = `The mailbox was opened. ${messages === 1 ? 'One mail lies' : `${counted(messages, 'mail', 'mails')} lie`} in “${input.imap.folder}”; what is there already stays unread by the house.`;
    return { ok: true, words, messages };
  } catch (error) {
    if (!(error instanceof MailboxFault)) throw error;
    return { ok: false, words: error.message, messages: null };
  }
}
