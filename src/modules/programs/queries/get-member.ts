import { sql } from 'kysely';
import { accountOf, type Context, may } from '#kernel/context.ts';
import type { Output } from '#kernel/contract/handlers.ts';
import { prepared } from '#kernel/database/prepared.ts';
import type { programsContract } from '../contract.ts';
import { endingOf } from '../coupon.ts';
import { type Member, readMember } from '../member-standing.ts';
import {
  daysFrom,
  lastEnd,
  mayBeGiven,
  mayDecideRequest,
  mayEnd,
  mayOpenBreach,
  mayReinstate,
  opensAt,
} from '../membership.ts';
import { hostingsOf } from '../policy/benefit.ts';
import { onItsWay } from '../renewals.ts';
import { numberOf } from '../standing.ts';
import { utc, whoOf } from './application-history.ts';
import { type BounceRow, bouncesOf } from './application-mail.ts';

type Shown = Output<(typeof programsContract)['getMember']>;
type Json<T> = T[] | null;
type Entitlement = Shown['terms'][number]['entitlements'][number];
type Row = {
  namespace_key: string | null;
  granted_at: Temporal.Instant;
  person: string | null;
  organisation: { id: string; name: string } | null;
  terms: Json<{
    id: string;
    position: number;
    application: { id: string; number: number } | null;
    version: number | null;
    tier: string | null;
    price_share: number;
    months: number;
    granted: string;
    starts: string | null;
    ends: string | null;
    entitlements: Json<
      Omit<Entitlement, 'codes' | 'booking' | 'provision' | 'use' | 'grantedAt' | 'wantedSince'> & {
        granted: string;
        wanted: string | null;
        codes: Json<{
          id: string;
          code: string;
          at: string;
          mail: string | null;
          why: 'lost' | 'used' | 'invalid' | 'replaced' | null;
          words: string | null;
          superseded: string | null;
        }>;
        booking: { reference: string; channel: 'webhook' | 'hand'; at: string } | null;
        provision: { asked: string; tries: number; taken: string | null; fault: string | null } | null;
        use: Json<{ day: string; seats: number }>;
      }
    >;
  }>;
  requests: Json<{
    id: string;
    kind: 'replacement' | 'second';
    hosting: 'saas' | 'self-managed' | null;
    words: string;
    at: string;
    asked_by: string | null;
    by: string | null;
    granted: boolean | null;
    decision: string | null;
    decided: string | null;
  }>;
  breaches: Json<{
    id: string;
    severe: boolean;
    words: string;
    opened: string;
    until: string;
    answer: string | null;
    answered: string | null;
    outcome: 'cured' | 'revoked' | null;
    outcome_words: string | null;
    resolved: string | null;
  }>;
  ending: { kind: 'revoked' | 'handed-back' | 'alumni'; words: string; at: string } | null;
  contacts: Json<{ role: string; name: string; address: string; at: string }>;
  duties: Json<{ id: string; code: string; due: string; done: string | null; by: string | null; words: string | null }>;
  reference_consents: Json<{
    id: string;
    kind: Shown['references'][number]['kind'];
    scope: string;
    speaker: string;
    given: string;
    ends: string | null;
    withdrawn: string | null;
  }>;
  review: { id: string; due: string } | null;
  transfer: {
    id: string;
    name: string;
    address: string;
    offered: string;
    gives: boolean;
    takes: boolean;
    expires: string;
  } | null;
  reminders: Json<{ days: number; at: string }>;
  pending_number: number | null;
  bounces: BounceRow[] | null;
  imports: Json<{ id: string; name: string; line: number; added: boolean; at: string }>;
  notes: Json<{ id: string; author: string; body: string; at: string }>;
  timeline: Json<{ id: string; at: string; kind: string; who: string | null; actor: string }>;
};

const FORMER = "'A former colleague'";
const nameOf = (column: string) =>
  sql.raw(`coalesce((select named.name from access.account_names named where named.id = ${column}), ${FORMER})`);
const MOST_ENTRIES = 200;

async function read(c: Context, id: string): Promise<Row> {
  const found = await sql<Row>`${prepared}
    select m.namespace_key, m.granted_at,
      (select pe.person from community.people pe where pe.identity = m.identity) person,
      (select json_build_object('id', o.whole, 'name', o.name) from community.organisation_names o where o.organisation = m.organisation) organisation,
      (select json_agg(json_build_object('id', t.id, 'position', t.position, 'tier', t.tier, 'price_share', t.price_share, 'months', t.months,
          'granted', t.granted_at, 'starts', t.starts_at, 'ends', t.ends_at,
          'version', (select v.version from programs.policies v where v.id = t.policy),
          'application', (select json_build_object('id', a.id, 'number', a.number) from programs.applications a where a.id = t.application),
          'entitlements', (select json_agg(json_build_object('id', e.id, 'kind', e.kind, 'sku', e.sku, 'hosting', e.hosting, 'seats', e.seats,
              'delivery', e.delivery, 'granted', e.granted_at, 'replaced', e.replaced_at is not null, 'wanted', e.wanted_since,
              'codes', (select json_agg(json_build_object('id', k.id, 'code', k.code, 'at', i.issued_at, 'mail', x.state, 'why', i.superseded_why,
                  'words', i.superseded_words, 'superseded', i.superseded_at) order by i.issued_at, k.id)
                from programs.coupon_issues i join programs.coupons k on k.id = i.coupon left join mail.messages x on x.id = i.mail
                where i.entitlement = e.id),
              'booking', (select json_build_object('reference', b.reference, 'channel', b.channel, 'at', b.confirmed_at)
                from programs.bookings b where b.entitlement = e.id),
              'provision', (select json_build_object('asked', r.asked_at, 'tries', r.tries, 'taken', r.taken_at, 'fault', r.fault)
                from programs.provision_requests r where r.entitlement = e.id),
              'use', (select json_agg(json_build_object('day', u.day, 'seats', u.seats) order by u.day desc)
                from (select * from programs.uses u where u.entitlement = e.id order by u.day desc limit 12) u)) order by e.granted_at, e.id)
            from programs.entitlements e where e.term = t.id)) order by t.position desc)
       from programs.terms t where t.membership = m.id) terms,
      (select json_agg(json_build_object('id', r.id, 'kind', r.kind, 'hosting', r.hosting, 'words', r.words, 'at', r.asked_at, 'asked_by', r.asked_by,
          'by', case when r.asked_by is not null then ${nameOf('r.asked_by')} end, 'granted', r.granted, 'decision', r.decision_words,
          'decided', r.decided_at) order by r.asked_at desc) from programs.entitlement_requests r where r.membership = m.id) requests,
      (select json_agg(json_build_object('id', b.id, 'severe', b.severe, 'words', b.words, 'opened', b.opened_at, 'until', b.cure_until,
          'answer', b.answer, 'answered', b.answered_at, 'outcome', b.outcome, 'outcome_words', b.outcome_words, 'resolved', b.resolved_at)
          order by b.opened_at desc) from programs.breaches b where b.membership = m.id) breaches,
      (select json_build_object('kind', e.kind, 'words', e.words, 'at', e.ended_at) from programs.endings e
       where e.membership = m.id and e.taken_back_at is null) ending,
      (select json_agg(json_build_object('role', k.role, 'name', k.name, 'address', k.address, 'at', k.changed_at))
       from programs.contacts k where k.membership = m.id) contacts,
      (select json_agg(json_build_object('id', d.id, 'code', d.code, 'due', d.due_on, 'done', d.done_at, 'words', d.words,
          'by', case when d.done_by is not null then ${nameOf('d.done_by')} end) order by d.due_on, d.code)
       from programs.duties d where d.membership = m.id) duties,
      (select json_agg(json_build_object('id', r.id, 'kind', r.kind, 'scope', r.scope, 'speaker', r.speaker, 'given', r.given_at,
          'ends', r.ends_on, 'withdrawn', r.withdrawn_at) order by r.given_at desc) from programs.reference_consents r where r.membership = m.id) reference_consents,
      (select json_build_object('id', r.id, 'due', r.due_at) from programs.activity_reviews r
       where r.membership = m.id and r.decided_at is null) review,
      (select json_build_object('id', t.id, 'name', t.to_name, 'address', t.to_address, 'offered', t.offered_at,
          'gives', t.given_away_at is not null, 'takes', t.taken_over_at is not null, 'expires', t.expires_at)
       from programs.transfers t where t.membership = m.id and t.done_at is null and t.ended_at is null and t.expires_at > ${c.now}) transfer,
      (select json_agg(json_build_object('days', r.days, 'at', r.sent_at) order by r.sent_at) from programs.renewal_reminders r
       join programs.terms t on t.id = r.term where t.membership = m.id and t.ends_at = m.ends_at) reminders,
      (select a.number from programs.applications a where a.renews = m.id and ${onItsWay('a')}
       order by a.submitted_at desc limit 1) pending_number,
      (select json_agg(json_build_object('id', b.id, 'template', b.template, 'address', b.address, 'words', b.words, 'status', b.status,
          'gave_up', b.gave_up, 'permanent', b.permanent, 'came_at', b.came_at, 'incoming', b.incoming,
          'handled', b.handled_at is not null) order by b.id desc)
       from (select * from programs.bounces where membership = m.id order by id desc limit 20) b) bounces,
      (select json_agg(json_build_object('id', i.id, 'name', i.name, 'line', o.line, 'added', o.added, 'at', i.started_at) order by i.started_at desc, i.id)
       from (select * from programs.import_rows where record = m.id order by import desc limit 10) o join programs.imports i on i.id = o.import) imports,
      (select json_agg(json_build_object('id', n.id, 'body', n.body, 'at', n.written_at,
          'author', case when n.author is null then 'Guildhall' else ${nameOf('n.author')} end) order by n.written_at desc, n.id desc)
       from work.notes n where n.about_kind = 'membership' and n.about_id = m.id and n.removed_at is null) notes,
      (select json_agg(json_build_object('id', f.id, 'at', f.happened_at, 'kind', f.kind, 'actor', f.actor_kind,
          'who', case when f.actor_kind = 'account' then ${nameOf('f.actor_id::uuid')} end) order by f.id desc)
       from (select f.* from ledger.facts f where f.about_kind = 'membership' and f.about_id = m.id
         union all select f.* from programs.terms t join ledger.facts f on f.about_kind = 'application' and f.about_id = t.application
           and f.kind in ('application.submitted', 'application.approved', 'application.agreement-accepted', 'membership.granted', 'membership.activated',
             'membership.renewed', 'coupon.issued', 'coupon.resent', 'coupon.superseded', 'entitlement.replaced', 'entitlement.seats-restated')
           where t.membership = m.id order by id desc limit ${MOST_ENTRIES}) f) timeline
    from programs.memberships m where m.id = ${id}`.execute(c.tx);
  return found.rows[0] as Row;
}

const maybe = (text: string | null): string | null => (text === null ? null : utc(text));

/** One membership with everything that is recorded of it, and what the viewer may do. Throws `not found`. */
export async function getMember(c: Context, input: { id: string }): Promise<Shown> {
  const member = await readMember(c, input.id);
  const row = await read(c, input.id);
  const { program, records } = member;
  const { policy } = program;
  const end = lastEnd(records);
  const terms = (row.terms ?? []).map((t) => termOf(t, program.prefix));
  return {
    id: member.id,
    program: { id: program.id, slug: program.slug, name: program.name },
    name: member.name,
    namespace: row.namespace_key,
    state: member.state,
    since: member.since.toString(),
    level: member.level,
    owner: {
      identity: member.identity,
      person: row.person ?? member.identity,
      name: member.ownerName,
      address: member.ownerAddress,
    },
    organisation: row.organisation,
    language: member.language,
    grantedAt: row.granted_at.toString(),
    startsAt: records.terms[0]?.startsAt.toString() ?? null,
    endsAt: (records.ending?.at ?? end)?.toString() ?? null,
    application: terms[0]?.application ?? null,
    renewal: member.pending && { id: member.pending.id, number: numberOf(program.prefix, row.pending_number ?? 0) },
    opensAt: (end && opensAt(end, policy.renewal)?.toString()) ?? null,
    graceUntil: end && policy.renewal.mode === 'fresh' ? daysFrom(end, policy.renewal.graceDays).toString() : null,
    renewalMode: policy.renewal.mode,
    reminders: (row.reminders ?? []).map(({ days, at }) => ({ days, at: utc(at) })),
    terms,
    requests: (row.requests ?? []).map((r) => ({
      ...{ id: r.id, kind: r.kind, hosting: r.hosting, words: r.words, at: utc(r.at), by: r.by, granted: r.granted },
      ...{ decisionWords: r.decision, decidedAt: maybe(r.decided) },
      mayDecide:
        may(c.actor, 'memberships.manage', program.id) &&
        mayDecideRequest({ decided: r.decided !== null, askedBy: r.asked_by }, accountOf(c)) === null,
    })),
    breaches: (row.breaches ?? []).map((b) => ({
      ...{ id: b.id, severe: b.severe, words: b.words, openedAt: utc(b.opened), cureUntil: utc(b.until) },
      ...{ answer: b.answer, answeredAt: maybe(b.answered), outcome: b.outcome, outcomeWords: b.outcome_words },
      resolvedAt: maybe(b.resolved),
    })),
    ending: row.ending && { ...row.ending, at: utc(row.ending.at) },
    contacts: policy.membership.contacts.map(({ role, label, required }) => {
      const known = row.contacts?.find((each) => each.role === role);
      return {
        ...{ role, label, required, name: known?.name ?? null, address: known?.address ?? null },
        changedAt: known ? utc(known.at) : null,
      };
    }),
    duties: (row.duties ?? []).map((d) => ({
      ...{ id: d.id, code: d.code, dueOn: d.due, doneAt: maybe(d.done), doneBy: d.by, doneWords: d.words },
      words: policy.membership.duties.find(({ code }) => code === d.code)?.words ?? d.code,
    })),
    references: (row.reference_consents ?? []).map((r) => ({
      ...{ id: r.id, kind: r.kind, scope: r.scope, speaker: r.speaker, givenAt: utc(r.given), endsOn: r.ends },
      withdrawnAt: maybe(r.withdrawn),
    })),
    levels: policy.membership.levels.map(({ code, label }) => ({ code, label })),
    review: row.review && { id: row.review.id, dueAt: utc(row.review.due) },
    transfer: row.transfer && {
      ...{
        id: row.transfer.id,
        name: row.transfer.name,
        address: row.transfer.address,
        offeredAt: utc(row.transfer.offered),
      },
      ...{ givenAway: row.transfer.gives, takenOver: row.transfer.takes, expiresAt: utc(row.transfer.expires) },
    },
    secondSubscription: policy.membership.secondSubscription,
    hostings: hostingsOf(policy.benefit),
    bounces: bouncesOf(c, row.bounces, member.ownerAddress),
    imports: may(c.actor, 'programs.manage', program.id)
      ? (row.imports ?? []).map((each) => ({ ...each, at: utc(each.at) }))
      : [],
    notes: (row.notes ?? []).map((n) => ({ ...n, at: utc(n.at) })),
    timeline: (row.timeline ?? []).map((f) => ({
      ...{ id: f.id, at: utc(f.at), kind: f.kind, who: f.who ?? whoOf(f.actor).replace('applicant', 'member') },
      words: c.house.facts.get(f.kind)?.words ?? f.kind,
    })),
    may: mayOf(c, member),
  };
}

function mayOf(c: Context, member: Member): Shown['may'] {
  const manage = may(c.actor, 'memberships.manage', member.program.id);
  return {
    manage,
    confirmBooking: may(c.actor, 'bookings.confirm', member.program.id),
    openBreach: manage && mayOpenBreach(member.records, member.state) === null,
    resolveBreach: manage && member.records.breach !== null && member.records.ending === null,
    end: manage && mayEnd(member.records) === null,
    reinstate: manage && mayReinstate(member.records) === null,
    give: manage && mayBeGiven(member.state) === null,
    seeToMail: may(c.actor, 'applications.review', member.program.id),
  };
}

const termOf = (t: NonNullable<Row['terms']>[number], prefix: string): Shown['terms'][number] => ({
  ...{
    id: t.id,
    position: t.position,
    policyVersion: t.version,
    tier: t.tier,
    priceShare: t.price_share,
    months: t.months,
  },
  application: t.application && { id: t.application.id, number: numberOf(prefix, t.application.number) },
  grantedAt: utc(t.granted),
  startsAt: maybe(t.starts),
  endsAt: maybe(t.ends),
  entitlements: (t.entitlements ?? []).map((e) => ({
    ...{
      id: e.id,
      kind: e.kind,
      sku: e.sku,
      hosting: e.hosting,
      seats: e.seats,
      delivery: e.delivery,
      replaced: e.replaced,
    },
    grantedAt: utc(e.granted),
    wantedSince: maybe(e.wanted),
    codes: (e.codes ?? []).map((k) => ({
      ...{ id: k.id, ending: endingOf(k.code), at: utc(k.at), mailState: k.mail ?? 'removed' },
      superseded:
        k.why === null || k.superseded === null ? null : { why: k.why, words: k.words ?? '', at: utc(k.superseded) },
    })),
    booking: e.booking && { ...e.booking, at: utc(e.booking.at) },
    provision: e.provision && {
      ...{
        askedAt: utc(e.provision.asked),
        tries: e.provision.tries,
        takenAt: maybe(e.provision.taken),
        fault: e.provision.fault,
      },
    },
    use: e.use ?? [],
  })),
});
