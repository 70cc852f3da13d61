import { sql } from 'kysely';
import { actorKey, type Context } from '../context.ts';

const KEY = 'outgoing.held';

/**
 * Whether nothing may leave the house by itself: after a restore from a backup, what was queued then may have gone out since.
 * Webhooks and messages to chat programs wait until somebody lets them go.
 */
export async function outgoingHeld(c: Pick<Context, 'tx'>): Promise<boolean> {
  const found = await sql`select 1 from house.settings where key = ${KEY} and value = 'true'::jsonb`.execute(c.tx);
  return found.rows.length > 0;
}

/** Holds what would go out, or lets it go. */
export async function holdOutgoing(c: Context, held: boolean): Promise<void> {
  await sql`insert into house.settings (key, value, changed_at, changed_by) values (${KEY}, ${JSON.stringify(held)}::jsonb, ${c.now}, ${actorKey(c.actor)})
    on conflict (key) do update set value = excluded.value, changed_at = excluded.changed_at, changed_by = excluded.changed_by`.execute(
    c.tx,
  );
}
