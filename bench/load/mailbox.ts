import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';

const LONGEST_SECONDS = 60;

/** A mail server on the loopback address that keeps nothing but the keys of confirmation links. */
export async function openMailbox(over: () => boolean) {
  const keys = new Map<string, string>();
  let taken = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    logger: false,
    onData: (stream, session, done) => {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        taken++;
        const text = Buffer.concat(pieces)
          .toString()
          .replaceAll(/=\r?\n/g, '');
        const key = /\/a\/confirm\/([\w-]{43})/.exec(text)?.[1];
        if (key) keys.set(session.envelope.rcptTo[0]?.address ?? '', key);
        done();
      });
    },
  });
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    port: (server.server.address() as AddressInfo).port,
    taken: () => taken,
    /** Waits for the mail to this address; null if none came in a minute, or before it was over. */
    keyFor: async (address: string): Promise<string | null> => {
      for (let i = 0; i < LONGEST_SECONDS * 4 && !over(); i++) {
        const key = keys.get(address);
        if (key) {
          keys.delete(address);
          return key;
        }
        await sleep(250);
      }
      return null;
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
