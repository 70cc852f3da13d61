import { type Context, may } from '../context.ts';
import type { Input, Output } from '../contract/handlers.ts';
import { find } from '../search/find.ts';
import type { NeedsMeItem } from '../slots.ts';
import type { workContract } from './contract.ts';

type Contract = typeof workContract;
type Waiting = NeedsMeItem & { source: string };

/** What waits for the viewer in all rooms: each room answers one question; the earliest due comes first, what has no due last. */
export async function needsMe(c: Context, input: Input<Contract['needsMe']>): Promise<Output<Contract['needsMe']>> {
  const slots = c.house.modules.flatMap((m) => m.needsMe ?? []).filter((slot) => may(c.actor, slot.permission));
  const answers = await Promise.all(
    slots.map(async (slot) => ({ name: slot.name, ...(await slot.items(c, input.limit)) })),
  );
  const items: Waiting[] = answers.flatMap((a) => a.items.map((item) => ({ ...item, source: a.name })));
  return {
    total: answers.reduce((sum, a) => sum + a.total, 0),
    items: items.toSorted(byDue).slice(0, input.limit),
    sources: answers.map(({ name, total }) => ({ name, total })),
  };
}

const dueOf = (item: Waiting): number => (item.due === null ? Number.POSITIVE_INFINITY : Date.parse(item.due));

function byDue(a: Waiting, b: Waiting): number {
  const [x, y] = [dueOf(a), dueOf(b)];
  return x === y ? a.id.localeCompare(b.id) : x - y;
}

/** Finds records of all rooms by what somebody types; nothing under two letters. */
export const search = async (c: Context, input: Input<Contract['search']>): Promise<Output<Contract['search']>> => ({
  groups: await find(c, input.text, input.limit),
});
