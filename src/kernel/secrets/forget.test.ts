import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testHouse } from '#tests/support/house.ts';
import { forgetEverySecret } from './forget.ts';
import { seal } from './seal.ts';
import { keepSecret, readSecret } from './vault.ts';

const house = await testHouse();
const key = house.house.secrets.current.id;

test('something sealed under another name than "sealed" is found, and then nothing is forgotten', async () => {
  await house.transact((c) => keepSecret(c, 'a', 'sesame'));
  await house.rows('create table house.strange (bytes bytea)');
  await house.transact((c) =>
    sql`insert into house.strange values (${seal(house.house.secrets, 'b', 'sesame')})`.execute(c.tx),
  );
  await expect(house.transact((c) => forgetEverySecret(c, key))).rejects.toThrow('house.strange.bytes holds values');
  expect(await house.transact((c) => readSecret(c, 'a'))).toBe('sesame');
  await house.rows('drop table house.strange');
  expect(await house.transact((c) => forgetEverySecret(c, key))).toBe(1);
  expect(await house.transact((c) => readSecret(c, 'a'))).toBeNull();
});
