import type { Context } from '../context.ts';
import { queueJob } from '../jobs/job.ts';

/** The name of the job that sends whatever is due. */
export const SEND = 'webhooks.send';

/** Has what is due sent, at `at` (default: now). Jobs of the same second are one. */
export async function wake(c: Context, at: Temporal.Instant | null = null): Promise<void> {
  const definition = c.house.jobs.get(SEND);
  if (!definition) throw new Error(`no job ${SEND}`);
  const second = at === null ? null : Math.ceil(at.epochMilliseconds / 1000);
  await queueJob(
    c,
    definition,
    {},
    {
      key: `${SEND}:${second ?? 'now'}`,
      queue: 'webhooks',
      ...(second === null ? {} : { at: Temporal.Instant.fromEpochMilliseconds(second * 1000) }),
    },
  );
}
