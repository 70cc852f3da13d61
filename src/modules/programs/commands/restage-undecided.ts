import { sql } from 'kysely';
import type { Run } from '#kernel/jobs/job.ts';
import { lockApplication, restage } from '../standing.ts';

const CHUNK = 200;

/**
 * Works the clock of every undecided application out again, each in a transaction of its own, because the calendar that it
 * is counted by is another one now. Begun again after a break it writes the same. Applications that come meanwhile are
 * counted by the new calendar anyway.
 */
export async function restageUndecided(run: Run): Promise<void> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await run.transact('calendar', (c) =>
      sql<{ id: string }>`select id from programs.applications
        where stage in ('proving', 'checking', 'review', 'needs-info') and id > ${after} order by id limit ${CHUNK}`.execute(
        c.tx,
      ),
    );
    for (const { id } of rows) {
      run.signal.throwIfAborted();
      await run.transact('calendar', async (c) => {
        await lockApplication(c, id);
        await restage(c, id);
      });
    }
    const last = rows.at(-1);
    if (!last || rows.length < CHUNK) return;
    after = last.id;
  }
}
