import { type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import type { Context } from '../context.ts';
import { prepared } from '../database/prepared.ts';
import { newId } from '../ids.ts';
import { carried } from '../jobs/carried.ts';
import { addressPrefix } from '../limits/bucket.ts';
import type { FactDefinition } from './fact.ts';
import { EVERY } from './reaction.ts';

export type FactInput<S extends z.ZodType> = {
  /** The noun it happened to. */
  about: { kind: string; id: string };
  program?: string | null;
  /** The identity whose timeline it belongs to. */
  identity?: string | null;
  data: z.input<S>;
  /** Personal values before and after; kept apart so that erasure can reach them. */
  details?: Record<string, { before?: unknown; after?: unknown }>;
  /** Keeps from where the request came although no account is behind it yet: somebody who signs in. */
  keepOrigin?: boolean;
};

/**
 * Writes a fact into the ledger in the caller's transaction, with one delivery and one job per listener.
 * So whatever is committed will be heard, and whatever is rolled back never happened. Returns the fact's id.
 */
export async function record<S extends z.ZodType>(
  c: Context,
  definition: FactDefinition<S>,
  input: FactInput<S>,
): Promise<string> {
  if (!c.house.facts.has(definition.kind)) throw new Error(`fact ${definition.kind} is not in its module's list`);
  const data = definition.data.parse(input.data);
  const id = newId();
  const listeners = (c.house.reactions.get(definition.kind) ?? []).map((r) => r.name);
  const actor = c.actor;
  const actorId =
    actor.kind === 'account'
      ? actor.id
      : actor.kind === 'applicant'
        ? actor.application
        : actor.kind === 'system'
          ? actor.name
          : null;
  await sql`${prepared}
    with fact as (
      insert into ledger.facts (id, kind, happened_at, actor_kind, actor_id, about_kind, about_id, program, identity, data, request)
      values (${id}, ${definition.kind}, ${c.now}, ${actor.kind}, ${actorId}, ${input.about.kind}, ${input.about.id},
              ${input.program ?? null}, ${input.identity ?? null}, ${JSON.stringify(data)}::jsonb, ${c.request.id})
      returning id
    ), delivery as (
      insert into ledger.deliveries (fact, listener)
      select fact.id, l from fact, unnest(${listeners}::text[]) l${toEvery(c, definition.kind, input.program ?? null)}
      returning fact, listener
    )${originOf(c, input.keepOrigin === true)}
    select graphile_worker.add_job('ledger.react', (jsonb_build_object('fact', fact, 'listener', listener) || ${JSON.stringify(carried(c))}::jsonb)::json, max_attempts => 25)
    from delivery`.execute(c.tx);
  for (const [field, value] of Object.entries(input.details ?? {})) {
    await sql`insert into ledger.details (fact, field, before, after)
      values (${id}, ${field}, ${JSON.stringify(value.before ?? null)}::jsonb, ${JSON.stringify(value.after ?? null)}::jsonb)`.execute(
      c.tx,
    );
  }
  return id;
}

/**
 * From where and with what an account did it, beside the fact: personal values that go by a rule of their own. Of applicants and
 * strangers nothing is kept.
 */
function originOf(c: Context, always: boolean): RawBuilder<unknown> {
  const account = c.actor.kind === 'account' ? c.actor : null;
  if (!account && !always) return sql``;
  return sql`, origin as (
      insert into ledger.origins (fact, at, address_prefix, agent, via, key)
      select fact.id, ${c.now}, ${addressPrefix(c.request.address)}, ${c.request.agent?.slice(0, 300) ?? null},
        ${account?.key === undefined ? null : account.via}, ${account?.key ?? null}::uuid from fact
    )`;
}

/** Deliveries to those who listen to every kind, each where it says that somebody wants to hear this one. */
function toEvery(c: Context, kind: string, program: string | null): RawBuilder<unknown> {
  const parts = (c.house.reactions.get(EVERY) ?? []).map(
    ({ name, when }) =>
      sql` union all select fact.id, ${name} from fact where ${when?.({ kind, program }) ?? sql`true`}`,
  );
  return sql.join(parts, sql``);
}
