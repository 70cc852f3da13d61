import type { Client } from '#web/client.ts';
import type { Mailbox } from './questions.ts';

type Added = Parameters<Client['mail']['addMailbox']>[0];
type Changed = Parameters<Client['mail']['changeMailbox']>[0];
type Security = NonNullable<Mailbox['imap']>['security'];
type Afterwards = NonNullable<Mailbox['imap']>['afterwards'];

/** What the form holds; numbers as typed. */
export type MailboxForm = {
  name: string;
  address: string;
  program: string | null;
  kind: 'imap' | 'webhook';
  host: string;
  port: string;
  security: Security;
  user: string;
  /** '': the kept one stays. */
  password: string;
  folder: string;
  afterwards: Afterwards;
  moveTo: string;
  plusAddresses: boolean;
  repliesHere: boolean;
  bouncesHere: boolean;
  explains: boolean;
  authServer: string;
  keepDays: string;
};

const usualPort: Record<Security, string> = { tls: '993', starttls: '143', none: '143' };

/** The port after another kind of encryption was chosen: a usual one follows, one of somebody's own stays. */
export const portAfter = (port: string, security: Security): string =>
  port === '' || Object.values(usualPort).includes(port) ? usualPort[security] : port;

/** The form as it stands for what is kept, or for nothing yet. */
export const mailboxForm = (kept: Mailbox | null): MailboxForm => ({
  name: kept?.name ?? '',
  address: kept?.address ?? '',
  program: kept?.program ?? null,
  kind: kept?.kind ?? 'imap',
  host: kept?.imap?.host ?? '',
  port: String(kept?.imap?.port ?? usualPort.tls),
  security: kept?.imap?.security ?? 'tls',
  user: kept?.imap?.user ?? '',
  password: '',
  folder: kept?.imap?.folder ?? 'INBOX',
  afterwards: kept?.imap?.afterwards ?? 'leave',
  moveTo: kept?.imap?.moveTo ?? '',
  plusAddresses: kept?.plusAddresses ?? true,
  repliesHere: kept?.repliesHere ?? true,
  bouncesHere: kept?.bouncesHere ?? false,
  explains: kept?.explains ?? false,
  authServer: kept?.authServer ?? '',
  keepDays: String(kept?.keepDays ?? 90),
});

/** The form's server as the contract takes it. */
export const imapInput = (form: MailboxForm): NonNullable<Added['imap']> => ({
  host: form.host.trim(),
  port: Number(form.port),
  security: form.security,
  user: form.user.trim(),
  folder: form.folder.trim() || 'INBOX',
  afterwards: form.afterwards,
  moveTo: form.afterwards === 'move' ? form.moveTo.trim() : null,
});

/** The form as the contract takes it. A password that nobody typed is left out. */
export const mailboxInput = (form: MailboxForm): Omit<Changed, 'id'> => ({
  name: form.name.trim(),
  address: form.address.trim(),
  imap: form.kind === 'imap' ? imapInput(form) : null,
  plusAddresses: form.plusAddresses,
  repliesHere: form.repliesHere,
  bouncesHere: form.bouncesHere,
  explains: form.explains,
  authServer: form.authServer.trim() === '' ? null : form.authServer.trim(),
  keepDays: Number(form.keepDays),
  ...(form.kind === 'imap' && form.password !== '' ? { password: form.password } : {}),
});

/** What the server says of single fields, under the names that the form has for them. */
export const formErrors = (errors: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(errors).map(([field, words]) => [field.replace(/^imap\./, ''), words]));
