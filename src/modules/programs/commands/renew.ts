import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { invalid, refused } from '#kernel/errors.ts';
import { record } from '#kernel/ledger/record.ts';
import { takeLimit } from '#kernel/limits/limit.ts';
import { newToken, tokenHash } from '#kernel/secrets/token.ts';
import { mailConfirmed } from '../facts.ts';
import { renewalStarted } from '../member-facts.ts';
import { openMemberLink } from '../member-link.ts';
import { aboutMember, lockMember, type Member } from '../member-standing.ts';
import { mayRenew } from '../membership.ts';
import { restage, unless } from '../standing.ts';

type Kept = Record<string, string | string[]>;

/**
 * Begins a renewal: a draft with everything prefilled, from the draft of a renewal begun before or else from the last
 * application. It is sent as every draft, and looked at under the policy that is in force then.
 */
export async function startRenewal(c: Context, input: { key: string }): Promise<{ program: string; draft: string }> {
  const member = await lockMember(c, await openMemberLink(c, input.key, 'member'));
  unless(mayRenew(member.records, member.program.policy.renewal, member.pending !== null, c.now));
  if (member.ownerAddress === null)
    throw refused('member.erased', 'The personal values of this membership were erased.');
  if (!member.program.open) throw refused('program.closed', 'This program takes no applications at the moment.');
  await takeLimit(c, { bucket: 'renew', whom: member.id, of: 20, per: { hours: 24 } });
  const key = newToken();
  const answers = (await begunBefore(c, member)) ?? (await lastAnswers(c, member));
  const expiresAt = c.now.add({ hours: 24 * member.program.policy.retention.draftDays });
  await sql`insert into programs.drafts (program, key_hash, answers, address, renews, made_at, saved_at, expires_at)
    values (${member.program.id}, ${tokenHash(key)}, ${JSON.stringify(answers)}::jsonb, ${member.ownerAddress}, ${member.id}, ${c.now}, ${c.now},
      ${expiresAt})`.execute(c.tx);
  await record(c, renewalStarted, { ...aboutMember(member), data: {} });
  return { program: member.program.slug, draft: key };
}

async function begunBefore(c: Context, member: Member): Promise<Kept | null> {
  const { rows } = await sql<{ answers: Kept }>`
    select d.answers from programs.drafts d where d.renews = ${member.id} and d.expires_at > ${c.now}
      and not exists (select from programs.applications a where a.draft = d.id) order by d.saved_at desc limit 1`.execute(
    c.tx,
  );
  return rows[0]?.answers ?? null;
}

type Last = {
  country: string | null;
  namespace_url: string | null;
  hosting: string | null;
  answers: Kept;
  repositories: string[] | null;
};

/** What a draft holds (public/application-fields.ts), as the last application had it. What was signed is signed anew. */
async function lastAnswers(c: Context, member: Member): Promise<Kept> {
  const { rows } = await sql<Last>`
    select a.country, a.namespace_url, a.hosting, a.answers,
      (select json_agg(r.url order by r.position) from programs.repositories r where r.application = a.id) repositories
    from programs.terms t join programs.applications a on a.id = t.application
    where t.membership = ${member.id} order by t.position desc limit 1`.execute(c.tx);
  const last = rows[0];
  const { purpose = '', ...answers } = last?.answers ?? {};
  return {
    ...Object.fromEntries(Object.entries(answers).map(([name, value]) => [`answers.${name}`, value])),
    applicantName: member.ownerName ?? '',
    address: member.ownerAddress ?? '',
    country: last?.country ?? '',
    project: member.name,
    namespaceUrl: last?.namespace_url ?? '',
    repositories: (last?.repositories ?? []).filter((url) => url !== last?.namespace_url).join('\n'),
    hosting: last?.hosting ?? '',
    purpose,
    statements: [],
    acceptsPrivacy: '',
    wantsNews: '',
  };
}

/** The membership that a draft renews, if it may be renewed by whoever sends this; locked. Throws `refused`, `invalid`. */
export async function renewedBy(c: Context, membership: string, address: string): Promise<Member> {
  const member = await lockMember(c, membership);
  unless(mayRenew(member.records, member.program.policy.renewal, member.pending !== null, c.now));
  if (address !== member.ownerAddress?.toLowerCase())
    throw invalid([
      {
        field: 'address',
        message: 'Only the owner of the membership can renew it. Change its owner or your address on its page first.',
      },
    ]);
  return member;
}

/** Whoever sends a renewal came by the owner's private link, so that the address needs no second confirmation; the clock starts. */
export async function confirmRenewal(c: Context, application: string, member: Member): Promise<void> {
  await sql`update programs.applications set mail_confirmed_at = ${c.now} where id = ${application}`.execute(c.tx);
  await record(c, mailConfirmed, {
    about: { kind: 'application', id: application },
    program: member.program.id,
    identity: member.identity,
    data: {},
  });
  await restage(c, application);
}
