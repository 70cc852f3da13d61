import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterAll } from 'vitest';

/** What the server does with the mails that come; `take` is the usual. */
export type Fault =
  | { at: 'connect' | 'from' | 'to' | 'data'; code: number; words: string }
  | { at: 'drop-before-data' | 'drop-after-data' | 'silent-after-data' | 'drop-after-taking' };

export type MailServer = {
  readonly port: number;
  /** The mails that were taken, with the envelope's receiver. */
  readonly taken: { to: string; from: string; source: string }[];
  /** What is done with the next mails, one each; then mails are taken again. */
  faults: Fault[];
  /** Milliseconds before the server answers to the end of a mail. */
  slowness: number;
};

/** A mail server on a free loopback port between 4300 and 4399, closed after the test file. */
export async function mailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const state: { taken: MailServer['taken']; faults: Fault[]; slowness: number } = {
    taken: [],
    faults: [],
    slowness: 0,
  };
  const current = (): Fault | undefined => state.faults[0];
  const used = () => state.faults.shift();
  const refuse = (at: 'connect' | 'from' | 'to' | 'data'): Error | null => {
    const fault = current();
    if (fault?.at !== at) return null;
    used();
    return Object.assign(new Error(fault.words), { responseCode: fault.code });
  };
  const sockets = new Map<string, { destroy(): void }>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: options.key ? [] : ['STARTTLS'],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    closeTimeout: 100,
    logger: false,
    onConnect: (_session, done) => done(refuse('connect')),
    onMailFrom: (_address, _session, done) => done(refuse('from')),
    onRcptTo: (_address, session, done) => {
      if (current()?.at === 'drop-before-data') {
        used();
        sockets.get(session.id)?.destroy();
        return;
      }
      done(refuse('to'));
    },
    onData: (stream, session, done) => {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        const fault = current();
        const take = () => {
          const { mailFrom, rcptTo } = session.envelope;
          state.taken.push({
            to: rcptTo[0]?.address ?? '',
            from: mailFrom ? mailFrom.address : '',
            source: Buffer.concat(pieces).toString(),
          });
        };
        if (fault?.at === 'drop-after-data' || fault?.at === 'drop-after-taking') {
          used();
          if (fault.at === 'drop-after-taking') take();
          sockets.get(session.id)?.destroy();
        } else if (fault?.at === 'silent-after-data') {
          used();
        } else {
          const refusal = refuse('data');
          if (!refusal) take();
          setTimeout(() => done(refusal), state.slowness);
        }
      });
    },
    ...options,
  });
  server.on('error', () => {});
  const connect = server as unknown as {
    connect: (socket: { destroy(): void }, ...more: unknown[]) => void;
    connections: Set<{ id: string; _socket?: { destroy(): void } }>;
  };
  const before = connect.connect.bind(server);
  connect.connect = (socket, ...more) => {
    before(socket, ...more);
    for (const each of connect.connections) if (!sockets.has(each.id)) sockets.set(each.id, socket);
  };
  const port = await listen(server);
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return Object.assign(state, { port });
}

async function listen(server: SMTPServer): Promise<number> {
  for (let port = 4300; port < 4400; port++) {
    const free = await new Promise<boolean>((resolve) => {
      server.server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (free) return (server.server.address() as AddressInfo).port;
  }
  throw new Error('no free port between 4300 and 4399');
}
