import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { About } from '../work/about.ts';

/**
 * Empties what was sent about these records, or of the identities among them: bodies and the receivers' answers. What has not gone
 * out yet does not go out any more; that they were erased is a fact of its own, which goes out. For erasure alone.
 */
export async function eraseDeliveriesAbout(c: Context, about: readonly About[]): Promise<void> {
  if (about.length === 0) return;
  const identities = about.filter((a) => a.kind === 'identity').map((a) => a.id);
  await sql`
    with gone as (
      update webhooks.deliveries d set payload = null,
        state = case when d.state = 'waiting' then 'failed' else d.state end,
        ended_at = case when d.state = 'waiting' then ${c.now} else d.ended_at end
      where d.identity = any(${identities}::uuid[])
        or (d.about_kind, d.about_id) in (select * from unnest(${about.map((a) => a.kind)}::text[], ${about.map((a) => a.id)}::uuid[]))
      returning d.id)
    update webhooks.attempts a set response = null from gone where a.delivery = gone.id`.execute(c.tx);
}
