import { sql } from 'kysely';
import type { PersonalData } from '#kernel/slots.ts';
import { memberPersonalData } from './member-data.ts';

const MOST = 1000;

/**
 * What programs hold of the person who applied: everything they wrote, signed and agreed to, what they were told, and what
 * they got. A decision that has not taken effect is nobody's to tell yet. Applications of others for the same project are
 * theirs, so only those that came with these identities are here.
 */
const applications: PersonalData = {
  name: 'programs',
  forIdentities: async (c, identities, addresses) => {
    const found = await sql<{ application: unknown }>`
      select jsonb_build_object(
        'number', p.prefix || '-' || a.number, 'program', p.name, 'kind', a.kind, 'stage', case when d.settled_at is null and d.id is not null
          then 'review' else a.stage end,
        'name', a.applicant_name, 'address', a.address, 'country', a.country, 'language', a.language,
        'project', a.project, 'namespace', a.namespace_url, 'hosting', a.hosting, 'answers', a.answers, 'statements', a.statements,
        'submittedAt', a.submitted_at, 'mailConfirmedAt', a.mail_confirmed_at, 'erasedAt', a.erased_at,
        'repositories', (select coalesce(jsonb_agg(r.url order by r.position), '[]') from programs.repositories r where r.application = a.id),
        'messages', (select coalesce(jsonb_agg(jsonb_build_object('from', m.sender, 'body', m.body, 'at', m.sent_at) order by m.sent_at, m.id), '[]')
          from programs.messages m where m.application = a.id),
        'consents', (select coalesce(jsonb_agg(jsonb_build_object('purpose', s.purpose, 'version', s.text_version, 'givenAt', s.given_at,
            'withdrawnAt', s.withdrawn_at) order by s.given_at, s.purpose), '[]') from programs.consents s where s.application = a.id),
        'forgeSignIns', (select coalesce(jsonb_agg(jsonb_build_object('account', f.forge_account, 'accountId', f.forge_account_id, 'place', f.place,
            'access', f.access, 'source', f.source, 'at', f.ended_at) order by f.ended_at, f.place), '[]')
          from programs.forge_proofs f where f.application = a.id and f.forge_account is not null),
        'verifications', (select coalesce(jsonb_agg(jsonb_build_object('verifier', z.name, 'trackingId', v.tracking, 'askedAt', v.asked_at,
            'status', r.status, 'feedback', r.feedback, 'reportedAt', r.reported_at) order by v.asked_at, r.reported_at), '[]')
          from programs.verifications v join programs.verifiers z on z.id = v.verifier
          left join programs.verification_reports r on r.verification = v.id where v.application = a.id),
        'documents', (select coalesce(jsonb_agg(jsonb_build_object('name', o.name, 'type', o.media_type, 'size', o.size, 'datedOn', o.dated_on,
            'sentAt', o.sent_at, 'verdict', o.verdict, 'words', o.words, 'purgedAt', o.purged_at) order by o.attempt), '[]')
          from programs.documents o where o.application = a.id),
        'decision', case when d.settled_at is not null then jsonb_build_object('verdict', d.verdict, 'reason', d.reason, 'words', d.words,
          'byRule', d.decided_by is null, 'decidedAt', d.decided_at) end,
        'takenUpAgain', (select coalesce(jsonb_agg(r order by r ->> 'at'), '[]') from (
            select jsonb_build_object('verdict', o.verdict, 'reason', o.reason, 'words', o.words, 'decidedAt', o.decided_at,
              'at', o.reopened_at, 'why', o.reopened_words) r
            from programs.decisions o where o.application = a.id and o.reopened_at is not null
            union all select jsonb_build_object('endedAt', w.withdrawn_at, 'cause', w.cause, 'at', w.reopened_at, 'why', w.reopened_words)
            from programs.withdrawals w where w.application = a.id and w.reopened_at is not null) again),
        'policyMoves', (select coalesce(jsonb_agg(jsonb_build_object('from', f.version, 'to', o.version, 'at', v.moved_at) order by v.moved_at), '[]')
          from programs.policy_moves v join programs.policies f on f.id = v.from_policy join programs.policies o on o.id = v.to_policy
          where v.application = a.id),
        'appeals', (select coalesce(jsonb_agg(jsonb_build_object('words', e.words, 'at', e.made_at, 'upheld', e.upheld, 'answer', e.answer,
            'answeredAt', e.answered_at) order by e.made_at), '[]') from programs.appeals e where e.application = a.id),
        'agreement', (select jsonb_build_object('version', g.version, 'signedName', g.signed_name, 'acceptedAt', g.accepted_at)
          from programs.agreements g where g.application = a.id),
        'withdrawal', (select jsonb_build_object('at', w.withdrawn_at, 'cause', w.cause) from programs.withdrawals w where w.application = a.id and w.reopened_at is null),
        'membership', (select jsonb_agg(jsonb_build_object('grantedAt', t.granted_at, 'startsAt', t.starts_at, 'endsAt', least(t.ends_at, m.ended_at),
            'sku', e.sku, 'seats', e.seats, 'coupon', k.code, 'couponSentAt', i.issued_at, 'booking', b.reference, 'bookedAt', b.confirmed_at)
            order by e.id, i.issued_at)
          from programs.terms t join programs.memberships m on m.id = t.membership left join programs.entitlements e on e.term = t.id
          left join programs.coupon_issues i on i.entitlement = e.id left join programs.coupons k on k.id = i.coupon
          left join programs.bookings b on b.entitlement = e.id where t.application = a.id)) application
      from programs.applications a join programs.programs p on p.id = a.program
      left join programs.decisions d on d.application = a.id and d.undone_at is null and d.reopened_at is null
      where a.identity = any(${identities}::uuid[]) order by a.submitted_at desc, a.id desc limit ${MOST}`.execute(
      c.tx,
    );
    const folded = addresses.map((address) => address.toLowerCase());
    const drafts = await sql<{ draft: unknown }>`
      select jsonb_build_object('program', p.name, 'address', d.address, 'answers', d.answers, 'madeAt', d.made_at, 'savedAt', d.saved_at,
        'deletedOn', d.expires_at) draft
      from programs.drafts d join programs.programs p on p.id = d.program
      where lower(d.address) = any(${folded}::text[]) or lower(d.answers ->> 'address') = any(${folded}::text[])
      order by d.saved_at desc, d.id desc limit ${MOST}`.execute(c.tx);
    const askings = await sql<{ asking: unknown }>`
      select jsonb_build_object('program', p.name, 'question', s.question, 'askedAt', s.asked_at, 'answeredAt', s.answered_at, 'score', s.score,
        'ratherNotSay', s.declined, 'comment', s.comment, 'changedAt', s.changed_at) asking
      from programs.askings s join programs.programs p on p.id = s.program
      where s.identity = any(${identities}::uuid[]) order by s.asked_at desc, s.id desc limit ${MOST}`.execute(c.tx);
    const stops = await sql<{ at: string }>`
      select to_json(stopped_at) at from programs.asking_stops where identity = any(${identities}::uuid[]) and resumed_at is null`.execute(
      c.tx,
    );
    const invited = await sql<{ invitation: unknown }>`
      select jsonb_build_object('program', p.name, 'name', i.name, 'address', i.address, 'words', i.words, 'invitedAt', i.made_at,
        'expiresAt', i.expires_at, 'withdrawnAt', i.withdrawn_at) invitation
      from programs.invitations i join programs.programs p on p.id = i.program
      where i.identity = any(${identities}::uuid[]) order by i.made_at desc, i.id desc limit ${MOST}`.execute(c.tx);
    // Who named whom is told to neither of them about the other.
    const named = await sql<{ nomination: unknown }>`
      select case when n.nominator = any(${identities}::uuid[])
        then jsonb_build_object('program', p.name, 'yourName', n.nominator_name, 'yourAddress', n.nominator_address, 'words', n.words, 'sentAt', n.sent_at)
        else jsonb_build_object('program', p.name, 'nominatedName', n.nominee_name, 'nominatedAddress', n.nominee_address, 'sentAt', n.sent_at,
          'outcome', n.outcome, 'answeredAt', n.answered_at) end nomination
      from programs.nominations n join programs.programs p on p.id = n.program
      where n.nominee = any(${identities}::uuid[]) or n.nominator = any(${identities}::uuid[])
      order by n.sent_at desc, n.id desc limit ${MOST}`.execute(c.tx);
    return {
      satisfaction: askings.rows.map((row) => row.asking),
      notAskedSince: stops.rows[0]?.at ?? null,
      applications: found.rows.map((row) => row.application),
      drafts: drafts.rows.map((row) => row.draft),
      invitations: invited.rows.map((row) => row.invitation),
      nominations: named.rows.map((row) => row.nomination),
    };
  },
};

export const personalData: readonly PersonalData[] = [applications, memberPersonalData];
