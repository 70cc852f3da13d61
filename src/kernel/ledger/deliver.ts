import { sql } from 'kysely';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { job } from '../jobs/job.ts';
import type { Fact } from './fact.ts';

/** The job behind every delivery: hears one fact for one listener, once. */
export const react = job(
  'ledger.react',
  z.object({ fact: z.uuid(), listener: z.string() }),
  async (run, { fact, listener }) => {
    const reaction = run.house.reactionByName.get(listener);
    if (!reaction) throw new Error(`no listener named ${listener}`);
    await run.transact(listener, async (c) => {
      const heard = await claim(c, fact, listener);
      if (!heard) return;
      heard.data = reaction.data.parse(heard.data);
      await reaction.react(c, heard);
    });
  },
  { words: 'Let a listener hear a fact' },
);

/** Marks the delivery as done within this transaction. null: it was done before. */
async function claim(c: Context, fact: string, listener: string): Promise<Fact | null> {
  const result = await sql<{
    id: string;
    kind: string;
    happened_at: Temporal.Instant;
    actor_kind: string;
    actor_id: string | null;
    about_kind: string;
    about_id: string;
    program: string | null;
    identity: string | null;
    data: unknown;
  }>`
    with done as (
      update ledger.deliveries set done_at = ${c.now}
      where fact = ${fact} and listener = ${listener} and done_at is null
      returning fact
    )
    select f.* from ledger.facts f join done on done.fact = f.id`.execute(c.tx);
  const row = result.rows[0];
  if (!row) return null;
  return {
    id: row.id,
    kind: row.kind,
    happenedAt: row.happened_at,
    actor: { kind: row.actor_kind, id: row.actor_id },
    about: { kind: row.about_kind, id: row.about_id },
    program: row.program,
    identity: row.identity,
    data: row.data,
  };
}
