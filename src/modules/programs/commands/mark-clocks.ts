import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import type { Run } from '#kernel/jobs/job.ts';
import { record } from '#kernel/ledger/record.ts';
import { applicationAtRisk, applicationLate } from '../facts.ts';
import { beingTold } from '../program-of.ts';

const CHUNK = 200;

/**
 * Records that promises are at risk or late, once for each application and due instant, by the SLA clock as it was worked out last.
 * A clock that is paused or done has no due instant, so nothing is said of it; after a pause the due instant is another one. What is
 * found late at once (no worker ran meanwhile) is only late.
 */
export async function markClocks(run: Run): Promise<void> {
  for (;;) {
    run.signal.throwIfAborted();
    if ((await run.transact('SLA clock', markSome)) < CHUNK) return;
  }
}

type Marked = { id: string; program: string; identity: string; health: 'at-risk' | 'late'; due_at: Temporal.Instant };

async function markSome(c: Context): Promise<number> {
  // The lock makes a decision or pause that is being written wait, or be waited for; its due instant is the one that counts.
  const { rows } = await sql<Marked>`
    with due as (
      select a.id, a.program, a.identity, a.due_at, case when a.due_at < ${c.now} then 'late' else 'at-risk' end health
      from programs.applications a
      where a.at_risk_at <= ${c.now} and a.due_at is not null and not ${beingTold(sql`a.program`)} and not exists (
        select from programs.clock_marks m where m.application = a.id and m.due_at = a.due_at
          and (m.health = 'late' or a.due_at >= ${c.now}))
      order by a.at_risk_at, a.id limit ${CHUNK} for update of a skip locked
    ), marked as (
      insert into programs.clock_marks (application, health, due_at, recorded_at)
      select id, health, due_at, ${c.now} from due on conflict do nothing returning application
    )
    select due.* from due join marked on marked.application = due.id order by due.due_at, due.id`.execute(c.tx);
  for (const { id, program, identity, health, due_at } of rows) {
    const what = { about: { kind: 'application', id }, program, identity, data: { dueAt: due_at.toString() } };
    await (health === 'late' ? record(c, applicationLate, what) : record(c, applicationAtRisk, what));
  }
  return rows.length;
}
