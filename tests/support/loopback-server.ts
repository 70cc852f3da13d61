import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createSocketServer } from 'node:net';

export type LoopbackServer = {
  /** `http://127.0.0.1:PORT` */
  origin: string;
  /** `127.0.0.1:PORT`, as the setting for allowed private hosts writes it. */
  host: string;
  port: number;
  /** Every request so far. */
  seen: { method: string; url: string; headers: IncomingMessage['headers'] }[];
  close(): Promise<void>;
};

/** An HTTP server on a free port of the loopback address, for tests of what goes out. */
export async function loopbackServer(answer: RequestListener): Promise<LoopbackServer> {
  const seen: LoopbackServer['seen'] = [];
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers });
    answer(request, response as Parameters<RequestListener>[1]);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    host: `127.0.0.1:${address.port}`,
    port: address.port,
    seen,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

/** A server that hangs up after the first bytes and shows them: of TLS, the greeting that names the host in clear. */
export async function helloCatcher(): Promise<{ port: number; first(): string; close(): Promise<void> }> {
  let first = '';
  const server = createSocketServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (bytes) => {
      first ||= bytes.toString('latin1');
      socket.destroy();
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return { port: address.port, first: () => first, close: () => new Promise((closed) => server.close(() => closed())) };
}
