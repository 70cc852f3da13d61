import { randomBytes } from 'node:crypto';
import type { Kind } from './classify.ts';
import type { ParsedMail } from './parse.ts';
import { reportedIds } from './report.ts';

/** By what a mail may be found to belong to a record, the surest first. */
export type Clues = {
  /** Tokens of addresses `name+token@domain` of this mailbox that the mail was sent to. */
  readonly tokens: readonly string[];
  /** Message-IDs of earlier mails that it answers or reports on, the nearest first. */
  readonly references: readonly string[];
};

/** Letters and digits that no server changes and nobody mistakes for one another. */
const TOKEN = /^[a-z2-7]{20}$/;

/** What a mail says about the mail that it answers or reports on. `address`: the mailbox that it came to. */
export function cluesOf(mail: ParsedMail, kind: Kind, address: string): Clues {
  const [local = '', domain = ''] = address.toLowerCase().split('@');
  const tokens = mail.receivers.flatMap((receiver) => {
    const [name = '', at = ''] = receiver.split('@');
    const token = name.startsWith(`${local}+`) ? name.slice(local.length + 1) : '';
    return at === domain && TOKEN.test(token) ? [token] : [];
  });
  const answered = [...mail.inReplyTo, ...mail.references.toReversed()];
  // A person who forwards or quotes a mail names it in the text as well: only reports are believed what they carry.
  const reported = kind === 'bounce' || kind === 'complaint' ? reportedIds(mail) : [];
  return {
    tokens: [...new Set(tokens)].slice(0, 5),
    references: [...new Set([...reported, ...answered])].slice(0, 50),
  };
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';

/** A new token of an answer's address: 100 random bits. It is kept with the mail, and goes when the mail is erased. */
export const newAnswerToken = (): string => [...randomBytes(20)].map((byte) => LETTERS[byte & 31]).join('');

/** The mailbox's address with a token in it; null where the name before the @ would be too long. */
export function tokenAddress(address: string, token: string): string | null {
  const at = address.lastIndexOf('@');
  const local = `${address.slice(0, at)}+${token}`;
  return Buffer.byteLength(local) > 64 ? null : `${local}${address.slice(at)}`;
}

/**
 * What the receiving server found of the sender (RFC 8601), read from the topmost header that bears that server's own name; others
 * could be the sender's. null: it says nothing of DMARC.
 */
export function senderVerdict(mail: ParsedMail, server: string | null): 'pass' | 'fail' | null {
  if (server === null) return null;
  const own = (mail.headers.get('authentication-results') ?? []).find(
    (value) => (value.split(';', 1)[0] ?? '').trim().toLowerCase().split(/\s/, 1)[0] === server.toLowerCase(),
  );
  const found = /\bdmarc\s*=\s*(\w+)/i.exec(own ?? '')?.[1]?.toLowerCase();
  return found === 'pass' || found === 'fail' ? found : null;
}
