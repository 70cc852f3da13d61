import { createHmac, randomBytes } from 'node:crypto';

/** How a secret begins when it is shown, so that people and scanners know it by sight (Standard Webhooks). */
const PREFIX = 'whsec_';
/** The convention asks for 24 to 64 bytes. */
const SECRET_BYTES = 32;

/** A new secret of an endpoint: `whsec_` and 32 random bytes as base64. */
export const newSecret = (): string => PREFIX + randomBytes(SECRET_BYTES).toString('base64');

/**
 * One signature by Standard Webhooks: HMAC-SHA256 over `id.timestamp.body` as `v1,<base64>`. `timestamp` is in seconds since
 * 1970; `secret` is base64, with or without `whsec_`. Throws RangeError for an id with a full stop, which could shift the parts.
 */
export function sign(secret: string, id: string, timestamp: number, body: string): string {
  if (id.includes('.') || !Number.isSafeInteger(timestamp))
    throw new RangeError('an id has no full stop, a time no part of a second');
  const key = Buffer.from(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret, 'base64');
  if (key.length === 0) throw new RangeError('a secret must not be empty');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}

/** The three headers of a request. With several secrets there are several signatures; a receiver needs one that fits. */
export const signedHeaders = (secrets: readonly string[], id: string, timestamp: number, body: string) => ({
  'webhook-id': id,
  'webhook-timestamp': String(timestamp),
  'webhook-signature': secrets.map((secret) => sign(secret, id, timestamp, body)).join(' '),
});
