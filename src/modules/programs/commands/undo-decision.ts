import { accountOf, type Context } from '#kernel/context.ts';
import { record } from '#kernel/ledger/record.ts';
import { mayUndo } from '../application.ts';
import { db } from '../database.ts';
import { decisionUndone } from '../facts.ts';
import { lockApplication, restage, unless } from '../standing.ts';

/** Takes a decision back before it takes effect; the applicant never hears of it, and the clock goes on as if it had not been. */
export async function undoDecision(c: Context, input: { id: string }) {
  const standing = await lockApplication(c, input.id);
  unless(mayUndo(standing.decision, c.now));
  const decision = standing.decision as NonNullable<typeof standing.decision>;
  const by = accountOf(c);
  await db(c)
    .updateTable('programs.decisions')
    .set({ undone_at: c.now, undone_by: by })
    .where('id', '=', decision.id)
    .execute();
  await record(c, decisionUndone, {
    about: { kind: 'application', id: input.id },
    program: standing.program.id,
    identity: standing.identity,
    data: { decision: decision.id },
  });
  await restage(c, input.id);
  return {};
}
