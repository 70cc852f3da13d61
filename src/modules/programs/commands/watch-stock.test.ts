import { expect, test } from 'vitest';
import { testHouse } from '#tests/support/house.ts';
import { openProgram } from '#tests/support/program.ts';
import { watchStock } from './watch-stock.ts';

const house = await testHouse();
const program = await openProgram(house);
const manager = await house.as('manager');
const watch = () => house.transact(watchStock);
const low = async () =>
  (await house.rows<{ data: unknown }>(`select data from ledger.facts where kind = 'coupons.low' order by id`)).map(
    ({ data }) => data,
  );
const codes = (from: number, count: number) =>
  Array.from({ length: count }, (_, n) => `CODE-${String(from + n).padStart(5, '0')}`).join('\n');
const add = (sku: string, from: number, count: number, expiresOn: string | null = null) =>
  manager.programs.addCoupons({ program, sku, name: `${sku} ${from}`, csv: codes(from, count), expiresOn });
const voidOne = async (sku: string) => {
  const { rows } = await manager.programs.listCoupons({ program, sku, state: 'free' });
  await manager.programs.voidCoupon({ id: rows[0]?.id ?? '', words: 'Lost' });
};

test('a stock that falls below the usual ten is told once, and again only after there was enough', async () => {
  await watch();
  expect(await low()).toEqual([]);
  await add('SAAS', 0, 10);
  await watch();
  expect(await low()).toEqual([]);
  await voidOne('SAAS');
  await Promise.all([watch(), watch(), watch()]);
  await voidOne('SAAS');
  await watch();
  expect(await low()).toEqual([{ sku: 'SAAS', left: 9, fewest: 10 }]);
  await add('SAAS', 100, 2);
  await watch();
  await voidOne('SAAS');
  await watch();
  expect(await low()).toHaveLength(2);
  await house.work();
  expect((await manager.work.notifications({})).rows).toMatchObject([
    { kind: 'programs.coupons-low', words: '9 coupons are left for SAAS', count: 2 },
  ]);
});

test('each SKU has a threshold of its own; 0 says nothing; a higher one is heard at once; codes that run out by date count', async () => {
  await add('OWN', 200, 5, '2026-03-20');
  await manager.programs.setCouponThreshold({ program, sku: 'OWN', fewest: 0 });
  const before = (await low()).length;
  await watch();
  expect(await low()).toHaveLength(before);
  await manager.programs.setCouponThreshold({ program, sku: 'OWN', fewest: 3 });
  await watch();
  expect(await low()).toHaveLength(before);
  house.clock.set('2026-03-20T00:00:00Z');
  await watch();
  expect((await low()).slice(before)).toEqual([{ sku: 'OWN', left: 0, fewest: 3 }]);
  await manager.programs.setCouponThreshold({ program, sku: 'OWN', fewest: 4 });
  await watch();
  expect((await low()).slice(before)).toHaveLength(2);
  const { stock } = await manager.programs.getProgram({ program });
  expect(stock.map(({ sku, fewest }) => [sku, fewest])).toEqual(
    expect.arrayContaining([
      ['OWN', 4],
      ['SAAS', 10],
    ]),
  );
  const reviewer = await house.as('reviewer');
  await expect(reviewer.programs.setCouponThreshold({ program, sku: 'OWN', fewest: 1 })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
  const nowhere = crypto.randomUUID();
  await expect(manager.programs.setCouponThreshold({ program: nowhere, sku: 'OWN', fewest: 1 })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});
