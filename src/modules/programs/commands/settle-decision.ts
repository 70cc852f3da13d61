import { sql } from 'kysely';
import { z } from 'zod';
import type { Context } from '#kernel/context.ts';
import { job, queueJob } from '#kernel/jobs/job.ts';
import { record } from '#kernel/ledger/record.ts';
import { db } from '../database.ts';
import { decisionSettled } from '../facts.ts';
import { lockApplication, restage } from '../standing.ts';

/** Lets a decision take effect once the time to undo is over. A decision undone or settled meanwhile is left alone, and so is one whose application was withdrawn. */
export async function settle(c: Context, decisionId: string): Promise<void> {
  const found = await db(c)
    .selectFrom('programs.decisions')
    .select('application')
    .where('id', '=', decisionId)
    .executeTakeFirst();
  if (!found) return;
  const standing = await lockApplication(c, found.application);
  const decision = standing.decision;
  if (decision?.id !== decisionId || decision.settled) return;
  if (standing.records.withdrawn) return;
  if (Temporal.Instant.compare(c.now, decision.finalAt) < 0) return comeBack(c, decision);
  await db(c).updateTable('programs.decisions').set({ settled_at: c.now }).where('id', '=', decisionId).execute();
  await record(c, decisionSettled, {
    about: { kind: 'application', id: standing.id },
    program: standing.program.id,
    identity: standing.identity,
    data: { decision: decisionId, verdict: decision.verdict },
  });
  await restage(c, standing.id);
}

/** Jobs are woken by the database's clock. Where it is ahead of ours, the job comes back when ours has got there. */
async function comeBack(c: Context, decision: { id: string; finalAt: Temporal.Instant }): Promise<void> {
  const { rows } = await sql<{ now: Temporal.Instant }>`select clock_timestamp() as now`.execute(c.tx);
  const then = (rows[0]?.now ?? c.now).add(c.now.until(decision.finalAt));
  const at = Temporal.Instant.compare(then, decision.finalAt) < 0 ? decision.finalAt : then;
  await queueJob(c, settleDecision, { decision: decision.id }, { at });
}

export const settleDecision = job(
  'programs.settle-decision',
  z.object({ decision: z.uuid() }),
  (run, { decision }) => run.transact('undo time', (c) => settle(c, decision)),
  {
    words: 'Let a decision take effect once the time to undo it is over',
    about: ({ decision }) => ({ kind: 'decision', id: decision }),
  },
);
