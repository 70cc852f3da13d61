import type { Context } from '#kernel/context.ts';
import { queueMail } from '#kernel/mail/queue.ts';
import { db } from '../database.ts';
import { appealDeniedMail, reopenedMail } from '../emails/looked-again.ts';
import { readStanding } from '../standing.ts';
import { common, envelope } from './tell-applicant.ts';

type Again = { decision: string | null; withdrawal: string | null; appeal: string | null };

/** Mails that the application is taken up again; the key makes a repeat harmless. */
export async function tellReopened(c: Context, application: string, { decision, withdrawal, appeal }: Again) {
  const standing = await readStanding(c, application);
  if (!standing.address) return;
  const row = decision
    ? await db(c)
        .selectFrom('programs.decisions')
        .select('reopened_words')
        .where('id', '=', decision)
        .executeTakeFirst()
    : await db(c)
        .selectFrom('programs.withdrawals')
        .select('reopened_words')
        .where('id', '=', withdrawal)
        .executeTakeFirst();
  await queueMail(c, reopenedMail, {
    ...envelope(standing, standing.address, `reopened:${decision ?? withdrawal}`),
    data: { ...(await common(c, standing)), words: row?.reopened_words ?? '', appealed: appeal !== null },
  });
}

/** Mails why a decision stands. One that was upheld is told by `tellReopened`. */
export async function tellAppealAnswered(c: Context, application: string, appeal: string): Promise<void> {
  const standing = await readStanding(c, application);
  const row = await db(c)
    .selectFrom('programs.appeals')
    .select(['upheld', 'answer'])
    .where('id', '=', appeal)
    .executeTakeFirst();
  if (row?.upheld !== false || !standing.address) return;
  await queueMail(c, appealDeniedMail, {
    ...envelope(standing, standing.address, `appeal-denied:${appeal}`),
    data: { ...(await common(c, standing)), words: row.answer ?? '' },
  });
}
