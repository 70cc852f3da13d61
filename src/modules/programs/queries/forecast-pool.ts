import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import type { Output } from '#kernel/contract/handlers.ts';
import { record } from '#kernel/ledger/record.ts';
import type { programsContract } from '../contract.ts';
import { reverificationSet } from '../member-facts.ts';
import { skusOf } from '../policy/benefit.ts';
import { comingQuarters, FORMULA, forecastOf } from '../pool-forecast.ts';
import { programById } from '../program-of.ts';
import { stockOf } from './programs.ts';

type Contract = typeof programsContract;
type Past = { sku: string; history: number[]; ending: number[] };

/** How many codes the coming four quarters take by SKU, and when each pool runs out. */
export async function forecastPool(c: Context, input: { program: string }): Promise<Output<Contract['forecastPool']>> {
  const program = await programById(c, input.program);
  const stock = await stockOf(c, program.id, skusOf(program.policy.benefit));
  const times = comingQuarters(c.now);
  const [past, rate] = [await read(c, program.id, times), await renewedShare(c, program.id)];
  const { rows } = await sql<{ factor: number }>`
    select reverification::double precision factor from programs.programs where id = ${program.id}`.execute(c.tx);
  const factor = rows[0]?.factor ?? 1;
  return {
    reverification: factor,
    formula: FORMULA,
    skus: stock.map(({ sku, left }) => {
      const { history = [0, 0, 0, 0], ending = [0, 0, 0, 0] } = past.find((each) => each.sku === sku) ?? {};
      const forecast = forecastOf({ left, history, ending }, rate, factor, times);
      return {
        ...{ sku, left, history, ...forecast },
        quarters: forecast.quarters.map((q) => ({ ...q, from: q.from.toString(), to: q.to.toString() })),
      };
    }),
  };
}

async function read(
  c: Context,
  program: string,
  times: { from: Temporal.Instant; to: Temporal.Instant }[],
): Promise<Past[]> {
  const years = c.now.toZonedDateTimeISO('UTC');
  const past = [4, 3, 2, 1].map((n) => ({
    from: years.subtract({ months: 3 * n }).toInstant(),
    to: years.subtract({ months: 3 * (n - 1) }).toInstant(),
  }));
  const within = (column: string, { from, to }: { from: Temporal.Instant; to: Temporal.Instant }) =>
    sql`count(*) filter (where ${sql.raw(column)} >= ${from} and ${sql.raw(column)} < ${to})::int`;
  const { rows } = await sql<Past>`
    with fresh as (
      select e.sku, array[${sql.join(past.map((q) => within('e.granted_at', q)))}] history
      from programs.entitlements e join programs.terms t on t.id = e.term
      where e.program = ${program} and e.delivery = 'coupon' and (t.position = 1 or e.kind <> 'main') and e.granted_at >= ${past[0]?.from}
      group by e.sku
    ), ends as (
      select e.sku, array[${sql.join(times.map((q) => within('m.ends_at', q)))}] ending
      from programs.memberships m join programs.terms t on t.membership = m.id and t.ends_at = m.ends_at
      join programs.entitlements e on e.term = t.id and e.kind <> 'second' and e.replaced_at is null and e.delivery = 'coupon'
      where m.program = ${program} and m.ended_at is null and m.ends_at >= ${c.now} and m.ends_at < ${times.at(-1)?.to}
      group by e.sku
    )
    select sku, coalesce(history, array[0, 0, 0, 0]) history, coalesce(ending, array[0, 0, 0, 0]) ending from fresh full join ends using (sku)`.execute(
    c.tx,
  );
  return rows;
}

/** Of the terms that ended in the last year, the share that another one followed; 1 where none has ended. */
async function renewedShare(c: Context, program: string): Promise<number> {
  const { rows } = await sql<{ ended: number; renewed: number }>`
    select count(*) ended, count(*) filter (where exists (
      select from programs.terms n where n.membership = t.membership and n.position > t.position and n.starts_at is not null)) renewed
    from programs.memberships m join programs.terms t on t.membership = m.id
    where m.program = ${program} and t.ends_at <= ${c.now} and t.ends_at > ${c.now.subtract({ hours: 24 * 365 })}`.execute(
    c.tx,
  );
  const { ended = 0, renewed = 0 } = rows[0] ?? {};
  return ended === 0 ? 1 : renewed / ended;
}

/** Says how many codes a renewal takes on the average. */
export async function setReverification(c: Context, input: { program: string; factor: number }) {
  const { rows } = await sql`update programs.programs set reverification = ${input.factor}
    where id = ${input.program} and reverification <> ${input.factor} returning 1`.execute(c.tx);
  if (rows.length > 0)
    await record(c, reverificationSet, {
      ...{ about: { kind: 'program', id: input.program }, program: input.program },
      data: { factor: input.factor },
    });
  return {};
}
