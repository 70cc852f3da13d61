import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { Fact } from '../ledger/fact.ts';
import { onEvery } from '../ledger/reaction.ts';
import { payloadOf } from './payload.ts';
import { wake } from './wake.ts';

/** One row for each endpoint that wanted the fact when it happened. Doing it twice makes nothing twice. */
async function fanOut(c: Context, fact: Fact): Promise<void> {
  const made = await sql`
    insert into webhooks.deliveries (endpoint, fact, message, kind, about_kind, about_id, identity, payload, state, made_at, due_at)
    select e.id, ${fact.id}, ${fact.id}, ${fact.kind}, ${fact.about.kind}, ${fact.about.id}, ${fact.identity}, ${await payloadOf(c, fact)}, 'waiting', ${c.now}, ${c.now}
    from webhooks.endpoints e
    where e.removed_at is null and e.disabled_at is null and e.enabled_at <= ${fact.happenedAt}
      and (e.kinds is null or ${fact.kind} = any(e.kinds)) and (e.program is null or e.program = ${fact.program}::uuid)
      -- what is done to an endpoint is told to the others only
      and (${fact.about.kind} <> 'webhook' or e.id <> ${fact.about.id}::uuid)
    on conflict (endpoint, fact) do nothing`.execute(c.tx);
  if (Number(made.numAffectedRows ?? 0) > 0) await wake(c);
}

/** How facts come to webhooks: a delivery of the ledger for each fact that some endpoint wants, in the fact's own transaction. */
export const webhookFeed = onEvery(
  'webhooks.fan-out',
  ({ kind, program }) => sql<boolean>`exists (select from webhooks.endpoints e
    where e.removed_at is null and e.disabled_at is null and (e.kinds is null or ${kind}::text = any(e.kinds))
      and (e.program is null or e.program = ${program}::uuid))`,
  fanOut,
);
