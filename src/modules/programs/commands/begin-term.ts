import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { record } from '#kernel/ledger/record.ts';
import { dutyDays } from '../duties.ts';
import { membershipActivated } from '../facts.ts';
import { membershipRenewed } from '../member-facts.ts';
import { aboutMember, lockMember, restateMember } from '../member-standing.ts';
import { renewedFrom, termEnd } from '../membership.ts';

export type BeginsBy = 'webhook' | 'hand' | 'agreement' | 'automatic';
export type TermTimes = { membership: string; startsAt: Temporal.Instant; endsAt: Temporal.Instant };

/**
 * Lets a term begin: now, or where the term before it ends. With it the duties of the policy fall due. One that has begun
 * stays as it is.
 */
export async function beginTerm(c: Context, term: string, channel: BeginsBy): Promise<TermTimes> {
  const of = await sql<{ membership: string }>`select membership from programs.terms where id = ${term}`.execute(c.tx);
  const member = await lockMember(c, of.rows[0]?.membership ?? term);
  const { rows } = await sql<{
    position: number;
    application: string | null;
    months: number;
    starts_at: Temporal.Instant | null;
    ends_at: Temporal.Instant | null;
    last: Temporal.Instant | null;
  }>`select t.position, t.application, t.months, t.starts_at, t.ends_at,
      (select max(o.ends_at) from programs.terms o where o.membership = t.membership) last
    from programs.terms t where t.id = ${term}`.execute(c.tx);
  const row = rows[0];
  if (!row) throw new Error(`term ${term} is not there`);
  if (row.starts_at && row.ends_at) return { membership: member.id, startsAt: row.starts_at, endsAt: row.ends_at };
  const startsAt = renewedFrom(row.last, c.now);
  const endsAt = termEnd(startsAt, row.months);
  await sql`update programs.terms set starts_at = ${startsAt}, ends_at = ${endsAt} where id = ${term}`.execute(c.tx);
  for (const { code, everyMonths } of member.program.policy.membership.duties) {
    await sql`insert into programs.duties (membership, term, code, due_on)
      select ${member.id}, ${term}, ${code}, d::date from unnest(${dutyDays(startsAt, endsAt, everyMonths)}::text[]) d
      on conflict do nothing`.execute(c.tx);
  }
  await restateMember(c, member.id);
  const about = row.application
    ? { ...aboutMember(member), about: { kind: 'application', id: row.application } }
    : aboutMember(member);
  if (row.position === 1) await record(c, membershipActivated, { ...about, data: { membership: member.id, channel } });
  else await record(c, membershipRenewed, { ...about, data: { membership: member.id, term, channel } });
  return { membership: member.id, startsAt, endsAt };
}
