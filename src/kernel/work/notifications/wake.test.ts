import { expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { testHouse } from '#tests/support/house.ts';
import { wakeTelling } from './wake.ts';

const house = await testHouse();

test('what falls due within ten seconds is one job, never before it is due, and the next ten seconds are another', async () => {
  const [one, other] = [newId(), newId()];
  const at = (text: string) => Temporal.Instant.from(`2026-03-10T09:00:${text}Z`);
  await house.transact(async (c) => {
    for (const due of ['01.000000001', '03', '09.999999999', '10']) await wakeTelling(c, one, 'mail', at(due));
    await wakeTelling(c, one, 'mail', at('10.000000001'));
    await wakeTelling(c, one, 'slack', at('03'));
    await wakeTelling(c, other, 'mail', at('03'));
  });
  const jobs = await house.rows<{ who: string; at: string }>(
    `select payload ->> 'account' || ' ' || (payload ->> 'via') as who, to_char(run_at at time zone 'UTC', 'SS.US') as at
     from graphile_worker._private_jobs order by 2, 1`,
  );
  expect(jobs.map(({ who, at }) => `${at} ${who}`)).toEqual([
    ...[`${one} mail`, `${one} slack`, `${other} mail`].sort().map((who) => `10.000000 ${who}`),
    `20.000000 ${one} mail`,
  ]);
});
