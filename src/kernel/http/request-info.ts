import type { RequestInfo } from '../context.ts';
import { newId } from '../ids.ts';
import { around } from '../log/around.ts';

/** What the node server hands along with a request. */
export type Socket = { remoteAddress?: string | undefined };

/**
 * Where a request came from. Behind proxies that we trust (`trustedProxies` of them), the caller's address is the one that
 * the outermost of them wrote; without a proxy, the header is a stranger's claim and is ignored.
 */
export function requestInfo(headers: Headers, socket: Socket | null, trustedProxies: number): RequestInfo {
  const chain = (headers.get('x-forwarded-for') ?? '')
    .split(',')
    .map((a) => a.trim())
    .filter(Boolean);
  const forwarded = trustedProxies > 0 ? chain[Math.max(0, chain.length - trustedProxies)] : undefined;
  const language = /^[a-zA-Z]{2,3}(-[a-zA-Z]{2})?/.exec(headers.get('accept-language') ?? '')?.[0] ?? 'en';
  return {
    id: around()?.request ?? newId(),
    address: forwarded ?? socket?.remoteAddress ?? null,
    language,
    agent: headers.get('user-agent')?.slice(0, 300) ?? null,
    cookie: headers.get('cookie'),
    fromElsewhere: ['cross-site', 'same-site'].includes(headers.get('sec-fetch-site') ?? ''),
  };
}
