import { sql } from 'kysely';
import { accountOf, type Context } from '#kernel/context.ts';
import { notFound } from '#kernel/errors.ts';
import { record } from '#kernel/ledger/record.ts';
import { USUAL_FEWEST } from '../coupon.ts';
import { couponsLow } from '../facts.ts';
import { beingTold } from '../program-of.ts';

/** Sets below how many free codes of a SKU people hear of it; 0: only when none is left. What is low is found anew. */
export async function setCouponThreshold(
  c: Context,
  { program, sku, fewest }: { program: string; sku: string; fewest: number },
) {
  const { rows } = await sql<{ before: number | null }>`
    insert into programs.coupon_thresholds (program, sku, fewest, set_by, set_at)
    select id, ${sku}, ${fewest}::int, ${accountOf(c)}::uuid, ${c.now}::timestamptz from programs.programs where id = ${program}
    on conflict (program, sku) do update set fewest = excluded.fewest, set_by = excluded.set_by, set_at = excluded.set_at
    returning old.fewest before`.execute(c.tx);
  if (rows.length === 0) throw notFound('There is no such program.');
  // Whoever asks to hear earlier than before wants to hear of it again.
  if ((rows[0]?.before ?? USUAL_FEWEST) < fewest)
    await sql`delete from programs.coupon_lows where program = ${program} and sku = ${sku}`.execute(c.tx);
  return {};
}

type Level = { program: string; sku: string; left: number; fewest: number; low: boolean };

/**
 * Records that a SKU's free codes fell below its threshold, once until there is enough again: whether codes went out, were taken from
 * the pool or ran out by their date. Counts no further than the threshold. A SKU of which there never was a code is not running low.
 */
export async function watchStock(c: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('programs.coupon_lows', 0))`.execute(c.tx);
  const { rows } = await sql<Level>`
    with held as (select distinct program, sku from programs.coupon_batches), level as (
      select h.program, h.sku, coalesce(t.fewest, ${USUAL_FEWEST}) fewest from held h
      left join programs.coupon_thresholds t using (program, sku)
    )
    select l.program, l.sku, l.fewest, n.left::int, w.program is not null low
    from level l left join programs.coupon_lows w using (program, sku) cross join lateral (
      select count(*) "left" from (
        select from programs.coupons k join programs.coupon_batches b on b.id = k.batch
        where k.program = l.program and k.sku = l.sku and k.voided_at is null and k.issued_at is null
          and (b.expires_on is null or b.expires_on > (${c.now}::timestamptz at time zone 'UTC')::date) limit l.fewest) f) n
    where (n.left < l.fewest) <> (w.program is not null) and not ${beingTold(sql`l.program`)}`.execute(c.tx);
  for (const { program, sku, left, fewest, low } of rows) {
    if (low) {
      await sql`delete from programs.coupon_lows where program = ${program} and sku = ${sku}`.execute(c.tx);
      continue;
    }
    await sql`insert into programs.coupon_lows (program, sku, since) values (${program}, ${sku}, ${c.now})`.execute(
      c.tx,
    );
    await record(c, couponsLow, { about: { kind: 'program', id: program }, program, data: { sku, left, fewest } });
  }
}
