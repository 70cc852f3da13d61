import type { z } from 'zod';
import type { Fetched } from '#kernel/outgoing/fetch.ts';
import { apiOf } from './forges.ts';
import type { Net } from './net.ts';
import { asReadingFault, ReadingFault } from './reading-fault.ts';
import type { RepositoryAddress } from './repository-address.ts';

type Asking = { accept?: string; maxBytes?: number };

/** Asks a forge's interface. Answers null for 404: to a stranger, private and absent are the same. Throws `ReadingFault`. */
export async function askForge(
  net: Net,
  address: RepositoryAddress,
  path: string,
  asking: Asking = {},
): Promise<Fetched | null> {
  const api = apiOf(address.forge, new URL(address.webUrl).origin);
  if (api === null) throw new ReadingFault('unsupported', `${address.host} has no interface we know`);
  const token = net.token(address.host);
  const isGithub = address.forge === 'github';
  const secret: Record<string, string> =
    token === undefined ? {} : isGithub ? { authorization: `Bearer ${token}` } : { 'private-token': token };
  const usual: Record<string, string> = isGithub
    ? { accept: asking.accept ?? 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' }
    : { accept: asking.accept ?? 'application/json' };
  const answer = await net
    .fetch(`${api}${path}`, {
      headers: { ...usual, ...secret, 'cache-control': 'no-cache' },
      statuses: 'any',
      redirects: 3,
      timeoutMs: 30_000,
      maxBytes: asking.maxBytes ?? 16 * 1024 * 1024,
    })
    .catch((error: unknown) => {
      throw asReadingFault(error);
    });
  if (answer.status >= 200 && answer.status < 300) return answer;
  if (answer.status === 404 || answer.status === 410) return null;
  const retryAt = limitedUntil(answer, net.now());
  if (retryAt !== null) throw new ReadingFault('limited', `${address.host} until ${retryAt}`, { retryAt });
  if (answer.status === 409 && isGithub) throw new ReadingFault('empty', `${address.path} is empty`);
  if (answer.status === 451)
    throw new ReadingFault('not-public', `${address.path} is blocked`, {
      words: 'The host has blocked this for legal reasons.',
    });
  // 401 and 403 without a limit: an interface for members only, or a token that no longer holds. Git may still read it.
  throw new ReadingFault('unreachable', `${address.host} answered ${answer.status}`);
}

/** An answer's JSON in the expected shape. Throws `ReadingFault('unreadable')`. */
export function shaped<T>(answer: Fetched, shape: z.ZodType<T>): T {
  let json: unknown;
  try {
    json = answer.json();
  } catch (error) {
    throw asReadingFault(error);
  }
  const parsed = shape.safeParse(json);
  if (!parsed.success) throw new ReadingFault('unreadable', `unexpected answer: ${parsed.error.message.slice(0, 300)}`);
  return parsed.data;
}

/** When a forge that limits us lets us in again; null if the answer is no limit. Headers: Retry-After, RateLimit-Reset (GitLab), X-RateLimit-* (GitHub). */
function limitedUntil(answer: Pick<Fetched, 'status' | 'headers'>, now: Temporal.Instant): Temporal.Instant | null {
  const { status, headers } = answer;
  const spent = headers['x-ratelimit-remaining'] === '0' || headers['ratelimit-remaining'] === '0';
  const wait = headers['retry-after'];
  if (status !== 429 && !((status === 403 || status === 503) && (spent || wait !== undefined))) return null;
  const latest = now.add({ hours: 24 });
  const within = (instant: Temporal.Instant) => {
    if (Temporal.Instant.compare(instant, now) < 0) return now.add({ seconds: 1 });
    return Temporal.Instant.compare(instant, latest) > 0 ? latest : instant;
  };
  if (wait !== undefined && /^\d{1,9}$/.test(wait)) return within(now.add({ seconds: Number(wait) }));
  if (wait !== undefined && !Number.isNaN(Date.parse(wait)))
    return within(Temporal.Instant.fromEpochMilliseconds(Date.parse(wait)));
  const reset = headers['x-ratelimit-reset'] ?? headers['ratelimit-reset'];
  if (reset !== undefined && /^\d{9,11}$/.test(reset))
    return within(Temporal.Instant.fromEpochMilliseconds(Number(reset) * 1000));
  return now.add({ minutes: 1 });
}

/** The address of the next page in a `Link` header, or null. Only its query is ever used, never where it points. */
export function nextPage(answer: Pick<Fetched, 'headers'>): URLSearchParams | null {
  for (const part of (answer.headers.link ?? '').split(/,\s*(?=<)/)) {
    const [, url, rest = ''] = /^<([^>]*)>(.*)$/.exec(part.trim()) ?? [];
    if (url !== undefined && /;\s*rel="?next"?/.test(rest) && URL.canParse(url, 'https://host.invalid'))
      return new URL(url, 'https://host.invalid').searchParams;
  }
  return null;
}
