import { sql } from 'kysely';
import { slaReading } from '#kernel/calendar/sla-clock.ts';
import { loadCalendar } from '#kernel/calendar/store.ts';
import type { Context } from '#kernel/context.ts';
import type { Run } from '#kernel/jobs/job.ts';

const CHUNK = 200;
type Award = {
  term: string;
  application: string;
  program: string;
  calendar: string | null;
  started_at: Temporal.Instant;
  awarded_at: Temporal.Instant;
};

/** Terms of applications whose award went out and was not measured yet; `which` narrows them. */
const awarded = (which = sql<boolean>`true`) => sql<Award>`
  select t.id term, a.id application, a.program, p.calendar, greatest(a.mail_confirmed_at, a.reopened_at) started_at, w.awarded_at
  from programs.terms t join programs.applications a on a.id = t.application join programs.programs p on p.id = a.program
  cross join lateral (select coalesce((select min(i.issued_at) from programs.entitlements e join programs.coupon_issues i on i.entitlement = e.id
      where e.term = t.id), case when not exists (select from programs.entitlements e where e.term = t.id and e.delivery = 'coupon')
      and t.starts_at is not null then case when t.position = 1 then greatest(t.granted_at, t.starts_at) else t.granted_at end end) awarded_at) w
  where w.awarded_at >= greatest(a.mail_confirmed_at, a.reopened_at) and ${which}
    and not exists (select from programs.awards k where k.term = t.id)
  order by t.id limit ${CHUNK}`;

async function keep(
  c: Context,
  { term, application, program, calendar, started_at, awarded_at }: Award,
): Promise<void> {
  const clock = { startedAt: started_at, promiseDays: 1, pauses: [], stoppedAt: awarded_at };
  const { withWaiting } = slaReading(clock, await loadCalendar(c, calendar), awarded_at);
  await sql`insert into programs.awards (term, application, program, awarded_at, business_days)
    values (${term}, ${application}, ${program}, ${awarded_at}, ${withWaiting.businessDays}) on conflict do nothing`.execute(
    c.tx,
  );
}

/** Measures how long the awards of a membership took that have gone out. A repeat changes nothing. */
export async function measureAwardsOf(c: Context, membership: string): Promise<void> {
  const { rows } = await awarded(sql<boolean>`t.membership = ${membership}`).execute(c.tx);
  for (const row of rows) await keep(c, row);
}

/** The same for the membership that this was given to. */
export async function measureAwardsFor(c: Context, entitlement: string): Promise<void> {
  const { rows } = await sql<{
    membership: string;
  }>`select membership from programs.entitlements where id = ${entitlement}`.execute(c.tx);
  if (rows[0]) await measureAwardsOf(c, rows[0].membership);
}

/** The same for all that were awarded before we measured; in small transactions that can be interrupted and begun again. */
export async function measureAwards(run: Run): Promise<void> {
  for (;;) {
    run.signal.throwIfAborted();
    const found = await run.transact('awards', async (c) => {
      const { rows } = await awarded().execute(c.tx);
      for (const row of rows) await keep(c, row);
      return rows.length;
    });
    if (found < CHUNK) return;
  }
}
