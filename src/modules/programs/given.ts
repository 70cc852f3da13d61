import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { notFound } from '#kernel/errors.ts';
import { lockMember } from './member-standing.ts';
import type { Delivery, Hosting } from './policy/benefit.ts';
import { lockApplication } from './standing.ts';

/** An entitlement with what its delivery has to say. */
export type Deliverable = {
  id: string;
  membership: string;
  term: string;
  kind: 'main' | 'second' | 'replacement';
  program: string;
  sku: string;
  hosting: Hosting | null;
  delivery: Delivery;
  tier: string | null;
  policy: string | null;
  application: string | null;
  number: number | null;
  prefix: string;
  program_name: string;
  identity: string;
  name: string;
  owner_name: string | null;
  owner_address: string | null;
  language: string;
  replaced: boolean;
  ended: boolean;
  issued: boolean;
  booked: boolean;
};

/** Reads an entitlement and locks its row. First the lock: what is read beside a row that one waited for is as it was before the wait. */
export async function lockEntitlement(c: Context, id: string): Promise<Deliverable | null> {
  await sql`select from programs.entitlements where id = ${id} for update`.execute(c.tx);
  const { rows } = await sql<Deliverable>`
    select e.id, e.membership, e.term, e.kind, e.program, e.sku, e.hosting, e.delivery, t.tier, t.policy, t.application, a.number, p.prefix,
      p.name program_name, m.identity, m.name, m.owner_name, m.owner_address, m.language, e.replaced_at is not null replaced,
      m.ended_at is not null ended,
      exists (select from programs.coupon_issues i where i.entitlement = e.id and i.superseded_at is null) issued,
      exists (select from programs.bookings b where b.entitlement = e.id) booked
    from programs.entitlements e join programs.terms t on t.id = e.term join programs.memberships m on m.id = e.membership
    join programs.programs p on p.id = e.program left join programs.applications a on a.id = t.application
    where e.id = ${id}`.execute(c.tx);
  return rows[0] ?? null;
}

/** What happens to an entitlement is told of the application that led to it, or of the membership where there was none. */
export const aboutGiven = (given: Pick<Deliverable, 'application' | 'membership' | 'program' | 'identity'>) => ({
  about: given.application
    ? { kind: 'application', id: given.application }
    : { kind: 'membership', id: given.membership },
  program: given.program,
  identity: given.identity,
});

/**
 * Locks an entitlement with the application and membership it belongs to, in the order in which every command does. Throws
 * `not found`.
 */
export async function lockGiven(c: Context, id: string) {
  const { rows } = await sql<{ application: string | null; membership: string }>`
    select t.application, t.membership from programs.entitlements e join programs.terms t on t.id = e.term where e.id = ${id}`.execute(
    c.tx,
  );
  const of = rows[0];
  if (!of) throw notFound('There is no such entitlement.');
  if (of.application) await lockApplication(c, of.application);
  const member = await lockMember(c, of.membership);
  const given = (await lockEntitlement(c, id)) as Deliverable;
  return { given, member };
}
