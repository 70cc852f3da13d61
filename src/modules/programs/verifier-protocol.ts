import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { House } from '#kernel/house.ts';
import { newId } from '#kernel/ids.ts';
import { OutgoingFault } from '#kernel/outgoing/fault.ts';
import { type Fetched, guardedFetch } from '#kernel/outgoing/fetch.ts';
import { sign, signedHeaders } from '#kernel/webhooks/signature.ts';
import { VERIFICATION_STATUSES, type VerificationStatus } from './verification.ts';

/** Where a verifier is and what signs, in both directions. See docs/guides/verifiers.md. */
export type VerifierAddress = { url: string; secret: string };
export type Said = { status: VerificationStatus; feedback: string };

/** A verifier that did not answer as it should. `passing`: trying again may help. The message is for people, and names no secret. */
export class VerifierFault extends Error {
  override name = 'VerifierFault';
  readonly passing: boolean;
  constructor(message: string, passing: boolean) {
    super(message);
    this.passing = passing;
  }
}

const MOST_BYTES = 64 * 1024;
const feedback = z.string().trim().max(2000).default('');
const started = z.object({ url: z.url({ protocol: /^https?$/ }).max(2000) });
const said = z.object({ status: z.enum(VERIFICATION_STATUSES), feedback });
const told = said.extend({ tracking_id: z.string().min(1).max(100) });

type Ask = { method: 'GET' | 'POST'; path: string; message: string; body: string };

async function ask(
  house: House,
  { url, secret }: VerifierAddress,
  { method, path, message, body }: Ask,
): Promise<Fetched> {
  const timestamp = Math.floor(house.clock.now().epochMilliseconds / 1000);
  let answer: Fetched;
  try {
    answer = await guardedFetch(`${url.replace(/\/+$/, '')}${path}`, {
      method,
      headers: {
        accept: 'application/json',
        'user-agent': 'Guildhall-Verifications/1',
        ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
        ...signedHeaders([secret], message, timestamp, body),
      },
      ...(method === 'POST' ? { body } : {}),
      gate: house.gate,
      redirects: 0,
      timeoutMs: 15_000,
      maxBytes: MOST_BYTES,
      statuses: 'any',
    });
  } catch (error) {
    if (!(error instanceof OutgoingFault)) throw error;
    throw new VerifierFault(error.words, error.kind === 'timeout' || error.kind === 'network');
  }
  const passing = answer.status === 429 || answer.status >= 500;
  if (passing || (answer.status >= 300 && answer.status !== 404))
    throw new VerifierFault(`The verifier answered ${answer.status}.`, passing);
  return answer;
}

function parsed<T>(answer: Fetched, shape: z.ZodType<T>): T {
  const found = shape.safeParse(safely(() => answer.json()));
  if (!found.success) throw new VerifierFault('The verifier answered in a way that we do not understand.', false);
  return found.data;
}

function safely(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return null;
  }
}

/**
 * Announces a verification: the verifier learns the tracking id and nothing else. Answers where the applicant goes. The same tracking id
 * may be announced again, and means the same verification. Throws `VerifierFault`.
 */
export async function startAt(house: House, verifier: VerifierAddress, tracking: string): Promise<string> {
  const body = JSON.stringify({ tracking_id: tracking });
  const answer = await ask(house, verifier, {
    method: 'POST',
    path: '/verifications',
    message: `start_${tracking}`,
    body,
  });
  if (answer.status === 404) throw new VerifierFault('The verifier answered 404.', false);
  const { url } = parsed(answer, started);
  if (new URL(url).username !== '')
    throw new VerifierFault('The verifier named an address that nobody should open.', false);
  return url;
}

/** Asks how a verification stands; null: the verifier does not know it. Throws `VerifierFault`. */
export async function statusAt(house: House, verifier: VerifierAddress, tracking: string): Promise<Said | null> {
  const path = `/verifications/${encodeURIComponent(tracking)}`;
  const answer = await ask(house, verifier, { method: 'GET', path, message: `status_${newId()}`, body: '' });
  return answer.status === 404 ? null : parsed(answer, said);
}

const TOLERANCE_SECONDS = 300;

/**
 * Reads what a verifier sent us (Standard Webhooks). null: it is not signed with this secret, or not now, so nobody said it.
 * Throws `VerifierFault` when it is signed, and not what the protocol says.
 */
export function readWebhook(
  secret: string,
  headers: Headers,
  body: Uint8Array,
  now: Temporal.Instant,
): (Said & { tracking: string; message: string; at: Temporal.Instant }) | null {
  const message = headers.get('webhook-id') ?? '';
  const timestamp = Number(headers.get('webhook-timestamp') ?? Number.NaN);
  if (message === '' || message.length > 200 || message.includes('.') || !Number.isSafeInteger(timestamp)) return null;
  if (Math.abs(now.epochMilliseconds / 1000 - timestamp) > TOLERANCE_SECONDS || body.length > MOST_BYTES) return null;
  const text = Buffer.from(body).toString('utf8');
  const right = sign(secret, message, timestamp, text);
  const signatures = (headers.get('webhook-signature') ?? '').split(' ').slice(0, 20);
  if (!signatures.some((one) => isSame(one, right))) return null;
  const found = told.safeParse(safely(() => JSON.parse(text)));
  if (!found.success) throw new VerifierFault('This is not what the protocol of verifiers says.', false);
  const { tracking_id: tracking, status, feedback: words } = found.data;
  return { tracking, status, feedback: words, message, at: Temporal.Instant.fromEpochMilliseconds(timestamp * 1000) };
}

/** Compared by their hashes, in a time that says nothing. */
const isSame = (one: string, other: string): boolean => timingSafeEqual(hashOf(one), hashOf(other));
const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();
