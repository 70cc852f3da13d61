import { setImmediate, setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { smallHouse } from '#tests/support/small-house.ts';
import { mergeLetters, together, workLightly } from './long-work.ts';

const { house, transact } = await smallHouse([]);
const { kysely } = house.database;
await sql`create table looked_up (words text)`.execute(kysely);
await sql`create index looked_up_words on looked_up using gin (words gin_trgm_ops)`.execute(kysely);

test('one transaction works lightly, the next one does not', async () => {
  const waits = async (tx: typeof kysely) =>
    (await sql<{ waits: string }>`select current_setting('synchronous_commit') waits`.execute(tx)).rows[0]?.waits;
  const before = await waits(kysely);
  await transact(async (c) => {
    await workLightly(c);
    expect(await waits(c.tx)).toBe('off');
  });
  expect(await waits(kysely)).toBe(before);
});

test('what waits in an index by letters is merged, and found as before', async () => {
  const merged = await transact(async (c) => {
    await workLightly(c);
    await sql`insert into looked_up select 'word number ' || n from generate_series(1, 5000) n`.execute(c.tx);
    await mergeLetters(c, ['looked_up_words']);
    const { rows } = await sql<{ left: string }>`select gin_clean_pending_list('looked_up_words') "left"`.execute(c.tx);
    return Number(rows[0]?.left);
  });
  expect(merged).toBe(0);
  const { rows } = await sql`select words from looked_up where words like '%number 4321%'`.execute(kysely);
  expect(rows).toEqual([{ words: 'word number 4321' }]);
});

test('an index that another role owns is left alone', async () => {
  await transact(async (c) => {
    await sql`set local role pg_read_all_data`.execute(c.tx);
    await mergeLetters(c, ['looked_up_words']);
  });
});

test('what was asked for together with a statement that fails does not outlive the rollback', async () => {
  const asked = transact((c) =>
    together([
      sql`select 1 / 0`.execute(c.tx),
      ...[1, 2, 3].map(async (n) => {
        await setImmediate();
        return sql`insert into looked_up values (${`behind ${n}`})`.execute(c.tx);
      }),
    ]),
  );
  await expect(asked).rejects.toThrow('division by zero');
  await setTimeout(50);
  const { rows } = await sql`select words from looked_up where words like 'behind%'`.execute(kysely);
  expect(rows).toEqual([]);
});
