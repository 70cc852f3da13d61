import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { GONE } from './erase-evidence.ts';

/** Empties what was written while an application was reviewed: appeals, second opinions, exceptions, scores, conflicts. Verdicts stay. */
export async function eraseReview(c: Context, application: string): Promise<void> {
  await sql`update programs.decisions set reopened_words = ${GONE} where application = ${application} and reopened_words is not null`.execute(
    c.tx,
  );
  await sql`update programs.withdrawals set reopened_words = ${GONE} where application = ${application} and reopened_words is not null`.execute(
    c.tx,
  );
  await sql`update programs.appeals set words = ${GONE}, answer = case when answer is not null then ${GONE} end where application = ${application}`.execute(
    c.tx,
  );
  await sql`update programs.proposals set words = ${GONE}, answer = case when answer is not null then ${GONE} end where application = ${application}`.execute(
    c.tx,
  );
  await sql`update programs.exceptions set reason = ${GONE} where application = ${application}`.execute(c.tx);
  await sql`update programs.exception_votes set words = ${GONE}
    where exception in (select e.id from programs.exceptions e where e.application = ${application})`.execute(c.tx);
  await sql`update programs.scores set words = ${GONE} where application = ${application} and words <> ''`.execute(
    c.tx,
  );
  await sql`update programs.conflicts set words = ${GONE} where (about = 'application' and subject = ${application})
    or (about = 'person' and subject = (select a.identity from programs.applications a where a.id = ${application}))`.execute(
    c.tx,
  );
}
