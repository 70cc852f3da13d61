import { sql } from 'kysely';
import { accountOf, type Context } from '#kernel/context.ts';
import { invalid, notFound, refused } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { record } from '#kernel/ledger/record.ts';
import { aboutGiven, type Deliverable, lockGiven } from '../given.ts';
import {
  entitlementAdded,
  entitlementReplaced,
  entitlementRequested,
  requestDecided,
  seatsRestated,
} from '../member-facts.ts';
import { aboutMember, lockMember, type Member } from '../member-standing.ts';
import { mayBeGiven, mayDecideRequest } from '../membership.ts';
import { type Hosting, type Offer, offerOf } from '../policy/benefit.ts';
import { policiesOf } from '../program-of.ts';
import { restage, unless } from '../standing.ts';
import { supersede } from './coupon-care.ts';
import { deliver } from './deliver.ts';

/** What a hosting gives under the policy of the entitlement's term; the policy in force where it was brought in without one. */
async function offerFor(
  c: Context,
  member: Member,
  given: Pick<Deliverable, 'policy' | 'tier'>,
  hosting: Hosting | null,
): Promise<Offer> {
  const policy = given.policy ? (await policiesOf(c, [given.policy]))(given.policy) : member.program.policy;
  return offerOf(policy.benefit, hosting, given.tier);
}

/** Gives another hosting in place of a wrong one: the old entitlement is replaced, its code superseded, the new one delivered. */
export async function replaceEntitlement(
  c: Context,
  input: { id: string; hosting: Hosting; words: string },
): Promise<{ id: string }> {
  const { given, member } = await lockGiven(c, input.id);
  unless(mayBeGiven(member.state));
  if (given.replaced) throw refused('entitlement.replaced', 'This was replaced already.');
  if (given.hosting === input.hosting)
    throw invalid([{ field: 'hosting', message: 'This is what they have already.' }]);
  const offer = await offerFor(c, member, given, input.hosting);
  if (offer.sku === null) throw invalid([{ field: 'hosting', message: 'The program does not offer this hosting.' }]);
  const id = newId();
  await supersede(c, given, 'replaced', input.words);
  await sql`update programs.entitlements set replaced_by = ${id}, replaced_at = ${c.now}, wanted_since = null where id = ${given.id}`.execute(
    c.tx,
  );
  await sql`insert into programs.entitlements (id, membership, term, program, kind, sku, hosting, seats, delivery, granted_at)
    values (${id}, ${member.id}, ${given.term}, ${given.program}, ${given.kind === 'second' ? 'second' : 'replacement'}, ${offer.sku},
      ${input.hosting}, ${offer.seats}, ${offer.delivery}, ${c.now})`.execute(c.tx);
  await record(c, entitlementReplaced, { ...aboutGiven(given), data: { entitlement: given.id, by: id } });
  await deliver(c, id);
  if (given.application) await restage(c, given.application);
  return { id };
}

/** Records the true count of seats. It may be over what was granted: that is settled at renewal. */
export async function restateSeats(c: Context, input: { id: string; seats: number; words: string }) {
  const { given } = await lockGiven(c, input.id);
  const { rows } = await sql<{ before: number | null }>`
    update programs.entitlements set seats = ${input.seats} where id = ${given.id} and seats is distinct from ${input.seats}
    returning old.seats before`.execute(c.tx);
  if (rows[0]) {
    await record(c, seatsRestated, {
      ...aboutGiven(given),
      data: { entitlement: given.id, seats: input.seats, before: rows[0].before },
      details: { words: { before: null, after: input.words } },
    });
  }
  return {};
}

type Wish = { kind: 'replacement' | 'second'; entitlement: string | null; hosting: Hosting | null; words: string };

/** Writes down what is asked for, by the member or by the team for them. Throws `refused` while the same is open. */
export async function askFor(c: Context, member: Member, wish: Wish): Promise<{ id: string }> {
  unless(mayBeGiven(member.state));
  if (wish.kind === 'second' && !member.program.policy.membership.secondSubscription)
    throw refused('membership.one-only', 'This program gives one subscription a member.');
  const id = newId();
  const { rows } =
    await sql`insert into programs.entitlement_requests (id, membership, kind, entitlement, hosting, words, asked_at, asked_by)
    values (${id}, ${member.id}, ${wish.kind}, ${wish.entitlement}, ${wish.hosting}, ${wish.words}, ${c.now}, ${accountOf(c)})
    on conflict do nothing returning 1`.execute(c.tx);
  if (rows.length === 0) throw refused('request.open', 'This was asked for already; it is being looked at.');
  await record(c, entitlementRequested, { ...aboutMember(member), data: { request: id, kind: wish.kind } });
  return { id };
}

export async function askSecond(c: Context, input: { id: string; hosting?: Hosting | undefined; words: string }) {
  const member = await lockMember(c, input.id);
  return askFor(c, member, { kind: 'second', entitlement: null, hosting: input.hosting ?? null, words: input.words });
}

type Request = {
  membership: string;
  kind: 'replacement' | 'second';
  entitlement: string | null;
  hosting: Hosting | null;
  asked_by: string | null;
  decided: boolean;
};

/** Grants or declines what was asked for. Somebody who asked does not decide it. */
export async function decideRequest(c: Context, input: { id: string; grant: boolean; words: string }) {
  const found = await sql<Request>`
    select membership, kind, entitlement, hosting, asked_by, decided_at is not null decided from programs.entitlement_requests where id = ${input.id}`.execute(
    c.tx,
  );
  if (!found.rows[0]) throw notFound('There is no such request.');
  // The application is locked before the membership, as everywhere.
  const target = found.rows[0].entitlement ?? (await mainOf(c, found.rows[0].membership));
  const { given, member } = await lockGiven(c, target);
  const { rows } = await sql<Request>`
    select membership, kind, entitlement, hosting, asked_by, decided_at is not null decided from programs.entitlement_requests
    where id = ${input.id} for update`.execute(c.tx);
  const request = rows[0] as Request;
  unless(mayDecideRequest({ decided: request.decided, askedBy: request.asked_by }, accountOf(c)));
  const gives = input.grant ? await give(c, member, given, request, input.words) : null;
  await sql`update programs.entitlement_requests set granted = ${input.grant}, decision_words = ${input.words}, decided_at = ${c.now},
    decided_by = ${accountOf(c)}, given = ${gives} where id = ${input.id}`.execute(c.tx);
  await record(c, requestDecided, { ...aboutMember(member), data: { request: input.id, granted: input.grant } });
  return {};
}

async function mainOf(c: Context, membership: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select e.id from programs.entitlements e join programs.terms t on t.id = e.term
    where e.membership = ${membership} and e.kind <> 'second' and e.replaced_at is null order by t.position desc limit 1`.execute(
    c.tx,
  );
  if (!rows[0])
    throw refused('membership.nothing-given', 'This member was given nothing of which there could be a second.');
  return rows[0].id;
}

async function give(c: Context, member: Member, given: Deliverable, request: Request, words: string): Promise<string> {
  if (request.kind === 'replacement')
    return (await replaceEntitlement(c, { id: given.id, hosting: request.hosting as Hosting, words })).id;
  unless(mayBeGiven(member.state));
  const hosting = request.hosting ?? given.hosting;
  const offer = await offerFor(c, member, given, hosting);
  if (offer.sku === null) throw refused('entitlement.no-sku', 'The program does not offer this hosting.');
  const id = newId();
  await sql`insert into programs.entitlements (id, membership, term, program, kind, sku, hosting, seats, delivery, granted_at)
    values (${id}, ${member.id}, ${given.term}, ${given.program}, 'second', ${offer.sku}, ${hosting}, ${offer.seats}, ${offer.delivery}, ${c.now})`.execute(
    c.tx,
  );
  await record(c, entitlementAdded, { ...aboutMember(member), data: { entitlement: id } });
  await deliver(c, id);
  return id;
}
