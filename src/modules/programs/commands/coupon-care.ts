import { sql } from 'kysely';
import { accountOf, type Context } from '#kernel/context.ts';
import { refused } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { record } from '#kernel/ledger/record.ts';
import { takeLimit } from '#kernel/limits/limit.ts';
import { aboutGiven, type Deliverable, lockGiven } from '../given.ts';
import { couponResent, couponSuperseded } from '../member-facts.ts';
import { mayBeGiven } from '../membership.ts';
import { restage, unless } from '../standing.ts';
import { issueCoupon, mailCoupon } from './deliver.ts';

export type Why = 'lost' | 'used' | 'invalid' | 'replaced';

type InForce = { id: string; code: string };

async function codeInForce(c: Context, entitlement: string): Promise<InForce | null> {
  const { rows } = await sql<InForce>`
    select k.id, k.code from programs.coupon_issues i join programs.coupons k on k.id = i.coupon
    where i.entitlement = ${entitlement} and i.superseded_at is null`.execute(c.tx);
  return rows[0] ?? null;
}

/** Mails the code in force once more. Throws `refused` where there is none, or nobody to mail it to. */
export async function resendCoupon(c: Context, input: { id: string }) {
  const { given } = await lockGiven(c, input.id);
  const coupon = await codeInForce(c, given.id);
  if (!coupon || given.replaced) throw refused('coupon.none', 'No code is in force here.');
  if (given.booked) throw refused('coupon.redeemed', 'The code was redeemed already.');
  if (given.owner_address === null) throw refused('member.erased', 'Nobody is left whom it could be mailed to.');
  await takeLimit(c, { bucket: 'coupon-resend', whom: given.id, of: 5, per: { hours: 24 } });
  const mail = await mailCoupon(c, given, coupon.code, `coupon:${coupon.id}:${newId()}`);
  await sql`update programs.coupon_issues set mail = ${mail} where coupon = ${coupon.id}`.execute(c.tx);
  await record(c, couponResent, { ...aboutGiven(given), data: { coupon: coupon.id, entitlement: given.id } });
  return {};
}

/** Takes the code in force out of force; it never goes out again. Answers whether there was one. */
export async function supersede(c: Context, given: Deliverable, why: Why, words: string): Promise<boolean> {
  const { rows } = await sql<{ coupon: string }>`
    update programs.coupon_issues set superseded_at = ${c.now}, superseded_by = ${accountOf(c)}, superseded_why = ${why},
      superseded_words = ${words}
    where entitlement = ${given.id} and superseded_at is null returning coupon`.execute(c.tx);
  const coupon = rows[0]?.coupon;
  if (!coupon) return false;
  await record(c, couponSuperseded, { ...aboutGiven(given), data: { coupon, entitlement: given.id, why } });
  return true;
}

/** Takes another code in place of the one in force. With none left in the pool the member waits for the next. */
export async function replaceCoupon(
  c: Context,
  input: { id: string; why: 'lost' | 'used' | 'invalid'; words: string; coupon?: string | undefined },
) {
  const { given, member } = await lockGiven(c, input.id);
  if (given.delivery !== 'coupon' || given.replaced) throw refused('coupon.none', 'No code is in force here.');
  if (given.booked) throw refused('coupon.redeemed', 'The code was redeemed already.');
  unless(mayBeGiven(member.state));
  const inForce = await codeInForce(c, given.id);
  if (inForce && input.coupon && inForce.id !== input.coupon)
    throw refused('coupon.superseded', 'Another code took the place of this one already.');
  if (!(await supersede(c, given, input.why, input.words))) throw refused('coupon.none', 'No code is in force here.');
  await issueCoupon(c, { ...given, issued: false });
  if (given.application) await restage(c, given.application);
  return {};
}
