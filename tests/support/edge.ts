import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { afterAll } from 'vitest';
import { httpApp } from '#kernel/http/app.ts';
import { renderPage as render } from '../../src/app/public.tsx';
import type { TestHouse } from './house.ts';

/** What lies beside the served folders and must never be served. */
export const SECRET = 'root-of-the-house-lies-here';

/**
 * The house behind a real server on the loopback address, with built files in folders of their own and a secret beside them.
 * `raw` writes bytes to its socket and answers everything that comes back.
 */
export async function edgeOf(house: TestHouse, change: { trustedProxies?: number } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'guildhall-edge-'));
  const write = async (path: string, text: string) => {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), text);
  };
  await write('package.json', SECRET);
  await write('web/index.html', '<!doctype html><title>staff</title>');
  await write('web/assets/app-1a2b.js', 'export {}');
  await write('web/.env', SECRET);
  await write('public/public.css', 'body{}');
  await write('public/form.js', 'void 0');
  const app = httpApp(
    { ...house.house, settings: { ...house.house.settings, ...change } },
    {
      web: join(folder, 'web'),
      publicAssets: join(folder, 'public'),
      render,
      version: '0.0.0-test',
      health: async () => ({ ok: true, checks: {} }),
    },
  );
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }) as Server;
  await new Promise((ready) => (server.listening ? ready(null) : server.once('listening', ready)));
  const { port } = server.address() as AddressInfo;
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
    await rm(folder, { recursive: true });
  });
  const raw = (bytes: string | Buffer): Promise<string> =>
    new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1');
      let answer = '';
      const end = () => resolve(answer);
      socket.setTimeout(5_000, () => socket.destroy());
      socket.on('data', (chunk) => {
        answer += chunk.toString('latin1');
      });
      socket.on('error', end).on('close', end);
      socket.write(bytes);
    });
  const request = (path: string, init: RequestInit & { duplex?: 'half' } = {}) =>
    fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual', ...init });
  return { raw, request, port };
}
export type Edge = Awaited<ReturnType<typeof edgeOf>>;
