import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { notFound, refused } from '#kernel/errors.ts';
import { record } from '#kernel/ledger/record.ts';
import { foldCode } from '../coupon.ts';
import { membershipActivated } from '../facts.ts';
import { lockApplication, restage } from '../standing.ts';

type Term = { membership: string; startsAt: string; endsAt: string };

/** Confirms by hand that the coupon of an application was redeemed. */
export async function confirmBooking(c: Context, input: { id: string; reference: string }) {
  await book(c, input.id, { reference: input.reference, channel: 'hand', seats: null });
  return {};
}

/** For the shop: finds the application by its code. The same booking again answers the same term. */
export async function bookByCode(
  c: Context,
  input: { program: string; code: string; reference: string; seats?: number | undefined },
): Promise<Term> {
  const { rows } = await sql<{ application: string }>`
    select m.application from programs.coupons k
    join programs.coupon_issues i on i.coupon = k.id
    join programs.entitlements e on e.id = i.entitlement
    join programs.memberships m on m.id = e.membership
    where k.code_folded = ${foldCode(input.code)} and k.program = ${input.program}`.execute(c.tx);
  const found = rows[0];
  if (!found) throw notFound('This code was not given out in this program.');
  return book(c, found.application, { reference: input.reference, channel: 'webhook', seats: input.seats ?? null });
}

async function book(
  c: Context,
  application: string,
  booking: { reference: string; channel: 'webhook' | 'hand'; seats: number | null },
): Promise<Term> {
  const standing = await lockApplication(c, application);
  const { rows } = await sql<{
    membership: string;
    entitlement: string;
    reference: string | null;
    starts_at: Temporal.Instant | null;
    ends_at: Temporal.Instant | null;
  }>`
    select m.id membership, e.id entitlement, b.reference, m.starts_at, m.ends_at
    from programs.memberships m join programs.entitlements e on e.membership = m.id
    left join programs.bookings b on b.entitlement = e.id
    where m.application = ${application}`.execute(c.tx);
  const found = rows[0];
  if (!found || !standing.records.couponIssued)
    throw refused('booking.no-coupon', 'No coupon has gone out for this application yet.');
  if (found.reference !== null && found.starts_at && found.ends_at) {
    if (found.reference !== booking.reference) {
      throw refused('booking.confirmed', `This membership was booked already, under the reference ${found.reference}.`);
    }
    return { membership: found.membership, startsAt: found.starts_at.toString(), endsAt: found.ends_at.toString() };
  }
  const by = c.actor.kind === 'account' ? c.actor.id : null;
  const written = await sql`insert into programs.bookings (entitlement, reference, channel, confirmed_by, confirmed_at)
    values (${found.entitlement}, ${booking.reference}, ${booking.channel}, ${by}, ${c.now})
    on conflict (reference) do nothing returning 1`.execute(c.tx);
  if (written.rows.length === 0) throw refused('booking.reference-used', 'This reference belongs to another booking.');
  // A term is counted in calendar months of UTC: 31 January plus one month ends with February.
  const startsAt = c.now;
  const endsAt = startsAt.toZonedDateTimeISO('UTC').add({ months: standing.policy.benefit.termMonths }).toInstant();
  await sql`update programs.memberships set starts_at = ${startsAt}, ends_at = ${endsAt} where id = ${found.membership}`.execute(
    c.tx,
  );
  if (booking.seats !== null)
    await sql`update programs.entitlements set seats = ${booking.seats} where id = ${found.entitlement}`.execute(c.tx);
  await record(c, membershipActivated, {
    about: { kind: 'application', id: application },
    program: standing.program.id,
    identity: standing.identity,
    data: { membership: found.membership, channel: booking.channel },
  });
  await restage(c, application);
  return { membership: found.membership, startsAt: startsAt.toString(), endsAt: endsAt.toString() };
}
