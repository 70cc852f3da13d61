import type { Context } from '#kernel/context.ts';
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
  if (standing.records.withdrawn || Temporal.Instant.compare(c.now, decision.finalAt) < 0) return;
  await db(c).updateTable('programs.decisions').set({ settled_at: c.now }).where('id', '=', decisionId).execute();
  await record(c, decisionSettled, {
    about: { kind: 'application', id: standing.id },
    program: standing.program.id,
    identity: standing.identity,
    data: { decision: decisionId, verdict: decision.verdict },
  });
  await restage(c, standing.id);
}
