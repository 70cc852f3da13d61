import type { Context } from '../../context.ts';
import { queueJob } from '../../jobs/job.ts';

export const TELL = 'work.tell';

/** Has somebody told all that is due for them by a way, at an instant. One job for each such instant. */
export async function wakeTelling(c: Context, account: string, via: string, due: Temporal.Instant): Promise<void> {
  const definition = c.house.jobs.get(TELL);
  if (definition) await queueJob(c, definition, { account, via }, { key: `${TELL}:${account}:${via}@${due}`, at: due });
}
