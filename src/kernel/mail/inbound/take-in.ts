import { createHash } from 'node:crypto';
import { extname } from 'node:path';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import { Fault } from '../../errors.ts';
import { endingsOf, knownMediaType, MEDIA_TYPES } from '../../files/media-type.ts';
import { storeFile } from '../../files/store.ts';
import { newId } from '../../ids.ts';
import { record } from '../../ledger/record.ts';
import { type Classified, classify } from './classify.ts';
import { type Clues, cluesOf, senderVerdict } from './clues.ts';
import { explain } from './explain.ts';
import { mailCame } from './facts.ts';
import { cleanText } from './headers.ts';
import type { Receiving } from './mailbox-row.ts';
import { type Belonging, findBelonging } from './match.ts';
import { type MailPart, type ParsedMail, parseMail } from './parse.ts';
import { splitQuoted } from './quoted.ts';

/** A mail taken apart and told apart, before anything is written: this may take a while, and needs no transaction. */
export type ReadMail = {
  readonly mail: ParsedMail;
  readonly classified: Classified;
  readonly fingerprint: Buffer;
  readonly size: number;
};

/** Reads the bytes of a mail; never throws for what they say. `size`: of the whole mail, where only its beginning is here. */
export async function readMail(raw: Uint8Array, size = raw.length): Promise<ReadMail> {
  const mail = await parseMail(raw);
  return { mail, classified: classify(mail), fingerprint: fingerprintOf(mail, raw), size };
}

/** What makes two deliveries the same mail. A Message-ID alone would let others take a mail's place that has not come yet. */
function fingerprintOf(mail: ParsedMail, raw: Uint8Array): Buffer {
  const sum = createHash('sha256');
  if (mail.messageId === null) return sum.update(raw).digest();
  return sum.update(JSON.stringify([mail.messageId, mail.from?.address.toLowerCase() ?? '', mail.date])).digest();
}

/**
 * Takes a mail in, in the caller's transaction: once for each mailbox, however often it is delivered. Finds the record it belongs to,
 * keeps its words and files, and records the fact to which rooms react. Answers its id, or null when it was here before.
 */
export async function takeIn(c: Context, mailbox: Receiving, read: ReadMail): Promise<string | null> {
  const { mail, classified } = read;
  const id = newId();
  const clues: Clues = cluesOf(mail, classified.kind, mailbox.address);
  const verdict = senderVerdict(mail, mailbox.auth_server);
  const found = await findBelonging(c, mailbox, mail, classified.kind, clues);
  // Groups of some providers are lists to whoever looks: who answers a mail of ours through one has answered.
  const kind = classified.kind === 'list' && found.by !== null && found.by !== 'subject' ? 'reply' : classified.kind;
  const words = splitQuoted(mail.text);
  const headers = [...mail.headers].flatMap(([name, values]) => values.map((value) => `${name}: ${value}`)).join('\n');
  const to = found.record;
  const inserted = await sql`
    insert into mail.incoming (id, mailbox, program, fingerprint, kind, came_at, size, from_address, from_name, subject, message_id, text,
      quoted, headers, bounce, signs, verdict, damaged, mail, about_kind, about_id, found_by, attached_at)
    values (${id}, ${mailbox.id}, ${found.program}::uuid, ${read.fingerprint}, ${kind}, ${c.now}, ${read.size}, ${mail.from?.address ?? null},
      ${mail.from?.name ?? null}, ${mail.subject}, ${mail.messageId && cleanText(mail.messageId, 500)}, ${words.written}, ${words.quoted},
      ${cleanText(headers, 16_000)}, ${kind === 'bounce' ? JSON.stringify(classified.bounce) : null}::jsonb, ${[...classified.signs]}::text[], ${verdict}, ${mail.damaged},
      ${found.mail}::uuid, ${to?.kind ?? null}, ${to?.id ?? null}, ${to ? found.by : null}, ${to ? c.now : null}::timestamptz)
    on conflict (mailbox, fingerprint) do nothing returning id`.execute(c.tx);
  if (inserted.rows.length === 0) return null;
  await keepFiles(c, id, mail, read.size);
  await sql`update mail.mailboxes set came_at = ${c.now} where id = ${mailbox.id}`.execute(c.tx);
  await record(c, mailCame, {
    about: { kind: 'incoming-mail', id },
    program: found.program,
    data: { mailbox: mailbox.id, kind, record: to },
  });
  if (mailbox.explains && !belongs(found) && classified.answerable && verdict !== 'fail')
    await explain(c, mailbox, mail, id);
  return id;
}

const belongs = (found: Belonging): boolean => found.record !== null || found.mail !== null;

const MOST_FILES = 20;
const MOST_BYTES = 20 * 1024 * 1024;
/** Parts that say in a machine's words what the mail says in a person's. */
const NO_FILES =
  /^(message\/|application\/(pgp-signature|pkcs7-signature|x-pkcs7-signature|ms-tnef)|text\/(html|rfc822-headers|calendar)$)/;

/** Keeps the files of a mail as far as the house takes such files; the others are named. */
async function keepFiles(c: Context, id: string, mail: ParsedMail, size: number): Promise<void> {
  const leftOut: { name: string; size: number; why: string }[] = [];
  if (mail.damaged)
    leftOut.push({ name: 'The mail itself', size, why: 'It is too large or damaged; only its headers were read.' });
  let [count, bytes] = [0, 0];
  for (const part of mail.parts) {
    if (NO_FILES.test(part.mediaType) || part.bytes.length === 0) continue;
    const name = part.name ?? `part.${part.mediaType.split('/')[1] ?? 'bin'}`;
    const leave = (why: string) => leftOut.push({ name: name.slice(0, 200), size: part.bytes.length, why });
    if (count >= MOST_FILES || bytes + part.bytes.length > MOST_BYTES) {
      leave('The mail has more files than are kept.');
      continue;
    }
    const trouble = await keepFile(c, id, part, name);
    if (trouble !== null) leave(trouble);
    else {
      count += 1;
      bytes += part.bytes.length;
    }
  }
  if (leftOut.length > 0)
    await sql`update mail.incoming set left_out = ${JSON.stringify(leftOut.slice(0, 50))}::jsonb where id = ${id}`.execute(
      c.tx,
    );
}

/** Keeps one file, or answers why not. What was written of a file that does not fit goes with the savepoint. */
async function keepFile(c: Context, id: string, part: MailPart, name: string): Promise<string | null> {
  await sql`savepoint keep_file`.execute(c.tx);
  try {
    await storeFile(c, {
      name,
      mediaType: mediaTypeOf(part, name),
      bytes: part.bytes,
      about: { kind: 'incoming-mail', id },
    });
    await sql`release savepoint keep_file`.execute(c.tx);
    return null;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    await sql`rollback to savepoint keep_file`.execute(c.tx);
    return error.data.fields?.[0]?.message ?? error.message;
  }
}

/** Many programs send every file as bytes of no type; then its name says what it claims to be, and its bytes are checked. */
function mediaTypeOf(part: MailPart, name: string): string {
  if (knownMediaType(part.mediaType) || part.mediaType !== 'application/octet-stream') return part.mediaType;
  const ending = extname(name).slice(1).toLowerCase();
  return MEDIA_TYPES.find((type) => endingsOf(type).includes(ending)) ?? part.mediaType;
}
