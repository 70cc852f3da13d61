import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { refused } from '#kernel/errors.ts';
import type { Run } from '#kernel/jobs/job.ts';
import { record } from '#kernel/ledger/record.ts';
import { assign } from '#kernel/work/assignments.ts';
import { holders } from '#kernel/work/notifications/people.ts';
import { dealOut } from '../assignment.ts';
import { conflictsWith } from '../conflicts.ts';
import { applicationClaimed } from '../facts.ts';
import { programById } from '../program-of.ts';
import { reviewersOf } from '../reviewers.ts';

/** So many at a time: the lock on a program's turns is held while they are given. */
const CHUNK = 100;

type Row = { id: string; identity: string; organisation: string | null };

/**
 * Gives applications of a program that wait for us and are nobody's to its reviewers by turns, as the policy in force says. `only`: of
 * these alone. One dealing in a program at a time, so that two workers together give nobody more than the capacity. The first due come
 * first. Answers to whom each went; what nobody can take stays where it is.
 */
export async function dealApplications(
  c: Context,
  program: string,
  only: readonly string[] | null = null,
): Promise<Map<string, string>> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`programs.turns ${program}`}, 0))`.execute(c.tx);
  // Each application's own lock, so that a claim or decision that is being written is waited for.
  const { rows } = await sql<Row>`
    select a.id, a.identity, a.organisation from programs.applications a
    where a.program = ${program} and a.waiting_for = 'us' and a.waiting_for <> 'nobody' and a.stage = 'review'
      and (${only === null} or a.id = any(${[...(only ?? [])]}::uuid[]))
      and not exists (select from work.assignments s where s.about_kind = 'application' and s.about_id = a.id and s.ended_at is null)
    order by a.due_at nulls last, a.submitted_at, a.id limit ${CHUNK} for update of a`.execute(c.tx);
  if (rows.length === 0) return new Map();
  const { policy } = await programById(c, program);
  const reviewers = (await reviewersOf(c, program)).filter(({ away }) => !away);
  const conflicts = await conflictsWith(c, rows, await holders(c, 'applications.review', program));
  const waiting = rows.map(({ id }) => ({ id, conflicts: new Set(conflicts(id).map(({ account }) => account)) }));
  const dealt = dealOut(waiting, reviewers, policy.review.capacity);
  const identities = new Map(rows.map(({ id, identity }) => [id, identity]));
  for (const { application, account } of dealt) {
    const about = { kind: 'application', id: application };
    await assign(c, { about, account });
    const identity = identities.get(application) as string;
    await record(c, applicationClaimed, { about, program, identity, data: { account } });
  }
  return new Map(dealt.map(({ application, account }) => [application, account]));
}

/** In programs whose policy in force says so, what waits for us and is nobody's goes to reviewers by turns. */
export async function dealWaiting(run: Run): Promise<void> {
  const { rows } = await run.transact('turns', (c) =>
    sql<{ id: string }>`
      select p.id from programs.programs p
      join lateral (select q.policy from programs.policies q where q.program = p.id order by q.version desc limit 1) pol on true
      where pol.policy #>> '{review,assignment}' = 'round-robin'
        and exists (select from programs.applications a where a.program = p.id and a.waiting_for = 'us' and a.waiting_for <> 'nobody'
          and a.stage = 'review' and not exists (select from work.assignments s
            where s.about_kind = 'application' and s.about_id = a.id and s.ended_at is null))
      order by p.id`.execute(c.tx),
  );
  for (const { id } of rows) {
    for (;;) {
      run.signal.throwIfAborted();
      if ((await run.transact('turns', (c) => dealApplications(c, id))).size < CHUNK) break;
    }
  }
}

/** Gives one application to whose turn it is. Throws `refused` when nobody can take it. */
export async function dealApplication(c: Context, input: { id: string }) {
  const { rows } = await sql<{ program: string }>`
    select program from programs.applications where id = ${input.id}`.execute(c.tx);
  const dealt = rows[0] ? await dealApplications(c, rows[0].program, [input.id]) : new Map<string, string>();
  if (!dealt.has(input.id))
    throw refused(
      'application.nobody-free',
      'It is somebody’s already, does not wait for us, or everybody is away, at capacity or in conflict.',
    );
  return {};
}

/** Sets oneself away: nothing is given by turns until after the last day (null: until one is back). */
export async function setAway(c: Context, input: { away: boolean; until: string | null }) {
  if (c.actor.kind !== 'account') throw refused('act.no-person', 'Only a person of the team can be away.');
  const account = c.actor.id;
  if (input.away)
    await sql`insert into programs.reviewers_away (account, until, set_at) values (${account}, ${input.until}::date, ${c.now})
      on conflict (account) do update set until = excluded.until, set_at = excluded.set_at`.execute(c.tx);
  else await sql`delete from programs.reviewers_away where account = ${account}`.execute(c.tx);
  return {};
}
