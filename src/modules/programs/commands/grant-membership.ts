import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { newId } from '#kernel/ids.ts';
import { record } from '#kernel/ledger/record.ts';
import { membershipGranted } from '../facts.ts';
import { membershipHandedBack } from '../member-facts.ts';
import { aboutMember, lockMember, restateMember } from '../member-standing.ts';
import { type Hosting, hostingsOf, type Offer, offerOf } from '../policy/benefit.ts';
import { lockApplication, restage, type Standing } from '../standing.ts';
import { beginTerm } from './begin-term.ts';
import { deliver, freeCodes } from './deliver.ts';

/**
 * Gives an approved applicant who accepted the agreement what the policy promises: a term of a new membership, or of the one
 * that is renewed, its entitlement, and what delivers that. Safe to repeat: what was given is found and left alone.
 */
export async function grantMembership(c: Context, application: string): Promise<void> {
  const standing = await lockApplication(c, application);
  const { decision, agreementAccepted, withdrawn } = standing.records;
  if (withdrawn || decision?.verdict !== 'approved' || !decision.settled || !agreementAccepted) return;
  const given = (await termOf(c, application)) ?? (await grant(c, standing));
  if (!given) return;
  if (given.entitlement) await deliver(c, given.entitlement);
  else await beginTerm(c, given.term, 'agreement');
  await restage(c, application);
}

/** Codes of a batch that came in go to those who wait for its SKU. */
export async function serveFromBatch(c: Context, batch: string): Promise<void> {
  const { rows } = await sql<{ program: string; sku: string }>`
    select program, sku from programs.coupon_batches where id = ${batch}`.execute(c.tx);
  if (rows[0]) await serveWaiting(c, rows[0].program, rows[0].sku);
}

/** Codes that are free go to those who have waited longest for one of this SKU. */
export async function serveWaiting(c: Context, program: string, sku: string): Promise<void> {
  const { rows } = await sql<Owed>`
    select e.id, t.application from programs.entitlements e join programs.terms t on t.id = e.term join programs.memberships m on m.id = e.membership
    where e.program = ${program} and e.sku = ${sku} and e.wanted_since is not null and m.owner_address is not null
    order by e.wanted_since, e.id
    limit (select count(*) from ${freeCodes(c, { program, sku })})`.execute(c.tx);
  await deliverAll(c, rows);
}

type Owed = { id: string; application: string | null };

async function deliverAll(c: Context, owed: readonly Owed[]): Promise<void> {
  for (const { id, application } of owed) {
    if (application) await lockApplication(c, application);
    await deliver(c, id);
    if (application) await restage(c, application);
  }
}

/**
 * Whoever left while waiting for a code and was taken back waits again: what was granted and not delivered is delivered. The main one of
 * a term that has begun was, be it elsewhere.
 */
export async function deliverOwed(c: Context, membership: string): Promise<void> {
  const { rows } = await sql<Owed>`
    select e.id, t.application from programs.entitlements e join programs.terms t on t.id = e.term
    where e.membership = ${membership} and e.delivery = 'coupon' and e.replaced_at is null
      and not exists (select from programs.coupon_issues i where i.entitlement = e.id and i.superseded_at is null)
      and not exists (select from programs.bookings b where b.entitlement = e.id)
      and (t.starts_at is null or e.kind <> 'main' or exists (select from programs.coupon_issues i where i.entitlement = e.id))
      and not exists (select from programs.withdrawals w where w.application = t.application and w.reopened_at is null)
    order by e.granted_at, e.id`.execute(c.tx);
  await deliverAll(c, rows);
}

type Given = { term: string; entitlement: string | null };

async function termOf(c: Context, application: string): Promise<Given | null> {
  const { rows } = await sql<Given>`
    select t.id term, e.id entitlement from programs.terms t
    left join programs.entitlements e on e.term = t.id and e.kind <> 'second' and e.replaced_at is null
    where t.application = ${application}`.execute(c.tx);
  return rows[0] ?? null;
}

/** Null where the membership that was to be renewed was revoked in the meantime: nothing is given then. */
async function grant(c: Context, standing: Standing): Promise<Given | null> {
  const { tier, renews } = await partsOf(c, standing.id);
  const hosting = standing.hosting ?? onlyHosting(standing);
  const offer = offerOf(standing.policy.benefit, hosting, tier);
  const before = renews === null ? null : await lockMember(c, renews);
  const ended = before?.records.ending ?? null;
  if (ended?.kind === 'revoked') return null;
  // What ended for another reason than its time is not renewed: a new one begins.
  const membership = before && !ended ? before.id : await makeMembership(c, standing);
  const given = await makeTerm(c, { membership, application: standing.id, policy: standing.policyId, offer, hosting });
  const member = await restateMember(c, membership);
  await record(c, membershipGranted, {
    about: { kind: 'application', id: standing.id },
    program: standing.program.id,
    identity: member.identity,
    data: { membership, term: given.term, entitlement: given.entitlement },
  });
  return given;
}

async function partsOf(c: Context, application: string): Promise<{ tier: string | null; renews: string | null }> {
  const { rows } = await sql<{ tier: string | null; renews: string | null }>`
    select d.tier, a.renews from programs.applications a
    join programs.decisions d on d.application = a.id and d.undone_at is null and d.reopened_at is null where a.id = ${application}`.execute(
    c.tx,
  );
  return rows[0] ?? { tier: null, renews: null };
}

/** A policy with one hosting does not ask for it. */
const onlyHosting = ({ policy }: Standing) => {
  const hostings = hostingsOf(policy.benefit);
  return hostings.length === 1 ? (hostings[0] ?? null) : null;
};

async function makeMembership(c: Context, standing: Standing): Promise<string> {
  const id = newId();
  await sql`insert into programs.memberships (id, program, identity, organisation, name, namespace, namespace_key, owner_name, owner_address,
      language, granted_at, state, state_since)
    select ${id}, a.program, a.identity, a.organisation, a.project, a.namespace, a.namespace_key, a.applicant_name, a.address,
      a.language, ${c.now}, 'granted', ${c.now} from programs.applications a where a.id = ${standing.id}`.execute(c.tx);
  return id;
}

type NewTerm = {
  membership: string;
  application: string | null;
  policy: string;
  offer: Offer;
  hosting: Hosting | null;
};

/** Writes the next term of a membership, with its main entitlement where there is something to deliver. The membership is locked, or new. */
export async function makeTerm(
  c: Context,
  { membership, application, policy, offer, hosting }: NewTerm,
): Promise<Given> {
  const term = newId();
  await sql`insert into programs.terms (id, membership, position, application, policy, tier, price_share, months, granted_at)
    values (${term}, ${membership}, (select coalesce(max(position), 0) + 1 from programs.terms where membership = ${membership}),
      ${application}, ${policy}, ${offer.tier}, ${offer.priceShare}, ${offer.termMonths}, ${c.now})`.execute(c.tx);
  if (offer.sku === null) return { term, entitlement: null };
  const entitlement = newId();
  await sql`insert into programs.entitlements (id, membership, term, program, sku, hosting, seats, delivery, granted_at)
    select ${entitlement}, m.id, ${term}, m.program, ${offer.sku}, ${hosting}, ${offer.seats}, ${offer.delivery}, ${c.now}
    from programs.memberships m where m.id = ${membership}`.execute(c.tx);
  return { term, entitlement };
}

/**
 * An application that was taken back after it was approved: what it was to become ends with it, and waits for no code.
 * Nothing had been delivered, or it could not have been taken back.
 */
export async function endWithdrawn(c: Context, application: string): Promise<void> {
  const { rows } = await sql<{ membership: string; only: boolean; begun: boolean }>`
    select t.membership, t.position = 1 as only, t.starts_at is not null begun from programs.terms t where t.application = ${application}`.execute(
    c.tx,
  );
  const found = rows[0];
  if (!found || found.begun) return;
  const member = await lockMember(c, found.membership);
  await sql`update programs.entitlements set wanted_since = null where membership = ${member.id}
    and term = (select id from programs.terms where application = ${application})`.execute(c.tx);
  if (!found.only || member.records.ending) return;
  await sql`insert into programs.endings (membership, kind, words, ended_at) values (${member.id}, 'handed-back', '', ${c.now})`.execute(
    c.tx,
  );
  await restateMember(c, member.id);
  await record(c, membershipHandedBack, { ...aboutMember(member), data: { by: 'member' } });
}
