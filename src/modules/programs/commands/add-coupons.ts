import { sql } from 'kysely';
import { accountOf, type Context } from '#kernel/context.ts';
import { newId } from '#kernel/ids.ts';
import { record } from '#kernel/ledger/record.ts';
import { readCouponList } from '../coupon.ts';
import { couponsAdded } from '../facts.ts';
import { programById } from '../program-of.ts';

type Input = { program: string; sku: string; name: string; csv: string; expiresOn: string | null };
const MOST_SHOWN = 200;

/** Adds a batch to the register. Codes that the register knows already, in any program, are left out and listed. */
export async function addCoupons(c: Context, input: Input) {
  const { lines, leftOut } = readCouponList(input.csv);
  await programById(c, input.program);
  const batch = newId();
  const by = accountOf(c);
  if (lines.length > 0) {
    await sql`insert into programs.coupon_batches (id, program, sku, name, added_by, added_at, expires_on)
      values (${batch}, ${input.program}, ${input.sku}, ${input.name}, ${by}, ${c.now}, ${input.expiresOn}::date)`.execute(
      c.tx,
    );
  }
  const added = await sql<{ code_folded: string }>`
    insert into programs.coupons (batch, program, sku, code, code_folded)
    select ${batch}, ${input.program}, ${input.sku}, code, folded
    from unnest(${lines.map((l) => l.code)}::text[], ${lines.map((l) => l.folded)}::text[]) as list(code, folded)
    on conflict (code_folded) do nothing returning code_folded`.execute(c.tx);
  const kept = new Set(added.rows.map((r) => r.code_folded));
  for (const line of lines) {
    if (!kept.has(line.folded)) leftOut.push({ line: line.line, why: 'This code is in the register already.' });
  }
  leftOut.sort((a, b) => a.line - b.line);
  if (kept.size === 0) {
    await sql`delete from programs.coupon_batches where id = ${batch}`.execute(c.tx);
  } else {
    await record(c, couponsAdded, {
      about: { kind: 'coupon-batch', id: batch },
      program: input.program,
      data: { batch, count: kept.size },
    });
  }
  return {
    batch: kept.size > 0 ? batch : null,
    added: kept.size,
    leftOut: leftOut.slice(0, MOST_SHOWN),
    leftOutTotal: leftOut.length,
  };
}
