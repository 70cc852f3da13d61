import { sql } from 'kysely';
import { z } from 'zod';
import type { Context } from '#kernel/context.ts';
import { job } from '#kernel/jobs/job.ts';
import { timetable } from '#kernel/jobs/timetable.ts';
import { queueMail } from '#kernel/mail/queue.ts';
import { newToken, tokenHash } from '#kernel/secrets/token.ts';
import { db } from './database.ts';
import { passwordResetMail } from './emails/password-reset.ts';
import { warnOfEndingTokens } from './ending-tokens.ts';
import { forgetUnfinished } from './factor.ts';
import { forgetSteps } from './steps.ts';

/** Mails the link for a forgotten password, if the address that asked has an account. Its key exists in the mail only. */
export const mailReset = job(
  'access.mail-reset',
  z.object({ reset: z.uuid() }),
  (run, payload) => run.transact('access.mail-reset', (c) => sendReset(c, payload.reset)),
  { words: 'Mail the link for a forgotten password' },
);

async function sendReset(c: Context, reset: string): Promise<void> {
  const asked = await db(c)
    .selectFrom('access.resets as r')
    .innerJoin('access.accounts as a', 'a.id', 'r.account')
    .select(['a.id', 'a.name', 'a.mail', 'r.asked_at', 'r.expires_at'])
    .where('r.id', '=', reset)
    .where('r.key_hash', 'is', null)
    .where('r.used_at', 'is', null)
    .where('r.expires_at', '>', c.now)
    .where('a.disabled_at', 'is', null)
    .forUpdate('r')
    .executeTakeFirst();
  if (!asked) return;
  const key = newToken();
  await db(c)
    .updateTable('access.resets')
    .set({ key_hash: tokenHash(key) })
    .where('id', '=', reset)
    .execute();
  await queueMail(c, passwordResetMail, {
    to: { address: asked.mail, name: asked.name },
    about: { kind: 'account', id: asked.id },
    key: `reset:${reset}`,
    data: {
      name: asked.name,
      link: `${c.house.settings.publicUrl}/new-password?key=${key}`,
      hours: Math.round(asked.expires_at.since(asked.asked_at).total('hours')),
    },
  });
}

/** What has ended is kept this long, so that people can see where they were signed in; then it goes. */
const KEPT_DAYS = 30;

/** Forgets sessions (they hold a network address and a browser's name), password links and unanswered invitations. */
export async function forgetEnded(c: Context): Promise<void> {
  const before = c.now.subtract({ hours: KEPT_DAYS * 24 });
  await db(c)
    .deleteFrom('access.sessions')
    .where((e) => e.or([e('expires_at', '<', before), e('ended_at', '<', before)]))
    .execute();
  await forgetSteps(c);
  await sql`delete from access.token_networks n using access.tokens t
    where t.id = n.token and (t.ended_at is not null or t.expires_at < ${before})`.execute(c.tx);
  await forgetUnfinished(c, { before: c.now.subtract({ hours: 24 }) });
  await db(c).deleteFrom('access.resets').where('expires_at', '<', before).execute();
  await db(c)
    .deleteFrom('access.invitations')
    .where('accepted_at', 'is', null)
    .where((e) => e.or([e('expires_at', '<', before), e('withdrawn_at', '<', before)]))
    .execute();
}

export const jobs = [mailReset];
export const timetables = [
  timetable(
    'access.warn-of-ending-tokens',
    { every: 'day', at: '08:00', zone: 'organisation' },
    'Tell people whose API tokens end soon',
    (run) =>
      run.transact('access.warn-of-ending-tokens', async (c) => {
        await warnOfEndingTokens(c);
      }),
  ),
  timetable(
    'access.forget-ended',
    { every: 'day', at: '03:30', zone: 'organisation' },
    'Forget sessions, links and invitations that ended',
    (run) => run.transact('access.forget-ended', forgetEnded),
  ),
];
