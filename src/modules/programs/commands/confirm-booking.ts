import { sql } from 'kysely';
import { accountOf, type Context } from '#kernel/context.ts';
import { notFound, refused } from '#kernel/errors.ts';
import { foldCode } from '../coupon.ts';
import { lockMember } from '../member-standing.ts';
import { lockApplication, restage } from '../standing.ts';
import { beginTerm } from './begin-term.ts';

type Term = { membership: string; startsAt: string; endsAt: string };
type Booking = { reference: string; channel: 'webhook' | 'hand'; seats: number | null };

/** Confirms by hand that what an application led to was booked: the coupon redeemed, the quote signed. */
export async function confirmBooking(c: Context, input: { id: string; reference: string }) {
  await lockApplication(c, input.id);
  const { rows } = await sql<{ id: string }>`
    select e.id from programs.terms t join programs.entitlements e on e.term = t.id and e.kind <> 'second' and e.replaced_at is null
    where t.application = ${input.id}`.execute(c.tx);
  if (!rows[0]) throw refused('booking.no-coupon', 'No coupon has gone out for this application yet.');
  await book(c, rows[0].id, { reference: input.reference, channel: 'hand', seats: null });
  return {};
}

/** Confirms by hand that an entitlement was booked, such as a second one or one that was replaced. */
export async function confirmEntitlement(
  c: Context,
  input: { id: string; reference: string; seats?: number | undefined },
) {
  return book(c, input.id, { reference: input.reference, channel: 'hand', seats: input.seats ?? null });
}

/** For the shop: finds what was given by its code, or by the id that a request to provision named. The same booking again answers the same term. */
export async function bookByCode(
  c: Context,
  input: {
    program: string;
    code?: string | undefined;
    entitlement?: string | undefined;
    reference: string;
    seats?: number | undefined;
  },
): Promise<Term> {
  const { rows } = input.entitlement
    ? await sql<{ id: string }>`
        select id from programs.entitlements where id = ${input.entitlement} and program = ${input.program}`.execute(
        c.tx,
      )
    : await sql<{ id: string }>`
        select i.entitlement id from programs.coupons k join programs.coupon_issues i on i.coupon = k.id
        where k.code_folded = ${foldCode(input.code ?? '')} and k.program = ${input.program}`.execute(c.tx);
  const found = rows[0];
  if (!found)
    throw notFound(
      input.entitlement ? 'This program has no such entitlement.' : 'This code was not given out in this program.',
    );
  return book(c, found.id, { reference: input.reference, channel: 'webhook', seats: input.seats ?? null });
}

type Row = {
  application: string | null;
  membership: string;
  term: string;
  kind: 'main' | 'second' | 'replacement';
  delivery: string;
  replaced: boolean;
  issued: boolean;
  reference: string | null;
  starts_at: Temporal.Instant | null;
  ends_at: Temporal.Instant | null;
};

async function book(c: Context, entitlement: string, booking: Booking): Promise<Term> {
  const of = await sql<{ application: string | null; membership: string }>`
    select t.application, t.membership from programs.entitlements e join programs.terms t on t.id = e.term where e.id = ${entitlement}`.execute(
    c.tx,
  );
  const { application = null, membership } = of.rows[0] ?? {};
  if (!membership) throw notFound('There is no such entitlement.');
  if (application) await lockApplication(c, application);
  await lockMember(c, membership);
  const { rows } = await sql<Row>`
    select t.application, t.membership, t.id term, e.kind, e.delivery, e.replaced_at is not null replaced, b.reference, t.starts_at, t.ends_at,
      exists (select from programs.coupon_issues i where i.entitlement = e.id) issued
    from programs.entitlements e join programs.terms t on t.id = e.term left join programs.bookings b on b.entitlement = e.id
    where e.id = ${entitlement}`.execute(c.tx);
  const found = rows[0] as Row;
  if (found.delivery === 'coupon' && !found.issued)
    throw refused('booking.no-coupon', 'No coupon has gone out for this application yet.');
  if (found.reference !== null && found.starts_at && found.ends_at) {
    if (found.reference !== booking.reference)
      throw refused('booking.confirmed', `This membership was booked already, under the reference ${found.reference}.`);
    return { membership, startsAt: found.starts_at.toString(), endsAt: found.ends_at.toString() };
  }
  if (found.replaced)
    throw refused('booking.replaced', 'This was replaced by another entitlement. Confirm that one instead.');
  const by = accountOf(c);
  const written = await sql`insert into programs.bookings (entitlement, reference, channel, confirmed_by, confirmed_at)
    values (${entitlement}, ${booking.reference}, ${booking.channel}, ${by}, ${c.now})
    on conflict (reference) do nothing returning 1`.execute(c.tx);
  if (written.rows.length === 0) throw refused('booking.reference-used', 'This reference belongs to another booking.');
  // The earlier code was found again: nobody waits for another one.
  await sql`update programs.entitlements set wanted_since = null where id = ${entitlement} and wanted_since is not null`.execute(
    c.tx,
  );
  if (booking.seats !== null)
    await sql`update programs.entitlements set seats = ${booking.seats} where id = ${entitlement}`.execute(c.tx);
  await sql`update programs.provision_requests set next_at = null where entitlement = ${entitlement}`.execute(c.tx);
  const term = await beginTerm(c, found.term, booking.channel);
  if (application) await restage(c, application);
  return { membership, startsAt: term.startsAt.toString(), endsAt: term.endsAt.toString() };
}
