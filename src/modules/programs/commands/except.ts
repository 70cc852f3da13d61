import { sql } from 'kysely';
import { accountOf, type Context } from '#kernel/context.ts';
import { refused } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { record } from '#kernel/ledger/record.ts';
import { personOf } from '../acting.ts';
import { mayDecide } from '../application.ts';
import { mayJudge } from '../conflict.ts';
import { ownConflict } from '../conflicts.ts';
import { db } from '../database.ts';
import { type Asked, mayAskException, mayVote, outcomeOf } from '../exception.ts';
import { lockApplication, type Standing, unless } from '../standing.ts';
import { exceptionAnswered, exceptionAsked, exceptionTakenBack } from '../workbench-facts.ts';

const facts = (standing: Standing) => ({
  about: { kind: 'application', id: standing.id },
  program: standing.program.id,
  identity: standing.identity,
});

async function openException(c: Context, application: string): Promise<(Asked & { id: string }) | null> {
  const { rows } = await sql<{ id: string; by: string; needed: number; votes: Asked['votes'] | null }>`
    select e.id, e.asked_by "by", e.needed,
      (select json_agg(json_build_object('account', v.account, 'agrees', v.agrees)) from programs.exception_votes v where v.exception = e.id) votes
    from programs.exceptions e where e.application = ${application} and e.granted_at is null and e.denied_at is null and e.ended_at is null`.execute(
    c.tx,
  );
  const row = rows[0];
  return row ? { ...row, votes: row.votes ?? [] } : null;
}

/** Asks others to agree that an application be approved although these requirements are not met. */
export async function askException(c: Context, input: { id: string; requirements: string[]; reason: string }) {
  const standing = await lockApplication(c, input.id);
  const by = personOf(c);
  unless(mayJudge(await ownConflict(c, standing)));
  const requirements = [...new Set(input.requirements)];
  unless(
    mayAskException(mayDecide(standing.records), standing.records, await openException(c, standing.id), requirements),
  );
  const id = newId();
  const needed = standing.policy.review.exceptionApprovals;
  await db(c)
    .insertInto('programs.exceptions')
    .values({ id, application: standing.id, requirements, reason: input.reason, asked_by: by, asked_at: c.now, needed })
    .execute();
  await record(c, exceptionAsked, { ...facts(standing), data: { exception: id, requirements } });
  return {};
}

/** Agrees to the exception or not; one no denies it, enough yes grant it. */
export async function answerException(c: Context, input: { id: string; agrees: boolean; words: string }) {
  const standing = await lockApplication(c, input.id);
  unless(mayJudge(await ownConflict(c, standing)));
  const open = await openException(c, standing.id);
  unless(mayVote(open, accountOf(c)));
  const { id, ...asked } = open as Asked & { id: string };
  const account = personOf(c);
  await db(c)
    .insertInto('programs.exception_votes')
    .values({ exception: id, account, agrees: input.agrees, words: input.words, voted_at: c.now })
    .execute();
  const outcome = outcomeOf({ ...asked, votes: [...asked.votes, { account, agrees: input.agrees }] });
  if (outcome !== 'open')
    await db(c)
      .updateTable('programs.exceptions')
      .set(outcome === 'granted' ? { granted_at: c.now } : { denied_at: c.now })
      .where('id', '=', id)
      .execute();
  await record(c, exceptionAnswered, { ...facts(standing), data: { exception: id, agrees: input.agrees, outcome } });
  return { outcome };
}

/** Who asked takes the question back. */
export async function takeBackException(c: Context, input: { id: string }) {
  const standing = await lockApplication(c, input.id);
  const open = await openException(c, standing.id);
  if (open?.by !== accountOf(c) || !open)
    throw refused('exception.not-own', 'You have asked for no exception here that still waits for an answer.');
  await db(c).updateTable('programs.exceptions').set({ ended_at: c.now }).where('id', '=', open.id).execute();
  await record(c, exceptionTakenBack, { ...facts(standing), data: { exception: open.id } });
  return {};
}
