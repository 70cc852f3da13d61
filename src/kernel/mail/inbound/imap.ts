import { isIP } from 'node:net';
import type { ImapFlow, SearchObject } from 'imapflow';
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
  const addresses = await addressesOf(gate, imap);
  const told: Told = (ask) =>
    ask().catch((error: ImapError) => {
      throw error instanceof MailboxFault ? error : new MailboxFault(explainImap(error, imap));
    });
  const client = await told(() => connected(imap, password, addresses, patience));
  try {
    const box = await told(() => client.mailboxOpen(imap.folder, { readOnly: imap.afterwards === 'leave' }));
    const { uidNext, exists: messages } = box;
    return await act(folderOf(client, imap, { uidValidity: Number(box.uidValidity), uidNext, messages }, told));
  } finally {
    client.close();
  }
}

/** Signs in at the first of the addresses that can be reached. */
async function connected(
  imap: ImapSettings,
  password: string,
  addresses: readonly string[],
  patience: ImapPatience,
): Promise<ImapFlow> {
  const { ImapFlow } = await import('imapflow');
  let trouble: unknown;
  for (const host of addresses) {
    const client = new ImapFlow({
      host,
      port: imap.port,
      secure: imap.security === 'tls',
      ...(imap.security !== 'tls' && { doSTARTTLS: imap.security === 'starttls' }),
      // Connected by its address, the server is still known by its name.
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
      return client;
    } catch (error) {
      client.close();
      if (
        !/ECONNREFUSED|ENETUNREACH|EHOSTUNREACH|EADDRNOTAVAIL|CONNECT_TIMEOUT/.test(String((error as ImapError).code))
      )
        throw error;
      trouble = error;
    }
  }
  throw trouble;
}

/** Asks the server; what goes wrong between us and it is told in words. */
type Told = <T>(ask: () => Promise<T>) => Promise<T>;

function folderOf(
  client: ImapFlow,
  imap: ImapSettings,
  box: { uidValidity: number; uidNext: number; messages: number },
  told: Told,
): OpenFolder {
  const search = async (query: SearchObject): Promise<number[]> => {
    if (box.messages === 0) return [];
    const found = await told(async () => client.search(query, { uid: true }));
    return Array.isArray(found) ? found.toSorted((a, b) => a - b) : [];
  };
  return {
    ...box,
    // A range that begins beyond the last mail still names the last one.
    after: async (uid) => (await search({ uid: `${uid + 1}:*` })).filter((each) => each > uid),
    since: (day) => search({ since: new Date(day.epochMilliseconds) }),
    read: async (uid) => {
      const query = { uid: true, size: true, source: { start: 0, maxLength: LARGEST_MAIL + 1 } };
      const message = (await told(() => client.fetchOne(String(uid), query, { uid: true }))) || null;
      if (!message?.source) return null;
      return { bytes: message.source, size: Math.max(message.size ?? 0, message.source.length) };
    },
    afterwards: async (uid) => {
      if (imap.afterwards === 'seen') await told(() => client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true }));
      if (imap.afterwards !== 'move' || !imap.moveTo) return;
      const to = imap.moveTo;
      // Without MOVE it would be done by copying and deleting, and nothing is deleted here.
      if (!client.capabilities.has('MOVE'))
        throw new MailboxFault('This server cannot move mails. Choose to leave them.');
      if (!(await told(() => client.messageMove(String(uid), to, { uid: true }))))
        throw new MailboxFault(`The server did not move the mail to the folder “${to}”.`);
    },
  };
}

/** The addresses of the server that may be connected to, the older protocol first. Throws `MailboxFault`. */
async function addressesOf(gate: Gate, imap: ImapSettings): Promise<string[]> {
  const at = `${imap.host}:${imap.port}`;
  const written = isIP(imap.host) === 6 ? `https://[${imap.host}]:${imap.port}` : `https://${at}`;
  const unknown = () => new MailboxFault(`There is no mail server named ${imap.host}: the name cannot be found.`);
  if (!URL.canParse(written)) throw new MailboxFault(`${at} is no place on the network.`);
  try {
    const found = (await gate.locate(new URL(written))).toSorted((a, b) => a.family - b.family);
    if (imap.security === 'none' && !found.every(({ address }) => isLoopback(address)))
      throw new MailboxFault('Only a server on this machine is read in the clear. Choose TLS or STARTTLS.');
    if (found.length === 0) throw unknown();
    return found.slice(0, 4).map(({ address }) => address);
  } catch (error) {
    if (!(error instanceof OutgoingFault)) throw error;
    if (error.kind !== 'refused-address') throw unknown();
    throw new MailboxFault(
      `${at} is in a private network. It is read only if the operator names it in GUILDHALL_ALLOW_PRIVATE_HOSTS.`,
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
