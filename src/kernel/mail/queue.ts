import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { prepared } from '../database/prepared.ts';
import { newId } from '../ids.ts';
import { queueJob } from '../jobs/job.ts';
import { choiceOfMail, inLanguage } from '../language/negotiate.ts';
import { outgoingHeld } from '../outgoing/held.ts';
import { readOrganisation } from '../settings/organisation.ts';
import { headerText, isSampleAddress, type MailAddress, mailAddress, oneLine, UnfitForMail } from './address.ts';
import { db } from './database.ts';
import { newAnswerToken, tokenAddress } from './inbound/clues.ts';
import { mailboxOfAnswers } from './inbound/mailbox-row.ts';
import { type CompiledStore, type Rendered, renderMail } from './render.ts';
import { sendMail } from './send.ts';
import { readSmtpSettings } from './settings.ts';
import { type MailScope, type Template, wordingFor } from './template.ts';

/** What is to be mailed, and to whom. */
export type NewMail<T extends Template> = {
  readonly to: MailAddress;
  readonly data: T['sample'];
  readonly about: { readonly kind: string; readonly id: string };
  /** The program it belongs to, which decides who may read it in the outbox. */
  readonly program?: string | null;
  /** The reader's language, such as `de` or `pt-BR`. */
  readonly language?: string;
  /** A second mail with the same key is the first one: it is queued once, for good. */
  readonly key?: string;
  readonly notBefore?: Temporal.Instant;
  /** Where answers go; without it, to the mailbox of its program, if there is one. */
  readonly replyTo?: string;
  /** Whether a machine sends it by itself (the usual), in answer to a mail that came, or a person wrote it (RFC 3834). */
  readonly submitted?: 'auto-generated' | 'auto-replied' | 'by-person';
  /** More headers, such as List-Unsubscribe. The mail's own headers cannot be set here. */
  readonly headers?: Readonly<Record<string, string>>;
};

/**
 * Renders a mail and queues it, in the caller's transaction: what is promised is fixed, and it is promised only if the
 * transaction stands. Without a mail server, or while a restored house is on hold, it is held in the local outbox. Answers the mail's id. Throws `UnfitForMail` for an address or header that cannot be mailed, a ZodError for data that do
 * not fit the template.
 */
export async function queueMail<T extends Template>(c: Context, template: T, mail: NewMail<T>): Promise<string> {
  const before = mail.key === undefined ? null : await queuedBefore(c, mail.key);
  if (before) return before;
  const id = newId();
  const to = { address: mailAddress(mail.to.address), name: shownName(mail.to.name ?? '') };
  const rendered = await renderFor(c, template, mail.data, to, mail.language);
  const goesOut = !isSampleAddress(to.address) && (await readSmtpSettings(c)) && !(await outgoingHeld(c));
  const state = goesOut ? 'queued' : 'held';
  const back = await wayBack(c, mail);
  const due = mail.notBefore && Temporal.Instant.compare(mail.notBefore, c.now) > 0 ? mail.notBefore : c.now;
  const inserted = await db(c)
    .insertInto('mail.messages')
    .values({
      id,
      key: mail.key ?? null,
      template: template.name,
      template_version: rendered.version,
      language: rendered.language,
      confidential: template.confidential,
      about_kind: mail.about.kind,
      about_id: mail.about.id,
      program: mail.program ?? null,
      to_address: to.address,
      to_name: to.name,
      reply_to: back.replyTo,
      answer_token: back.token,
      return_path: back.returnPath,
      submitted: mail.submitted ?? 'auto-generated',
      subject: rendered.subject,
      html: rendered.html,
      text: rendered.text,
      headers: moreHeaders(mail.headers ?? {}),
      message_id: `<${id}@${mailDomain(c.house.settings.publicUrl)}>`,
      state,
      queued_at: c.now,
      due_at: due,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('id')
    .modifyEnd(prepared)
    .executeTakeFirst();
  // Another transaction queued the same key meanwhile and has committed by now: its mail is the one.
  if (!inserted) return (await queuedBefore(c, mail.key ?? '')) ?? id;
  if (state === 'queued') await queueJob(c, sendMail, { message: id }, { key: `mail.send:${id}`, at: due });
  return id;
}

/** Where answers to a mail go, and reports of servers about it. */
type WayBack = { replyTo: string | null; token: string | null; returnPath: string | null };

/**
 * Answers come to the mailbox of the mail's program, under an address with a token that only its receiver gets; so do reports, if the
 * mailbox takes them. Nobody answers an automatic answer.
 */
async function wayBack(
  c: Context,
  { program = null, replyTo, submitted }: Pick<NewMail<Template>, 'program' | 'replyTo' | 'submitted'>,
): Promise<WayBack> {
  const silent = submitted === 'auto-replied' ? '' : null;
  if (replyTo !== undefined) return { replyTo: mailAddress(replyTo), token: null, returnPath: silent };
  const mailbox = await mailboxOfAnswers(c, program);
  if (!mailbox) return { replyTo: null, token: null, returnPath: silent };
  const token = newAnswerToken();
  const own = mailbox.plus_addresses ? tokenAddress(mailbox.address, token) : null;
  const address = own ?? mailbox.address;
  return {
    replyTo: address,
    token: own === null ? null : token,
    returnPath: silent ?? (mailbox.bounces_here ? address : null),
  };
}

/** Renders as `queueMail` does, for previews: with the organisation's name and addresses. */
export async function renderFor<T extends Template>(
  c: Context,
  template: T,
  data: T['sample'],
  to: { address: string; name: string },
  language: string | undefined,
): Promise<Rendered> {
  const organisation = await readOrganisation(c);
  const home = c.house.settings.publicUrl;
  const scope: Omit<MailScope, 'language'> = {
    organisation: organisation.name,
    home,
    privacy: home + inLanguage('/privacy', choiceOfMail(wordingFor(template, language).language)),
    to,
    zone: organisation.zone,
  };
  return await renderMail(template, data, scope, { language, store: compiledStore(c) });
}

/** Compiled templates are kept in the database, so that a process loads MJML for new words only. */
export function compiledStore(c: Pick<Context, 'tx'>): CompiledStore {
  return {
    read: async (sha256) => {
      const row = await db(c)
        .selectFrom('mail.compiled')
        .select('html')
        .where('source_sha256', '=', sha256)
        .executeTakeFirst();
      return row?.html ?? null;
    },
    write: async (sha256, html) => {
      await sql`insert into mail.compiled (source_sha256, html) values (${sha256}, ${html}) on conflict do nothing`.execute(
        c.tx,
      );
    },
  };
}

async function queuedBefore(c: Context, key: string): Promise<string | null> {
  const row = await db(c).selectFrom('mail.messages').select('id').where('key', '=', key).executeTakeFirst();
  return row?.id ?? null;
}

// What the mail itself or the way of sending it sets.
const OWN =
  /^(from|to|cc|bcc|sender|reply-to|subject|date|message-id|mime-version|content-.*|received|return-path|dkim-.*|auto-submitted)$/i;

function moreHeaders(given: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      if (!/^[A-Za-z][A-Za-z0-9-]{0,60}$/.test(name) || OWN.test(name))
        throw new UnfitForMail(`A mail cannot be given the header ${JSON.stringify(name)}.`);
      return [name, headerText(value, `The header ${name}`, 900)];
    }),
  );
}

/** The right side of a Message-ID: our host name, or a name that is nobody's where we have only a number. */
function mailDomain(publicUrl: string): string {
  const { hostname } = new URL(publicUrl);
  return /^[a-z0-9.-]+\.[a-z][a-z0-9-]*$/i.test(hostname) ? hostname : 'guildhall.invalid';
}

/** A name people wrote, without the signs that careless mail programs take for the beginning of another address. */
function shownName(written: string): string {
  return oneLine(written.replace(/[<>"\\]/g, ''), 120);
}
