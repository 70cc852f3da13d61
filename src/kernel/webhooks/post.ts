import type { House } from '../house.ts';
import { OutgoingFault } from '../outgoing/fault.ts';
import { guardedFetch } from '../outgoing/fetch.ts';
import type { Claimed } from './claim.ts';
import { signedHeaders } from './signature.ts';

/** What came of one request. `status` null: there was no answer, and `fault` says why. */
export type Outcome = {
  status: number | null;
  milliseconds: number;
  response: string | null;
  fault: string | null;
  retryAfter?: string | undefined;
};

const TIMEOUT_MS = 15_000;
/** How much of an answer is kept, in bytes. */
const KEPT = 2_048;

/** Sends one signed request through the gate. Redirects are failures; of the answer the beginning is read. Throws only for our own mistakes. */
export async function post(
  house: Pick<House, 'gate'>,
  { address, message, body, secrets, at }: Pick<Claimed, 'address' | 'message' | 'body' | 'secrets' | 'at'>,
): Promise<Outcome> {
  const began = performance.now();
  const timestamp = Math.floor(at.epochMilliseconds / 1000);
  const since = () => Math.round(performance.now() - began);
  try {
    const answer = await guardedFetch(address, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Guildhall-Webhooks/1',
        ...signedHeaders(secrets, message, timestamp, body),
      },
      body,
      gate: house.gate,
      redirects: 0,
      timeoutMs: TIMEOUT_MS,
      maxBytes: KEPT,
      overlong: 'cut',
      statuses: 'any',
    });
    const response = storable(answer.text());
    return {
      status: answer.status,
      milliseconds: since(),
      response,
      fault: null,
      retryAfter: answer.headers['retry-after'],
    };
  } catch (error) {
    if (!(error instanceof OutgoingFault)) throw error;
    const words =
      error.kind === 'redirects'
        ? 'The receiver sent us on to another address, which we do not follow. Give the final address.'
        : error.words;
    return { status: error.status ?? null, milliseconds: since(), response: null, fault: words };
  }
}

/** Text that the database takes. A character that was cut in two at the end is left out. */
const storable = (text: string): string =>
  text
    .replaceAll('\0', '\uFFFD')
    .toWellFormed()
    .replace(/\uFFFD+$/, '');
