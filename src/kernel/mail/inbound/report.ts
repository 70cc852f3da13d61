import { cleanText, type Headers, idsIn, oneHeader, readHeaders } from './headers.ts';
import type { MailPart, ParsedMail } from './parse.ts';

/** What a report says became of a mail of ours. */
export type Bounce = {
  /** Nobody tries any more: the mail did not arrive. false: it is late, and is still being tried. */
  readonly gaveUp: boolean;
  /** The address will not take mail (5.x.x); false where another time might do (4.x.x). */
  readonly permanent: boolean;
  /** The enhanced status code (RFC 3463), such as 5.1.1. */
  readonly status: string | null;
  readonly recipient: string | null;
  /** What the server said, in one line. */
  readonly words: string;
};

const REPORTED = new Set(['message/rfc822', 'message/global', 'text/rfc822-headers', 'message/global-headers']);
const STATUS_PARTS = new Set(['message/delivery-status', 'message/global-delivery-status', 'message/delivery-report']);

/** The Message-IDs of the mails that a report is about, nearest first: from what it carries of them, else from its words. */
export function reportedIds(mail: ParsedMail): string[] {
  const carried = mail.parts
    .filter((part) => REPORTED.has(part.mediaType))
    .flatMap((part) => idsIn(oneHeader(readHeaders(part.bytes), 'message-id') ?? ''));
  // Servers without MIME copy the mail below their words.
  const copied = [...mail.text.matchAll(/^[>\s]{0,8}Message-Id:[ \t]{0,4}(?:\n[ \t]{1,9})?(<[^<>\s]{1,490}>)/gim)].map(
    (found) => found[1] ?? '',
  );
  return [...new Set([...carried, ...copied])].slice(0, 20);
}

/** The report of a mail server by RFC 3464; null where there is none, or it is about a mail that arrived. */
export function statusReport(mail: ParsedMail): Bounce | null {
  const part = mail.parts.find((each) => STATUS_PARTS.has(each.mediaType));
  if (!part) return null;
  const groups = groupsOf(part);
  const about = groups.find((g) => actionOf(g) === 'failed') ?? groups.find((g) => actionOf(g) === 'delayed');
  if (!about) return null;
  const diagnostic = cleanText(oneHeader(about, 'diagnostic-code') ?? '', 2000);
  const told = statusIn(oneHeader(about, 'status') ?? '');
  const said = statusIn(diagnostic) ?? statusOfReply(diagnostic);
  // 5.0.0 says as good as nothing, and some servers write it beside what the other side really said.
  const status = told && !/^[45]\.0\.0$/.test(told) ? told : (said ?? told ?? statusOfWords(mail.text));
  const gaveUp = actionOf(about) === 'failed';
  const recipient = oneHeader(about, 'original-recipient') ?? oneHeader(about, 'final-recipient') ?? '';
  return {
    gaveUp,
    permanent: gaveUp && !status?.startsWith('4'),
    status,
    recipient: addressIn(recipient.replace(/^[\w-]+\s*;/, '')),
    words: inOneLine(diagnostic.replace(/^[\w-]+\s*;\s*/, '') || firstWords(mail.text)),
  };
}

/** Was this told about a mail that arrived, or that was handed on? */
export function arrivedReport(mail: ParsedMail): boolean {
  const part = mail.parts.find((each) => STATUS_PARTS.has(each.mediaType));
  return (
    part !== undefined && groupsOf(part).some((g) => /^(delivered|deliverable|relayed|expanded)$/.test(actionOf(g)))
  );
}

const actionOf = (group: Headers): string =>
  (oneHeader(group, 'action') ?? '').toLowerCase().split(/[\s(]/, 1)[0] ?? '';

/** The groups of fields of a report: one about the mail, one for each receiver. */
function groupsOf(part: MailPart): Headers[] {
  return Buffer.from(part.bytes.subarray(0, 256 * 1024))
    .toString('utf8')
    .split(/\r?\n[ \t]*\r?\n/)
    .slice(0, 100)
    .map(readHeaders);
}

const FROM_MAILER =
  /^(mailer[-_.]?daemon|post[-_.]?master|mail[-_.]?daemon|mdaemon|mail[-_.]?delivery[-_.]?(sub)?system|bounces?|mailadmin|mmdf|uucp|smtp[-_.]?gateway)$/i;
const MAILER_NAME =
  /mail(er)?[ _.-]?(delivery|daemon|administrator)|postmaster|delivery (sub)?system|mail system|microsoft outlook/i;
const SUBJECT =
  /undeliver|non[- ]?deliver|not deliver|deliver(y|ed)\b.{0,40}\b(fail|error|notif|problem|status|report|delay|unsuccess|impossible|incomplete)|(fail|error|unable|could not|cannot|problem|warn)\w{0,12}\b.{0,40}\bdeliver|failure (notice|delivery)|returned (mail|to sender|message)|mail (delivery|system error|could not)|message (status|delayed|delivery|could not)|^(bounce|fail(ure|ed)|error)\b|bounce notif|notification d.{1,3}[ée]tat|unzustellbar|zustell|non remis|no entregad|no se (pudo|ha podido) entregar|mancata consegna|niet (worden )?bezorgd|配信|送信できません|エラーメール|недоставлен|退信|can'?t (send|be delivered)|could not send|mail (failure|error)|メールエラー|rejected|unknown (user|address|recipient)|user unknown|quota/i;
const COPY_BELOW =
  /^[- =*#]{0,40}\s{0,4}(below this line is a copy|this is a copy of the message|returned message|(begin of )?(original|bounced|unsent|undelivered) (message|mail|e-?mail)|original message follows|message header|transcript of session|the (body|header) of (the|your) (message|mail)|copy of (the|your) (message|mail)|received:|return-path:)/im;
const NOT_DELIVERED =
  /(could|can|was|were|did|has|have)(n'?t| not|not)? (be |been )?(not )?(deliver|reach|sent|accept|complete)|unable to deliver|undeliverable|deliver\w{0,12} (to|has|of|for).{0,80}fail|fail\w{0,12} (to deliver|permanent|recipient|address)|permanent (fatal )?(error|fail)|user (is )?unknown|unknown user|no such user|does not exist|doesn't exist|mailbox (is )?(full|unavailable|not found)|over ?quota|exceed\w{0,12} .{0,30}(quota|storage)|recipient .{0,30}(reject|unknown|not found)|address .{0,30}(reject|not found|unknown)|host (unknown|not found)|giv(e|en|ing) up|had permanent|rejected by|was rejected|returned to (you|sender)|(remote|host) said|would not accept|エラー|届けることができませんでした|送信できません/i;
const STILL_TRIED =
  /(still (being )?(tried|retr|trying)|will (be )?(retr|continue|keep|try)|delivery (attempts )?(will|is) (be )?(continu|delay)|do not need to resend|don'?t need to resend|has not yet been delivered|delayed \d{1,3} hours|no action is required on your part|warning message only|delay(ed)? (notification|mail|delivery|message))/i;
const PASSING =
  /mailbox (is )?full|over ?quota|quota exceed|exceed\w{0,12} .{0,30}(quota|storage|space)|(time|timed) ?out|try again|temporar|connection refused|too many connections|insufficient (disk|system)/i;

/**
 * The report of a server that does not keep to RFC 3464: by who sent it, its subject and its words. `nullSender`: nobody is to
 * answer it. null: it is no report, or too little speaks for it.
 */
export function wordsReport(mail: ParsedMail, nullSender: boolean): Bounce | null {
  const local = mail.from?.address.split('@', 1)[0] ?? '';
  const written = oneHeader(mail.headers, 'from') ?? '';
  const byMailer = FROM_MAILER.test(local) || MAILER_NAME.test(written.slice(0, 300)) || nullSender;
  const text = mail.text.slice(0, 20_000);
  const carried = COPY_BELOW.test(text) || mail.parts.some((part) => REPORTED.has(part.mediaType));
  const bySubject = SUBJECT.test(mail.subject);
  const byWords = NOT_DELIVERED.test(text) || statusIn(text) !== null;
  const signs = Number(byMailer) + Number(bySubject) + Number(byWords) + Number(carried);
  if (signs < 3 && !(byMailer && (bySubject || byWords))) return null;
  const above = text.split(COPY_BELOW, 1)[0] || text;
  const status =
    statusIn(above) ?? statusOfReply(above) ?? statusIn(text) ?? statusOfReply(text) ?? statusOfWords(text);
  const gaveUp = !(STILL_TRIED.test(above) || STILL_TRIED.test(mail.subject));
  const permanent = gaveUp && (status ? status.startsWith('5') : !PASSING.test(above));
  return {
    gaveUp,
    permanent,
    status,
    recipient: recipientIn(above, mail),
    words: inOneLine(saidIn(above) ?? firstWords(above)),
  };
}

const STATUS = /(?<![\d.v])([45])\.(\d{1,2})\.(\d{1,3})(?!\.?\d)/;

/** The first enhanced status code in a text. */
export function statusIn(text: string): string | null {
  const found = STATUS.exec(text);
  return found ? `${found[1]}.${Number(found[2])}.${Number(found[3])}` : null;
}

/** A server's plain answer such as "550 No such user" as a status of its class. */
function statusOfReply(text: string): string | null {
  const found = /(?:^|[\s:;,"'(<>#])([45])[0-5]\d[ \t:;,-](?![\d.]{1,12}\s?(bytes|hours|kb))/im.exec(text);
  return found ? `${found[1]}.0.0` : null;
}

const WORDS_OF: [RegExp, string][] = [
  [
    /no such (user|address|mailbox|recipient|account|local user)|user (is )?unknown|unknown (user|recipient|address)|(user|address|mailbox|recipient|account)\b.{0,40}\b(does not exist|doesn't exist|not exist|not found|unknown|disabled|inactive)|invalid (recipient|mailbox|address|user)|has moved/i,
    '5.1.1',
  ],
  [
    /host (or domain name )?(is )?(unknown|not found)|no such (host|domain)|domain .{0,30}(not found|does not exist)|unrouteable|unknown host/i,
    '5.1.2',
  ],
  [
    /mailbox (is )?full|over ?quota|quota (is )?exceed|exceed\w{0,12} .{0,40}(quota|storage|mailbox)|out of (disk )?space/i,
    '4.2.2',
  ],
  [/message (is |size )?(too (big|large)|exceeds)|too large/i, '5.3.4'],
  [
    /retry time(out)? (not reached|exceed)|timed? ?out|message expired|too long in (the )?queue|connection refused|could not connect/i,
    '4.4.7',
  ],
  [/spam|virus|blocked|blacklist|access denied|policy/i, '5.7.1'],
];
const statusOfWords = (text: string): string | null => WORDS_OF.find(([words]) => words.test(text))?.[1] ?? null;

const ADDRESS = /[^\s<>@,;:"'()[\]\\]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}/i;
const addressIn = (text: string): string | null => ADDRESS.exec(text.slice(0, 2000))?.[0]?.toLowerCase() ?? null;

function recipientIn(text: string, mail: ParsedMail): string | null {
  const failed = (mail.headers.get('x-failed-recipients')?.[0] ?? '').split(',', 1)[0] ?? '';
  const own = new Set([...mail.receivers, mail.from?.address.toLowerCase()]);
  const written = text.slice(0, 8000).match(new RegExp(ADDRESS.source, 'gi')) ?? [];
  return addressIn(failed) ?? written.map((a) => a.toLowerCase()).find((a) => !own.has(a)) ?? null;
}

/** The line in which a server is quoted. */
const saidIn = (text: string): string | null =>
  text.split('\n').find((line) => STATUS.test(line) || /^\W{0,20}\b[45][0-5]\d[ -]/.test(line)) ?? null;

const firstWords = (text: string): string =>
  text
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .find((part) => /[a-z\u0080-\uffff]{3}/i.test(part)) ?? '';

const inOneLine = (text: string): string => cleanText(text, 2000).replace(/\s+/g, ' ').trim().slice(0, 500);
