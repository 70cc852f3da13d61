import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { type FigureFilters, figure } from '#kernel/figures/figure.ts';
import { skusOf } from '../policy/benefit.ts';
import { allPrograms } from '../program-of.ts';
import { forecastPool } from '../queries/forecast-pool.ts';
import { stockOf } from '../queries/programs.ts';

type Pool = { program: string; slug: string; prefix: string; sku: string; left: number; any: boolean };

/** The pools of codes of the programs, by SKU: what is left, and whether it ever held any. */
async function pools(c: Context, { programs }: FigureFilters): Promise<Pool[]> {
  const found: Pool[] = [];
  for (const { id, slug, prefix, policy } of await allPrograms(c)) {
    if (programs !== 'all' && !programs.includes(id)) continue;
    const ever = await sql<{ sku: string }>`select distinct sku from programs.coupons where program = ${id}`.execute(
      c.tx,
    );
    const had = new Set(ever.rows.map(({ sku }) => sku));
    for (const { sku, left } of await stockOf(c, id, skusOf(policy.benefit)))
      found.push({ ...{ program: id, slug, prefix, sku, left }, any: had.has(sku) });
  }
  return found.filter(({ any }) => any);
}

export const couponStock = figure({
  id: 'programs.coupon-stock',
  name: 'Coupon stock',
  words: 'How many codes are left, and for how long they last.',
  formula:
    'Codes that are free now: added, not given out, not void, not expired. By SKU, for those that ever had any; each row says on which day the last one goes out by the forecast of the pool. The period has no effect.',
  unit: 'count',
  grain: 'a SKU of a program',
  permission: 'applications.read',
  better: 'more',
  read: async (c, filters) => {
    const found = await pools(c, filters);
    const value = found.reduce((sum, { left }) => sum + left, 0);
    const several = new Set(found.map(({ program }) => program)).size > 1;
    return {
      value: found.length === 0 ? null : value,
      of: found.length,
      parts: found.map(({ sku, prefix, left }) => ({ label: several ? `${prefix} ${sku}` : sku, value: left })),
    };
  },
  rows: async (c, filters) => {
    const found = await pools(c, filters);
    const forecasts = new Map<string, Awaited<ReturnType<typeof forecastPool>>>();
    for (const { program } of found)
      if (!forecasts.has(program)) forecasts.set(program, await forecastPool(c, { program }));
    return {
      rows: found.map(({ program, slug, prefix, sku, left }) => {
        const ends = forecasts.get(program)?.skus.find((each) => each.sku === sku)?.runsOutOn;
        return {
          ...{ id: `${program}:${sku}`, label: `${prefix} ${sku}`, href: `/programs/${slug}/coupons` },
          ...{ at: null, counts: left, note: ends ? `lasts until ${ends}` : 'lasts longer than a year' },
        };
      }),
      next: null,
    };
  },
});
