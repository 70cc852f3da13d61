import { sql } from 'kysely';
import { z } from 'zod';
import { actorKey, type Context } from '../context.ts';
import { prepared } from '../database/prepared.ts';
import { invalid } from '../errors.ts';
import { keepSecret, readSecret } from '../secrets/vault.ts';
import { headerText, mailAddress, UnfitForMail } from './address.ts';

const KEY = 'mail.smtp';
const PASSWORD = 'mail.smtp.password';

/** Checks a mail address and brings it into the form that servers take. */
export const addressField = z
  .string()
  .max(1000, 'This is too long for a mail address.')
  .transform((written, check) => {
    try {
      return mailAddress(written);
    } catch (error) {
      if (!(error instanceof UnfitForMail)) throw error;
      check.addIssue({ code: 'custom', message: error.message });
      return z.NEVER;
    }
  });

const nameField = z
  .string()
  .max(120)
  .transform((written, check) => {
    try {
      return headerText(written, 'The name', 120);
    } catch (error) {
      if (!(error instanceof UnfitForMail)) throw error;
      check.addIssue({ code: 'custom', message: error.message });
      return z.NEVER;
    }
  });

/** How mail leaves the house. The password is kept apart, sealed. */
export const smtpSettings = z.object({
  host: z
    .string()
    .trim()
    .regex(/^[\w.:-]{1,253}$/, 'Name the mail server by its host name or IP address.'),
  port: z.number().int().min(1).max(65535),
  /** tls: encrypted from the start (465); starttls: encrypted before anything is said (587); none: in the clear. */
  security: z.enum(['tls', 'starttls', 'none']),
  /** null: the server wants no sign-in. */
  user: z.string().min(1).max(320).nullable(),
  fromAddress: addressField,
  fromName: nameField,
  replyTo: addressField.nullable(),
  /** Under which name the public key of the signatures stands in the DNS (s= of DKIM-Signature); for mail health alone. */
  dkimSelector: z
    .string()
    .trim()
    .toLowerCase()
    .regex(
      /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*$/,
      'A selector looks like s1 or mail2026.',
    )
    .max(150)
    .nullable()
    .optional(),
});
export type SmtpSettings = z.output<typeof smtpSettings>;

/** Settings with the opened password, ready for a connection. */
export type Smtp = SmtpSettings & { password: string | null };

/** How mail leaves the house, or null while it stays in the local outbox. */
export async function readSmtpSettings(c: Pick<Context, 'tx'>): Promise<SmtpSettings | null> {
  const found = await sql<{ value: unknown }>`${prepared} select value from house.settings where key = ${KEY}`.execute(
    c.tx,
  );
  const row = found.rows[0];
  return row ? smtpSettings.parse(row.value) : null;
}

/** The same with the password. Throws `CannotOpen` when this process lacks the key it was sealed with. */
export async function readSmtp(c: Pick<Context, 'tx' | 'house'>): Promise<Smtp | null> {
  const settings = await readSmtpSettings(c);
  return settings && { ...settings, password: settings.user === null ? null : await readSecret(c, PASSWORD) };
}

/**
 * The settings as they would be with what a form says. A password left out (undefined) stays as it was, but only for the
 * same server and user: otherwise a kept password could be sent to somebody else's server. Throws `invalid`.
 */
export async function withPassword(c: Context, settings: SmtpSettings, password: string | undefined): Promise<Smtp> {
  if (settings.user === null) return { ...settings, password: null };
  if (password !== undefined) return { ...settings, password };
  const before = await readSmtp(c);
  if (before?.password != null && before.host === settings.host && before.user === settings.user) {
    return { ...settings, password: before.password };
  }
  throw invalid([{ field: 'password', message: 'Enter the password: it is kept for one server and one user only.' }]);
}

/** Keeps the settings; null takes mail back into the local outbox and forgets the password. */
export async function keepSmtp(c: Context, smtp: Smtp | null): Promise<void> {
  await keepSecret(c, PASSWORD, smtp?.password ?? null);
  if (!smtp) {
    await sql`delete from house.settings where key = ${KEY}`.execute(c.tx);
    return;
  }
  const value = JSON.stringify(smtpSettings.parse(smtp));
  await sql`insert into house.settings (key, value, changed_at, changed_by) values (${KEY}, ${value}::jsonb, ${c.now}, ${actorKey(c.actor)})
    on conflict (key) do update set value = excluded.value, changed_at = excluded.changed_at, changed_by = excluded.changed_by`.execute(
    c.tx,
  );
}
