import { type RawBuilder, sql } from 'kysely';
import { accountOf, type Context, programsWith } from '#kernel/context.ts';
import type { NeedsMe, NeedsMeItem } from '#kernel/slots.ts';

type Row = { id: string; name: string; program: string; due: Temporal.Instant | null; total: number };

/** Members for whom somebody has to do something, by a list of rows: what is due first comes first. */
const members = (
  name: string,
  from: (c: Context) => RawBuilder<unknown>,
  words: (program: string) => string,
  lateOnceDue: boolean,
): NeedsMe => ({
  name: `programs.${name}`,
  permission: 'memberships.manage',
  items: async (c, limit) => {
    const programs = programsWith(c.actor, 'memberships.manage');
    const { rows } = await sql<Row>`
      select m.id, m.name, p.name program, x.due, count(*) over () total
      from (${from(c)}) x join programs.memberships m on m.id = x.membership join programs.programs p on p.id = m.program
      where m.ended_at is null and (${programs === 'all'} or m.program = any(${programs === 'all' ? [] : programs}::uuid[]))
      order by x.due nulls last, m.id limit ${limit}`.execute(c.tx);
    const items = rows.map((row): NeedsMeItem => {
      const over = row.due !== null && Temporal.Instant.compare(row.due, c.now) <= 0;
      return {
        ...{ id: `${name}:${row.id}`, title: row.name, words: words(row.program), href: `/programs/members/${row.id}` },
        ...{ due: row.due?.toString() ?? null, health: lateOnceDue && over ? 'late' : 'in-time' },
      };
    });
    return { total: rows[0]?.total ?? 0, items };
  },
});

const breaches = members(
  'breaches',
  (c) => sql`select b.membership, b.cure_until due from programs.breaches b
    where b.resolved_at is null and (b.cure_until <= ${c.now} or b.answered_at is not null)`,
  (program) => `A breach is to be resolved: ${program}`,
  true,
);

/** Of what colleagues asked for, only what somebody else may decide. */
const requests = members(
  'requests',
  (c) => sql`select r.membership, null::timestamptz due from programs.entitlement_requests r
    where r.decided_at is null and r.asked_by is distinct from ${accountOf(c)}::uuid`,
  (program) => `Something was asked for: ${program}`,
  false,
);

const reviews = members(
  'activity',
  () => sql`select r.membership, r.due_at due from programs.activity_reviews r where r.decided_at is null`,
  (program) => `A review of activity is due: ${program}`,
  false,
);

const duties = members(
  'duties',
  (c) => sql`select d.membership, min(d.due_on)::timestamp at time zone 'UTC' due from programs.duties d
    where d.done_at is null and d.due_on < (${c.now}::timestamptz at time zone 'UTC')::date group by d.membership`,
  (program) => `A duty is overdue: ${program}`,
  true,
);

/** The shop was asked to provision a day ago and longer, and has not confirmed it, or could not be reached. */
const provisioning = members(
  'provisioning',
  (c) => sql`select e.membership, min(r.asked_at) + interval '1 day' due
    from programs.provision_requests r join programs.entitlements e on e.id = r.entitlement
    where e.replaced_at is null and not exists (select from programs.bookings b where b.entitlement = e.id)
      and (r.asked_at <= ${c.now.subtract({ hours: 24 })} or r.fault is not null) group by e.membership`,
  (program) => `The shop has not confirmed what was provisioned: ${program}`,
  true,
);

/** What is delivered by hand waits for somebody. */
const byHand = members(
  'by-hand',
  () => sql`select e.membership, null::timestamptz due from programs.entitlements e join programs.terms t on t.id = e.term
    where e.delivery = 'hand' and e.replaced_at is null and t.starts_at is null
      and not exists (select from programs.bookings b where b.entitlement = e.id)`,
  (program) => `To be handed over, then confirmed with its reference: ${program}`,
  false,
);

export const memberNeeds: readonly NeedsMe[] = [breaches, requests, reviews, duties, provisioning, byHand];
