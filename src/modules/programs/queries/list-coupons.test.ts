import { expect, test } from 'vitest';
import { testHouse } from '#tests/support/house.ts';
import { openProgram } from '#tests/support/program.ts';

const house = await testHouse();
const program = await openProgram(house);
const manager = await house.as('program-manager');

test('a code of a batch past its last day is not free: it has run out, on that day already', async () => {
  const batch = { program, sku: 'OSS-SAAS-1Y', name: 'A batch' };
  await manager.programs.addCoupons({ ...batch, csv: 'LASTS-0001', expiresOn: '2026-03-12' });
  await manager.programs.addCoupons({ ...batch, csv: 'LASTS-0002' });
  const endings = async (state: 'free' | 'expired') =>
    (await manager.programs.listCoupons({ program, state })).rows.map((row) => [row.ending, row.state]);
  expect(await endings('free')).toEqual([
    ['…0002', 'free'],
    ['…0001', 'free'],
  ]);
  house.clock.set('2026-03-12T00:00:00Z');
  expect(await endings('free')).toEqual([['…0002', 'free']]);
  expect(await endings('expired')).toEqual([['…0001', 'expired']]);
  const { stock } = await manager.programs.getProgram({ program });
  expect(stock.find((s) => s.sku === 'OSS-SAAS-1Y')?.left).toBe(1);
});
