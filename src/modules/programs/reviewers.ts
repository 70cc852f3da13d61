import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { organisationZone } from '#kernel/settings/organisation.ts';
import { holders } from '#kernel/work/notifications/people.ts';
import { isAway, type Turn } from './assignment.ts';

/** Undecided: what a reviewer still has before them. */
export const UNDECIDED = ['proving', 'checking', 'review', 'needs-info'] as const;

export type Reviewer = Turn & { name: string; away: boolean; until: string | null };

/** Those who may review a program, by name, with what they have, when they were last given one by turns, and whether they are away. */
export async function reviewersOf(c: Context, program: string): Promise<Reviewer[]> {
  const people = await holders(c, 'applications.review', program);
  const { rows } = await sql<{
    account: string;
    open: number;
    last: Temporal.Instant | null;
    gone: boolean;
    until: Temporal.PlainDate | null;
  }>`
    select r.account,
      (select count(*) from work.assignments s join programs.applications a on a.id = s.about_id
       where s.account = r.account and s.about_kind = 'application' and s.ended_at is null and a.program = ${program}
         and a.stage = any(${[...UNDECIDED]}::text[]))::int open,
      (select max(s.assigned_at) from work.assignments s where s.program = ${program} and s.account = r.account and s.assigned_by is null) last,
      w.account is not null gone, w.until
    from unnest(${people.map(({ account }) => account)}::uuid[]) r(account)
    left join programs.reviewers_away w on w.account = r.account`.execute(c.tx);
  const today = c.now.toZonedDateTimeISO(await organisationZone(c)).toPlainDate();
  const of = new Map(rows.map((row) => [row.account, row]));
  return people
    .map(({ account, name }) => {
      const row = of.get(account);
      const away = isAway(row?.gone ? { until: row.until } : null, today);
      return {
        ...{ account, name, away, until: away ? (row?.until?.toString() ?? null) : null },
        ...{ open: row?.open ?? 0, lastGiven: row?.last ?? null },
      };
    })
    .toSorted((a, b) => a.name.localeCompare(b.name) || (a.account < b.account ? -1 : 1));
}
