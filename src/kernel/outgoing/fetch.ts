import { request } from 'undici';
import { readBody } from './body.ts';
import { asOutgoingFault, OutgoingFault } from './fault.ts';
import { type Gate, openGate, type Resolve } from './gate.ts';

export type FetchOptions = {
  method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  /** For everything together: name service, connection, all hops, whole body. Default 15 seconds. */
  timeoutMs?: number;
  /** Largest body after decompression, in bytes. Default 5 MiB. */
  maxBytes?: number;
  /** What a larger body is: a fault (the default), or cut off where it exceeds `maxBytes`, for those who want its beginning. */
  overlong?: 'fault' | 'cut';
  /** How many redirects are followed; each hop is checked anew. Default 5; 0 makes any redirect a fault. */
  redirects?: number;
  /** `any` hands back answers of every status, `ok` (the default) throws `status` for those outside 200 to 299. */
  statuses?: 'ok' | 'any';
  signal?: AbortSignal;
  /** A gate that is already open; otherwise one is opened for this request with `allowHosts` and `resolve`. */
  gate?: Gate;
  allowHosts?: readonly string[];
  resolve?: Resolve;
};

export type Fetched = {
  status: number;
  /** Lower case names; a repeated header is joined with `, `. */
  headers: Record<string, string>;
  body: Uint8Array;
  /** The final address, after redirects. */
  url: string;
  /** Addresses passed on the way, the first one included, the final one not. */
  hops: string[];
  text(): string;
  /** The body as JSON. Throws `OutgoingFault('protocol')` if it is none. */
  json(): unknown;
};

/** What may go to another origin; everything else a caller sets may be a secret. */
const harmless = new Set(['accept', 'accept-language', 'user-agent', 'git-protocol']);
/** Set by us or by the transport. */
const ours = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'accept-encoding',
  'te',
  'upgrade',
  'expect',
]);

/**
 * Asks an address that a stranger may have named: https to public places only (besides the operator's allowed hosts), the
 * address checked when the connection is made, redirects by hand, size and time bounded. Throws only `OutgoingFault`.
 */
export async function guardedFetch(address: string | URL, options: FetchOptions = {}): Promise<Fetched> {
  if (options.gate) return walk(options.gate, address, options);
  const gate = openGate({
    ...(options.allowHosts && { allowHosts: options.allowHosts }),
    ...(options.resolve && { resolve: options.resolve }),
  });
  try {
    return await walk(gate, address, options);
  } finally {
    await gate.close();
  }
}

async function walk(gate: Gate, address: string | URL, options: FetchOptions): Promise<Fetched> {
  const timer = AbortSignal.timeout(options.timeoutMs ?? 15_000);
  const signal = options.signal ? AbortSignal.any([timer, options.signal]) : timer;
  try {
    return await follow(gate, gate.admit(address), options, signal);
  } catch (error) {
    if (error instanceof OutgoingFault) throw error;
    if (timer.aborted) throw new OutgoingFault('timeout', `no full answer within ${options.timeoutMs ?? 15_000} ms`);
    throw asOutgoingFault(error);
  }
}

async function follow(gate: Gate, first: URL, options: FetchOptions, signal: AbortSignal): Promise<Fetched> {
  let url = first;
  let method = options.method ?? 'GET';
  let body = options.body ?? null;
  let headers = ownHeaders(options.headers ?? {});
  const hops: string[] = [];
  const limit = options.redirects ?? 5;
  for (;;) {
    const answer = await untilAborted(request(url, { method, headers, body, signal, dispatcher: gate.agent }), signal);
    const received = plainHeaders(answer.headers);
    const location = received.location;
    const leadsOn = [301, 302, 303, 307, 308].includes(answer.statusCode) && location !== undefined;
    if (!leadsOn) {
      const bytes = await readBody(answer.body, method === 'HEAD' ? undefined : received['content-encoding'], {
        maxBytes: options.maxBytes ?? 5 * 1024 * 1024,
        cut: options.overlong === 'cut',
        signal,
      });
      return conclude(answer.statusCode, received, bytes, url.href, hops, options.statuses ?? 'ok');
    }
    answer.body.on('error', () => undefined).destroy();
    if (hops.length >= limit)
      throw new OutgoingFault('redirects', `more than ${limit} redirects`, { status: answer.statusCode });
    if (!URL.canParse(location, url)) throw new OutgoingFault('redirects', 'redirect to no address');
    const next = gate.admit(new URL(location, url));
    next.hash = '';
    hops.push(url.href);
    if (answer.statusCode === 303 || (answer.statusCode < 303 && method === 'POST')) {
      if (method !== 'HEAD') method = 'GET';
      body = null;
      headers = without(headers, (name) => name.startsWith('content-'));
    }
    if (next.origin !== url.origin) {
      if (body !== null) throw new OutgoingFault('redirects', 'a body is not handed on to another origin');
      headers = without(headers, (name) => !harmless.has(name));
    }
    url = next;
  }
}

/** Undici lets a request that waits for its connection run on after an abort; the caller need not. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) return Promise.reject(signal.reason);
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

function conclude(
  status: number,
  headers: Record<string, string>,
  body: Uint8Array,
  url: string,
  hops: string[],
  statuses: 'ok' | 'any',
): Fetched {
  if (statuses === 'ok' && (status < 200 || status > 299))
    throw new OutgoingFault('status', `answered ${status}`, { status, headers });
  const text = () => new TextDecoder().decode(body);
  const json = () => {
    try {
      return JSON.parse(text()) as unknown;
    } catch (cause) {
      throw new OutgoingFault('protocol', 'the answer is not JSON', { cause });
    }
  };
  return { status, headers, body, url, hops, text, json };
}

function ownHeaders(given: Record<string, string>): Record<string, string> {
  const lower = Object.fromEntries(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]));
  return { 'user-agent': 'guildhall', ...without(lower, (name) => ours.has(name)), 'accept-encoding': 'gzip, br' };
}

function without(headers: Record<string, string>, drop: (name: string) => boolean): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name === 'accept-encoding' || !drop(name)));
}

function plainHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}
