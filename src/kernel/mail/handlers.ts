import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { Handlers, Input } from '../contract/handlers.ts';
import { notFound, refused } from '../errors.ts';
import { queueJob } from '../jobs/job.ts';
import { counted } from '../language/english.ts';
import { record } from '../ledger/record.ts';
import { outgoingHeld } from '../outgoing/held.ts';
import { SAMPLE_DOMAIN } from './address.ts';
import type { mailContract } from './contract.ts';
import { db } from './database.ts';
import { heldMailsReleased, mailSettingsChanged, mailSettled } from './facts.ts';
import { examineMail } from './health/index.ts';
import type { inboundContract } from './inbound/contract.ts';
import { exportMessages, listMessages, readMessage, sourceOfMessage } from './outbox.ts';
import { ERASED_ADDRESS } from './personal.ts';
import { renderFor } from './queue.ts';
import { sendMail } from './send.ts';
import { keepSmtp, readSmtp, readSmtpSettings, withPassword } from './settings.ts';
import type { Template } from './template.ts';
import { testSettings } from './test-mail.ts';

/** The ledger names everything by a UUID; of these settings there are only one. */
const SETTINGS = { kind: 'mail-settings', id: '00000000-0000-0000-0000-000000000000' };

/** Mail to somebody real; that of the sample organisation stays in the outbox for good. */
const toSomebody = sql<boolean>`to_address !~* ${`[@.]${SAMPLE_DOMAIN.replace('.', '\\.')}$`}`;

const STATES = ['held', 'queued', 'sending', 'sent', 'failed', 'uncertain', 'erased'] as const;

async function retry(c: Context, { id, mayArriveTwice }: Input<typeof mailContract.retry>) {
  const row = await lock(c, id);
  if (row.state === 'uncertain' && !mayArriveTwice) {
    throw refused(
      'mail.may-arrive-twice',
      'This mail may have arrived already. Ask the receiver, or send it knowing that it may arrive twice.',
    );
  }
  if (row.state !== 'failed' && row.state !== 'uncertain')
    throw refused('mail.not-failed', 'Only a mail that failed or is uncertain can be sent again.');
  if (row.to_address === ERASED_ADDRESS)
    throw refused('mail.erased', 'The address and the words of this mail were erased, so it cannot be sent again.');
  await refuseUnlessSending(c);
  await db(c)
    .updateTable('mail.messages')
    .set({ state: 'queued', attempt: null, handed_at: null, first_tried_at: null, attempts: 0, due_at: c.now })
    .where('id', '=', id)
    .execute();
  await queueJob(c, sendMail, { message: id }, { key: `mail.send:${id}` });
  await record(c, mailSettled, {
    about: { kind: 'mail', id },
    program: row.program,
    data: { message: id, as: 'sent-again' },
  });
  return { state: 'queued' } as const;
}

/** Throws `refused` without a mail server, and while a restored house is on hold. */
async function refuseUnlessSending(c: Context): Promise<void> {
  if (!(await readSmtpSettings(c))) throw refused('mail.no-server', 'Set up a mail server first.');
  if (await outgoingHeld(c))
    throw refused(
      'mail.on-hold',
      'This house was restored from a backup and sends nothing yet. An owner ends the hold under Settings, Backups.',
    );
}

async function settle(c: Context, { id, as }: Input<typeof mailContract.settle>) {
  const row = await lock(c, id);
  if (row.state !== 'uncertain')
    throw refused('mail.not-uncertain', 'Only an uncertain mail needs somebody to say what became of it.');
  const body = as === 'sent' && row.confidential ? { html: null, text: null, body_removed_at: c.now } : {};
  await db(c)
    .updateTable('mail.messages')
    .set({ state: as, attempt: null, ...(as === 'sent' && { sent_at: row.handed_at ?? c.now }), ...body })
    .where('id', '=', id)
    .execute();
  await record(c, mailSettled, { about: { kind: 'mail', id }, program: row.program, data: { message: id, as } });
  return { state: as };
}

async function lock(c: Context, id: string) {
  const row = await db(c)
    .selectFrom('mail.messages')
    .select(['state', 'program', 'confidential', 'handed_at', 'to_address'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw notFound('This mail is not in the outbox.');
  return row;
}

async function sendHeld(c: Context, { expected }: Input<typeof mailContract.sendHeld>) {
  await refuseUnlessSending(c);
  const held = await db(c)
    .selectFrom('mail.messages')
    .select('id')
    .where('state', '=', 'held')
    .where(toSomebody)
    .orderBy('id')
    .forUpdate()
    .execute();
  if (held.length !== expected) {
    throw refused(
      'mail.other-count',
      `${counted(held.length, 'mail is', 'mails are')} held, not ${expected}. Look at them again before you send them.`,
      { held: held.length },
    );
  }
  const ids = held.map((row) => row.id);
  await sql`update mail.messages set state = 'queued', due_at = greatest(due_at, ${c.now}) where id = any(${ids}::uuid[])`.execute(
    c.tx,
  );
  await queueSending(c, ids);
  if (ids.length > 0) await record(c, heldMailsReleased, { about: SETTINGS, data: { count: ids.length } });
  return { queued: ids.length };
}

/** One statement however many there are. */
async function queueSending(c: Context, ids: readonly string[]): Promise<void> {
  await sql`select graphile_worker.add_job(${sendMail.name}, json_build_object('message', m.id), run_at => m.due_at,
      max_attempts => ${sendMail.attempts}, job_key => 'mail.send:' || m.id)
    from mail.messages m where m.id = any(${ids}::uuid[])`.execute(c.tx);
}

async function changeSettings(c: Context, { password, ...settings }: Input<typeof mailContract.changeSettings>) {
  await keepSmtp(c, await withPassword(c, settings, password));
  await noteSettings(c, settings);
  const put = await db(c)
    .updateTable('mail.messages')
    .set({ due_at: c.now })
    .where('state', '=', 'queued')
    .where('attempts', '>', 0)
    .where('due_at', '>', c.now)
    .returning('id')
    .execute();
  const waiting = put.map((row) => row.id);
  await queueSending(c, waiting);
  return { tried: waiting.length, held: await count(c, 'held') };
}

async function clearSettings(c: Context) {
  await keepSmtp(c, null);
  await noteSettings(c, null);
  await db(c).updateTable('mail.messages').set({ state: 'held' }).where('state', '=', 'queued').execute();
  return { held: await count(c, 'held') };
}

async function noteSettings(c: Context, to: { host: string; port: number; security: string } | null): Promise<void> {
  const data = { host: to?.host ?? null, port: to?.port ?? null, security: to?.security ?? null };
  await record(c, mailSettingsChanged, { about: SETTINGS, data });
}

async function count(c: Context, state: (typeof STATES)[number]): Promise<number> {
  const row = await db(c)
    .selectFrom('mail.messages')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('state', '=', state)
    .where(toSomebody)
    .executeTakeFirstOrThrow();
  return row.n;
}

async function settings(c: Context) {
  const smtp = await readSmtpSettings(c);
  const counted = await db(c)
    .selectFrom('mail.messages')
    .select((e) => ['state', e.fn.countAll<number>().as('n')])
    .where(toSomebody)
    .groupBy('state')
    .execute();
  const counts = Object.fromEntries(STATES.map((state) => [state, counted.find((row) => row.state === state)?.n ?? 0]));
  const hasPassword =
    smtp?.user != null &&
    (await readSmtp(c).then(
      (read) => read?.password != null,
      () => false,
    ));
  return { smtp: smtp && { ...smtp, hasPassword }, counts: counts as Record<(typeof STATES)[number], number> };
}

async function health(c: Context) {
  const smtp = await readSmtpSettings(c);
  return smtp ? examineMail(c.house.settings, smtp) : { domain: null, lines: [] };
}

async function preview(c: Context, { name, language }: Input<typeof mailContract.preview>) {
  const found: Template | undefined = c.house.templates.get(name);
  if (!found) throw notFound('There is no such template.');
  const {
    subject,
    html,
    text,
    language: spoken,
  } = await renderFor(c, found, found.sample, { address: 'ada@example.org', name: 'Ada Example' }, language);
  return { subject, html, text, language: spoken };
}

export const mailHandlers: Omit<Handlers<typeof mailContract>, keyof typeof inboundContract> = {
  messages: listMessages,
  exportMessages,
  message: (c, { id }) => readMessage(c, id),
  source: (c, { id }) => sourceOfMessage(c, id),
  retry,
  settle,
  sendHeld,
  settings,
  changeSettings,
  clearSettings,
  testSettings,
  health,
  templates: async (c) => ({
    templates: [...c.house.templates.values()].map((each) => ({
      name: each.name,
      summary: each.summary,
      languages: [each.language, ...Object.keys(each.translations)],
      confidential: each.confidential,
    })),
  }),
  preview,
};
