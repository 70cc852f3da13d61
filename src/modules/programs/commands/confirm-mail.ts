import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { refused } from '#kernel/errors.ts';
import { record } from '#kernel/ledger/record.ts';
import { tokenHash } from '#kernel/secrets/token.ts';
import { db } from '../database.ts';
import { mailConfirmed } from '../facts.ts';
import { makeLink, openLink } from '../links.ts';
import { lockApplication, restage } from '../standing.ts';

/**
 * Confirms the mail address by the mailed link and starts the clock. Opening the link again opens the status page again:
 * mail programs and impatient people click twice.
 */
export async function confirmMail(c: Context, input: { key: string }): Promise<{ key: string }> {
  const link = await openLink(c, input.key, 'confirm-mail');
  const standing = await lockApplication(c, link.application);
  if (standing.records.withdrawn)
    throw refused('application.withdrawn', 'This application lapsed or was withdrawn. You can apply again.');
  if (!standing.mailConfirmedAt) {
    await db(c)
      .updateTable('programs.applications')
      .set({ mail_confirmed_at: c.now })
      .where('id', '=', standing.id)
      .execute();
    await sql`update programs.links set used_at = ${c.now} where key_hash = ${tokenHash(input.key)}`.execute(c.tx);
    await record(c, mailConfirmed, {
      about: { kind: 'application', id: standing.id },
      program: standing.program.id,
      identity: standing.identity,
      data: {},
    });
    await restage(c, standing.id);
  }
  return { key: await makeLink(c, standing.id, 'status') };
}
