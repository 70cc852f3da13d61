import type { Context } from '../../context.ts';
import { queueJob } from '../../jobs/job.ts';

export const TELL = 'work.tell';

export const TELL_CHANNEL = 'work.tell-channel';

/** Has a channel told all that is due for it, at an instant. */
export async function wakeChannel(c: Context, channel: string, due: Temporal.Instant): Promise<void> {
  const definition = c.house.jobs.get(TELL_CHANNEL);
  if (definition) await queueJob(c, definition, { channel }, { key: `${TELL_CHANNEL}:${channel}@${due}`, at: due });
}

/** Has somebody told all that is due for them by a way, at an instant. One job for each such instant. */
export async function wakeTelling(c: Context, account: string, via: string, due: Temporal.Instant): Promise<void> {
  const definition = c.house.jobs.get(TELL);
  if (definition) await queueJob(c, definition, { account, via }, { key: `${TELL}:${account}:${via}@${due}`, at: due });
}
