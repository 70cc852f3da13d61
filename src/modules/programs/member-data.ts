import { sql } from 'kysely';
import type { PersonalData } from '#kernel/slots.ts';

const MOST = 1000;

/** What memberships hold of a person: those they own, with what they wrote and agreed to, and where they are a contact. */
export const memberPersonalData: PersonalData = {
  name: 'memberships',
  forIdentities: async (c, identities) => {
    const owned = await sql<{ membership: unknown }>`
      select jsonb_build_object('program', p.name, 'name', m.name, 'namespace', m.namespace_key, 'ownerName', m.owner_name,
        'ownerAddress', m.owner_address, 'language', m.language, 'grantedAt', m.granted_at, 'startsAt', m.starts_at,
        'endsAt', least(m.ends_at, m.ended_at), 'level', m.level,
        'terms', (select coalesce(jsonb_agg(jsonb_build_object('startsAt', t.starts_at, 'endsAt', t.ends_at, 'months', t.months) order by t.position), '[]')
          from programs.terms t where t.membership = m.id),
        'requests', (select coalesce(jsonb_agg(jsonb_build_object('kind', r.kind, 'words', r.words, 'at', r.asked_at, 'granted', r.granted)
            order by r.asked_at), '[]') from programs.entitlement_requests r where r.membership = m.id and r.asked_by is null),
        'breaches', (select coalesce(jsonb_agg(jsonb_build_object('words', b.words, 'openedAt', b.opened_at, 'answer', b.answer, 'outcome', b.outcome)
            order by b.opened_at), '[]') from programs.breaches b where b.membership = m.id),
        'consents', (select coalesce(jsonb_agg(jsonb_build_object('kind', r.kind, 'scope', r.scope, 'speaker', r.speaker, 'givenAt', r.given_at,
            'endsOn', r.ends_on, 'withdrawnAt', r.withdrawn_at) order by r.given_at), '[]')
          from programs.reference_consents r where r.membership = m.id),
        'handedBack', (select jsonb_build_object('at', e.ended_at, 'words', e.words) from programs.endings e
          where e.membership = m.id and e.taken_back_at is null and e.kind = 'handed-back')) membership
      from programs.memberships m join programs.programs p on p.id = m.program
      where m.identity = any(${identities}::uuid[]) order by m.granted_at desc, m.id desc limit ${MOST}`.execute(c.tx);
    const contacts = await sql<{ contact: unknown }>`
      select jsonb_build_object('member', m.name, 'role', k.role, 'name', k.name, 'address', k.address, 'changedAt', k.changed_at) contact
      from programs.contacts k join programs.memberships m on m.id = k.membership
      where k.identity = any(${identities}::uuid[]) order by k.changed_at desc limit ${MOST}`.execute(c.tx);
    return { owned: owned.rows.map((row) => row.membership), contactOf: contacts.rows.map((row) => row.contact) };
  },
};
