import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { newId } from '#kernel/ids.ts';
import { record } from '#kernel/ledger/record.ts';
import { queueMail } from '#kernel/mail/queue.ts';
import { couponMail } from '../emails/coupon.ts';
import { couponIssued, couponsExhausted, membershipGranted } from '../facts.ts';
import { statusLink } from '../links.ts';
import { offerOf } from '../policy/benefit.ts';
import { lockApplication, restage, type Standing } from '../standing.ts';

/**
 * Gives an approved applicant who accepted the agreement what the policy promises: membership, entitlement and, when the
 * pool holds one, a coupon with its mail. Safe to repeat: what was given is found and left alone.
 */
export async function grantMembership(c: Context, application: string): Promise<void> {
  const standing = await lockApplication(c, application);
  const { decision, agreementAccepted, couponIssued: issued, withdrawn } = standing.records;
  if (withdrawn || decision?.verdict !== 'approved' || !decision.settled || !agreementAccepted || issued) return;
  const given = (await entitlementOf(c, application)) ?? (await grant(c, standing));
  await issueCoupon(c, standing, given);
  await restage(c, application);
}

type Given = { membership: string; entitlement: string };

async function entitlementOf(c: Context, application: string): Promise<Given | null> {
  const { rows } = await sql<Given>`
    select m.id membership, e.id entitlement from programs.memberships m join programs.entitlements e on e.membership = m.id
    where m.application = ${application}`.execute(c.tx);
  return rows[0] ?? null;
}

async function grant(c: Context, standing: Standing): Promise<Given> {
  const given = { membership: newId(), entitlement: newId() };
  const { termMonths, sku, seats } = offerTo(standing);
  await sql`insert into programs.memberships (id, program, application, identity, organisation, term_months, granted_at)
    values (${given.membership}, ${standing.program.id}, ${standing.id}, ${standing.identity}, ${standing.organisation}, ${termMonths}, ${c.now})`.execute(
    c.tx,
  );
  await sql`insert into programs.entitlements (id, membership, program, sku, hosting, seats, granted_at)
    values (${given.entitlement}, ${given.membership}, ${standing.program.id}, ${sku}, ${standing.hosting}, ${seats}, ${c.now})`.execute(
    c.tx,
  );
  await record(c, membershipGranted, { ...about(standing), data: given });
  return given;
}

/**
 * Takes one free code and writes down, in the same transaction, that it went out and in which mail. `skip locked` lets
 * concurrent grants take different codes; the primary key of `coupon_issues` makes a second use of a code impossible.
 */
async function issueCoupon(c: Context, standing: Standing, given: Given): Promise<void> {
  const { sku } = offerTo(standing);
  if (sku === null) return;
  const { rows } = await sql<{ id: string; code: string }>`
    select k.id, k.code from programs.coupons k join programs.coupon_batches b on b.id = k.batch
    where k.program = ${standing.program.id} and k.sku = ${sku} and k.voided_at is null and k.issued_at is null
      and (b.expires_on is null or b.expires_on > (${c.now}::timestamptz at time zone 'UTC')::date)
      and not exists (select from programs.coupon_issues i where i.coupon = k.id)
    order by b.expires_on nulls last, k.id limit 1 for update of k skip locked`.execute(c.tx);
  const coupon = rows[0];
  if (!coupon) {
    await record(c, couponsExhausted, { ...about(standing), data: { sku } });
    return;
  }
  const mail = await queueMail(c, couponMail, {
    to: { address: standing.address as string, name: standing.applicantName ?? '' },
    about: { kind: 'application', id: standing.id },
    program: standing.program.id,
    language: standing.language,
    key: `coupon:${coupon.id}`,
    data: {
      name: standing.applicantName ?? '',
      number: standing.number,
      program: standing.program.name,
      project: standing.project,
      code: coupon.code,
      checkoutUrl: standing.policy.benefit.checkoutUrl,
      benefit: standing.policy.benefit.words,
      statusUrl: await statusLink(c, standing.id, standing.language),
    },
  });
  await sql`insert into programs.coupon_issues (coupon, entitlement, issued_at, mail)
    values (${coupon.id}, ${given.entitlement}, ${c.now}, ${mail})`.execute(c.tx);
  await sql`update programs.coupons set issued_at = ${c.now} where id = ${coupon.id}`.execute(c.tx);
  await record(c, couponIssued, { ...about(standing), data: { coupon: coupon.id, entitlement: given.entitlement } });
}

const offerTo = (standing: Standing) => offerOf(standing.policy.benefit, standing.hosting, null);

const about = (standing: Standing) => ({
  about: { kind: 'application', id: standing.id },
  program: standing.program.id,
  identity: standing.identity,
});
