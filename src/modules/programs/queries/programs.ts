import { sql } from 'kysely';
import { type Context, programsWith } from '#kernel/context.ts';
import type { Output } from '#kernel/contract/handlers.ts';
import type { programsContract } from '../contract.ts';
import { USUAL_FEWEST } from '../coupon.ts';
import { skusOf } from '../policy/benefit.ts';
import { allPrograms, programById } from '../program-of.ts';

type Contract = typeof programsContract;
type Counts = { program: string; waiting: number; late: number; members: number; coupons: number };

/** Codes that can still go out: not void, not out, not over. The coupon is `k`, its batch `b`. */
const isFree = (c: Context) => sql<boolean>`k.voided_at is null and k.issued_at is null
  and (b.expires_on is null or b.expires_on > (${c.now}::timestamptz at time zone 'UTC')::date)`;
const REGISTER = sql`programs.coupons k join programs.coupon_batches b on b.id = k.batch`;

/** Memberships in their term; the membership is `m`. */
export const isActive = (at: Temporal.Instant) =>
  sql<boolean>`m.starts_at <= ${at} and ${at} < least(m.ends_at, m.ended_at)`;

/** The programs the viewer may see, with what waits in each. */
export async function listPrograms(c: Context): Promise<Output<Contract['listPrograms']>> {
  const visible = programsWith(c.actor, 'applications.read');
  const [programs, counted] = await Promise.all([
    allPrograms(c),
    sql<Counts>`
      select p.id program,
        (select count(*) from programs.applications a where a.program = p.id and a.waiting_for = 'us' and a.waiting_for <> 'nobody') waiting,
        (select count(*) from programs.applications a where a.program = p.id and a.due_at < ${c.now} and a.waiting_for <> 'nobody') late,
        (select count(*) from programs.memberships m where m.program = p.id and ${isActive(c.now)}) members,
        (select count(*) from ${REGISTER} where k.program = p.id and ${isFree(c)}) coupons
      from programs.programs p`.execute(c.tx),
  ]);
  const of = new Map(counted.rows.map((row) => [row.program, row]));
  return {
    programs: programs
      .filter((p) => visible === 'all' || visible.includes(p.id))
      .map((p) => ({
        id: p.id,
        slug: p.slug,
        name: p.name,
        sample: p.sample,
        prefix: p.prefix,
        open: p.open,
        begun: p.begun,
        policyVersion: p.version,
        waitingForUs: of.get(p.id)?.waiting ?? 0,
        late: of.get(p.id)?.late ?? 0,
        members: of.get(p.id)?.members ?? 0,
        couponsLeft: of.get(p.id)?.coupons ?? 0,
      })),
  };
}

type Stock = { sku: string; left: number; issued: number; wanted: number; fewest: number };

/**
 * The coupon stock of a program by SKU: those of the policy in force, and all that the register or a member's entitlement
 * names. `wanted`: members who accepted the agreement and wait for a code.
 */
export async function stockOf(c: Context, program: string, skus: readonly string[]): Promise<Stock[]> {
  const found = await sql<Stock>`
    with stock as (
      select k.sku, count(*) "left" from ${REGISTER} where k.program = ${program} and ${isFree(c)} group by k.sku
    ), went as (
      select k.sku, count(*) issued from programs.coupons k where k.program = ${program} and k.issued_at is not null group by k.sku
    ), wanted as (
      select e.sku, count(*) wanted from programs.entitlements e where e.program = ${program} and e.wanted_since is not null group by e.sku
    )
    select every.sku, coalesce("left", 0)::int "left", coalesce(issued, 0)::int issued, coalesce(wanted, 0)::int wanted, coalesce(t.fewest, ${USUAL_FEWEST}) fewest
    from (select unnest(${[...skus]}::text[]) sku union select sku from stock union select sku from went union select sku from wanted
      union select sku from programs.coupon_thresholds where program = ${program}) every
    left join stock using (sku) left join went using (sku) left join wanted using (sku)
    left join programs.coupon_thresholds t on t.program = ${program} and t.sku = every.sku order by every.sku`.execute(
    c.tx,
  );
  return found.rows;
}

/** A program with its policy in force and its coupon stock. Throws `not found`. */
export async function getProgram(c: Context, input: { program: string }): Promise<Output<Contract['getProgram']>> {
  const p = await programById(c, input.program);
  return {
    id: p.id,
    slug: p.slug,
    name: p.name,
    prefix: p.prefix,
    open: p.open,
    begun: p.begun,
    policy: p.policy,
    policyVersion: p.version,
    publishedAt: p.publishedAt.toString(),
    calendar: p.calendar,
    stock: await stockOf(c, p.id, skusOf(p.policy.benefit)),
  };
}
