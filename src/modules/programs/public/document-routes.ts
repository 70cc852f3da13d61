import type { Context } from '#kernel/context.ts';
import type { MediaType } from '#kernel/files/media-type.ts';
import { fileHeaders } from '#kernel/files/response.ts';
import type { House } from '#kernel/house.ts';
import type { PublicRoute } from '#kernel/http/public-route.ts';
import { documentBytes } from '../kept-documents.ts';
import { openLink } from '../links.ts';

const OPEN = /^\/a\/([A-Za-z0-9_-]{43})\/document$/;

/** Only the holder of an open status link may send as much as a document has. */
export async function takesDocument(house: House, path: string): Promise<boolean> {
  const key = OPEN.exec(path)?.[1];
  if (!key) return false;
  const c = { tx: house.database.kysely, now: house.clock.now() } as unknown as Context;
  return openLink(c, key, 'status').then(
    () => true,
    () => false,
  );
}

/**
 * A document for who judges it. It is saved, or, if it is a picture and is asked for so, shown in a frame of ours: a sandbox without any
 * permission lies around it, and nothing in it may load or run.
 */
export const documentFile: PublicRoute = {
  method: 'GET',
  path: '/programs/applications/:id/documents/:document/file',
  serve: async ({ params, query }, perform, c) => {
    const { id, document = '' } = params;
    const file = (await perform('programs.openDocument', { id, document })) as {
      name: string;
      mediaType: MediaType;
      size: number;
    };
    const bytes = await documentBytes(c, document, file.size);
    const headers = fileHeaders(file);
    if (query.show === 'yes' && file.mediaType.startsWith('image/')) {
      headers.set('Content-Disposition', 'inline');
      headers.set(
        'Content-Security-Policy',
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
      );
      headers.set('X-Frame-Options', 'SAMEORIGIN');
    }
    return { response: new Response(new Uint8Array(bytes), { headers }) };
  },
};
