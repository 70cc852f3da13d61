import { expect, test } from 'vitest';
import { makeTestAccount } from '#tests/support/accounts.ts';
import { testHouse } from '#tests/support/house.ts';
import { openProgram } from '#tests/support/program.ts';
import { faultOf } from '#tests/support/visitor.ts';

const house = await testHouse();
const program = await openProgram(house);
const manager = await house.as('program-manager');
const exported = () =>
  house.rows<{ program: string; data: { count: number } }>(
    `select program, data from ledger.facts where kind = 'coupons.exported' order by id`,
  );

test('the export has whole codes and runs no formula; the ledger keeps how many somebody took', async () => {
  const first = await manager.programs.addCoupons({ program, sku: 'OSS', name: '=1+1', csv: 'EXPORT-ONE\nEXPORT-TWO' });
  await manager.programs.addCoupons({ program, sku: 'OTHER', name: 'March', csv: 'EXPORT-THREE' });
  expect(first.added).toBe(2);
  const all = await manager.programs.exportCoupons({ program });
  expect(all.csv.startsWith('\uFEFFcode,state,sku,batch')).toBe(true);
  for (const code of ['EXPORT-ONE', 'EXPORT-TWO', 'EXPORT-THREE']) expect(all.csv).toContain(`\n${code},free,`);
  expect(all.csv).toContain(`EXPORT-ONE,free,OSS,'=1+1,`);
  const other = await manager.programs.exportCoupons({ program, sku: 'OTHER', state: 'free' });
  expect(other).toMatchObject({ rows: 1, next: null });
  expect(other.csv).not.toContain('EXPORT-ONE');
  const facts = await exported();
  expect(facts.map(({ data }) => data.count)).toEqual([all.rows, 1]);
  expect(JSON.stringify(facts)).not.toContain('EXPORT');
});

test('who may not manage coupons takes none, and nothing of an answer is kept for a repeat', async () => {
  const before = (await exported()).length;
  const reviewer = await house.as('reviewer');
  expect(await faultOf(reviewer.programs.exportCoupons({ program }))).toMatchObject({ code: 'FORBIDDEN' });
  expect(await exported()).toHaveLength(before);
  const { token } = await house.transact((c) =>
    makeTestAccount(c, { role: 'program-manager', program: null, name: 'Paula Manager' }),
  );
  const repeating = house.client({ authorization: `Bearer ${token}`, 'idempotency-key': 'the-same-key-twice' });
  await repeating.programs.exportCoupons({ program });
  await repeating.programs.exportCoupons({ program });
  expect(await exported()).toHaveLength(before + 2);
});
