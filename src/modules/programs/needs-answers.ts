import { type RawBuilder, sql } from 'kysely';
import { accountOf, type Context, programsWith } from '#kernel/context.ts';
import type { NeedsMe } from '#kernel/slots.ts';
import { numberOf } from './standing.ts';

/** Of programs that the viewer reviews, and looked after by the viewer or nobody. `a`: the application. */
function mine(c: Context): RawBuilder<boolean> {
  const programs = programsWith(c.actor, 'applications.review');
  const account = accountOf(c);
  return sql<boolean>`(${programs === 'all'} or a.program = any(${programs === 'all' ? [] : programs}::uuid[]))
    and not exists (select from work.assignments s where s.about_kind = 'application' and s.about_id = a.id and s.ended_at is null
      and s.account is distinct from ${account}::uuid)`;
}

type Row = {
  id: string;
  title: string;
  href: string;
  template: string;
  permanent: boolean;
  n: number;
};

/** A mail came back, and the address is still the one it went to. */
const bounced: NeedsMe = {
  name: 'programs.bounced',
  permission: 'applications.review',
  items: async (c, limit) => {
    const programs = programsWith(c.actor, 'applications.review');
    const { rows } = await sql<Row>`
      select *, count(*) over () n from (
        select distinct on (a.id) a.id, p.prefix || '-' || a.number || ' ' || a.project title, '/programs/applications/' || a.id href,
          b.template, b.permanent, b.id bounce
        from programs.bounces b join programs.applications a on a.id = b.application join programs.programs p on p.id = a.program
        where b.gave_up and b.handled_at is null and b.address is not null and lower(b.address) = lower(a.address) and ${mine(c)}
        order by a.id, b.id desc) latest
      union all
      select *, count(*) over () n from (
        select distinct on (m.id) m.id, m.name title, '/programs/members/' || m.id href, b.template, b.permanent, b.id bounce
        from programs.bounces b join programs.memberships m on m.id = b.membership
        where b.gave_up and b.handled_at is null and b.address is not null and lower(b.address) = lower(m.owner_address)
          and (${programs === 'all'} or m.program = any(${programs === 'all' ? [] : programs}::uuid[]))
        order by m.id, b.id desc) latest
      order by bounce limit ${limit}`.execute(c.tx);
    const items = rows.map((row) => ({
      id: row.id,
      title: row.title,
      words: `${c.house.templates.get(row.template)?.summary ?? 'A mail'}: it did not arrive. ${
        row.permanent ? 'The address takes no mail' : 'The server gave up'
      }; ask for another one`,
      href: row.href,
      due: null,
      health: 'late' as const,
    }));
    const counts = new Map(rows.map((row) => [row.href.startsWith('/programs/members'), row.n]));
    return { total: [...counts.values()].reduce((sum, n) => sum + n, 0), items };
  },
};

/** Somebody wrote after the decision, and nobody has answered yet. */
const lateAnswers: NeedsMe = {
  name: 'programs.after-decision',
  permission: 'applications.review',
  items: async (c, limit) => {
    const { rows } = await sql<{ id: string; prefix: string; number: number; project: string; n: number }>`
      select a.id, p.prefix, a.number, a.project, count(*) over () n from programs.applications a join programs.programs p on p.id = a.program
      where exists (select from programs.messages m where m.application = a.id and m.after_decision and m.seen_at is null) and ${mine(c)}
      order by a.id limit ${limit}`.execute(c.tx);
    const items = rows.map((row) => ({
      id: row.id,
      title: `${numberOf(row.prefix, row.number)} ${row.project}`,
      words: 'Written after the decision: answer it, or note that it needs no answer',
      href: `/programs/applications/${row.id}`,
      due: null,
      health: null,
    }));
    return { total: rows[0]?.n ?? 0, items };
  },
};

export const needsAnswers: readonly NeedsMe[] = [bounced, lateAnswers];
