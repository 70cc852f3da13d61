import type { Context } from '../../context.ts';
import { queueJob } from '../../jobs/job.ts';

export const TELL = 'work.tell';

export const TELL_CHANNEL = 'work.tell-channel';

/** Jobs of tellings run on whole steps of so many nanoseconds: what falls into one step is told in one go. */
const STEP = 10_000_000_000n;

/**
 * An event that fifty people hear would otherwise be fifty jobs, and a hundred events a minute five thousand, each with a mail of its
 * own. Accounts come in one order (people.ts), so that two transactions that wake the same ones wait for each other in that order.
 */
const stepOf = (due: Temporal.Instant): Temporal.Instant =>
  Temporal.Instant.fromEpochNanoseconds(((due.epochNanoseconds + STEP - 1n) / STEP) * STEP);

/** Has a channel told all that is due for it, at an instant or within seconds of it. */
export async function wakeChannel(c: Context, channel: string, due: Temporal.Instant): Promise<void> {
  const definition = c.house.jobs.get(TELL_CHANNEL);
  const at = stepOf(due);
  if (definition) await queueJob(c, definition, { channel }, { key: `${TELL_CHANNEL}:${channel}@${at}`, at });
}

/** Has somebody told all that is due for them by a way, at an instant or within seconds of it. One job for each such step. */
export async function wakeTelling(c: Context, account: string, via: string, due: Temporal.Instant): Promise<void> {
  const definition = c.house.jobs.get(TELL);
  const at = stepOf(due);
  if (definition) await queueJob(c, definition, { account, via }, { key: `${TELL}:${account}:${via}@${at}`, at });
}
