import { sql } from 'kysely';
import { accountOf, type Context } from '#kernel/context.ts';
import { notFound, refused } from '#kernel/errors.ts';
import { record } from '#kernel/ledger/record.ts';
import { couponVoided } from '../facts.ts';

/** Takes a code that has not gone out from the pool. Throws `refused` for a code that went out or is void already. */
export async function voidCoupon(c: Context, input: { id: string; words: string }) {
  const { rows } = await sql<{ program: string; voided: boolean; issued: boolean }>`
    select k.program, k.voided_at is not null voided, exists (select from programs.coupon_issues i where i.coupon = k.id) issued
    from programs.coupons k where k.id = ${input.id} for update of k`.execute(c.tx);
  const coupon = rows[0];
  if (!coupon) throw notFound('There is no such coupon.');
  if (coupon.issued) throw refused('coupon.issued', 'This code has gone out to a member. Ask the shop to cancel it.');
  if (coupon.voided) throw refused('coupon.void', 'This code was taken from the pool already.');
  const by = accountOf(c);
  await sql`update programs.coupons set voided_at = ${c.now}, voided_by = ${by}, void_words = ${input.words} where id = ${input.id}`.execute(
    c.tx,
  );
  await record(c, couponVoided, {
    about: { kind: 'coupon', id: input.id },
    program: coupon.program,
    data: { coupon: input.id },
  });
  return {};
}
