import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Smtp } from './settings.ts';
import { explainSmtp, type SmtpError } from './smtp-words.ts';

/**
 * What came of one attempt. `sent`: the server has it. `refused`: it will never take this mail. `later`: it did not take
 * it now. `unknown`: it may have it; only a person can find out.
 */
export type Outcome =
  | { readonly kind: 'sent'; readonly response: string }
  | { readonly kind: 'refused' | 'later' | 'unknown'; readonly words: string; readonly response: string | null };

/** The wait for each step, in milliseconds, and for the whole attempt. */
export type Patience = { readonly connect: number; readonly answer: number; readonly whole: number };
export const USUAL_PATIENCE: Patience = { connect: 20_000, answer: 120_000, whole: 300_000 };
export const TEST_PATIENCE: Patience = { connect: 8_000, answer: 10_000, whole: 20_000 };

export type Delivery = {
  readonly from: string;
  readonly to: string;
  readonly message: Buffer;
  /**
   * Called when the server has agreed to take the message (354) and before it gets the first byte. If it throws, the
   * server gets nothing.
   */
  readonly handOver: () => Promise<void>;
};

/** One attempt to hand a mail to the server. Never throws: whatever happens is an outcome. */
export async function deliver(smtp: Smtp, mail: Delivery, patience: Patience = USUAL_PATIENCE): Promise<Outcome> {
  let handed = false;
  try {
    return await connected(smtp, patience, async (connection) => {
      // Read by the connection only after the server's 354, so handOver runs at exactly that moment.
      const message = Readable.from(
        (async function* () {
          await mail.handOver();
          handed = true;
          yield mail.message;
        })(),
      );
      const envelope = { from: mail.from, to: [mail.to], size: mail.message.length };
      const info = await call<{ response: string }>((done) => connection.send(envelope, message, done));
      return { kind: 'sent', response: info.response } as const;
    });
  } catch (error) {
    return outcomeOf(error as SmtpError, handed, smtp);
  }
}

/** Connects and signs in, and sends nothing. null when all is well, otherwise words for the person who set it up. */
export async function tryConnection(smtp: Smtp, patience: Patience = TEST_PATIENCE): Promise<string | null> {
  try {
    await connected(smtp, patience, async () => undefined);
    return null;
  } catch (error) {
    return explainSmtp(error as SmtpError, smtp);
  }
}

function outcomeOf(error: SmtpError, handed: boolean, smtp: Smtp): Outcome {
  const words = explainSmtp(error, smtp);
  const response = error.response ?? null;
  const code = error.responseCode ?? null;
  if (handed && code === null) return { kind: 'unknown', words, response };
  // A server that does not let us in, or not under this sender, says nothing about this mail: the settings are wrong.
  const aboutUs =
    error.code === 'EAUTH' || code === 530 || code === 503 || (error.command === 'MAIL FROM' && code !== 552);
  if (code !== null && code >= 500 && !aboutUs && isAboutMail(error.command))
    return { kind: 'refused', words, response };
  if (error.code === 'EENVELOPE' && code === null) return { kind: 'refused', words, response };
  if (error.code === 'EMESSAGE' && code === null) return { kind: 'refused', words, response };
  return { kind: 'later', words, response };
}

const isAboutMail = (command: string | undefined): boolean => ['RCPT TO', 'DATA', 'MAIL FROM'].includes(command ?? '');

async function connected<T>(
  smtp: Smtp,
  patience: Patience,
  act: (connection: SMTPConnection) => Promise<T>,
): Promise<T> {
  const connection = new SMTPConnection({
    host: smtp.host,
    port: smtp.port,
    secure: smtp.security === 'tls',
    requireTLS: smtp.security === 'starttls',
    ignoreTLS: smtp.security === 'none',
    name: heloName(),
    connectionTimeout: patience.connect,
    greetingTimeout: patience.connect,
    dnsTimeout: patience.connect,
    socketTimeout: patience.answer,
    socketCloseTimeout: 2_000,
    tls: { minVersion: 'TLSv1.2', ...(isIP(smtp.host) === 0 && { servername: smtp.host }) },
  });
  let timer: NodeJS.Timeout | undefined;
  const broken = new Promise<never>((_resolve, reject) => {
    connection.on('error', reject);
    timer = setTimeout(() => reject(Object.assign(new Error('Timeout'), { code: 'ETIMEDOUT' })), patience.whole);
  });
  broken.catch(() => {});
  try {
    const work = async () => {
      await call((done) => connection.connect((error) => done(error ?? null)));
      if (smtp.user !== null) {
        const user = smtp.user;
        await call((done) => connection.login({ user, pass: smtp.password ?? '' }, done));
      }
      return await act(connection);
    };
    const result = await Promise.race([work(), broken]);
    connection.quit();
    return result;
  } catch (error) {
    connection.close();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function call<T>(start: (done: (error: Error | null, result?: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => start((error, result) => (error ? reject(error) : resolve(result as T))));
}

/** Servers refuse names that are no host names. */
function heloName(): string {
  const name = hostname();
  return /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(name) ? name : '[127.0.0.1]';
}
