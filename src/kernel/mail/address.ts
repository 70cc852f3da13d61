import { domainToASCII } from 'node:url';

/** Where a mail goes or comes from: an address and the name shown with it. */
export type MailAddress = { readonly address: string; readonly name?: string | undefined };

/** A mail address or header value that must not reach a mail server. Its words can be shown to the person who wrote it. */
export class UnfitForMail extends Error {
  override name = 'UnfitForMail';
}

// Control characters would end a header line and begin another (header injection); line and paragraph separators and
// direction marks make a header read as something it is not.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNFIT = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

// The "dot-atom" of RFC 5322, with letters beyond ASCII (RFC 6531). Quoted local parts are legal and never seen in use
// but in attacks; they are refused.
const LOCAL = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * The address as mail servers take it: trimmed, its domain in ASCII and small letters ("Ada@BÜCHER.example" is
 * "Ada@xn--bcher-kva.example"), its local part as written. Throws `UnfitForMail` with words for the person who wrote it.
 */
export function mailAddress(written: string): string {
  if (written.length > 1000) throw new UnfitForMail('A mail address has at most 254 characters.');
  const text = written.trim().normalize('NFC');
  if (UNFIT.test(text)) throw new UnfitForMail('A mail address holds no control characters or line breaks.');
  const at = text.lastIndexOf('@');
  if (at < 1 || at === text.length - 1) throw new UnfitForMail('A mail address has the form name@example.org.');
  const local = text.slice(0, at);
  if (!LOCAL.test(local) || Buffer.byteLength(local) > 64) {
    throw new UnfitForMail('The part before the @ of the mail address is not valid.');
  }
  const domain = domainToASCII(text.slice(at + 1)).toLowerCase();
  const labels = domain.split('.');
  if (
    labels.length < 2 ||
    domain.length > 253 ||
    !labels.every((label) => LABEL.test(label)) ||
    /^\d+$/.test(labels.at(-1) ?? '')
  ) {
    throw new UnfitForMail('The part after the @ of the mail address is not a domain such as example.org.');
  }
  const address = `${local}@${domain}`;
  if (Buffer.byteLength(address) > 254) throw new UnfitForMail('A mail address has at most 254 characters.');
  return address;
}

/**
 * The form under which two spellings of one address are the same: small letters throughout. Providers' own habits
 * (dots, plus signs) are not guessed. Throws `UnfitForMail`.
 */
export function foldedAddress(written: string): string {
  return mailAddress(written).toLowerCase();
}

/** A name or subject fit for a header: one line, no control or direction characters. Throws `UnfitForMail`. */
export function headerText(written: string, what: string, longest: number): string {
  const text = written.normalize('NFC').trim();
  if (UNFIT.test(text))
    throw new UnfitForMail(`${what} holds a line break or another character that a mail header cannot hold.`);
  if (text.length > longest) throw new UnfitForMail(`${what} has more than ${longest} characters.`);
  return text;
}

/**
 * A value on its way into one header line: white space of any kind becomes one space, direction marks go, and what is
 * too long ends in an ellipsis. For values people wrote (a project's name in a subject), which must not stop a mail.
 */
export function oneLine(written: string, longest: number): string {
  const spaced = written.normalize('NFC').replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
  const text = spaced.replace(new RegExp(UNFIT, 'g'), '').trim();
  const letters = [...text];
  return letters.length > longest
    ? `${letters
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`
    : text;
}

/** Whether the address needs a server that speaks SMTPUTF8 (RFC 6531): letters beyond ASCII before the @. */
export function needsUtf8(address: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII
  return !/^[\u0000-\u007f]*$/.test(address);
}

/** Where everybody in the sample organisation has their address; a name that is reserved and leads nowhere (RFC 6761). */
export const SAMPLE_DOMAIN = 'sample.example';

/** Is this an address of the sample organisation? Mail to one is kept in the local outbox and never handed to a server. */
export const isSampleAddress = (address: string): boolean =>
  new RegExp(`[@.]${SAMPLE_DOMAIN.replace('.', '\\.')}$`, 'i').test(address);
