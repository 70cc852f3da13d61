import { sql } from 'kysely';
import { type Context, may, programsWith } from '../context.ts';
import type { Input } from '../contract/handlers.ts';
import { cut, positionOf } from '../contract/paging.ts';
import { csvPartOf } from '../csv.ts';
import { notFound } from '../errors.ts';
import type { RecordTitles } from '../slots.ts';
import type { mailContract } from './contract.ts';
import { db } from './database.ts';
import { composeMail } from './eml.ts';
import { ERASED_ADDRESS } from './personal.ts';
import { readSmtpSettings } from './settings.ts';

/** Who may read a mail that carries a key: only those who could change how it is sent. */
const mayReadKeys = (c: Context): boolean => may(c.actor, 'mail.settings', null);

const LISTED = [
  'id',
  'state',
  'template',
  'subject',
  'to_address',
  'to_name',
  'about_kind',
  'about_id',
  'program',
  'confidential',
  'queued_at',
  'due_at',
  'sent_at',
  'attempts',
  'last_error',
] as const;

/** The outbox, newest first, narrowed to the programs whose mail the viewer may read. */
export async function listMessages(c: Context, input: Input<typeof mailContract.messages>) {
  const programs = programsWith(c.actor, 'mail.read');
  const { state, template, aboutKind, aboutId, program, address, after, limit } = input;
  const rows = await db(c)
    .selectFrom('mail.messages')
    .select(LISTED)
    .$if(programs !== 'all', (q) => q.where(sql<boolean>`program = any(${programs}::text[])`))
    .$if(state !== undefined, (q) => q.where('state', '=', state ?? ''))
    .$if(template !== undefined, (q) => q.where('template', '=', template ?? ''))
    .$if(aboutKind !== undefined, (q) => q.where('about_kind', '=', aboutKind ?? ''))
    .$if(aboutId !== undefined, (q) => q.where('about_id', '=', aboutId ?? ''))
    .$if(program !== undefined, (q) => q.where('program', '=', program ?? ''))
    .$if(address !== undefined, (q) => q.where(sql`lower(to_address)`, '=', (address ?? '').toLowerCase()))
    .$if(after !== undefined, (q) => q.where('id', '<', positionOf(after ?? '')[1]))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const { rows: kept, next } = cut(rows, limit, (row) => [null, row.id]);
  return { rows: kept.map(listed), next };
}

const MOST_IN_PART = 10_000;
const HEAD = [
  ...['id', 'state', 'kind', 'subject', 'to', 'to_name', 'about_kind', 'about_id'],
  ...['written_at', 'sent_at', 'attempts', 'trouble'],
];

/** The same as CSV, in parts. Instants are UTC. */
export async function exportMessages(c: Context, input: Input<typeof mailContract.exportMessages>) {
  const { rows, next } = await listMessages(c, { ...input, limit: MOST_IN_PART });
  const lines = rows.map((row) => [
    ...[row.id, row.state, row.template, row.subject, row.to.address, row.to.name, row.about.kind, row.about.id],
    ...[row.queuedAt, row.sentAt, row.attempts, row.trouble],
  ]);
  return csvPartOf(input.after, HEAD, lines, next);
}

type Listed = Awaited<ReturnType<typeof rowOf>>;

function listed(row: Pick<Listed, (typeof LISTED)[number]>) {
  return {
    id: row.id,
    state: row.state as State,
    template: row.template,
    subject: row.subject,
    to: { address: row.to_address, name: row.to_name },
    about: { kind: row.about_kind, id: row.about_id },
    program: row.program,
    confidential: row.confidential,
    queuedAt: row.queued_at.toString(),
    dueAt: row.state === 'queued' ? (row.due_at?.toString() ?? null) : null,
    sentAt: row.sent_at?.toString() ?? null,
    attempts: row.attempts,
    trouble: row.last_error,
  };
}

type State = 'held' | 'queued' | 'sending' | 'sent' | 'failed' | 'uncertain' | 'erased';

async function rowOf(c: Context, id: string) {
  const row = await db(c).selectFrom('mail.messages').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw notFound('This mail is not in the outbox.');
  return row;
}

/** One mail as its receiver sees it. Of a confidential one the body stays away from those who may not use its key. */
export async function readMessage(c: Context, id: string) {
  const row = await rowOf(c, id);
  const hidden = row.html === null ? 'removed' : row.confidential && !mayReadKeys(c) ? 'confidential' : null;
  return {
    ...listed(row),
    language: row.language,
    from: row.from_address === null ? null : { address: row.from_address, name: row.from_name ?? '' },
    replyTo: row.reply_to,
    messageId: row.message_id,
    response: row.smtp_response,
    handedAt: row.handed_at?.toString() ?? null,
    hidden,
    html: hidden ? null : row.html,
    text: hidden ? null : row.text,
    // Whoever acts on a mail needs to act for the program it belongs to.
    may: {
      retry:
        ['failed', 'uncertain'].includes(row.state) &&
        row.to_address !== ERASED_ADDRESS &&
        may(c.actor, 'mail.send', row.program),
    },
  } as const;
}

/** The mail as it goes over the wire (RFC 5322). Before anything is set up, its sender is a place-holder. */
export async function sourceOfMessage(c: Context, id: string): Promise<{ eml: string }> {
  const row = await rowOf(c, id);
  if (row.html === null || row.text === null) throw notFound('The body of this mail was removed once it was sent.');
  if (row.confidential && !mayReadKeys(c))
    throw notFound('This mail carries a key, so only those who manage the mail settings may read it.');
  const settings = await readSmtpSettings(c);
  const eml = await composeMail({
    id,
    from: {
      address: row.from_address ?? settings?.fromAddress ?? 'not-set-up@guildhall.invalid',
      name: row.from_name ?? settings?.fromName ?? '',
    },
    to: { address: row.to_address, name: row.to_name },
    replyTo: row.reply_to ?? settings?.replyTo ?? null,
    subject: row.subject,
    html: row.html,
    text: row.text,
    headers: row.headers as Record<string, string>,
    messageId: row.message_id,
    queuedAt: row.queued_at,
    submitted: row.submitted,
  });
  return { eml: eml.toString('utf8') };
}

/** Mails by the kind that they are; their subjects and receivers are for those who open them. */
export const mailTitles: RecordTitles = {
  kind: 'mail',
  of: async (c, ids) => {
    if (!may(c.actor, 'mail.read')) return [];
    const rows = await db(c)
      .selectFrom('mail.messages')
      .select(['id', 'template', 'program'])
      .where('id', 'in', ids)
      .execute();
    return rows
      .filter((row) => may(c.actor, 'mail.read', row.program))
      .map((row) => ({
        id: row.id,
        title: c.house.templates.get(row.template)?.summary ?? row.template,
        href: `/settings/outbox/${row.id}`,
      }));
  },
};

/** Which program a mail belongs to, for grants. */
export async function scopeOfMessage(c: Context, id: string): Promise<{ program: string | null } | null> {
  const row = await db(c).selectFrom('mail.messages').select('program').where('id', '=', id).executeTakeFirst();
  return row ?? null;
}
