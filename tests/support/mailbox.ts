import type { TestHouse } from './house.ts';

/** The address of the mailboxes made here. */
export const MAILBOX = 'opensource@guildhall.example';

/** A mailbox of a program that mail is posted to, with the answers of the program. */
export async function openMailbox(house: TestHouse, program: string | null, more: object = {}) {
  const manager = await house.as('manager');
  const { id, secret } = await manager.mail.addMailbox({
    ...{ name: 'Open Source', address: MAILBOX, program, kind: 'webhook', ...more },
  });
  const authorization = `Basic ${Buffer.from(`mail:${secret}`).toString('base64')}`;
  /** Posts a mail as a provider does; the jobs that follow run. */
  const post = async (source: string, init: RequestInit = {}) => {
    const response = await house.request(`/mail/in/${id}`, {
      ...{ method: 'POST', body: source, headers: { authorization, 'content-type': 'message/rfc822' } },
      ...init,
    });
    await house.work();
    return response;
  };
  return { id, secret: secret ?? '', manager, post, authorization };
}

type Ours = { message_id: string; reply_to: string | null; to_address: string };

/** The last mail that the house wrote from a template to an address, as an answer has to name it. */
export async function lastMail(house: TestHouse, template: string, to: string): Promise<Ours> {
  const rows = await house.rows<Ours>(
    `select message_id, reply_to, to_address from mail.messages where template = '${template}' and to_address = '${to}' order by id desc limit 1`,
  );
  if (!rows[0]) throw new Error(`no mail ${template} to ${to}`);
  return rows[0];
}

let n = 0;
/** A mail that answers one of ours. `headers` come first; a body in lines. */
export const answering = (
  { message_id, reply_to, to_address }: Ours,
  words: string,
  { from = to_address, headers = [] as string[], subject = 'Re: Your application' } = {},
): string =>
  [
    ...headers,
    `From: Somebody <${from}>`,
    `To: ${reply_to}`,
    `Subject: ${subject}`,
    `Message-ID: <answer-${++n}@mail.example>`,
    `In-Reply-To: ${message_id}`,
    'Date: Tue, 10 Mar 2026 10:00:00 +0100',
    'Content-Type: text/plain; charset=utf-8',
    '',
    words,
    '',
    'On Tue, 10 Mar 2026 at 09:00, the team wrote:',
    '> What we wrote.',
    '',
  ].join('\r\n');

/** A server's report that one of our mails did not arrive. */
export const bouncing = ({ message_id, to_address }: Ours, status = '5.1.1', action = 'failed'): string =>
  [
    'Return-Path: <>',
    'From: MAILER-DAEMON@mx.example (Mail Delivery System)',
    `To: ${MAILBOX}`,
    'Subject: Undelivered Mail Returned to Sender',
    `Message-ID: <bounce-${++n}@mx.example>`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    '',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example',
    '',
    `Final-Recipient: rfc822; ${to_address}`,
    `Action: ${action}`,
    `Status: ${status}`,
    `Diagnostic-Code: smtp; 550 ${status} no such user`,
    '',
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: ${message_id}`,
    '--b--',
    '',
  ].join('\r\n');
