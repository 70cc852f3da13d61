import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import { organisationZone } from '../../settings/organisation.ts';
import type { Choice, NotificationKind } from './kind.ts';
import { afterQuiet, type Digest, nextDigest, type Quiet } from './quiet.ts';

/** When and where an account wants to be told. */
export type Preferences = { zone: string | null; digest: Digest; quiet: Quiet; slackHost: string | null };

const USUAL: Preferences = {
  zone: null,
  digest: { every: 'daily', at: '09:00', on: 1 },
  quiet: { from: null, to: null, days: [] },
  slackHost: null,
};

type Row = {
  account: string;
  zone: string | null;
  digest: Digest['every'];
  digest_at: string;
  digest_on: number;
  quiet_from: string | null;
  quiet_to: string | null;
  quiet_days: number[];
  slack_host: string | null;
};

/** The preferences of these accounts; of those who set none, the usual ones. */
export async function preferencesOf(
  c: Context,
  accounts: readonly string[],
): Promise<(account: string) => Preferences> {
  const { rows } =
    await sql<Row>`select * from work.notification_settings where account = any(${[...accounts]}::uuid[])`.execute(
      c.tx,
    );
  const known = new Map(
    rows.map((row) => [
      row.account,
      {
        zone: row.zone,
        digest: { every: row.digest, at: row.digest_at, on: row.digest_on },
        quiet: { from: row.quiet_from, to: row.quiet_to, days: row.quiet_days },
        slackHost: row.slack_host,
      },
    ]),
  );
  return (account) => known.get(account) ?? USUAL;
}

/** What these accounts chose for a kind; of those who chose nothing, what it usually does. */
export async function choicesOf(
  c: Context,
  kind: NotificationKind,
  accounts: readonly string[],
): Promise<(account: string) => Choice> {
  const { rows } = await sql<{ account: string; in_app: boolean; mail: Choice['mail']; slack: boolean }>`
    select account, in_app, mail, slack from work.notification_choices
    where kind = ${kind.name} and account = any(${[...accounts]}::uuid[])`.execute(c.tx);
  const known = new Map(rows.map((row) => [row.account, { inApp: row.in_app, mail: row.mail, slack: row.slack }]));
  return (account) => known.get(account) ?? kind.usually;
}

/** When somebody is told by a way: at once or with the next digest, but not in their quiet hours. */
export async function dueFor(
  c: Context,
  via: 'mail' | 'digest' | 'slack',
  wants: Preferences,
): Promise<Temporal.Instant> {
  const zone = wants.zone ?? (await organisationZone(c));
  return afterQuiet(wants.quiet, zone, via === 'digest' ? nextDigest(wants.digest, zone, c.now) : c.now);
}
