import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { notFound } from '#kernel/errors.ts';
import { type MemberRecords, type MemberStanding, memberStateAt } from './membership.ts';
import { type ProgramInForce, programById } from './program-of.ts';
import { onItsWay } from './renewals.ts';

/** A membership with everything that was recorded of it, as the rules want it. */
export type Member = MemberStanding & {
  id: string;
  program: ProgramInForce;
  identity: string;
  organisation: string | null;
  name: string;
  ownerName: string | null;
  ownerAddress: string | null;
  language: string;
  level: string | null;
  /** An application to renew it is on its way. */
  pending: { id: string; stage: string } | null;
  records: MemberRecords;
};

type Row = {
  id: string;
  program: string;
  identity: string;
  organisation: string | null;
  name: string;
  owner_name: string | null;
  owner_address: string | null;
  language: string;
  level: string | null;
  granted_at: Temporal.Instant;
  terms: { starts: string; ends: string }[] | null;
  breach: { opened: string; until: string } | null;
  ending: { kind: 'revoked' | 'handed-back' | 'alumni'; at: string } | null;
  pending: { id: string; stage: string } | null;
};

const instant = (text: string) => Temporal.Instant.from(text);

/** Locks a membership for this transaction and reads what was recorded of it. Every command on one starts here. Throws `not found`. */
export async function lockMember(c: Context, id: string): Promise<Member> {
  const { rows } = await sql`select 1 from programs.memberships where id = ${id} for update`.execute(c.tx);
  if (rows.length === 0) throw notFound('There is no such membership.');
  return readMember(c, id);
}

/** Reads the same without a lock. Throws `not found`. */
export async function readMember(c: Context, id: string): Promise<Member> {
  const { rows } = await sql<Row>`
    select m.id, m.program, m.identity, m.organisation, m.name, m.owner_name, m.owner_address, m.language, m.level, m.granted_at,
      (select json_agg(json_build_object('starts', t.starts_at, 'ends', t.ends_at) order by t.starts_at, t.position)
       from programs.terms t where t.membership = m.id and t.starts_at is not null) terms,
      (select json_build_object('opened', b.opened_at, 'until', b.cure_until) from programs.breaches b
       where b.membership = m.id and b.resolved_at is null) breach,
      (select json_build_object('kind', e.kind, 'at', e.ended_at) from programs.endings e
       where e.membership = m.id and e.taken_back_at is null) ending,
      (select json_build_object('id', a.id, 'stage', a.stage) from programs.applications a
       where a.renews = m.id and ${onItsWay('a')} order by a.submitted_at desc limit 1) pending
    from programs.memberships m where m.id = ${id}`.execute(c.tx);
  const row = rows[0];
  if (!row) throw notFound('There is no such membership.');
  const program = await programById(c, row.program);
  const records: MemberRecords = {
    grantedAt: row.granted_at,
    terms: (row.terms ?? []).map((t) => ({ startsAt: instant(t.starts), endsAt: instant(t.ends) })),
    breach: row.breach && { openedAt: instant(row.breach.opened), cureUntil: instant(row.breach.until) },
    ending: row.ending && { kind: row.ending.kind, at: instant(row.ending.at) },
  };
  return {
    ...memberStateAt(records, program.policy.renewal, c.now),
    id: row.id,
    program,
    identity: row.identity,
    organisation: row.organisation,
    name: row.name,
    ownerName: row.owner_name,
    ownerAddress: row.owner_address,
    language: row.language,
    level: row.level,
    pending: row.pending,
    records,
  };
}

/**
 * Works the columns that lists read out from the records again, and writes them. Every command that changed a record of a
 * membership ends here. Answers the membership as it is now.
 */
export async function restateMember(c: Context, id: string): Promise<Member> {
  const member = await readMember(c, id);
  await sql`
    update programs.memberships m set state = ${member.state}, state_since = ${member.since},
      starts_at = (select min(t.starts_at) from programs.terms t where t.membership = m.id),
      ends_at = (select max(t.ends_at) from programs.terms t where t.membership = m.id),
      ended_at = ${member.records.ending?.at ?? null}::timestamptz,
      level = (select l.level from programs.level_changes l where l.membership = m.id order by l.id desc limit 1)
    where m.id = ${id}`.execute(c.tx);
  return member;
}

/** A membership's facts are told of it, in its program, of its owner. */
export const aboutMember = (member: Pick<Member, 'id' | 'identity'> & { program: { id: string } }) => ({
  about: { kind: 'membership', id: member.id },
  program: member.program.id,
  identity: member.identity,
});
