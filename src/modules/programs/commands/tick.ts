import { sql } from 'kysely';
import { accountOf, type Context } from '#kernel/context.ts';
import { invalid } from '#kernel/errors.ts';
import { record } from '#kernel/ledger/record.ts';
import { lockApplication } from '../standing.ts';
import { itemTicked } from '../workbench-facts.ts';

/** Ticks an entry of the policy's checklist, or takes the tick away. What is so already stays as it is. */
export async function tickItem(c: Context, input: { id: string; item: string; ticked: boolean }) {
  const standing = await lockApplication(c, input.id);
  const codes = standing.policy.review.checklist.map(({ code }) => code);
  if (!codes.includes(input.item))
    throw invalid([{ field: 'item', message: 'The checklist of this application has no such entry.' }]);
  const by = accountOf(c);
  const changed = input.ticked
    ? await sql`insert into programs.ticks (application, item, ticked_by, ticked_at) values (${standing.id}, ${input.item}, ${by}, ${c.now})
        on conflict (application, item) where unticked_at is null do nothing returning 1`.execute(c.tx)
    : await sql`update programs.ticks set unticked_at = ${c.now}, unticked_by = ${by}
        where application = ${standing.id} and item = ${input.item} and unticked_at is null returning 1`.execute(c.tx);
  if (changed.rows.length > 0)
    await record(c, itemTicked, {
      about: { kind: 'application', id: standing.id },
      program: standing.program.id,
      identity: standing.identity,
      data: { item: input.item, ticked: input.ticked },
    });
  return {};
}
