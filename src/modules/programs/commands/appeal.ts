import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { newId } from '#kernel/ids.ts';
import { record } from '#kernel/ledger/record.ts';
import { personOf } from '../acting.ts';
import { mayAnswerAppeal, mayAppeal } from '../appeal.ts';
import { mayJudge } from '../conflict.ts';
import { ownConflict } from '../conflicts.ts';
import { db } from '../database.ts';
import { openLink } from '../links.ts';
import { aboutApplication, lockApplication, unless } from '../standing.ts';
import { appealAnswered, appealMade } from '../workbench-facts.ts';
import { reopen } from './reopen-application.ts';

/** The applicant asks us to look at a refusal again. The unique index on appeals is the last word: once for each decision. */
export async function appealDecision(c: Context, input: { key: string; words: string }) {
  const standing = await lockApplication(c, (await openLink(c, input.key, 'status')).application);
  const { records, decision, erased, policy } = standing;
  const made = await sql`select from programs.appeals where decision = ${decision?.id ?? null}`.execute(c.tx);
  const asked = { records, decision, erased, days: policy.appeal?.days ?? null, appealed: made.rows.length > 0 };
  unless(mayAppeal(asked, c.now));
  const id = newId();
  await db(c)
    .insertInto('programs.appeals')
    .values({
      id,
      application: standing.id,
      decision: (decision as NonNullable<typeof decision>).id,
      words: input.words,
      made_at: c.now,
    })
    .execute();
  await record(c, appealMade, { ...aboutApplication(standing), data: { appeal: id } });
  return {};
}

/**
 * A person who did not stand behind the decision answers: upheld, the application is taken up again; denied, the decision stands. Either
 * way the applicant is told these words.
 */
export async function answerAppeal(c: Context, input: { id: string; upheld: boolean; words: string }) {
  const standing = await lockApplication(c, input.id);
  const account = personOf(c);
  const { rows } = await sql<{ id: string }>`
    select id from programs.appeals where application = ${standing.id} and answered_at is null`.execute(c.tx);
  const open = rows[0];
  unless(mayAnswerAppeal({ open: open !== undefined, decision: standing.decision }, account));
  unless(mayJudge(await ownConflict(c, standing)));
  const appeal = (open as { id: string }).id;
  await db(c)
    .updateTable('programs.appeals')
    .set({ answered_at: c.now, answered_by: account, upheld: input.upheld, answer: input.words })
    .where('id', '=', appeal)
    .execute();
  await record(c, appealAnswered, { ...aboutApplication(standing), data: { appeal, upheld: input.upheld } });
  if (input.upheld) await reopen(c, standing, input.words, appeal);
  return {};
}
