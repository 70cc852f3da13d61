import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';

/** Ends what waits for colleagues, since the application is decided or withdrawn: a proposal, an exception. */
export async function endOpenReview(c: Context, application: string): Promise<void> {
  await sql`update programs.proposals set ended_at = ${c.now}
    where application = ${application} and answered_at is null and ended_at is null`.execute(c.tx);
  await sql`update programs.exceptions set ended_at = ${c.now}
    where application = ${application} and granted_at is null and denied_at is null and ended_at is null`.execute(c.tx);
}
