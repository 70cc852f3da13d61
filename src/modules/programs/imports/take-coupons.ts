import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { newId } from '#kernel/ids.ts';
import { foldCode } from '../coupon.ts';
import { instantOf, oneOf, RowFault, textOf } from './cells.ts';
import type { Bringing, ListRow, Planned, Taker } from './taker.ts';

type CouponRow = {
  code: string;
  sku: string;
  batch: string;
  expiresOn: string | null;
  issuedAt: string | null;
  issuedTo: string | null;
  voidWords: string | null;
};
type Plan = { row: CouponRow };

/** What tells a batch that came with a list from one that was added here; exports leave it out. */
export const BROUGHT = 'Brought: ';

const CODE = /^[\p{L}\p{N}][\p{L}\p{N}._~+/=-]*$/u;

/** The register as it was kept elsewhere: codes with their batches, what went out and to whom, what is void. A code that is here already is not changed. */
export const couponTaker: Taker<Plan> = {
  keyOf: ({ cell }) => (cell('code') === '' ? null : foldCode(cell('code'))),
  plan,
  write,
  undo: async (c, rows) => {
    const ids = rows.map(({ record }) => record);
    const { rows: gone } = await sql<{ id: string }>`
      delete from programs.coupons k where k.id = any(${ids}::uuid[])
        and not exists (select from programs.coupon_issues i where i.coupon = k.id) and k.voided_by is null returning id`.execute(
      c.tx,
    );
    await sql`delete from programs.coupon_batches b where b.name like ${`${BROUGHT}%`}
      and not exists (select from programs.coupons k where k.batch = b.id)`.execute(c.tx);
    const done = new Set(gone.map(({ id }) => id));
    return rows.filter(({ record }) => done.has(record)).map(({ line }) => line);
  },
};

function couponRow({ cell }: ListRow, { reading }: Bringing): CouponRow {
  const code = textOf(cell('code'), 'Code', 200);
  if (code === null || code.length < 4 || !CODE.test(code))
    throw new RowFault('Code: it holds letters, digits and . _ ~ + / = - only, at least four of them.');
  const sku = textOf(cell('sku'), 'SKU', 100);
  if (sku === null) throw new RowFault('SKU: it is empty.');
  const issued = instantOf(cell('issuedOn'), 'Given out', reading.dates);
  const expires = instantOf(cell('expiresOn'), 'Last day', reading.dates);
  const state = oneOf(cell('state'), 'State', {
    ...{ free: 'free', unused: 'free', available: 'free', expired: 'free' },
    ...{ issued: 'issued', used: 'issued', dispatched: 'issued', sent: 'issued', redeemed: 'issued' },
    ...{ void: 'void', voided: 'void', cancelled: 'void' },
  });
  if (state === 'issued' && issued === null) throw new RowFault('Given out: the state says that it was, but no day.');
  const issuedTo = textOf(cell('issuedTo'), 'Given to', 200);
  return {
    ...{ code, sku, issuedTo: issued ? issuedTo : null },
    batch: textOf(cell('batch'), 'Batch', 120) ?? 'without a name',
    expiresOn: expires?.toString().slice(0, 10) ?? null,
    issuedAt: issued?.toString() ?? null,
    voidWords:
      state === 'void' ? (textOf(cell('voidWords'), 'Void because', 500) ?? 'Void already when it was brought.') : null,
  };
}

async function plan(c: Context, rows: readonly ListRow[], bringing: Bringing): Promise<Planned<Plan>[]> {
  const folded = rows.map(({ cell }) => foldCode(cell('code')));
  const { rows: known } = await sql<{ id: string; folded: string; program: string; sku: string }>`
    select id, code_folded folded, program, sku from programs.coupons where code_folded = any(${folded}::text[])`.execute(
    c.tx,
  );
  const here = new Map(known.map((each) => [each.folded, each]));
  return rows.map((row, n): Planned<Plan> => {
    try {
      const read = couponRow(row, bringing);
      const found = here.get(folded[n] ?? '');
      if (!found) return { line: row.line, outcome: 'added', record: newId(), plan: { row: read } };
      if (found.program !== bringing.program.id || found.sku !== read.sku)
        throw new RowFault('Code: the register has it already, in another program or for another SKU.');
      return { line: row.line, outcome: 'same', record: found.id };
    } catch (error) {
      if (!(error instanceof RowFault)) throw error;
      return { line: row.line, outcome: 'refused', why: error.message };
    }
  });
}

async function write(
  c: Context,
  planned: readonly { record: string; plan: Plan }[],
  { program, by }: Bringing,
): Promise<void> {
  const key = ({ sku, batch, expiresOn }: CouponRow) => JSON.stringify([sku, `${BROUGHT}${batch}`, expiresOn]);
  const keys = [...new Set(planned.map(({ plan: { row } }) => key(row)))].map(
    (each) => JSON.parse(each) as [string, string, string | null],
  );
  await sql`insert into programs.coupon_batches (program, sku, name, added_by, added_at, expires_on)
    select ${program.id}, l.sku, l.name, ${by}, ${c.now}, l.expires from unnest(${keys.map(([sku]) => sku)}::text[], ${keys.map(([, name]) => name)}::text[],
      ${keys.map(([, , on]) => on)}::date[]) l(sku, name, expires)
    where not exists (select from programs.coupon_batches b where b.program = ${program.id} and b.sku = l.sku and b.name = l.name
      and b.expires_on is not distinct from l.expires)`.execute(c.tx);
  const rows = planned.map(({ record, plan: { row } }) => ({
    record,
    ...row,
    batch: `${BROUGHT}${row.batch}`,
    folded: foldCode(row.code),
  }));
  await sql`
    insert into programs.coupons (id, batch, program, sku, code, code_folded, issued_at, imported_to, voided_at, void_words)
    select l.record, (select b.id from programs.coupon_batches b where b.program = ${program.id} and b.sku = l.sku and b.name = l.batch
        and b.expires_on is not distinct from l."expiresOn" order by b.id limit 1), ${program.id}, l.sku, l.code, l.folded, l."issuedAt", l."issuedTo",
      case when l."voidWords" is not null then ${c.now}::timestamptz end, l."voidWords"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as l(record uuid, sku text, batch text, "expiresOn" date, code text, folded text,
      "issuedAt" timestamptz, "issuedTo" text, "voidWords" text)`.execute(c.tx);
}
