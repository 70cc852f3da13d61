import { convert } from 'html-to-text';
import PostalMime, { type Address, type Email } from 'postal-mime';
import { cleanText, type Headers, headersOf, idsIn, oneHeader, readHeaders } from './headers.ts';

/** One part of a mail that is not its text. `name` as its sender wrote it; `bytes` decoded. */
export type MailPart = {
  readonly name: string | null;
  readonly mediaType: string;
  readonly inline: boolean;
  readonly bytes: Uint8Array;
};

/** A mail as it came, decoded and cut down to what may be kept. Nothing in it is to be trusted. */
export type ParsedMail = {
  readonly from: { readonly address: string; readonly name: string } | null;
  /** Every address it says it was for, in small letters: To, Cc and what servers wrote on its way. */
  readonly receivers: readonly string[];
  readonly subject: string;
  /** With its angle brackets. */
  readonly messageId: string | null;
  readonly inReplyTo: readonly string[];
  readonly references: readonly string[];
  /** The Date header as it stands. */
  readonly date: string | null;
  readonly headers: Headers;
  /** Its words as plain text; of a mail in HTML alone, what a reader would see of it. */
  readonly text: string;
  readonly parts: readonly MailPart[];
  /** It could not be taken apart; only its headers were read. */
  readonly damaged: boolean;
};

/** No mail of more bytes is read whole: of a larger one its beginning is. */
export const LARGEST_MAIL = 10 * 1024 * 1024;
const MOST_BOUNDARY_LINES = 20_000;
const LONGEST_TEXT = 100_000;
const LONGEST_HTML = 500_000;
const MOST_PARTS = 200;

/**
 * Takes a mail apart (RFC 5322, MIME). Never throws for what somebody sent: nesting, headers, parts and texts have bounds, unknown
 * charsets are read as well as can be, and what cannot be read at all comes back `damaged` with its headers alone.
 */
export async function parseMail(raw: Uint8Array): Promise<ParsedMail> {
  const bytes = withoutEnvelopeLine(withLineFeeds(raw.subarray(0, LARGEST_MAIL)));
  if (raw.length <= LARGEST_MAIL && boundaryLines(bytes) <= MOST_BOUNDARY_LINES) {
    try {
      const email = await PostalMime.parse(bytes, {
        maxNestingDepth: 30,
        maxHeadersSize: 512 * 1024,
        maxRfc822NestingDepth: 0,
      });
      return parsedOf(email);
    } catch {
      // Too deep or too long: its headers say at least from whom it is.
    }
  }
  return bare(readHeaders(bytes));
}

function parsedOf(email: Email): ParsedMail {
  const headers = headersOf(email.headers);
  const found = bare(headers, email.from);
  const text = email.text?.trim() ? email.text : textOfHtml(email.html ?? '');
  return {
    ...found,
    subject: cleanText(email.subject ?? '', 500)
      .replace(/\s+/g, ' ')
      .trim(),
    text: cleanText(text, LONGEST_TEXT),
    parts: email.attachments.slice(0, MOST_PARTS).map((part) => ({
      name: part.filename === null ? null : cleanText(part.filename, 300),
      mediaType: part.mimeType.toLowerCase(),
      inline: part.disposition === 'inline' || part.related === true,
      bytes: bytesOf(part.content),
    })),
    damaged: false,
  };
}

function bare(headers: Headers, from?: Address): ParsedMail {
  const written = oneHeader(headers, 'from') ?? '';
  const sender = from?.address ? { address: from.address, name: from.name } : { address: addressIn(written), name: '' };
  return {
    from: sender.address
      ? {
          address: cleanText(sender.address, 320).trim(),
          name: cleanText(sender.name, 200).replace(/\s+/g, ' ').trim(),
        }
      : null,
    receivers: receiversIn(headers),
    subject: cleanText(oneHeader(headers, 'subject') ?? '', 500).trim(),
    messageId: idsIn(oneHeader(headers, 'message-id') ?? '')[0] ?? null,
    inReplyTo: idsIn(oneHeader(headers, 'in-reply-to') ?? '').slice(0, 20),
    references: idsIn(oneHeader(headers, 'references') ?? '').slice(-50),
    date: oneHeader(headers, 'date'),
    headers,
    text: '',
    parts: [],
    damaged: true,
  };
}

const RECEIVERS = ['to', 'cc', 'delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to', 'x-delivered-to'];

function receiversIn(headers: Headers): string[] {
  const written = RECEIVERS.flatMap((name) => headers.get(name) ?? []);
  return [...new Set(written.flatMap((value) => value.slice(0, 20_000).match(ADDRESS) ?? []))]
    .slice(0, 200)
    .map((address) => address.toLowerCase());
}

const ADDRESS = /[^\s<>@,;:"'()[\]\\]{1,64}@[a-z0-9.-]{1,253}/gi;
const addressIn = (written: string): string => written.slice(0, 2000).match(ADDRESS)?.[0] ?? '';

/** What a person would read of a mail in HTML: no markup, no addresses of images, nothing that could run. */
function textOfHtml(html: string): string {
  if (html === '') return '';
  try {
    return convert(html.slice(0, LONGEST_HTML), {
      wordwrap: false,
      limits: { maxInputLength: LONGEST_HTML, maxDepth: 60, maxChildNodes: 5_000, ellipsis: '…' },
      selectors: [
        { selector: 'img', format: 'skip' },
        { selector: 'style', format: 'skip' },
        { selector: 'a', options: { hideLinkHrefIfSameAsText: true } },
        { selector: 'blockquote', options: { trimEmptyLines: true } },
        ...['h1', 'h2', 'h3', 'h4'].map((selector) => ({ selector, options: { uppercase: false } })),
      ],
    });
  } catch {
    return '';
  }
}

/** mbox files and some pipes put a line "From address date" before the headers. */
function withoutEnvelopeLine(raw: Uint8Array): Uint8Array {
  if (Buffer.from(raw.subarray(0, 5)).toString('latin1') !== 'From ') return raw;
  const end = raw.indexOf(0x0a);
  return end < 0 ? raw : raw.subarray(end + 1);
}

/** Some old systems end lines with a carriage return alone. */
function withLineFeeds(raw: Uint8Array): Uint8Array {
  if (raw.subarray(0, 4096).includes(0x0a) || !raw.subarray(0, 4096).includes(0x0d)) return raw;
  return raw.map((byte) => (byte === 0x0d ? 0x0a : byte));
}

/** How many lines could begin a part: a mail of a million empty parts costs its reader minutes. */
function boundaryLines(bytes: Uint8Array): number {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let count = 0;
  for (let at = buffer.indexOf('\n--'); at >= 0 && count <= MOST_BOUNDARY_LINES; at = buffer.indexOf('\n--', at + 3))
    count++;
  return count;
}

const bytesOf = (content: ArrayBuffer | Uint8Array | string): Uint8Array =>
  typeof content === 'string'
    ? Buffer.from(content)
    : content instanceof Uint8Array
      ? content
      : new Uint8Array(content);
