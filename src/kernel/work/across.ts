import { type Context, may } from '../context.ts';
import type { Input, Output } from '../contract/handlers.ts';
import type { NeedsMeItem, SearchHit } from '../slots.ts';
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

/**
 * Finds records of all rooms. A room whose search fails leaves the others' hits standing: somebody who looks for something
 * is better off with a part than with nothing.
 */
export async function search(c: Context, input: Input<Contract['search']>): Promise<Output<Contract['search']>> {
  if (input.text.length < 2) return { groups: [] };
  const slots = c.house.modules.flatMap((m) => m.search ?? []).filter((slot) => may(c.actor, slot.permission));
  const groups = await Promise.all(
    slots.map(async (slot) => {
      let hits: SearchHit[] = [];
      try {
        hits = await slot.find(c, input.text, input.limit);
      } catch (error) {
        c.house.log.error({ err: error, search: slot.name, request: c.request.id }, 'a search failed');
      }
      return { source: slot.name, hits: hits.slice(0, input.limit) };
    }),
  );
  return { groups: groups.filter((group) => group.hits.length > 0) };
}
