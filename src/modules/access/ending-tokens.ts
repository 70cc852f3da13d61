import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { record } from '#kernel/ledger/record.ts';
import { queueMail } from '#kernel/mail/queue.ts';
import { organisationZone } from '#kernel/settings/organisation.ts';
import { tokenEndingMail } from './emails/token-ending.ts';
import { tokenEnding } from './security-facts.ts';

/** So long before a token ends its holder is told. Tokens made for no longer than this are not announced. */
const WARNED_DAYS = 7;

type Row = {
  id: string;
  token: string;
  account: string;
  name: string;
  mail: string;
  expires_at: Temporal.Instant;
  last_used_at: Temporal.Instant | null;
};

/** Tells the holders of tokens that end within a week, once each. Answers how many were told. */
export async function warnOfEndingTokens(c: Context): Promise<number> {
  const zone = await organisationZone(c);
  const { rows } = await sql<Row>`
    update access.tokens t set warned_at = ${c.now} from access.accounts a
    where a.id = t.account and a.disabled_at is null and t.ended_at is null and t.warned_at is null
      and t.expires_at > ${c.now} and t.expires_at <= ${c.now.add({ hours: WARNED_DAYS * 24 })}
      and t.expires_at - t.made_at > make_interval(days => ${WARNED_DAYS})
    returning t.id, t.name as token, t.account, a.name, a.mail, t.expires_at, t.last_used_at`.execute(c.tx);
  for (const row of rows) {
    await queueMail(c, tokenEndingMail, {
      to: { address: row.mail, name: row.name },
      about: { kind: 'account', id: row.account },
      key: `token-ending:${row.id}`,
      data: {
        name: row.name,
        token: row.token,
        day: row.expires_at
          .toZonedDateTimeISO(zone)
          .toLocaleString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' }),
        used: row.last_used_at !== null,
        link: `${c.house.settings.publicUrl}/settings/account`,
      },
    });
    await record(c, tokenEnding, {
      about: { kind: 'account', id: row.account },
      data: { token: row.id, expiresAt: row.expires_at.toString() },
    });
  }
  return rows.length;
}
