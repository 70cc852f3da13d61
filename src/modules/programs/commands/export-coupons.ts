import type { Context } from '#kernel/context.ts';
import type { Input, Output } from '#kernel/contract/handlers.ts';
import { csvPartOf } from '#kernel/csv.ts';
import { record } from '#kernel/ledger/record.ts';
import type { programsContract } from '../contract.ts';
import { couponsExported } from '../facts.ts';
import { BROUGHT } from '../imports/take-coupons.ts';
import { readCoupons } from '../queries/list-coupons.ts';

type Contract = typeof programsContract;

const MOST = 50_000;
const HEAD = [
  ...['code', 'state', 'sku', 'batch', 'added_at', 'application', 'project', 'sent_at', 'mail', 'void_because'],
  'expires_on',
];

/** A part of the register with whole codes, newest batch first. That somebody took them is recorded with it. */
export async function exportCoupons(
  c: Context,
  { after, ...filters }: Input<Contract['exportCoupons']>,
): Promise<Output<Contract['exportCoupons']>> {
  const { rows, next } = await readCoupons(c, filters, { after, limit: MOST });
  const lines = rows.map(({ code, state, sku, batch, addedAt, issued, voidWords, expiresOn }) => [
    ...[code, state, sku, batch.startsWith(BROUGHT) ? batch.slice(BROUGHT.length) : batch, addedAt],
    ...[issued?.number ?? null, issued?.project ?? null, issued?.at ?? null, issued?.mailState ?? null, voidWords],
    expiresOn,
  ]);
  await record(c, couponsExported, {
    about: { kind: 'program', id: filters.program },
    program: filters.program,
    data: { count: rows.length },
  });
  return csvPartOf(after, HEAD, lines, next);
}
