import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import type { Run } from '#kernel/jobs/job.ts';
import { COMMENT_DAYS } from '../satisfaction.ts';

/** Empties what people wrote beside their scores. That they were asked, and which score was given, stays for the figures. */
async function empty(c: Context, which: RawBuilder<boolean>): Promise<void> {
  await sql`update programs.askings s set comment = '', erased_at = coalesce(s.erased_at, ${c.now}) where ${which} and s.erased_at is null`.execute(
    c.tx,
  );
}

export const eraseAnswersAbout = (c: Context, application: string): Promise<void> =>
  empty(c, sql<boolean>`s.application = ${application}`);

/** What a person who was erased had answered, about whatever. */
export async function forgetAnswers(c: Context, identities: readonly string[]): Promise<void> {
  await empty(c, sql<boolean>`s.identity = any(${[...identities]}::uuid[])`);
}

const CHUNK = 1000;

/** Answers that have been kept long enough lose their words, and say no more whose they are; in small transactions that can be interrupted and begun again. */
export async function keepComments(run: Run): Promise<void> {
  for (;;) {
    run.signal.throwIfAborted();
    const gone = await run.transact('retention', async (c) => {
      const before = c.now.subtract({ hours: 24 * COMMENT_DAYS });
      const { rows } = await sql`update programs.askings set comment = '', erased_at = ${c.now} where id in (
        select s.id from programs.askings s where s.erased_at is null and s.answered_at <= ${before}
        order by s.answered_at, s.id limit ${CHUNK}) returning 1`.execute(c.tx);
      return rows.length;
    });
    if (gone < CHUNK) return;
  }
}
