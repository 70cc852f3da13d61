import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { afterAll } from 'vitest';
import type { TestHouse } from './house.ts';

const DIST = join(import.meta.dirname, '../../dist');

/**
 * A house in process with the built pages, on a port of its own: those for staff as the account of the token sees them (null:
 * a stranger; a function is asked at each request), and the public ones. Answers the origin. Closed after the test file.
 */
export async function servePages(house: TestHouse, token: string | null | (() => string)): Promise<string> {
  /** The request as it would reach the house under its own address: from its own pages, with a token in place of a session. */
  const asked = (request: Request) => {
    const { pathname, search } = new URL(request.url);
    const own = new Request(new URL(pathname + search, house.house.settings.publicUrl), request);
    own.headers.delete('origin');
    const bearer = typeof token === 'function' ? token() : token;
    if (bearer !== null) own.headers.set('authorization', `Bearer ${bearer}`);
    return house.app.fetch(own);
  };
  const staff = join(DIST, 'web');
  const publicFiles = join(DIST, 'public');
  const pages = new Hono()
    .get('/public.css', serveStatic({ root: publicFiles }))
    .get('/public/*', serveStatic({ root: publicFiles, rewriteRequestPath: (path) => path.replace('/public/', '/') }))
    .get('/assets/*', serveStatic({ root: staff }))
    .get('/:file{.+\\.(svg|js)}', serveStatic({ root: staff }))
    .all('*', async (http, next) => {
      const answer = await asked(http.req.raw);
      return http.req.method === 'GET' && answer.status === 404 ? next() : answer;
    })
    .get('*', serveStatic({ root: staff, path: 'index.html' }));
  return new Promise((listening) => {
    const server = serve({ fetch: pages.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      listening(`http://127.0.0.1:${port}`),
    );
    afterAll(() => void server.close());
  });
}
