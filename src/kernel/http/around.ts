import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { newId } from '../ids.ts';
import { within } from '../log/around.ts';
import { countRequest } from '../metrics/meters.ts';
import { span } from '../tracing/span.ts';

/**
 * Gives every request its id, counts it, and opens the span that everything done for it stands under. Paths may hold keys of
 * private links, so a span is called by the pattern of its route, never by the path. A trace of the caller is gone on
 * with only where a proxy that we trust stands in front: a stranger's would let strangers into our traces.
 */
export function traced(trustCaller: boolean): MiddlewareHandler {
  return (http, next) => {
    const { method } = http.req;
    const kind = kindOf(http.req.path);
    const parent = trustCaller ? http.req.header('traceparent') : undefined;
    const request = newId();
    const attributes = { 'http.request.method': method, 'guildhall.request': request };
    return within({ request }, () =>
      span(`${method} ${kind}`, { kind: 'server', attributes, parent }, async (open) => {
        await next();
        const { status } = http.res;
        countRequest(kind, status);
        open.set({ 'http.response.status_code': status, 'http.route': routePath(http, -1) });
      }),
    );
  };
}

function kindOf(path: string): string {
  if (path.startsWith('/rpc/')) return 'rpc';
  if (path.startsWith('/api/') || path === '/api') return 'api';
  if (path === '/healthz' || path === '/metrics') return 'watch';
  if (path.startsWith('/assets/') || path.startsWith('/public')) return 'file';
  return 'page';
}
