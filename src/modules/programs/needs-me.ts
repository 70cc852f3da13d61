import { sql } from 'kysely';
import { accountOf, programsWith } from '#kernel/context.ts';
import type { NeedsMe } from '#kernel/slots.ts';
import { memberNeeds } from './member-needs.ts';
import { needsAnswers } from './needs-answers.ts';
import { DUE_ORDER, type ReadRow, ROW, rowFrom, rowsOf } from './queries/application-rows.ts';
import { numberOf } from './standing.ts';

/** Applications that wait for us and are the viewer's or nobody's, the first due first. */
const applications: NeedsMe = {
  name: 'programs.applications',
  permission: 'applications.review',
  items: async (c, limit) => {
    const programs = programsWith(c.actor, 'applications.review');
    const account = accountOf(c);
    // A check at work or a coupon to come needs nobody's hands; "out of coupons" says so below.
    const condition = sql`a.waiting_for = 'us' and a.waiting_for <> 'nobody' and a.stage = 'review'
      and (${programs === 'all'} or a.program = any(${programs === 'all' ? [] : programs}::uuid[]))
      and not exists (select from work.assignments s where s.about_kind = 'application' and s.about_id = a.id and s.ended_at is null
        and s.account is distinct from ${account}::uuid)`;
    const order = sql`${DUE_ORDER}, a.id`;
    const [found, counted] = await Promise.all([
      sql<ReadRow>`
        select ${ROW} from ${rowFrom(sql`(select * from programs.applications a where ${condition} order by ${order} limit ${limit})`)}
        order by ${order}`.execute(c.tx),
      sql<{ n: number }>`select count(*) n from programs.applications a where ${condition}`.execute(c.tx),
    ]);
    const items = (await rowsOf(c, found.rows)).map((row) => ({
      id: row.id,
      title: `${row.number} ${row.project}`,
      words: row.assignee ? 'Yours: decide, or ask for what is missing' : 'Nobody has taken it on yet',
      href: `/programs/applications/${row.id}`,
      due: row.clock.dueAt,
      health: row.clock.health,
    }));
    return { total: counted.rows[0]?.n ?? 0, items };
  },
};

/** Appeals against decisions behind which the viewer did not stand, the oldest first. */
const appeals: NeedsMe = {
  name: 'programs.appeals',
  permission: 'applications.decide',
  items: async (c, limit) => {
    const programs = programsWith(c.actor, 'applications.decide');
    const account = accountOf(c);
    const found = await sql<{ id: string; number: number; prefix: string; project: string; total: number }>`
      select a.id, a.number, p.prefix, a.project, count(*) over () total
      from programs.appeals e join programs.decisions d on d.id = e.decision
      join programs.applications a on a.id = e.application join programs.programs p on p.id = a.program
      where e.answered_at is null and d.decided_by is distinct from ${account}::uuid and d.seconded_by is distinct from ${account}::uuid
        and (${programs === 'all'} or a.program = any(${programs === 'all' ? [] : programs}::uuid[]))
      order by e.made_at, a.id limit ${limit}`.execute(c.tx);
    return {
      total: found.rows[0]?.total ?? 0,
      items: found.rows.map((row) => ({
        id: `appeal:${row.id}`,
        title: `${numberOf(row.prefix, row.number)} ${row.project}`,
        words: 'The applicant appealed: look afresh and answer',
        href: `/programs/applications/${row.id}`,
        due: null,
        health: null,
      })),
    };
  },
};

/** Nominations that nobody has answered, one line a program. */
const nominations: NeedsMe = {
  name: 'programs.nominations',
  permission: 'applications.review',
  items: async (c, limit) => {
    const programs = programsWith(c.actor, 'applications.review');
    const found = await sql<{ program: string; name: string; slug: string; waiting: number }>`
      select p.id program, p.name, p.slug, count(*) waiting
      from programs.nominations n join programs.programs p on p.id = n.program
      where n.answered_at is null and n.erased_at is null
        and (${programs === 'all'} or n.program = any(${programs === 'all' ? [] : programs}::uuid[]))
      group by p.id order by waiting desc, p.id`.execute(c.tx);
    const items = found.rows.map((row) => ({
      id: `nominations:${row.program}`,
      title: row.waiting === 1 ? 'A nomination' : `${row.waiting} nominations`,
      words: `${row.name}: say whether to invite ${row.waiting === 1 ? 'the person' : 'these people'}`,
      href: `/programs/${row.slug}/nominations?state=open`,
      due: null,
      health: null,
    }));
    return { total: items.length, items: items.slice(0, limit) };
  },
};

/** Proposed decisions and exceptions that wait for another person than who proposed or asked. */
const opinions: NeedsMe = {
  name: 'programs.opinions',
  permission: 'applications.decide',
  items: async (c, limit) => {
    const [decides, excepts] = [
      programsWith(c.actor, 'applications.decide'),
      programsWith(c.actor, 'exceptions.approve'),
    ];
    const account = accountOf(c);
    const found = await sql<{
      id: string;
      kind: string;
      number: number;
      prefix: string;
      project: string;
      due: Temporal.Instant | null;
      total: number;
    }>`
      select a.id, w.kind, a.number, p.prefix, a.project, a.due_at due, count(*) over () total
      from (
        select o.application, 'proposal' kind from programs.proposals o where o.answered_at is null and o.ended_at is null
          and o.proposed_by is distinct from ${account}::uuid
        union all
        select x.application, 'exception' from programs.exceptions x where x.granted_at is null and x.denied_at is null and x.ended_at is null
          and x.asked_by is distinct from ${account}::uuid
          and not exists (select from programs.exception_votes v where v.exception = x.id and v.account = ${account}::uuid)
      ) w join programs.applications a on a.id = w.application join programs.programs p on p.id = a.program
      where case when w.kind = 'proposal' then ${decides === 'all'} or a.program = any(${decides === 'all' ? [] : decides}::uuid[])
        else ${excepts === 'all'} or a.program = any(${excepts === 'all' ? [] : excepts}::uuid[]) end
      order by a.due_at nulls last, a.id, w.kind limit ${limit}`.execute(c.tx);
    return {
      total: found.rows[0]?.total ?? 0,
      items: found.rows.map((row) => ({
        id: `${row.kind}:${row.id}`,
        title: `${numberOf(row.prefix, row.number)} ${row.project}`,
        words:
          row.kind === 'proposal'
            ? 'A decision is proposed: give the second opinion'
            : 'An exception is asked for: agree or not',
        href: `/programs/applications/${row.id}`,
        due: row.due?.toString() ?? null,
        health: null,
      })),
    };
  },
};

/** Members wait for a code of which none is left. */
const coupons: NeedsMe = {
  name: 'programs.coupons',
  permission: 'coupons.manage',
  items: async (c, limit) => {
    const programs = programsWith(c.actor, 'coupons.manage');
    const found = await sql<{ program: string; name: string; slug: string; sku: string; waiting: number }>`
      select p.id program, p.name, p.slug, e.sku, count(*) waiting
      from programs.entitlements e join programs.programs p on p.id = e.program
      where e.wanted_since is not null and (${programs === 'all'} or e.program = any(${programs === 'all' ? [] : programs}::uuid[]))
      group by p.id, e.sku order by waiting desc, e.sku`.execute(c.tx);
    const items = found.rows.map((row) => ({
      id: `${row.program}:${row.sku}`,
      title: `Out of coupons for ${row.sku}`,
      words: `${row.waiting === 1 ? 'One member waits' : `${row.waiting} members wait`} for a code: ${row.name}`,
      href: `/programs/${row.slug}/coupons`,
      due: null,
      health: 'late' as const,
    }));
    return { total: items.length, items: items.slice(0, limit) };
  },
};

export const needsMeSources: readonly NeedsMe[] = [
  applications,
  opinions,
  appeals,
  nominations,
  ...needsAnswers,
  coupons,
  ...memberNeeds,
];
