import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { record } from '#kernel/ledger/record.ts';
import { queueMail } from '#kernel/mail/queue.ts';
import { couponMail } from '../emails/coupon.ts';
import { ownWords } from '../emails/own-words.ts';
import { couponIssued, couponsExhausted } from '../facts.ts';
import { aboutGiven, type Deliverable, lockEntitlement } from '../given.ts';
import { memberLink, statusLink } from '../links.ts';
import { offerOf } from '../policy/benefit.ts';
import { offerWordsFor } from '../policy/texts.ts';
import { policiesOf, programById } from '../program-of.ts';
import { numberOf } from '../standing.ts';
import { beginTerm } from './begin-term.ts';
import { askToProvision } from './provision.ts';

/**
 * Delivers an entitlement as its policy says: takes a coupon and mails it, asks the shop to provision, or lets the term begin
 * at once where there is nothing to deliver. By hand: somebody confirms it. Safe to repeat.
 */
export async function deliver(c: Context, entitlement: string): Promise<void> {
  const given = await lockEntitlement(c, entitlement);
  if (!given || given.replaced || given.ended || given.booked) return;
  if (given.delivery === 'coupon') await issueCoupon(c, given);
  if (given.delivery === 'webhook') await askToProvision(c, given);
  if (given.delivery === 'none') await beginTerm(c, given.term, 'agreement');
}

/** SQL: the codes `k` of a SKU, in batches `b`, that can go out now. */
export const freeCodes = (c: Context, { program, sku }: Pick<Deliverable, 'program' | 'sku'>) => sql`
  programs.coupons k join programs.coupon_batches b on b.id = k.batch
    where k.program = ${program} and k.sku = ${sku} and k.voided_at is null and k.issued_at is null
      and (b.expires_on is null or b.expires_on > (${c.now}::timestamptz at time zone 'UTC')::date)`;

/**
 * Takes one free code and writes down, in the same transaction, that it went out and in which mail. `skip locked` lets
 * concurrent grants take different codes; the primary key of `coupon_issues` makes a second use of a code impossible.
 * With none left the entitlement waits for one; that it began to wait is recorded, so that codes which came in at that very moment are
 * looked for once more.
 */
export async function issueCoupon(c: Context, given: Deliverable): Promise<void> {
  if (given.issued || given.owner_address === null) return;
  const { rows } = await sql<{ id: string; code: string }>`
    select k.id, k.code from ${freeCodes(c, given)}
      and not exists (select from programs.coupon_issues i where i.coupon = k.id)
    order by b.expires_on nulls last, k.id limit 1 for update of k skip locked`.execute(c.tx);
  const coupon = rows[0];
  if (!coupon) {
    const began =
      await sql`update programs.entitlements set wanted_since = ${c.now} where id = ${given.id} and wanted_since is null returning 1`.execute(
        c.tx,
      );
    if (began.rows.length === 0) return;
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
