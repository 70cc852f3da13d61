import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const built = fileURLToPath(new URL('../../dist/gallery', import.meta.url));
const types: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.html': 'text/html',
};
// The policy of the real server, so that a breach of it shows here too.
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'";

/** Serves the built gallery on loopback; any address that is no file is the page. */
export async function serveGallery(port = 0): Promise<{ url: string; server: Server }> {
  const server = createServer(async (request, answer) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname;
    const type = types[extname(path)];
    const file = type && !path.includes('..') ? path : '/index.html';
    try {
      const body = await readFile(join(built, file));
      answer
        .writeHead(200, { 'content-type': types[extname(file)] ?? 'text/html', 'content-security-policy': policy })
        .end(body);
    } catch {
      answer.writeHead(404).end();
    }
  });
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  const address = server.address();
  return { server, url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : port}` };
}
