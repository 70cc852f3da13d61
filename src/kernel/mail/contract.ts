import { z } from 'zod';
import { command, id, instant, nothing, query } from '../contract/operation.ts';
import { page, pageOf } from '../contract/paging.ts';
import { csvPart } from '../csv.ts';
import { inboundContract } from './inbound/contract.ts';
import { addressField, smtpSettings } from './settings.ts';

const state = z.enum(['held', 'queued', 'sending', 'sent', 'failed', 'uncertain', 'erased']);
const address = z.object({ address: z.string(), name: z.string() });

const listed = z.object({
  id,
  state,
  template: z.string(),
  subject: z.string(),
  to: address,
  about: z.object({ kind: z.string(), id: z.string() }),
  program: z.string().nullable(),
  confidential: z.boolean(),
  queuedAt: instant,
  /** For `queued`: when it is tried next. */
  dueAt: instant.nullable(),
  sentAt: instant.nullable(),
  attempts: z.number().int(),
  /** What went wrong last, for people. */
  trouble: z.string().nullable(),
});

const filters = z.object({
  state: state.optional(),
  template: z.string().max(100).optional(),
  aboutKind: z.string().max(100).optional(),
  aboutId: z.string().max(200).optional(),
  program: z.uuid().optional(),
  address: z.string().max(320).optional(),
});

const settingsInput = smtpSettings.extend({
  /** Left out: the kept one stays, for the same server and user. */
  password: z.string().max(1000).optional(),
});

const message = { scope: { kind: 'mail', field: 'id' } } as const;

export const mailContract = {
  ...inboundContract,
  messages: query({
    path: '/mail/messages',
    permission: 'mail.read',
    scope: 'filtered',
    summary: 'The outbox: every mail the house wrote, newest first',
    input: page.extend(filters.shape),
    output: pageOf(listed),
  }),
  exportMessages: query({
    path: '/mail/messages/export',
    permission: 'mail.read',
    scope: 'filtered',
    summary: 'The filtered outbox as CSV, without what the mails say, at most 10,000 rows a part; `next` continues',
    input: filters.extend({ after: page.shape.after }),
    output: csvPart,
  }),
  message: query({
    path: '/mail/messages/{id}',
    permission: 'mail.read',
    ...message,
    summary: 'One mail as its receiver sees it',
    input: z.object({ id }),
    output: listed.extend({
      language: z.string(),
      /** null: nothing is set up to send it yet. */
      from: address.nullable(),
      replyTo: z.string().nullable(),
      messageId: z.string(),
      /** The mail server's own last line. */
      response: z.string().nullable(),
      handedAt: instant.nullable(),
      /** Why there is no body: it carries a key the viewer may not use, or was removed once it was sent. */
      hidden: z.enum(['confidential', 'removed']).nullable(),
      html: z.string().nullable(),
      text: z.string().nullable(),
      may: z.object({ retry: z.boolean() }),
    }),
  }),
  source: query({
    path: '/mail/messages/{id}/source',
    permission: 'mail.read',
    ...message,
    summary: 'One mail with all headers, as it goes over the wire (RFC 5322)',
    input: z.object({ id }),
    output: z.object({ eml: z.string() }),
  }),
  retry: command({
    path: '/mail/messages/{id}/retry',
    permission: 'mail.send',
    ...message,
    summary: 'Send a failed mail again; an uncertain one only knowing that it may arrive twice',
    input: z.object({ id, mayArriveTwice: z.boolean().default(false) }),
    output: z.object({ state }),
  }),
  settle: command({
    path: '/mail/messages/{id}/settle',
    permission: 'mail.send',
    ...message,
    summary: 'Say what became of an uncertain mail',
    input: z.object({ id, as: z.enum(['sent', 'failed']) }),
    output: z.object({ state }),
  }),
  sendHeld: command({
    path: '/mail/held/send',
    permission: 'mail.settings',
    scope: 'everywhere',
    summary: 'Let the mails of the local outbox go out',
    input: z.object({
      /** How many the viewer saw: if there are more or fewer by now, nothing is sent. */
      expected: z.number().int().min(0).max(1_000_000_000),
    }),
    output: z.object({ queued: z.number().int() }),
  }),
  settings: query({
    path: '/mail/settings',
    permission: 'mail.settings',
    scope: 'everywhere',
    summary: 'How mail leaves the house',
    input: nothing,
    output: z.object({
      /** null: it does not; mails are held in the local outbox. */
      smtp: smtpSettings.extend({ hasPassword: z.boolean() }).nullable(),
      counts: z.record(state, z.number().int()),
    }),
  }),
  changeSettings: command({
    method: 'PUT',
    path: '/mail/settings',
    permission: 'mail.settings',
    scope: 'everywhere',
    summary: 'Set up the mail server; mails that wait for it are tried at once, held ones stay held',
    input: settingsInput,
    output: z.object({ tried: z.number().int(), held: z.number().int() }),
  }),
  clearSettings: command({
    method: 'DELETE',
    path: '/mail/settings',
    permission: 'mail.settings',
    scope: 'everywhere',
    summary: 'Send no more mail: keep it in the local outbox',
    input: nothing,
    output: z.object({ held: z.number().int() }),
  }),
  testSettings: command({
    path: '/mail/settings/test',
    permission: 'mail.settings',
    scope: 'everywhere',
    summary: 'Try a mail server without keeping it: connect, sign in, and send one test mail',
    input: settingsInput.extend({ to: addressField }),
    output: z.object({ ok: z.boolean(), words: z.string() }),
  }),
  health: query({
    path: '/mail/health',
    permission: 'mail.settings',
    scope: 'everywhere',
    summary: 'What the DNS says of the domain that mails come from: MX, SPF, DKIM and DMARC, and what to do',
    input: nothing,
    output: z.object({
      /** null: no mail server is set up. */
      domain: z.string().nullable(),
      lines: z.array(
        z.object({
          /** `mail.mx`, `mail.spf`, `mail.dkim` or `mail.dmarc`. */
          check: z.string(),
          title: z.string(),
          verdict: z.enum(['well', 'look', 'broken']),
          words: z.string(),
          todo: z.string().nullable(),
          /** What the DNS answered; several records one a line. */
          record: z.string().nullable(),
        }),
      ),
    }),
  }),
  templates: query({
    path: '/mail/templates',
    permission: 'mail.read',
    scope: 'filtered',
    summary: 'Every kind of mail the house sends',
    input: nothing,
    output: z.object({
      templates: z.array(
        z.object({ name: z.string(), summary: z.string(), languages: z.array(z.string()), confidential: z.boolean() }),
      ),
    }),
  }),
  preview: query({
    path: '/mail/templates/{name}/preview',
    permission: 'mail.read',
    scope: 'filtered',
    summary: 'A template with its sample, as a receiver would see it',
    input: z.object({ name: z.string().max(100), language: z.string().max(20).optional() }),
    output: z.object({ subject: z.string(), html: z.string(), text: z.string(), language: z.string() }),
  }),
};
