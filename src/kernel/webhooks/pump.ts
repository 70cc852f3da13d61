import { setTimeout as sleep } from 'node:timers/promises';
import type { Run } from '../jobs/job.ts';
import { outgoingHeld } from '../outgoing/held.ts';
import { type Claimed, claimDue } from './claim.ts';
import { noteOutcome } from './outcome.ts';
import { post } from './post.ts';

/** How many requests are under way at once, over all endpoints. */
const AT_ONCE = 40;
/** A pump makes way for another after this long, so that no job looks endless. */
const LONGEST_MS = 60_000;
/** How often it looks for new work while slow receivers keep it waiting. */
const LOOK_EVERY_MS = 250;

/**
 * Sends all that is due, many at once, and looks for more while requests are under way: a receiver that lets us wait takes up
 * its own few places and nobody else's. Ends when nothing is due and nothing under way.
 */
export async function pump(run: Run): Promise<void> {
  const underWay = new Set<Promise<void>>();
  const began = performance.now();
  let failure: unknown = null;
  for (;;) {
    const before = underWay.size;
    const going = failure === null && !run.signal.aborted && performance.now() - began < LONGEST_MS;
    const claimed =
      going && underWay.size < AT_ONCE ? await run.transact('webhooks', (c) => claim(c, AT_ONCE - underWay.size)) : [];
    for (const each of claimed) {
      const sending: Promise<void> = deliver(run, each)
        .catch((error: unknown) => {
          failure ??= error;
        })
        .finally(() => underWay.delete(sending));
      underWay.add(sending);
    }
    if (claimed.length > 0) continue;
    if (underWay.size === 0) {
      // What ended while we looked may have made room for more of its endpoint, which that look could not see.
      if (before === 0 || !going) break;
      continue;
    }
    const look = new AbortController();
    await Promise.race([...underWay, sleep(LOOK_EVERY_MS, undefined, { signal: look.signal }).catch(() => {})]);
    look.abort();
  }
  if (failure !== null) throw failure;
}

const claim = async (c: Parameters<typeof claimDue>[0], most: number): Promise<Claimed[]> =>
  (await outgoingHeld(c)) ? [] : claimDue(c, most);

async function deliver(run: Run, claimed: Claimed): Promise<void> {
  const outcome = await post(run.house, claimed);
  await run.transact('webhooks', (c) => noteOutcome(c, claimed, outcome));
}
