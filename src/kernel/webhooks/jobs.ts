import { sql } from 'kysely';
import { z } from 'zod';
import { job } from '../jobs/job.ts';
import { timetable } from '../jobs/timetable.ts';
import { CUT_OFF_AFTER } from './claim.ts';
import { pump } from './pump.ts';
import { forgetSecrets } from './secrets.ts';
import { SEND, wake } from './wake.ts';

/** One at a time in the whole house (its queue), so that however many receivers are slow, one worker is busy with them. */
const sendWebhooks = job(SEND, z.object({}), (run) => pump(run), { words: 'Send facts to webhooks' });

/** How long deliveries and their attempts are kept. */
const KEPT_FOR = Temporal.Duration.from({ hours: 30 * 24 });

export const webhookJobs = [sendWebhooks];

export const webhookTimetables = [
  // Jobs wake the sending; this is for those that were lost with their worker, and for attempts that were cut off.
  timetable('webhooks.sweep', { every: 'minute' }, 'Find webhook deliveries that wait without a job', (run) =>
    run.transact('webhooks', async (c) => {
      const { rows } = await sql`
        select 1 from webhooks.deliveries d join webhooks.endpoints e on e.id = d.endpoint
        where d.due_at < ${c.now} and (d.state = 'waiting' or d.state = 'sending' and d.attempt_at < ${c.now.subtract(CUT_OFF_AFTER)})
          and e.disabled_at is null and e.removed_at is null and (e.rests_until is null or e.rests_until <= ${c.now}) limit 1`.execute(
        c.tx,
      );
      if (rows.length > 0) await wake(c);
    }),
  ),
  timetable('webhooks.forget', { every: 'hour' }, 'Forget old deliveries and secrets that ended', (run) =>
    run.transact('webhooks', async (c) => {
      await forgetSecrets(c, 'expired');
      await sql`delete from webhooks.deliveries where made_at < ${c.now.subtract(KEPT_FOR)} and state <> 'sending'`.execute(
        c.tx,
      );
    }),
  ),
];
