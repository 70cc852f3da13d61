import { createHmac } from 'node:crypto';
import type { Context } from '../../context.ts';
import { Fault, notFound, unauthenticated } from '../../errors.ts';
import type { PublicRoute } from '../../http/public-route.ts';
import { transactAs } from '../../jobs/worker.ts';
import { addressPrefix } from '../../limits/bucket.ts';
import { takeLimit } from '../../limits/limit.ts';
import { sameToken } from '../../secrets/token.ts';
import { readSecret } from '../../secrets/vault.ts';
import { type MailboxRow, mailboxSecret, readMailbox } from './mailbox-row.ts';
import { LARGEST_MAIL } from './parse.ts';
import { readMail, takeIn } from './take-in.ts';

type Sent = { headers: Headers; bytes: Uint8Array };

/** A signature is believed for so long before and after its time, in seconds (Standard Webhooks). */
const TOLERANCE = 300;

/**
 * Takes a mail that a provider or a pipe posts: as it is (message/rfc822), as JSON `{raw}` in base64, or in the fields of some providers.
 * Whoever posts shows the mailbox's secret as the password of HTTP Basic, or signs with it (Standard Webhooks). The same mail twice is
 * taken in once. Throws `not found`, `unauthenticated`, `limited`, `invalid`.
 */
async function receive(c: Context, id: string, sent: Sent, address: string | null): Promise<{ taken: boolean }> {
  const mailbox = /^[0-9a-f-]{36}$/i.test(id) ? await readMailbox(c, id) : null;
  if (mailbox?.kind !== 'webhook' || mailbox.switched_off_at) throw notFound('There is no mailbox here.');
  const secret = await readSecret(c, mailboxSecret(id));
  if (secret === null || !proves(secret, sent, c.now)) {
    await takeLimit(c, { bucket: 'mail.posted-wrongly', whom: addressPrefix(address), of: 30, per: { minutes: 10 } });
    throw unauthenticated('The secret of this mailbox is missing or wrong.');
  }
  const raw = await mailIn(sent);
  if (raw.length > LARGEST_MAIL) throw new Fault('invalid', 'A mail may have 10 MB at most.', { fields: [] });
  return { taken: await takeOver(c, mailbox, raw) };
}

async function takeOver(c: Context, mailbox: MailboxRow, raw: Uint8Array): Promise<boolean> {
  const read = await readMail(raw);
  const { house } = c;
  return (await transactAs(house, 'mailbox', (own) => takeIn(own, mailbox, read))) !== null;
}

/** Does the request show that it knows the secret? */
export function proves(secret: string, { headers, bytes }: Sent, now: Temporal.Instant): boolean {
  const basic = /^basic ([a-z0-9+/]{1,2000}={0,2})$/i.exec(headers.get('authorization') ?? '')?.[1];
  if (basic !== undefined) {
    const given = Buffer.from(basic, 'base64').toString('utf8');
    return sameToken(given.slice(given.indexOf(':') + 1), secret);
  }
  const [id, at] = [headers.get('webhook-id') ?? '', headers.get('webhook-timestamp') ?? ''];
  if (!/^\d{1,12}$/.test(at) || id === '' || id.length > 200) return false;
  if (Math.abs(now.epochMilliseconds / 1000 - Number(at)) > TOLERANCE) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const right = `v1,${createHmac('sha256', key).update(`${id}.${at}.`).update(bytes).digest('base64')}`;
  const given = (headers.get('webhook-signature') ?? '').slice(0, 2000).split(' ');
  return given.map((each) => sameToken(each, right)).includes(true);
}

/** Fields in which providers put the whole mail: Mailgun, SendGrid, and whoever has no habit of their own. */
const FIELDS = ['body-mime', 'email', 'raw'];

async function mailIn({ headers, bytes }: Sent): Promise<Uint8Array> {
  const type = (headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (type === 'application/json') return fromJson(bytes);
  if (type !== 'multipart/form-data' && type !== 'application/x-www-form-urlencoded') return bytes;
  // Their forms are larger than ours may be: what is looked for is one field.
  const parts = await new Response(Buffer.from(bytes), {
    headers: { 'content-type': headers.get('content-type') ?? '' },
  })
    .formData()
    .catch(() => null);
  for (const field of FIELDS) {
    const value = parts?.get(field);
    if (value instanceof Blob) return new Uint8Array(await value.arrayBuffer());
    if (typeof value === 'string' && value !== '') return Buffer.from(value);
  }
  throw new Fault('invalid', 'No field of this form holds a mail: body-mime, email or raw.', { fields: [] });
}

function fromJson(bytes: Uint8Array): Uint8Array {
  const none = () =>
    new Fault('invalid', 'This JSON holds no mail: "raw" in base64, or "RawEmail" as text.', { fields: [] });
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    throw none();
  }
  const { raw, RawEmail } = (value ?? {}) as { raw?: unknown; RawEmail?: unknown };
  if (typeof raw === 'string' && raw !== '') return Buffer.from(raw, 'base64');
  if (typeof RawEmail === 'string' && RawEmail !== '') return Buffer.from(RawEmail);
  throw none();
}

const post = (path: '/mail/in/:id' | '/mail/in/:id/mime'): PublicRoute => ({
  method: 'POST',
  path,
  bytes: true,
  serve: async ({ params, sent, address }, _perform, c) => {
    const taken = await receive(
      c,
      params.id ?? '',
      sent ?? { headers: new Headers(), bytes: new Uint8Array() },
      address,
    );
    return { response: Response.json(taken, { status: taken.taken ? 201 : 200 }) };
  },
});

/** Where providers post mails to. One of them sends the whole mail only to an address that ends like the second. */
export const webhookRoutes: readonly PublicRoute[] = [post('/mail/in/:id'), post('/mail/in/:id/mime')];
