import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import type { Run } from '#kernel/jobs/job.ts';
import { record } from '#kernel/ledger/record.ts';
import { activityDue, membershipLapsed, membershipRenewalDue, renewalReminded } from '../member-facts.ts';
import { aboutMember, lockMember, restateMember } from '../member-standing.ts';
import { daysFrom, lastEnd } from '../membership.ts';
import { type Hosting, offerOf } from '../policy/benefit.ts';
import { keptPrograms, type ProgramInForce } from '../program-of.ts';
import { onItsWay } from '../renewals.ts';
import { beginTerm } from './begin-term.ts';
import { deliver } from './deliver.ts';
import { makeTerm } from './grant-membership.ts';
import { tellEnding } from './tell-member.ts';

const CHUNK = 100;
type Found = { id: string };

/** Does something for each membership that a query finds, each in a transaction of its own, until it finds no more. A repeat finds only what is left. */
async function eachFound(
  run: Run,
  only: string | null,
  find: (c: Context, program: ProgramInForce) => Promise<Found[]>,
  act: (c: Context, id: string) => Promise<void>,
): Promise<void> {
  const programs = await run.transact('programs', (c) => keptPrograms(c, only));
  for (const program of programs) {
    const done = new Set<string>();
    for (;;) {
      const found = (await run.transact('memberships', (c) => find(c, program))).filter(({ id }) => !done.has(id));
      for (const { id } of found) {
        run.signal.throwIfAborted();
        await run.transact('memberships', (c) => act(c, id));
        done.add(id);
      }
      if (found.length === 0) break;
    }
  }
}

/**
 * What time alone does to memberships (`only`: of this program): those that go on by themselves go on; those that are due or over are
 * said to be, once a term.
 */
export async function markMembers(run: Run, only: string | null = null): Promise<void> {
  await eachFound(run, only, goingOn, goOn);
  await eachFound(run, only, dueOrOver, mark);
}

/** A day before its term ends, or later, whatever goes on by itself gets its next one. */
async function goingOn(c: Context, { id, policy }: ProgramInForce): Promise<Found[]> {
  if (policy.renewal.mode !== 'automatic') return [];
  const { rows } = await sql<Found>`select m.id from programs.memberships m
    where m.program = ${id} and m.state in ('active', 'renewal-due') and m.ends_at <= ${daysFrom(c.now, 1)}
    order by m.ends_at, m.id limit ${CHUNK}`.execute(c.tx);
  return rows;
}

type Before = { tier: string | null; hosting: Hosting | null; seats: number | null };

async function goOn(c: Context, id: string): Promise<void> {
  const member = await lockMember(c, id);
  const end = lastEnd(member.records);
  const { program, records } = member;
  if (program.policy.renewal.mode !== 'automatic' || records.ending || records.breach || !end) return;
  if (Temporal.Instant.compare(end, daysFrom(c.now, 1)) > 0) return;
  const { rows } = await sql<Before>`
    select t.tier, e.hosting, e.seats from programs.terms t
    left join programs.entitlements e on e.term = t.id and e.kind <> 'second' and e.replaced_at is null
    where t.membership = ${id} order by t.position desc limit 1`.execute(c.tx);
  const { tier = null, hosting = null, seats = null } = rows[0] ?? {};
  const offer = offerOf(program.policy.benefit, hosting, tier);
  const given = await makeTerm(c, {
    ...{ membership: id, application: null, policy: program.policyId, hosting },
    offer: { ...offer, seats: offer.seats ?? seats },
  });
  await beginTerm(c, given.term, 'automatic');
  if (given.entitlement) await deliver(c, given.entitlement);
}

async function dueOrOver(c: Context, { id, policy }: ProgramInForce): Promise<Found[]> {
  const opens = policy.renewal.mode === 'fresh' ? daysFrom(c.now, policy.renewal.opensDays) : c.now;
  const { rows } = await sql<Found>`select m.id from programs.memberships m
    where m.program = ${id} and m.ends_at <= ${opens}
      and (m.state = 'active' or m.state in ('renewal-due', 'in-breach') and m.ends_at <= ${c.now} or ${notSaid})
    order by m.ends_at, m.id limit ${CHUNK}`.execute(c.tx);
  return rows;
}

/** Something else worked the state out before we came by, such as another level or a breach that was cured: nobody was told yet. */
const notSaid = sql<boolean>`m.state in ('renewal-due', 'lapsed')
  and not exists (select from programs.terms t join programs.membership_marks k on k.term = t.id and k.mark = m.state
    where t.membership = m.id and t.ends_at = m.ends_at)`;

async function mark(c: Context, id: string): Promise<void> {
  await lockMember(c, id);
  const member = await restateMember(c, id);
  if (member.state !== 'renewal-due' && member.state !== 'lapsed') return;
  const { rows } = await sql<{ term: string; ends_at: Temporal.Instant }>`
    insert into programs.membership_marks (term, mark, recorded_at)
    select t.id, ${member.state}, ${c.now} from programs.terms t where t.membership = ${id} and t.starts_at is not null
    order by t.ends_at desc limit 1 on conflict do nothing
    returning term, (select ends_at from programs.terms t where t.id = term)`.execute(c.tx);
  const marked = rows[0];
  if (!marked) return;
  const about = aboutMember(member);
  if (member.state === 'renewal-due') {
    await record(c, membershipRenewalDue, { ...about, data: { term: marked.term, endsAt: marked.ends_at.toString() } });
    return;
  }
  await record(c, membershipLapsed, { ...about, data: { term: marked.term } });
  const { mode, graceDays } = member.program.policy.renewal;
  const still = Temporal.Instant.compare(c.now, daysFrom(marked.ends_at, graceDays)) < 0;
  if (mode === 'fresh' && still && !member.pending) await tellEnding(c, member, 'lapsed', `lapsed:${marked.term}`);
}

/**
 * Reminds members of renewal on the days of the policy, each once a term: of several days that have passed, the latest one.
 * Nobody is reminded who has sent a renewal, or whose membership is over.
 */
export async function remindMembers(run: Run, only: string | null = null): Promise<void> {
  await eachFound(run, only, remindable, remind);
}

const offsets = ({ policy }: ProgramInForce): number[] =>
  policy.renewal.mode === 'fresh' ? policy.renewal.reminders : [];

async function remindable(c: Context, program: ProgramInForce): Promise<Found[]> {
  const days = offsets(program);
  if (days.length === 0) return [];
  const { rows } = await sql<Found>`
    select m.id from programs.memberships m
    cross join lateral (select min(d) due from unnest(${days}::int[]) d where m.ends_at - make_interval(hours => 24 * d) <= ${c.now}) d
    where m.program = ${program.id} and m.state in ('active', 'renewal-due', 'lapsed') and m.owner_address is not null
      and m.ends_at <= ${daysFrom(c.now, Math.max(...days))} and m.ends_at > ${daysFrom(c.now, -program.policy.renewal.graceDays)}
      and d.due is not null
      and not exists (select from programs.renewal_reminders r join programs.terms t on t.id = r.term
        where t.membership = m.id and t.ends_at = m.ends_at and r.days <= d.due)
      and not exists (select from programs.applications a where a.renews = m.id and ${onItsWay('a')})
    order by m.ends_at, m.id limit ${CHUNK}`.execute(c.tx);
  return rows;
}

async function remind(c: Context, id: string): Promise<void> {
  const member = await lockMember(c, id);
  const end = lastEnd(member.records);
  if (!end || member.records.ending || member.records.breach || member.pending) return;
  const passed = offsets(member.program).filter((d) => Temporal.Instant.compare(daysFrom(end, -d), c.now) <= 0);
  if (passed.length === 0) return;
  const days = Math.min(...passed);
  const of = await sql<{ term: string }>`
    select id term from programs.terms where membership = ${id} and starts_at is not null order by ends_at desc limit 1`.execute(
    c.tx,
  );
  const { term } = of.rows[0] as { term: string };
  const { rows } =
    await sql`insert into programs.renewal_reminders (term, days, sent_at) values (${term}, ${days}, ${c.now})
    on conflict do nothing returning 1`.execute(c.tx);
  if (rows.length === 0) return;
  const mail = await tellEnding(c, member, 'reminder', `renewal-reminder:${term}:${days}`);
  await sql`update programs.renewal_reminders set mail = ${mail} where term = ${term} and days = ${days}`.execute(c.tx);
  await record(c, renewalReminded, { ...aboutMember(member), data: { term, days } });
}

/** Opens the review of activity for members whose time for it has come: so many months after the last one, or after they began. */
export async function openReviews(run: Run): Promise<void> {
  await eachFound(
    run,
    null,
    async (c, { id, policy }) => {
      const months = policy.membership.activityMonths;
      if (months === null) return [];
      const { rows } = await sql<Found>`
        select m.id from programs.memberships m where m.program = ${id} and m.state in ('active', 'renewal-due', 'in-breach')
          and m.starts_at + make_interval(months => ${months}) <= ${c.now}
          and not exists (select from programs.activity_reviews r where r.membership = m.id
            and (r.decided_at is null or r.due_at + make_interval(months => ${months}) > ${c.now}))
        order by m.starts_at, m.id limit ${CHUNK}`.execute(c.tx);
      return rows;
    },
    async (c, id) => {
      const member = await lockMember(c, id);
      const { rows } = await sql<{ id: string }>`
        insert into programs.activity_reviews (membership, due_at, opened_at) values (${id}, ${c.now}, ${c.now})
        on conflict do nothing returning id`.execute(c.tx);
      if (rows[0]) await record(c, activityDue, { ...aboutMember(member), data: { review: rows[0].id } });
    },
  );
}
