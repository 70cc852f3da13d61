import { isIP } from 'node:net';
import type { ImapFlow } from 'imapflow';
import { OutgoingFault } from '../../outgoing/fault.ts';
import type { Gate } from '../../outgoing/gate.ts';
import type { ImapSettings } from './contract.ts';
import { LARGEST_MAIL } from './parse.ts';

/** The wait for each step, in milliseconds. */
export type ImapPatience = { readonly connect: number; readonly answer: number };
export const USUAL: ImapPatience = { connect: 15_000, answer: 60_000 };
export const FOR_TEST: ImapPatience = { connect: 8_000, answer: 10_000 };

/** A mailbox could not be read; the words say what to change. Never shows a password. */
export class MailboxFault extends Error {
  override name = 'MailboxFault';
}

/** A folder that is open: reading it changes nothing on the server. */
export type OpenFolder = {
  readonly uidValidity: number;
  /** The number that the next mail will get. */
  readonly uidNext: number;
  readonly messages: number;
  /** The numbers of mails after one, ascending; or of those that came on a day or later. */
  after(uid: number): Promise<number[]>;
  since(day: Temporal.Instant): Promise<number[]>;
  /** The bytes of a mail, and how many there are: of more than may be read, only its beginning. null: it is gone. */
  read(uid: number): Promise<{ bytes: Uint8Array; size: number } | null>;
  /** Does what is asked for with a mail that was taken in. */
  afterwards(uid: number): Promise<void>;
};

/**
 * Connects, signs in, opens the folder, and lets `act` read it. The server's name is resolved once, through the gate: a place in one's own
 * network only if the operator allows it, and in the clear only on this machine. Throws `MailboxFault` in words.
 */
export async function withFolder<T>(
  gate: Gate,
  imap: ImapSettings,
  password: string,
  act: (folder: OpenFolder) => Promise<T>,
  patience: ImapPatience = USUAL,
): Promise<T> {
  const at = `${imap.host}:${imap.port}`;
  const address = await addressOf(gate, imap, at);
  const { ImapFlow } = await import('imapflow');
  const client = new ImapFlow({
    host: address,
    port: imap.port,
    secure: imap.security === 'tls',
    doSTARTTLS: imap.security === 'tls' ? undefined : imap.security === 'starttls',
    ...(isIP(imap.host) === 0 && { servername: imap.host }),
    auth: { user: imap.user, pass: password },
    tls: { minVersion: 'TLSv1.2', ...(isIP(imap.host) === 0 && { servername: imap.host }) },
    logger: false,
    disableAutoIdle: true,
    disableCompression: true,
    connectionTimeout: patience.connect,
    greetingTimeout: patience.connect,
    socketTimeout: patience.answer,
    maxLineLength: 1024 * 1024,
    maxLiteralSize: LARGEST_MAIL + 1024 * 1024,
    maxResponseSize: LARGEST_MAIL + 4 * 1024 * 1024,
  });
  // Whatever breaks also rejects the call that waits for it; without a listener the process would end.
  client.on('error', () => {});
  try {
    await client.connect();
    const changes = imap.afterwards !== 'leave';
    const box = await client.mailboxOpen(imap.folder, { readOnly: !changes });
    const uidValidity = Number(box.uidValidity);
    return await act(folderOf(client, imap, { uidValidity, uidNext: box.uidNext, messages: box.exists }));
  } catch (error) {
    throw error instanceof MailboxFault || !isOfImap(error) ? error : new MailboxFault(explainImap(error, imap));
  } finally {
    client.close();
  }
}

function folderOf(
  client: ImapFlow,
  imap: ImapSettings,
  box: { uidValidity: number; uidNext: number; messages: number },
): OpenFolder {
  const ascending = (found: unknown): number[] =>
    Array.isArray(found) ? found.filter((uid) => typeof uid === 'number').toSorted((a, b) => a - b) : [];
  return {
    ...box,
    // A range that begins beyond the last mail still names the last one.
    after: async (uid) =>
      box.messages === 0
        ? []
        : ascending(await client.search({ uid: `${uid + 1}:*` }, { uid: true })).filter((each) => each > uid),
    since: async (day) =>
      box.messages === 0
        ? []
        : ascending(await client.search({ since: new Date(day.epochMilliseconds) }, { uid: true })),
    read: async (uid) => {
      const found = await client.fetchOne(
        String(uid),
        { uid: true, size: true, source: { start: 0, maxLength: LARGEST_MAIL + 1 } },
        { uid: true },
      );
      const message = found || null;
      if (!message?.source) return null;
      return { bytes: message.source, size: Math.max(message.size ?? 0, message.source.length) };
    },
    afterwards: async (uid) => {
      if (imap.afterwards === 'seen') await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true });
      if (imap.afterwards !== 'move' || !imap.moveTo) return;
      if (!(await client.messageMove(String(uid), imap.moveTo, { uid: true })))
        throw new MailboxFault(`The server did not move the mail to the folder “${imap.moveTo}”.`);
    },
  };
}

/** One address of the server that may be connected to. Throws `MailboxFault`. */
async function addressOf(gate: Gate, imap: ImapSettings, at: string): Promise<string> {
  const written = isIP(imap.host) === 6 ? `https://[${imap.host}]:${imap.port}` : `https://${at}`;
  if (!URL.canParse(written)) throw new MailboxFault(`${at} is no place on the network.`);
  try {
    const addresses = await gate.locate(new URL(written));
    const [first] = addresses;
    if (imap.security === 'none' && !addresses.every(({ address }) => isLoopback(address)))
      throw new MailboxFault('Only a server on this machine is read in the clear. Choose TLS or STARTTLS.');
    if (!first) throw new MailboxFault(`There is no mail server named ${imap.host}: the name cannot be found.`);
    return first.address;
  } catch (error) {
    if (!(error instanceof OutgoingFault)) throw error;
    throw new MailboxFault(
      error.kind === 'refused-address'
        ? `${at} is in a private network. It is read only if the operator names it in GUILDHALL_ALLOW_PRIVATE_HOSTS.`
        : `There is no mail server named ${imap.host}: the name cannot be found.`,
    );
  }
}

const isLoopback = (address: string): boolean => address.startsWith('127.') || address === '::1';

type ImapError = Error & {
  code?: string;
  authenticationFailed?: boolean;
  responseText?: string;
  responseStatus?: string;
  serverResponseCode?: string;
};

/** Errors of the connection or the server; ours are thrown on as they are. */
const isOfImap = (error: unknown): error is ImapError =>
  error instanceof Error &&
  (typeof (error as ImapError).code === 'string' ||
    (error as ImapError).authenticationFailed !== undefined ||
    (error as ImapError).responseStatus !== undefined ||
    /connection|command failed|unexpected close|timed? ?out/i.test(error.message));

const CERTIFICATE = /self.signed|unable to (get|verify)|certificate|altname|CERT_|UNABLE_TO_/i;

/** What went wrong between us and a mailbox's server, in words that say what to change. */
export function explainImap(
  error: ImapError,
  imap: Pick<ImapSettings, 'host' | 'port' | 'folder' | 'security'>,
): string {
  const at = `${imap.host}:${imap.port}`;
  const said = error.responseText ? ` It said: "${oneLine(error.responseText)}".` : '';
  const all = `${error.message} ${error.code ?? ''}`;
  if (error.authenticationFailed) return `The mail server ${at} did not accept the user and password.${said}`;
  if (
    error.serverResponseCode === 'NONEXISTENT' ||
    /nonexistent|doesn.?t exist|not found|unknown mailbox/i.test(error.responseText ?? '')
  )
    return `There is no folder “${imap.folder}” in this mailbox.${said}`;
  if (/ECONNREFUSED/.test(all))
    return `Nothing listens at ${at}: the host or the port is wrong, or the server is down.`;
  if (CERTIFICATE.test(all)) return `The certificate of ${at} is not valid: ${oneLine(error.message)}.`;
  if (/wrong version number|packet length|unknown protocol|EPROTO/i.test(all))
    return `${at} does not speak TLS from the start. Choose STARTTLS (usually port 143).`;
  if (/starttls/i.test(all)) return `${at} does not offer STARTTLS. Choose TLS (usually port 993), or another port.`;
  if (/timeout|ETIMEDOUT|timed out/i.test(all)) return `${at} did not answer in time.`;
  return `The connection to ${at} broke: ${oneLine(error.message)}.${said}`;
}

const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, 300);
