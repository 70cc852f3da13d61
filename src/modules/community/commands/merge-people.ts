import type { Context } from '#kernel/context.ts';
import type { Input, Output } from '#kernel/contract/handlers.ts';
import { notFound, refused } from '#kernel/errors.ts';
import { record } from '#kernel/ledger/record.ts';
import { join, lockMerges, PEOPLE, part, wholeOf } from '../components.ts';
import type { communityContract } from '../contract.ts';
import { db } from '../database.ts';
import { identitiesMerged, mergeUndone } from '../facts.ts';
import { whyNotMerge } from '../merging.ts';
import { keptApart, readSides } from '../queries/sides.ts';

type Contract = typeof communityContract;

/** Joins two people by one row between two identities. Nothing else moves. */
export async function mergePeople(
  c: Context,
  input: Input<Contract['mergePeople']>,
): Promise<Output<Contract['mergePeople']>> {
  await lockMerges(c, PEOPLE);
  const [one, other] = await readSides(c, input.one, input.other);
  const refusal = whyNotMerge(one, other, (await keptApart(c, one.whole, other.whole)) !== null);
  if (refusal) throw refused(refusal.rule, refusal.words);
  const merge = await join(c, PEOPLE, one.id, other.id, input.reason);
  await record(c, identitiesMerged, {
    about: { kind: 'identity', id: one.id },
    identity: one.id,
    data: { merge, one: one.id, other: other.id },
  });
  return { merge, person: (await wholeOf(c, PEOPLE, one.id)) ?? one.id };
}

/** Ends a merge. Undoing in any order brings back exactly what was before, since persons are worked out from what is in force. */
export async function undoMerge(
  c: Context,
  input: Input<Contract['undoMerge']>,
): Promise<Output<Contract['undoMerge']>> {
  await lockMerges(c, PEOPLE);
  const parted = await part(c, PEOPLE, input.id);
  if (!parted) await refuseEnded(c, input.id);
  const { one, other } = parted as { one: string; other: string };
  await record(c, mergeUndone, {
    about: { kind: 'identity', id: one },
    identity: one,
    data: { merge: input.id, one, other },
  });
  const people = [await wholeOf(c, PEOPLE, one), await wholeOf(c, PEOPLE, other)];
  return { people: [...new Set(people.filter((p) => p !== null))] };
}

/** Says why a merge cannot be undone: there is none, or somebody was faster. */
async function refuseEnded(c: Context, id: string): Promise<never> {
  const found = await db(c).selectFrom('community.merges').select('id').where('id', '=', id).executeTakeFirst();
  if (!found) throw notFound('There is no such merge.');
  throw refused('merge.already-undone', 'This merge is undone already.');
}
