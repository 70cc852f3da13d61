import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { record } from '#kernel/ledger/record.ts';
import { queueMail } from '#kernel/mail/queue.ts';
import { couponMail } from '../emails/coupon.ts';
import { ownWords } from '../emails/own-words.ts';
import { couponIssued, couponsExhausted } from '../facts.ts';
import { memberLink, statusLink } from '../links.ts';
import { type Delivery, type Hosting, offerOf } from '../policy/benefit.ts';
import { offerWordsFor } from '../policy/texts.ts';
import { policiesOf, programById } from '../program-of.ts';
import { numberOf } from '../standing.ts';
import { beginTerm } from './begin-term.ts';

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

/** Reads an entitlement and locks its row. */
export async function lockEntitlement(c: Context, id: string): Promise<Deliverable | null> {
  const { rows } = await sql<Deliverable>`
    select e.id, e.membership, e.term, e.kind, e.program, e.sku, e.hosting, e.delivery, t.tier, t.policy, t.application, a.number, p.prefix,
      p.name program_name, m.identity, m.name, m.owner_name, m.owner_address, m.language, e.replaced_at is not null replaced,
      m.ended_at is not null ended,
      exists (select from programs.coupon_issues i where i.entitlement = e.id and i.superseded_at is null) issued,
      exists (select from programs.bookings b where b.entitlement = e.id) booked
    from programs.entitlements e join programs.terms t on t.id = e.term join programs.memberships m on m.id = e.membership
    join programs.programs p on p.id = e.program left join programs.applications a on a.id = t.application
    where e.id = ${id} for update of e`.execute(c.tx);
  return rows[0] ?? null;
}

/**
 * Delivers an entitlement as its policy says: takes a coupon and mails it, asks the shop to provision, or lets the term begin
 * at once where there is nothing to deliver. By hand: somebody confirms it. Safe to repeat.
 */
export async function deliver(c: Context, entitlement: string): Promise<void> {
  const given = await lockEntitlement(c, entitlement);
  if (!given || given.replaced || given.ended || given.booked) return;
  if (given.delivery === 'coupon') await issueCoupon(c, given);
  if (given.delivery === 'none') await beginTerm(c, given.term, 'agreement');
}

/**
 * Takes one free code and writes down, in the same transaction, that it went out and in which mail. `skip locked` lets
 * concurrent grants take different codes; the primary key of `coupon_issues` makes a second use of a code impossible.
 * With none left the entitlement waits for one.
 */
export async function issueCoupon(c: Context, given: Deliverable): Promise<void> {
  if (given.issued || given.owner_address === null) return;
  const { rows } = await sql<{ id: string; code: string }>`
    select k.id, k.code from programs.coupons k join programs.coupon_batches b on b.id = k.batch
    where k.program = ${given.program} and k.sku = ${given.sku} and k.voided_at is null and k.issued_at is null
      and (b.expires_on is null or b.expires_on > (${c.now}::timestamptz at time zone 'UTC')::date)
      and not exists (select from programs.coupon_issues i where i.coupon = k.id)
    order by b.expires_on nulls last, k.id limit 1 for update of k skip locked`.execute(c.tx);
  const coupon = rows[0];
  if (!coupon) {
    await sql`update programs.entitlements set wanted_since = coalesce(wanted_since, ${c.now}) where id = ${given.id}`.execute(
      c.tx,
    );
    await record(c, couponsExhausted, { ...aboutGiven(given), data: { sku: given.sku } });
    return;
  }
  const mail = await mailCoupon(c, given, coupon.code, `coupon:${coupon.id}`);
  await sql`insert into programs.coupon_issues (coupon, entitlement, issued_at, mail)
    values (${coupon.id}, ${given.id}, ${c.now}, ${mail})`.execute(c.tx);
  await sql`update programs.coupons set issued_at = ${c.now} where id = ${coupon.id}`.execute(c.tx);
  await sql`update programs.entitlements set wanted_since = null where id = ${given.id}`.execute(c.tx);
  await record(c, couponIssued, { ...aboutGiven(given), data: { coupon: coupon.id, entitlement: given.id } });
}

/** Mails a code to the member; the key makes a repeat harmless. Answers the mail's id. */
export async function mailCoupon(c: Context, given: Deliverable, code: string, key: string): Promise<string> {
  const policy = given.policy
    ? (await policiesOf(c, [given.policy]))(given.policy)
    : (await programById(c, given.program)).policy;
  const offer = offerOf(policy.benefit, given.hosting, given.tier);
  const data = {
    name: given.owner_name ?? '',
    number: given.number === null ? given.prefix : numberOf(given.prefix, given.number),
    program: given.program_name,
    project: given.name,
    code,
    checkoutUrl: offer.checkoutUrl,
    benefit: offerWordsFor(policy, offer, given.language),
    statusUrl: given.application
      ? await statusLink(c, given.application, given.language)
      : await memberLink(c, given.membership, given.language),
  };
  return queueMail(c, couponMail, {
    to: { address: given.owner_address as string, name: given.owner_name ?? '' },
    about: aboutGiven(given).about,
    program: given.program,
    language: given.language,
    key,
    data: { ...data, own: await ownWords(c, policy, 'coupon', given.language, data) },
  });
}

/** What happens to an entitlement is told of the application that led to it, or of the membership where there was none. */
export const aboutGiven = (given: Pick<Deliverable, 'application' | 'membership' | 'program' | 'identity'>) => ({
  about: given.application
    ? { kind: 'application', id: given.application }
    : { kind: 'membership', id: given.membership },
  program: given.program,
  identity: given.identity,
});
