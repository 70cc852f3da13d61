import { sql } from 'kysely';
import { accountOf, type Context } from '#kernel/context.ts';
import { invalid, notFound, refused } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { record } from '#kernel/ledger/record.ts';
import {
  activityDecided,
  breachAnswered,
  breachOpened,
  breachResolved,
  levelChanged,
  membershipHandedBack,
  membershipMadeAlumni,
  membershipReinstated,
  membershipRevoked,
} from '../member-facts.ts';
import { aboutMember, lockMember, type Member, restateMember } from '../member-standing.ts';
import { daysFrom, mayEnd, mayOpenBreach, mayReinstate, mayResolveBreach } from '../membership.ts';
import { unless } from '../standing.ts';
import { tellBreach, tellRevoked } from './tell-member.ts';

type Kind = 'revoked' | 'handed-back' | 'alumni';

/** Writes down that a membership is over, whatever its terms say, and that it waits for nothing any more. */
async function end(c: Context, member: Member, kind: Kind, words: string): Promise<void> {
  unless(mayEnd(member.records));
  await sql`insert into programs.endings (membership, kind, words, ended_at, ended_by)
    values (${member.id}, ${kind}, ${words}, ${c.now}, ${accountOf(c)})`.execute(c.tx);
  await sql`update programs.entitlements set wanted_since = null where membership = ${member.id} and wanted_since is not null`.execute(
    c.tx,
  );
  await sql`update programs.provision_requests set next_at = null
    where next_at is not null and entitlement in (select id from programs.entitlements where membership = ${member.id})`.execute(
    c.tx,
  );
  if (kind === 'revoked')
    await sql`update programs.breaches set resolved_at = ${c.now}, resolved_by = ${accountOf(c)}, outcome = 'revoked', outcome_words = ${words}
      where membership = ${member.id} and resolved_at is null`.execute(c.tx);
  await sql`update programs.transfers set ended_at = ${c.now} where membership = ${member.id} and done_at is null and ended_at is null`.execute(
    c.tx,
  );
  await restateMember(c, member.id);
  const about = aboutMember(member);
  if (kind === 'revoked') await record(c, membershipRevoked, { ...about, data: {} });
  else if (kind === 'alumni') await record(c, membershipMadeAlumni, { ...about, data: {} });
  else await record(c, membershipHandedBack, { ...about, data: { by: accountOf(c) ? 'team' : 'member' } });
}

export async function endMembership(c: Context, input: { id: string; as: 'handed-back' | 'alumni'; words: string }) {
  const member = await lockMember(c, input.id);
  await end(c, member, input.as, input.words);
  await closeReview(c, member, input.as === 'alumni' ? 'alumni' : null, input.words);
  return {};
}

/** The member gives the membership back. */
export const handBackMember = (c: Context, member: Member, words: string): Promise<void> =>
  end(c, member, 'handed-back', words);

/** Takes alumni back: the terms they have count again. */
export async function reinstateMember(c: Context, input: { id: string; words: string }) {
  const member = await lockMember(c, input.id);
  unless(mayReinstate(member.records));
  await sql`update programs.endings set taken_back_at = ${c.now}, taken_back_by = ${accountOf(c)}, taken_back_words = ${input.words}
    where membership = ${member.id} and taken_back_at is null`.execute(c.tx);
  await restateMember(c, member.id);
  await record(c, membershipReinstated, { ...aboutMember(member), data: {} });
  return {};
}

/** Opens a breach and tells the member: they have the policy's days to put it right. A severe one revokes at once. */
export async function openBreach(c: Context, input: { id: string; words: string; severe: boolean }) {
  const member = await lockMember(c, input.id);
  unless(mayOpenBreach(member.records, member.state));
  const id = newId();
  const cureUntil = input.severe ? c.now : daysFrom(c.now, member.program.policy.membership.cureDays);
  await sql`insert into programs.breaches (id, membership, severe, words, opened_at, opened_by, cure_until)
    values (${id}, ${member.id}, ${input.severe}, ${input.words}, ${c.now}, ${accountOf(c)}, ${cureUntil})`.execute(
    c.tx,
  );
  await record(c, breachOpened, {
    ...aboutMember(member),
    data: { breach: id, severe: input.severe, cureUntil: cureUntil.toString() },
  });
  if (input.severe) {
    await end(c, member, 'revoked', input.words);
    await tellRevoked(c, member, id, input.words);
  } else {
    await restateMember(c, member.id);
    await tellBreach(c, member, id, input.words, cureUntil);
  }
  return { id, cureUntil: cureUntil.toString() };
}

/** The member answers the notice; the latest answer counts. */
export async function answerOpenBreach(c: Context, member: Member, body: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`update programs.breaches set answer = ${body}, answered_at = ${c.now}
    where membership = ${member.id} and resolved_at is null returning id`.execute(c.tx);
  if (!rows[0]) throw refused('breach.none', 'Nothing is to be put right any more.');
  await record(c, breachAnswered, { ...aboutMember(member), data: { breach: rows[0].id } });
}

export async function resolveBreach(c: Context, input: { id: string; outcome: 'cured' | 'revoked'; words: string }) {
  const member = await lockMember(c, input.id);
  unless(mayResolveBreach(member.records));
  const { rows } = await sql<{ id: string }>`
    update programs.breaches set outcome = ${input.outcome}, outcome_words = ${input.words}, resolved_at = ${c.now}, resolved_by = ${accountOf(c)}
    where membership = ${member.id} and resolved_at is null returning id`.execute(c.tx);
  const breach = rows[0]?.id as string;
  await record(c, breachResolved, { ...aboutMember(member), data: { breach, outcome: input.outcome } });
  if (input.outcome === 'revoked') {
    await end(c, { ...member, records: { ...member.records, breach: null } }, 'revoked', input.words);
    await tellRevoked(c, member, breach, input.words);
  } else await restateMember(c, member.id);
  return {};
}

/** Puts a member on a level of the policy. */
export async function changeLevel(c: Context, input: { id: string; level: string | null; words: string }) {
  const member = await lockMember(c, input.id);
  const { levels } = member.program.policy.membership;
  if (input.level !== null && !levels.some(({ code }) => code === input.level))
    throw invalid([{ field: 'level', message: 'The policy has no such level.' }]);
  if (input.level === member.level) return {};
  await sql`insert into programs.level_changes (membership, level, words, changed_at, changed_by)
    values (${member.id}, ${input.level}, ${input.words}, ${c.now}, ${accountOf(c)})`.execute(c.tx);
  await restateMember(c, member.id);
  await record(c, levelChanged, { ...aboutMember(member), data: { level: input.level, before: member.level } });
  return {};
}

/** Says what came of the review of activity that is due. */
export async function decideActivity(c: Context, input: { id: string; outcome: 'stays' | 'alumni'; words: string }) {
  const member = await lockMember(c, input.id);
  if (!(await closeReview(c, member, input.outcome, input.words)))
    throw notFound('No review of activity is due for this member.');
  if (input.outcome === 'alumni') await end(c, member, 'alumni', input.words);
  return {};
}

async function closeReview(
  c: Context,
  member: Member,
  outcome: 'stays' | 'alumni' | null,
  words: string,
): Promise<boolean> {
  if (outcome === null) {
    await sql`delete from programs.activity_reviews where membership = ${member.id} and decided_at is null`.execute(
      c.tx,
    );
    return false;
  }
  const { rows } = await sql<{ id: string }>`
    update programs.activity_reviews set outcome = ${outcome}, words = ${words}, decided_at = ${c.now}, decided_by = ${accountOf(c)}
    where membership = ${member.id} and decided_at is null returning id`.execute(c.tx);
  if (!rows[0]) return false;
  await record(c, activityDecided, { ...aboutMember(member), data: { review: rows[0].id, outcome } });
  return true;
}
