import { gzipSync } from 'node:zlib';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono, type Context as HonoContext } from 'hono';
import { setCookie } from 'hono/cookie';
import { idempotencyKeyOf } from '../contract/idempotency.ts';
import type { CallContext } from '../contract/router.ts';
import { Fault } from '../errors.ts';
import type { House } from '../house.ts';
import { isOpenMailbox } from '../mail/inbound/mailbox-row.ts';
import { readOrganisation, UNNAMED } from '../settings/organisation.ts';
import { traced } from './around.ts';
import { boundedBody } from './body-size.ts';
import { cookieName, ownCookies } from './cookies.ts';
import { sameOriginOnly, securityHeaders } from './guard.ts';
import { openApiOf, referencePage } from './openapi.ts';
import { mountOperations } from './operations.ts';
import { problem } from './problem.ts';
import { mountPublicPages, publicNotFound, type RenderPage, takesLarge } from './public-pages.ts';
import { requestInfo, type Socket } from './request-info.ts';
import { mountMetrics } from './watch.ts';

export type WebParts = {
  /** Folder of the built staff application, or null while it is not built (tests). */
  web: string | null;
  /** Folder of the built public styles and scripts, or null. */
  publicAssets: string | null;
  render: RenderPage;
  version: string;
  /** Is everything behind this process well? Names what is not. */
  health: () => Promise<{ ok: boolean; checks: Record<string, string> }>;
};

/** The whole house behind one `fetch`: operations (RPC and OpenAPI), public pages, the staff application, health. */
export function httpApp(house: House, parts: WebParts): Hono {
  const app = new Hono();
  const own = house.settings.publicUrl;
  const https = own.startsWith('https:');

  app.use(traced(house.settings.trustedProxies > 0));
  app.use(securityHeaders(https));
  app.get('/healthz', async (http) => {
    const health = await parts.health();
    return http.json(health, health.ok ? 200 : 503);
  });
  mountMetrics(app, house);
  app.use(sameOriginOnly(own));
  app.use(
    boundedBody(
      (http) => callOf(http).actor(),
      async (path) => (await isOpenMailbox(house, path)) || takesLarge(house, path),
    ),
  );
  app.onError((error, http) => {
    if (error instanceof Fault) return problem(http, error);
    const id = requestInfo(http.req.raw.headers, null, 0).id;
    house.log.error({ err: error, path: http.req.path, request: id }, 'request failed');
    return http.json(
      { code: 'INTERNAL_SERVER_ERROR', message: `Something went wrong on our side. Report this id: ${id}` },
      500,
    );
  });

  const callOf = (http: HonoContext): CallContext => {
    const socket = (http.env as { incoming?: { socket: Socket } } | undefined)?.incoming?.socket ?? null;
    const headers = new Headers(http.req.raw.headers);
    const cookies = ownCookies(headers.get('cookie'), https);
    if (cookies !== null) headers.set('cookie', cookies);
    const request = requestInfo(headers, socket, house.settings.trustedProxies);
    let actor: ReturnType<House['identify']> | null = null;
    return {
      actor: () => (actor ??= house.identify(headers, house.clock.now(), request)),
      request,
      idempotencyKey: idempotencyKeyOf(headers),
      respond: {
        cookie: (name, value, { maxAgeSeconds }) =>
          setCookie(http, cookieName(name, https), value, {
            httpOnly: true,
            sameSite: 'Lax',
            secure: https,
            path: '/',
            ...(maxAgeSeconds === null ? {} : { maxAge: maxAgeSeconds }),
          }),
      },
    };
  };

  mountReference(app, () => openApiOf(house.modules, own, parts.version));
  mountOperations(app, house, callOf);
  mountPublicPages(app, house, parts.render, callOf);
  mountFiles(app, parts);
  app.notFound(async (http) => {
    const organisation = await readOrganisation({ tx: house.database.kysely }).catch(() => UNNAMED);
    return publicNotFound(http, parts.render, organisation);
  });
  return app;
}

/** The OpenAPI document and its page, written and packed once: they are large, and everybody may ask for them as often as they like. */
function mountReference(app: Hono, documentOf: () => ReturnType<typeof openApiOf>): void {
  type Written = { plain: Buffer<ArrayBuffer>; packed: Buffer<ArrayBuffer> };
  const written = (text: string): Written => {
    const plain = Buffer.from(text);
    return { plain, packed: gzipSync(plain) };
  };
  let both: Promise<{ json: Written; page: Written }> | null = null;
  const once = () =>
    (both ??= documentOf().then((document) => ({
      json: written(JSON.stringify(document)),
      page: written(referencePage(document)),
    })));
  const answer = (http: HonoContext, { plain, packed }: Written, type: string): Response => {
    const packs = /\bgzip\b/i.test(http.req.header('accept-encoding') ?? '');
    const headers = { 'Content-Type': type, Vary: 'Accept-Encoding', ...(packs && { 'Content-Encoding': 'gzip' }) };
    return http.body(packs ? packed : plain, 200, headers);
  };
  app.get('/api/openapi.json', async (http) => answer(http, (await once()).json, 'application/json'));
  app.get('/api', async (http) => answer(http, (await once()).page, 'text/html; charset=utf-8'));
}

/** Built files. Names with a hash never change, so browsers keep them; the entry page is always asked for. */
function mountFiles(app: Hono, parts: WebParts): void {
  const forever = {
    onFound: (_path: string, http: HonoContext) => http.header('Cache-Control', 'public, max-age=31536000, immutable'),
  };
  const short = { onFound: (_path: string, http: HonoContext) => http.header('Cache-Control', 'public, max-age=300') };
  if (parts.publicAssets) {
    app.get('/public.css', serveStatic({ root: parts.publicAssets, ...short }));
    app.get(
      '/public/*',
      serveStatic({ root: parts.publicAssets, rewriteRequestPath: (path) => path.replace('/public/', '/'), ...short }),
    );
  }
  if (parts.web) {
    app.get('/assets/*', serveStatic({ root: parts.web, ...forever }));
    app.get('/:file{.+\\.(svg|png|ico|js|webmanifest|txt)}', serveStatic({ root: parts.web, ...short }));
    const entry = serveStatic({ root: parts.web, path: 'index.html' });
    // Every other address belongs to the staff application, which shows its own "not found".
    app.get('*', (http, next) =>
      (http.req.header('accept') ?? '').includes('text/html') ? entry(http, next) : next(),
    );
  }
}
