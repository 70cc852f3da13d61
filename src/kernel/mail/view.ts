import type { PublicRoute } from '../http/public-route.ts';

const HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'private, no-store',
  'Referrer-Policy': 'no-referrer',
};

/**
 * A mail's HTML for a frame on our own pages. Its writer may be a stranger in part, so it runs in a sandbox: no scripts, no
 * forms, nothing loaded from anywhere, no access to our origin. Links open in a window of their own.
 */
export function mailFrame(html: string): Response {
  return new Response(html.replace(/<head>/i, '<head><base target="_blank">'), {
    headers: {
      ...HEADERS,
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy':
        "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'",
      'X-Frame-Options': 'SAMEORIGIN',
    },
  });
}

/** A mail with all its headers, to be saved and opened in a mail program. */
export function mailFile(id: string, eml: string): Response {
  return new Response(eml, {
    headers: {
      ...HEADERS,
      'Content-Type': 'message/rfc822',
      'Content-Disposition': `attachment; filename="${id}.eml"`,
      'Content-Security-Policy': "sandbox; default-src 'none'",
    },
  });
}

const gone =
  '<!doctype html><title>No body</title><p>The body of this mail is not shown: it carried a key, or was removed once it was sent.</p>';

/** What a page cannot show by itself; each asks the operation that checks whether the viewer may. */
export const mailRoutes: readonly PublicRoute[] = [
  {
    method: 'GET',
    path: '/mail/messages/:id/frame',
    serve: async ({ params }, perform) => {
      const { html } = (await perform('mail.message', { id: params.id })) as { html: string | null };
      return { response: mailFrame(html ?? gone) };
    },
  },
  {
    method: 'GET',
    path: '/mail/messages/:id/message.eml',
    serve: async ({ params }, perform) => {
      const { eml } = (await perform('mail.source', { id: params.id })) as { eml: string };
      return { response: mailFile(String(params.id), eml) };
    },
  },
  {
    method: 'GET',
    path: '/mail/templates/:name/frame',
    serve: async ({ params, query }, perform) => {
      const input = { name: params.name, ...(query.language && { language: query.language }) };
      const { html } = (await perform('mail.preview', input)) as { html: string };
      return { response: mailFrame(html) };
    },
  },
];
