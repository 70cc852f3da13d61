import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import type { Run } from '#kernel/jobs/job.ts';
import { record } from '#kernel/ledger/record.ts';
import { mayWithdraw } from '../application.ts';
import { applicationErased } from '../facts.ts';
import { lockApplication } from '../standing.ts';
import { withdraw } from './withdraw.ts';

/**
 * Carries the stated retention out, in small transactions that can be interrupted and begun again: deletes drafts that are
 * over, lets unconfirmed applications lapse, and erases what is personal in those that came to nothing.
 */
export async function keepRetention(run: Run): Promise<void> {
  await run.transact('retention', async (c) => {
    await sql`delete from programs.drafts where expires_at <= ${c.now}
      and not exists (select from programs.applications a where a.draft = drafts.id)`.execute(c.tx);
    await sql`delete from programs.links where expires_at < ${c.now.subtract({ hours: 24 * 30 })}`.execute(c.tx);
  });
  await each(run, lapsing, async (c, id) => {
    const standing = await lockApplication(c, id);
    if (!standing.mailConfirmedAt && mayWithdraw(standing.records) === null) await withdraw(c, standing, 'silence');
  });
  await each(run, erasable, erase);
}

const lapsing = (c: Context) =>
  sql<{ id: string }>`
  select a.id from programs.applications a join programs.policies p on p.id = a.policy
  where a.stage = 'confirming'
    and a.submitted_at + make_interval(days => (p.policy #>> '{retention,unconfirmedDays}')::int) <= ${c.now}
  order by a.id limit 200`.execute(c.tx);

const erasable = (c: Context) =>
  sql<{ id: string }>`
  select a.id from programs.applications a join programs.policies p on p.id = a.policy
  where a.stage in ('refused', 'withdrawn') and a.erased_at is null
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

/** Empties what is personal: name, address, country, words of messages and the links. Facts and figures stay. */
async function erase(c: Context, id: string): Promise<void> {
  const standing = await lockApplication(c, id);
  await sql`update programs.applications set applicant_name = null, address = null, country = null,
    answers = '{}', draft = null, erased_at = ${c.now} where id = ${id}`.execute(c.tx);
  await sql`update programs.messages set body = '(erased)' where application = ${id}`.execute(c.tx);
  await sql`update programs.questions set words = '(erased)' where application = ${id}`.execute(c.tx);
  await sql`update programs.agreements set signed_name = '(erased)' where application = ${id}`.execute(c.tx);
  await sql`delete from programs.links where application = ${id}`.execute(c.tx);
  await sql`delete from ledger.details where fact in (select f.id from ledger.facts f where f.about_kind = 'application' and f.about_id = ${id})`.execute(
    c.tx,
  );
  await sql`update mail.messages set html = '', text = '(erased)', to_address = 'erased@invalid', to_name = ''
    where about_kind = 'application' and about_id = ${id} and state in ('sent', 'failed', 'held', 'uncertain')`.execute(
    c.tx,
  );
  await record(c, applicationErased, {
    about: { kind: 'application', id },
    program: standing.program.id,
    identity: standing.identity,
    data: {},
  });
}
