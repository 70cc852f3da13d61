import { sql } from 'kysely';
import { accountOf, type Context } from '#kernel/context.ts';
import type { Input } from '#kernel/contract/handlers.ts';
import { notFound, refused } from '#kernel/errors.ts';
import { record } from '#kernel/ledger/record.ts';
import { lockMerges, PEOPLE } from '../components.ts';
import type { communityContract } from '../contract.ts';
import { neverMergeEnded, neverMergeNoted } from '../facts.ts';
import { whyNotKeepApart } from '../merging.ts';
import { keptApart, readSides } from '../queries/sides.ts';

type Contract = typeof communityContract;

/** Notes that two are different people. The lock keeps a merge from slipping in between question and note. */
export async function neverMerge(c: Context, input: Input<Contract['neverMerge']>): Promise<{ id: string }> {
  await lockMerges(c, PEOPLE);
  const [one, other] = await readSides(c, input.one, input.other);
  const refusal = whyNotKeepApart(one, other);
  if (refusal) throw refused(refusal.rule, refusal.words);
  const noted = await keptApart(c, one.whole, other.whole);
  if (noted !== null) return { id: noted };
  const made = await sql<{ id: string; one: string; other: string }>`
    insert into community.never_merge (one, other, reason, made_by, made_at)
    values (least(${one.id}::uuid, ${other.id}::uuid), greatest(${one.id}::uuid, ${other.id}::uuid), ${input.reason}, ${accountOf(c)}, ${c.now})
    returning id, one, other`.execute(c.tx);
  const row = made.rows[0] as { id: string; one: string; other: string };
  await record(c, neverMergeNoted, { about: { kind: 'identity', id: row.one }, identity: row.one, data: row });
  return { id: row.id };
}

export async function allowMerge(c: Context, input: Input<Contract['allowMerge']>): Promise<Record<string, never>> {
  const ended = await sql<{ id: string; one: string; other: string }>`
    update community.never_merge set ended_at = ${c.now}, ended_by = ${accountOf(c)}
    where id = ${input.id} and ended_at is null returning id, one, other`.execute(c.tx);
  const row = ended.rows[0];
  if (!row) throw notFound('There is no such note in force.');
  await record(c, neverMergeEnded, { about: { kind: 'identity', id: row.one }, identity: row.one, data: row });
  return {};
}
