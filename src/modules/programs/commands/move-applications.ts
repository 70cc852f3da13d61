import { sql } from 'kysely';
import { z } from 'zod';
import { accountOf, type Context } from '#kernel/context.ts';
import type { Input, Output } from '#kernel/contract/handlers.ts';
import { Fault, notFound, refused } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { job, queueJob, type Run } from '#kernel/jobs/job.ts';
import { record } from '#kernel/ledger/record.ts';
import type { movesContract } from '../contract/moves.ts';
import { asksAnything } from '../move.ts';
import { movingFinished, movingStarted, movingStopped } from '../move-facts.ts';
import { policyOf } from '../program-of.ts';
import { UNDECIDED, versionOf } from '../queries/movable.ts';
import { lockApplication } from '../standing.ts';
import { carryOut, planned } from './move-application.ts';

type Contract = typeof movesContract;
const CHUNK = 200;
const about = (id: string) => ({ kind: 'policy-moving', id });

/**
 * Has running applications of older versions judged by this one. Which they are is fixed now; a job moves them, each in a transaction of its
 * own. Throws `refused` where there is none.
 */
export async function moveApplications(
  c: Context,
  input: Input<Contract['moveApplications']>,
): Promise<Output<Contract['moveApplications']>> {
  const to = await versionOf(c, input.program, input.version);
  const id = newId();
  await sql`insert into programs.policy_movings (id, program, policy, reason, leave_asked, asked_at, asked_by)
    values (${id}, ${input.program}, ${to.id}, ${input.reason}, ${input.leaveAsked}, ${c.now}, ${accountOf(c)})`.execute(
    c.tx,
  );
  const chosen = input.applications ? sql`a.id = any(${input.applications}::uuid[])` : sql`true`;
  const { rows } = await sql<{ n: number }>`with those as (
      insert into programs.policy_moving_rows (moving, application)
      select ${id}, a.id from programs.applications a join programs.policies q on q.id = a.policy
      where a.program = ${input.program} and a.stage in ${UNDECIDED} and q.version < ${to.version} and ${chosen} returning 1)
    select count(*)::int n from those`.execute(c.tx);
  const count = rows[0]?.n ?? 0;
  if (count === 0)
    throw refused('moving.none', `No running application is judged by an older version than ${to.version}.`);
  await record(c, movingStarted, {
    about: about(id),
    program: input.program,
    data: { moving: id, version: to.version, count },
  });
  await queueJob(c, moveAll, { moving: id });
  return { id, count };
}

/** Moves no more; those that were moved stay so. */
export async function stopMoving(c: Context, { id }: { id: string }) {
  const { rows } = await sql<{ program: string }>`
    update programs.policy_movings set stopped_at = ${c.now}, stopped_by = ${accountOf(c)}
    where id = ${id} and stopped_at is null and finished_at is null returning program`.execute(c.tx);
  const stopped = rows[0];
  if (!stopped) throw refused('moving.over', 'This has ended already.');
  await record(c, movingStopped, { about: about(id), program: stopped.program, data: { moving: id } });
  return {};
}

export const moveAll = job(
  'programs.move-applications',
  z.object({ moving: z.uuid() }),
  (run, { moving }) => moveEach(run, moving),
  {
    words: 'Move running applications to a version of the policy',
    about: ({ moving }) => about(moving),
  },
);

type Moving = {
  policy: string;
  version: number;
  body: unknown;
  program: string;
  reason: string;
  leave_asked: boolean;
  asked_by: string | null;
  over: boolean;
};

async function readMoving(c: Context, id: string): Promise<Moving> {
  const { rows } = await sql<Moving>`
    select m.policy, q.version, q.policy body, m.program, m.reason, m.leave_asked, m.asked_by,
      (m.stopped_at is not null or m.finished_at is not null) "over"
    from programs.policy_movings m join programs.policies q on q.id = m.policy where m.id = ${id}`.execute(c.tx);
  if (!rows[0]) throw notFound('There is no such moving of applications.');
  return rows[0];
}

/** Goes through those that are left, in order; begun again after a break it goes on with them, so each is moved once. */
export async function moveEach(run: Run, id: string): Promise<void> {
  const failed: { application: string; error: unknown }[] = [];
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { moving, rows, done, of } = await run.transact('policy moving', (c) => nextChunk(c, id, after));
    if (moving.over) return run.progress.finish(about(id), 'Nothing more is moved.');
    await run.progress.report(about(id), done, of, 'Applications');
    for (const application of rows) {
      run.signal.throwIfAborted();
      try {
        await run.transact('policy moving', (c) => one(c, id, moving, application));
      } catch (error) {
        run.log.error({ err: error, application, moving: id }, 'one of many could not be moved');
        failed.push({ application, error });
      }
    }
    const last = rows.at(-1);
    if (!last) break;
    after = last;
  }
  if (failed.length > 0 && !run.lastAttempt) throw failed[0]?.error;
  await run.transact('policy moving', (c) => finish(c, id));
  await run.progress.finish(about(id), 'Every application was looked at.');
}

async function nextChunk(c: Context, id: string, after: string) {
  const moving = await readMoving(c, id);
  const { rows } = await sql<{ application: string }>`
    select application from programs.policy_moving_rows where moving = ${id} and done_at is null and application > ${after}
    order by application limit ${CHUNK}`.execute(c.tx);
  const counts = await sql<{ done: number; of: number }>`
    select count(done_at)::int done, count(*)::int "of" from programs.policy_moving_rows where moving = ${id}`.execute(
    c.tx,
  );
  const { done = 0, of = 0 } = counts.rows[0] ?? {};
  return { moving, rows: rows.map(({ application }) => application), done, of };
}

/** One application, with what became of it: moved, or left with the rule's reason. A decision that was made meanwhile wins. */
async function one(c: Context, id: string, moving: Moving, application: string): Promise<void> {
  const standing = await lockApplication(c, application);
  const open = await sql`select from programs.policy_moving_rows r join programs.policy_movings m on m.id = r.moving
    where r.moving = ${id} and r.application = ${application} and r.done_at is null and m.stopped_at is null for update of r`.execute(
    c.tx,
  );
  if (open.rows.length === 0) return;
  const to = { id: moving.policy, version: moving.version, policy: policyOf(moving.policy, moving.body) };
  try {
    const move = await planned(c, application, to);
    if (moving.leave_asked && asksAnything(move.asks))
      throw refused('move.would-ask', 'Its applicant would have to be asked, and those were to be left as they are.');
    const behind = { by: moving.asked_by, reason: moving.reason, moving: id };
    await note(c, id, application, { asked: await carryOut(c, standing, to, move, behind), left: null });
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'refused') throw error;
    await note(c, id, application, {
      asked: false,
      left: { rule: error.data.rule ?? 'application.refused', words: error.message },
    });
  }
}

type Outcome = { asked: boolean; left: { rule: string; words: string } | null };

const note = (c: Context, id: string, application: string, { asked, left }: Outcome) =>
  sql`update programs.policy_moving_rows set done_at = ${c.now}, moved = ${left === null}, asked = ${asked}, rule = ${left?.rule ?? null},
    words = ${left?.words ?? null} where moving = ${id} and application = ${application}`.execute(c.tx);

/** What failed on our side to the last is left with that reason, so that the result says of each what became of it. */
async function finish(c: Context, id: string): Promise<void> {
  const { rows } = await sql<{ program: string }>`
    update programs.policy_movings set finished_at = ${c.now} where id = ${id} and finished_at is null and stopped_at is null returning program`.execute(
    c.tx,
  );
  const moving = rows[0];
  if (!moving) return;
  await sql`update programs.policy_moving_rows set done_at = ${c.now}, moved = false, rule = 'house.failed',
    words = 'Something went wrong on our side. Move it by itself, and report it if that fails, too.'
    where moving = ${id} and done_at is null`.execute(c.tx);
  const counts = await sql<{ moved: number; left: number }>`
    select count(*) filter (where moved)::int moved, count(*) filter (where not moved)::int "left"
    from programs.policy_moving_rows where moving = ${id}`.execute(c.tx);
  const { moved = 0, left = 0 } = counts.rows[0] ?? {};
  await record(c, movingFinished, { about: about(id), program: moving.program, data: { moving: id, moved, left } });
}
