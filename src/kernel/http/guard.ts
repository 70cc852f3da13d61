import type { MiddlewareHandler } from 'hono';
import { forbidden } from '../errors.ts';

/** Scripts, styles, fonts and requests only from ourselves; nobody may frame us. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  // Mantine sets sizes and colours through style attributes; attributes cannot load or run anything.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Headers that every answer carries. A route that set its own policy (a mail shown in a frame) keeps it. */
export function securityHeaders(https: boolean): MiddlewareHandler {
  return async (c, next) => {
    await next();
    const set = (name: string, value: string) => {
      if (!c.res.headers.has(name)) c.res.headers.set(name, value);
    };
    set('Content-Security-Policy', POLICY);
    set('X-Content-Type-Options', 'nosniff');
    set('X-Frame-Options', 'DENY');
    set('Referrer-Policy', 'same-origin');
    set('Cross-Origin-Opener-Policy', 'same-origin');
    set('Cross-Origin-Resource-Policy', 'same-origin');
    set('Permissions-Policy', 'camera=(), microphone=(), geolocation=()');
    set('Cache-Control', 'no-store');
    if (https) set('Strict-Transport-Security', 'max-age=31536000');
  };
}

/**
 * Refuses writes that another site makes a browser send (CSRF): a browser says where a request comes from, and only our
 * own pages may write with its cookies. Programs that send a token and no `Origin` are not touched.
 */
export function sameOriginOnly(publicUrl: string): MiddlewareHandler {
  const own = new URL(publicUrl).origin;
  return async (c, next) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD' && isCrossSite(c.req.raw, own)) {
      throw forbidden('This request came from another site, so it was not carried out.');
    }
    return next();
  };
}

function isCrossSite(request: Request, own: string): boolean {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) return site !== 'same-origin' && site !== 'none';
  const origin = request.headers.get('origin');
  if (origin === null) return false;
  return origin !== own && origin !== new URL(request.url).origin;
}
