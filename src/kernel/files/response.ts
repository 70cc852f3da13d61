import { isText } from './media-type.ts';
import type { StoredFile } from './store.ts';

/**
 * The HTTP answer that hands a kept file over to be saved. Whatever the bytes are, a browser neither shows nor runs them
 * under our address: it is an attachment, its type is not guessed, and a sandbox without any permission lies around it.
 */
export function fileResponse(file: StoredFile, bytes: ReadableStream<Uint8Array>): Response {
  return new Response(bytes, { headers: fileHeaders(file) });
}

/** The headers of `fileResponse`, for an answer whose bytes are made on the way (an export). */
export function fileHeaders(file: Pick<StoredFile, 'name' | 'mediaType'> & { size?: number }): Headers {
  const headers = new Headers({
    'Content-Type': isText(file.mediaType) ? `${file.mediaType}; charset=utf-8` : file.mediaType,
    'Content-Disposition': `attachment; filename="${asciiName(file.name)}"; filename*=UTF-8''${encoded(file.name)}`,
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'private, no-store',
  });
  if (file.size !== undefined) headers.set('Content-Length', String(file.size));
  return headers;
}

function asciiName(name: string): string {
  return (
    name
      .normalize('NFKD')
      .replace(/[^\x20-\x7e]/g, '')
      .replace(/["\\%]/g, '_')
      .trim() || 'file'
  );
}

/** RFC 8187: what encodeURIComponent leaves but an extended value may not hold is encoded too. */
function encoded(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replace(
    /['()*!]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
