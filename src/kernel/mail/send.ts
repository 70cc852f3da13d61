import { sql } from 'kysely';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { newId } from '../ids.ts';
import { job, queueJob, type Run } from '../jobs/job.ts';
import { record } from '../ledger/record.ts';
import { outgoingHeld } from '../outgoing/held.ts';
import { nextTry } from './backoff.ts';
import { db } from './database.ts';
import { composeMail, type MailParts } from './eml.ts';
import { mailFailed, mailUncertain } from './facts.ts';
import { ERASED_ADDRESS, endErased } from './personal.ts';
import { readSmtp, type Smtp } from './settings.ts';
import { deliver, type Outcome, type Patience } from './smtp.ts';

/** One attempt that was claimed: nobody else may hand this mail over under this attempt. */
export type Claim = {
  readonly attempt: string;
  readonly smtp: Smtp;
  readonly parts: MailParts;
  /** The envelope sender. */
  readonly returnPath: string;
};

/** An attempt without a sign of life for this long is dead. Longer than any attempt may take. */
export const DEAD_AFTER = Temporal.Duration.from({ minutes: 15 });

/** The hand-over was refused: meanwhile another attempt, or a person, took the mail. */
export class NotOurs extends Error {
  override name = 'NotOurs';
}

/** Sends one message, or finds that there is nothing left to do. */
export const sendMail = job(
  'mail.send',
  z.object({ message: z.uuid() }),
  (run, { message }) => attemptMail(run, message),
  { words: 'Send a mail', about: ({ message }) => ({ kind: 'mail', id: message }) },
);

/**
 * One attempt to send a message, in three transactions with the network between them: claim it; note, when the server is
 * ready to take it, that it is being handed over; write down what came of it. A crash before the second leaves a mail that
 * surely did not go out and is tried again; a crash after it leaves one that may have gone out, which is shown to people
 * and never sent again by itself.
 */
export async function attemptMail(run: Pick<Run, 'transact' | 'log'>, id: string, patience?: Patience): Promise<void> {
  const claim = await run.transact('mail', (c) => claimMail(c, id));
  if (!claim) return;
  const message = await composeMail(claim.parts);
  const { to } = claim.parts;
  const handOver = () => run.transact('mail', (c) => noteHandOver(c, id, claim.attempt));
  const outcome = await deliver(claim.smtp, { from: claim.returnPath, to: to.address, message, handOver }, patience);
  if (outcome.kind !== 'sent')
    run.log.warn({ message: id, outcome: outcome.kind, words: outcome.words }, 'a mail was not sent');
  await run.transact('mail', (c) => writeOutcome(c, id, claim.attempt, outcome));
}

/**
 * Takes a due message for one attempt. null: nothing to do, because it is not due, was sent, or is held since no server
 * is set up or a restored house is on hold. A message left by an attempt that died before handing it over is taken again; one that died after is
 * uncertain.
 */
export async function claimMail(c: Context, id: string): Promise<Claim | null> {
  const row = await db(c).selectFrom('mail.messages').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row || (row.state !== 'queued' && row.state !== 'sending') || row.html === null || row.text === null)
    return null;
  if (row.state === 'queued' && row.due_at && Temporal.Instant.compare(row.due_at, c.now) > 0) return null;
  if (row.state === 'sending' && row.handed_at !== null) {
    if (isDead(row.sending_at, c.now)) await becomeUncertain(c, id, row.template, row.program);
    return null;
  }
  if (row.to_address === ERASED_ADDRESS) {
    await endErased(c, id);
    return null;
  }
  const smtp = (await outgoingHeld(c)) ? null : await readSmtp(c);
  if (!smtp) {
    await db(c).updateTable('mail.messages').set({ state: 'held', attempt: null }).where('id', '=', id).execute();
    return null;
  }
  const from = { address: row.from_address ?? smtp.fromAddress, name: row.from_name ?? smtp.fromName };
  const attempt = newId();
  await db(c)
    .updateTable('mail.messages')
    .set((set) => ({
      state: 'sending',
      attempt,
      attempts: set('attempts', '+', 1),
      sending_at: c.now,
      handed_at: null,
      first_tried_at: row.first_tried_at ?? c.now,
      from_address: from.address,
      from_name: from.name,
      reply_to: row.reply_to ?? smtp.replyTo,
    }))
    .where('id', '=', id)
    .execute();
  return {
    attempt,
    smtp,
    returnPath: row.return_path ?? from.address,
    parts: {
      id,
      from,
      to: { address: row.to_address, name: row.to_name },
      replyTo: row.reply_to ?? smtp.replyTo,
      subject: row.subject,
      html: row.html,
      text: row.text,
      headers: row.headers as Record<string, string>,
      messageId: row.message_id,
      queuedAt: row.queued_at,
      submitted: row.submitted,
    },
  };
}

/** From here on the server may have the mail. Throws `NotOurs` if this attempt no longer holds it. */
export async function noteHandOver(c: Context, id: string, attempt: string): Promise<void> {
  const noted = await sql`update mail.messages set handed_at = ${c.now}
    where id = ${id} and attempt = ${attempt} and state = 'sending' and handed_at is null`.execute(c.tx);
  if (Number(noted.numAffectedRows ?? 0) !== 1) throw new NotOurs('another attempt took this mail');
}

/**
 * Writes down what came of an attempt; twice is once. An answer that comes after the mail was already called uncertain
 * still settles it, unless a person did.
 */
export async function writeOutcome(c: Context, id: string, attempt: string, outcome: Outcome): Promise<void> {
  const row = await db(c)
    .selectFrom('mail.messages')
    .select(['template', 'program', 'attempts', 'first_tried_at', 'confidential', 'state', 'handed_at', 'to_address'])
    .where('id', '=', id)
    .where('attempt', '=', attempt)
    .where('state', 'in', ['sending', 'uncertain'])
    .forUpdate()
    .executeTakeFirst();
  if (!row) return;
  // The server's words often repeat the address, which was erased meanwhile.
  const erased = row.to_address === ERASED_ADDRESS;
  const update = db(c).updateTable('mail.messages').where('id', '=', id);
  if (outcome.kind === 'sent') {
    const body = row.confidential ? { html: null, text: null, body_removed_at: c.now } : {};
    const response = erased ? null : outcome.response.slice(0, 500);
    await update
      .set({ state: 'sent', attempt: null, sent_at: c.now, last_error: null, smtp_response: response, ...body })
      .execute();
    return;
  }
  const trouble = erased
    ? { last_error: null, smtp_response: null }
    : { last_error: outcome.words, smtp_response: outcome.response?.slice(0, 500) ?? null };
  if (outcome.kind === 'unknown') {
    if (row.state === 'sending') await becomeUncertain(c, id, row.template, row.program, trouble);
    return;
  }
  const next = outcome.kind === 'later' ? nextTry(row.attempts, row.first_tried_at ?? c.now, c.now) : null;
  if (next) {
    await update.set({ state: 'queued', attempt: null, handed_at: null, due_at: next, ...trouble }).execute();
    await queueJob(c, sendMail, { message: id }, { key: `mail.send:${id}`, at: next });
    return;
  }
  await update.set({ state: 'failed', attempt: null, ...trouble }).execute();
  await record(c, mailFailed, {
    about: { kind: 'mail', id },
    program: row.program,
    data: { message: id, template: row.template },
  });
}

/**
 * Looks after messages that nobody looks after: attempts that died, and due messages whose job is gone. Answers how many it
 * moved. At most 500 at a time.
 */
export async function sweepMail(c: Context): Promise<number> {
  const stale = await db(c)
    .selectFrom('mail.messages')
    .select(['id', 'template', 'program', 'handed_at'])
    .where('state', '=', 'sending')
    .where('sending_at', '<', c.now.subtract(DEAD_AFTER))
    .orderBy('sending_at')
    .limit(500)
    .forUpdate()
    .skipLocked()
    .execute();
  for (const row of stale) {
    if (row.handed_at) await becomeUncertain(c, row.id, row.template, row.program);
    else await queueJob(c, sendMail, { message: row.id }, { key: `mail.send:${row.id}` });
  }
  const forgotten = await db(c)
    .selectFrom('mail.messages')
    .select('id')
    .where('state', '=', 'queued')
    .where('due_at', '<', c.now.subtract({ minutes: 5 }))
    .where(
      sql<boolean>`not exists (select from graphile_worker.jobs j where j.key = 'mail.send:' || mail.messages.id and j.attempts < j.max_attempts)`,
    )
    .limit(500)
    .execute();
  for (const row of forgotten) await queueJob(c, sendMail, { message: row.id }, { key: `mail.send:${row.id}` });
  return stale.length + forgotten.length;
}

const SILENT = 'The mail was handed to the server, but its answer never came. It may have arrived.';

/** The attempt stays noted, so that its answer, should it come late, still counts. */
async function becomeUncertain(
  c: Context,
  id: string,
  template: string,
  program: string | null,
  trouble: { last_error: string | null; smtp_response: string | null } = { last_error: SILENT, smtp_response: null },
): Promise<void> {
  await db(c)
    .updateTable('mail.messages')
    .set({ state: 'uncertain', ...trouble })
    .where('id', '=', id)
    .execute();
  await record(c, mailUncertain, { about: { kind: 'mail', id }, program, data: { message: id, template } });
}

function isDead(since: Temporal.Instant | null, now: Temporal.Instant): boolean {
  return since === null || Temporal.Instant.compare(since.add(DEAD_AFTER), now) < 0;
}
