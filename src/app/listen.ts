import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import type { Hono } from 'hono';

/** Running requests have this long to end. */
const LONGEST_REQUEST_MS = 10_000;

export type Listening = { close: () => Promise<void> };

/** Whether this process is about to stop. From then on it is not ready, and keeps no connection open for a next request. */
export type Leaving = {
  readonly now: () => boolean;
  /** Says so, and waits for as long as others need to notice; `hurry` ends the waiting. */
  readonly begin: (seconds: number) => Promise<void>;
  readonly hurry: () => void;
};

export function leaving(): Leaving {
  let left = false;
  const waiting = new AbortController();
  return {
    now: () => left,
    begin: async (seconds) => {
      left = true;
      await sleep(seconds * 1000, undefined, { signal: waiting.signal }).catch(() => {});
    },
    hurry: () => waiting.abort(),
  };
}

/**
 * Listens; `close` takes no new connections, lets running requests end, and closes idle ones. Throws an Error with words if the port is
 * taken; `setting` is the one that names it.
 */
export function listenOn(
  app: Hono,
  at: { host: string; port: number; setting: string },
  leave: Leaving,
): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port: at.port, hostname: at.host }, () =>
      resolve({
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            if ('closeIdleConnections' in server) server.closeIdleConnections();
            setTimeout(
              () => 'closeAllConnections' in server && server.closeAllConnections(),
              LONGEST_REQUEST_MS,
            ).unref();
          }),
      }),
    ) as Server;
    // A proxy that keeps connections open would otherwise send a request just when we close one.
    server.prependListener('request', (_request, response) => {
      if (leave.now()) response.shouldKeepAlive = false;
    });
    server.on('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${at.port} is taken by another program. Set ${at.setting} to a free one.`)
          : error,
      );
    });
  });
}
