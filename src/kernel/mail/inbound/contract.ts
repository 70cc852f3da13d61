import { z } from 'zod';
import { command, id, instant, nothing, query } from '../../contract/operation.ts';
import { page, pageOf } from '../../contract/paging.ts';
import { csvPart } from '../../csv.ts';
import { addressField } from '../settings.ts';
import { KINDS } from './classify.ts';

const kind = z.enum(KINDS);

/** How a folder is read by IMAP. The password is kept apart, sealed. */
export const imapSettings = z.object({
  host: z
    .string()
    .trim()
    .regex(/^[\w.:-]{1,253}$/, 'Name the mail server by its host name or IP address.'),
  port: z.number().int().min(1).max(65535),
  /** tls: encrypted from the start (993); starttls: before anything is said (143); none: in the clear, on this machine alone. */
  security: z.enum(['tls', 'starttls', 'none']),
  user: z.string().trim().min(1, 'Give the user name.').max(320),
  folder: z.string().trim().min(1).max(500).default('INBOX'),
  /** What is done on the server with a mail that was taken in. */
  afterwards: z.enum(['leave', 'seen', 'move']).default('leave'),
  /** For `move`: the folder. */
  moveTo: z.string().trim().max(500).nullable().default(null),
});
export type ImapSettings = z.output<typeof imapSettings>;

const hostName = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9._-]{1,253}$/, 'Name the server as it stands in Authentication-Results, such as mx.example.org.');

const what = {
  name: z.string().trim().min(1, 'Give the mailbox a name.').max(80),
  address: addressField,
  imap: imapSettings.nullable().default(null),
  plusAddresses: z.boolean().default(true),
  repliesHere: z.boolean().default(true),
  bouncesHere: z.boolean().default(false),
  explains: z.boolean().default(false),
  authServer: hostName.nullable().default(null),
  keepDays: z.number().int().min(1).max(3650).default(90),
};
const password = z.string().min(1).max(1000).optional();

const listed = z.object({
  id,
  name: z.string(),
  address: z.string(),
  program: z.string().nullable(),
  kind: z.enum(['imap', 'webhook']),
  imap: imapSettings.nullable(),
  plusAddresses: z.boolean(),
  repliesHere: z.boolean(),
  bouncesHere: z.boolean(),
  explains: z.boolean(),
  authServer: z.string().nullable(),
  keepDays: z.number().int(),
  /** Where mail is posted to; for a webhook. */
  postTo: z.string().nullable(),
  on: z.boolean(),
  lookedAt: instant.nullable(),
  cameAt: instant.nullable(),
  /** What is wrong now, in words. */
  fault: z.string().nullable(),
  faultySince: instant.nullable(),
  /** Of the last 30 days. */
  lately: z.object({ came: z.number().int(), waiting: z.number().int() }),
});

const record = z.object({
  kind: z.string(),
  id: z.string(),
  title: z.string().nullable(),
  href: z.string().nullable(),
});
const incoming = z.object({
  id,
  kind,
  /** `waiting`: it belongs to no record, and somebody has to say what becomes of it. */
  state: z.enum(['waiting', 'attached', 'discarded']),
  from: z.object({ address: z.string(), name: z.string() }).nullable(),
  subject: z.string(),
  cameAt: instant,
  mailbox: z.object({ id, name: z.string() }),
  program: z.string().nullable(),
  record: record.nullable(),
});

const filters = {
  state: z.enum(['waiting', 'attached', 'discarded']).optional(),
  kind: kind.optional(),
  mailbox: id.optional(),
  /** Whole: the sender's address. */
  address: z.string().trim().max(320).optional(),
};
const ofMailbox = { permission: 'mail.mailboxes', scope: { kind: 'mailbox', field: 'id' } } as const;
const read = { permission: 'mail.read', scope: { kind: 'incoming-mail', field: 'id' } } as const;
const sort = { permission: 'mail.sort', scope: { kind: 'incoming-mail', field: 'id' } } as const;

/** Mailboxes that answers come back to, and every mail that came. */
export const inboundContract = {
  mailboxes: query({
    path: '/mail/mailboxes',
    permission: 'mail.mailboxes',
    scope: 'filtered',
    summary: 'Mailboxes that you may set up, with how they fare',
    input: nothing,
    output: z.object({ rows: z.array(listed) }),
  }),
  mailbox: query({
    path: '/mail/mailboxes/{id}',
    ...ofMailbox,
    summary: 'One mailbox',
    input: z.object({ id }),
    output: listed,
  }),
  addMailbox: command({
    path: '/mail/mailboxes',
    permission: 'mail.mailboxes',
    scope: 'filtered',
    secret: true,
    summary: 'Add a mailbox: read by IMAP, or filled by a webhook whose secret is in this answer and never again',
    input: z.object({ ...what, kind: z.enum(['imap', 'webhook']), program: id.nullable(), password }),
    output: z.object({ id, secret: z.string().nullable() }),
  }),
  changeMailbox: command({
    method: 'PUT',
    path: '/mail/mailboxes/{id}',
    ...ofMailbox,
    secret: true,
    summary: 'Change a mailbox; a password left out stays, for the same server and user',
    input: z.object({ id, ...what, password }),
    output: nothing,
  }),
  testMailbox: query({
    method: 'POST',
    path: '/mail/mailboxes/test',
    permission: 'mail.mailboxes',
    scope: 'filtered',
    summary: 'Connect to a mailbox without keeping anything, and say how many mails lie in its folder',
    input: z.object({
      /** Of a mailbox whose kept password is to be used. */
      mailbox: id.optional(),
      imap: imapSettings,
      password,
    }),
    output: z.object({ ok: z.boolean(), words: z.string(), messages: z.number().int().nullable() }),
  }),
  switchMailbox: command({
    path: '/mail/mailboxes/{id}/switch',
    ...ofMailbox,
    summary: 'Switch a mailbox off, or on again',
    input: z.object({ id, on: z.boolean() }),
    output: nothing,
  }),
  renewMailboxSecret: command({
    path: '/mail/mailboxes/{id}/secret',
    ...ofMailbox,
    secret: true,
    summary: 'Give a webhook mailbox a new secret; the one before ends at once',
    input: z.object({ id }),
    output: z.object({ secret: z.string() }),
  }),
  removeMailbox: command({
    method: 'DELETE',
    path: '/mail/mailboxes/{id}',
    ...ofMailbox,
    summary: 'Remove a mailbox; what came by it stays',
    input: z.object({ id }),
    output: nothing,
  }),
  incoming: query({
    path: '/mail/incoming',
    permission: 'mail.read',
    scope: 'filtered',
    summary: 'Mails that came in, newest first',
    input: page.extend(filters),
    output: pageOf(incoming),
  }),
  exportIncoming: query({
    path: '/mail/incoming/export',
    permission: 'mail.read',
    scope: 'filtered',
    summary: 'The filtered mails that came in as CSV, without what they say, at most 10,000 rows a part',
    input: z.object({ ...filters, after: page.shape.after }),
    output: csvPart,
  }),
  incomingMail: query({
    path: '/mail/incoming/{id}',
    ...read,
    summary: 'One mail that came in, as text, with what is known of where it belongs',
    input: z.object({ id }),
    output: incoming.extend({
      text: z.string(),
      /** What it repeats of earlier mails. */
      quoted: z.string(),
      headers: z.string(),
      bounce: z
        .object({
          gaveUp: z.boolean(),
          permanent: z.boolean(),
          status: z.string().nullable(),
          recipient: z.string().nullable(),
          words: z.string(),
        })
        .nullable(),
      signs: z.array(z.string()),
      verdict: z.enum(['pass', 'fail']).nullable(),
      damaged: z.boolean(),
      foundBy: z.enum(['token', 'reference', 'subject', 'hand']).nullable(),
      /** The mail of ours that it answers or reports on. */
      mail: z.object({ id, subject: z.string() }).nullable(),
      files: z.array(z.object({ id, name: z.string(), mediaType: z.string(), size: z.number().int() })),
      leftOut: z.array(z.object({ name: z.string(), size: z.number().int(), why: z.string() })),
      erased: z.boolean(),
      may: z.object({ sort: z.boolean() }),
    }),
  }),
  incomingFile: query({
    path: '/mail/incoming/files/{file}',
    permission: 'mail.read',
    scope: { kind: 'incoming-file', field: 'file' },
    summary: 'What a file of a mail says about itself; its bytes are at the address /mail/incoming/files/{file}',
    input: z.object({ file: id }),
    output: z.object({ id, name: z.string(), mediaType: z.string(), size: z.number().int(), sha256: z.string() }),
  }),
  attachIncoming: command({
    path: '/mail/incoming/{id}/attach',
    ...sort,
    summary: 'Attach a mail to the record it belongs to, by its number such as OSS-1042',
    input: z.object({ id, record: z.string().trim().min(1, 'Give the number of the record.').max(100) }),
    output: z.object({ record }),
  }),
  discardIncoming: command({
    path: '/mail/incoming/{id}/discard',
    ...sort,
    summary: 'Discard a mail that belongs to no record, or take that back',
    input: z.object({ id, discarded: z.boolean().default(true) }),
    output: nothing,
  }),
};
