import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { may } from '#kernel/context.ts';
import { newId } from '#kernel/ids.ts';
import { record } from '#kernel/ledger/record.ts';
import { personOf } from '../acting.ts';
import { mayDecide } from '../application.ts';
import { mayJudge } from '../conflict.ts';
import { ownConflict } from '../conflicts.ts';
import { db } from '../database.ts';
import { mayScore, type Points, runsBlind } from '../scoring.ts';
import { lockApplication, unless } from '../standing.ts';
import { applicationScored } from '../workbench-facts.ts';

/** Scores an application by the policy's criteria; a new sheet takes the place of one's old one, which stays as history. */
export async function scoreApplication(c: Context, input: { id: string; points: Points; words: string }) {
  const standing = await lockApplication(c, input.id);
  const account = personOf(c);
  const { scoring } = standing.policy.review;
  unless(mayScore(mayDecide(standing.records), scoring, input.points));
  unless(runsBlind(scoring, may(c.actor, 'programs.manage', standing.program.id)));
  unless(mayJudge(await ownConflict(c, standing)));
  await sql`update programs.scores set superseded_at = ${c.now}
    where application = ${standing.id} and account = ${account} and superseded_at is null`.execute(c.tx);
  const id = newId();
  await db(c)
    .insertInto('programs.scores')
    .values({
      ...{ id, application: standing.id, account, words: input.words, given_at: c.now },
      points: JSON.stringify(input.points),
    })
    .execute();
  await record(c, applicationScored, {
    about: { kind: 'application', id: standing.id },
    program: standing.program.id,
    identity: standing.identity,
    data: { score: id },
  });
  return {};
}
