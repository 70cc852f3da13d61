import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import type { Run } from '#kernel/jobs/job.ts';
import { mayWithdraw } from '../application.ts';
import { lockApplication } from '../standing.ts';
import { eraseApplication } from './erase-application.ts';
import { keepInvitations } from './forget-invited.ts';
import { keepImports } from './imports.ts';
import { withdraw } from './withdraw.ts';

/**
 * Carries the stated retention out, in small transactions that can be interrupted and begun again: deletes drafts that are
 * over, lets unconfirmed applications lapse, and erases what is personal in those that came to nothing.
 */
export async function keepRetention(run: Run): Promise<void> {
  await run.transact('retention', async (c) => {
    await sql`delete from programs.drafts where expires_at <= ${c.now}
      and not exists (select from programs.applications a where a.draft = drafts.id)`.execute(c.tx);
    await sql`delete from programs.forge_proofs where ended_at is null and expires_at < ${c.now}`.execute(c.tx);
    await sql`delete from programs.links where expires_at < ${c.now.subtract({ hours: 24 * 30 })}`.execute(c.tx);
    await keepInvitations(c);
    await keepImports(c);
  });
  await each(run, lapsing, async (c, id) => {
    const standing = await lockApplication(c, id);
    if (!standing.mailConfirmedAt && mayWithdraw(standing.records) === null) await withdraw(c, standing, 'silence');
  });
  await each(run, erasable, eraseApplication);
}

const lapsing = (c: Context) =>
  sql<{ id: string }>`
  select a.id from programs.applications a join programs.policies p on p.id = a.policy
  where a.stage = 'confirming'
    and greatest(a.submitted_at, a.reopened_at) + make_interval(days => (p.policy #>> '{retention,unconfirmedDays}')::int) <= ${c.now}
  order by a.id limit 200`.execute(c.tx);

const erasable = (c: Context) =>
  sql<{ id: string }>`
  select a.id from programs.applications a join programs.policies p on p.id = a.policy
  where a.stage in ('refused', 'withdrawn') and a.erased_at is null
    and not exists (select from programs.appeals e where e.application = a.id and e.answered_at is null)
    and a.stage_since + make_interval(days => (p.policy #>> '{retention,refusedDays}')::int) <= ${c.now}
  order by a.id limit 200`.execute(c.tx);

type Find = (c: Context) => Promise<{ rows: { id: string }[] }>;

async function each(run: Run, find: Find, act: (c: Context, id: string) => Promise<void>): Promise<void> {
  for (;;) {
    const { rows } = await run.transact('retention', find);
    for (const { id } of rows) {
      run.signal.throwIfAborted();
      await run.transact('retention', (c) => act(c, id));
    }
    if (rows.length < 200) return;
  }
}
