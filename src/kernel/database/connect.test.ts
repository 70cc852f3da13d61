import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testDatabase } from '#tests/support/database.ts';

const { pool, kysely } = await testDatabase({ max: 2 });

async function read(expression: string, ...values: unknown[]): Promise<unknown> {
  return (await pool.query(`select ${expression} as value`, values)).rows[0].value;
}

test('instants come and go without loss, before 1970 and under any zone of the session', async () => {
  for (const written of ['2026-11-21T10:00:00.123456Z', '1804-02-29T23:59:59.999999Z', '0001-01-01T00:00:00Z']) {
    const instant = Temporal.Instant.from(written);
    expect(String(await read('$1::timestamptz', instant))).toBe(instant.toString());
  }
  const client = await pool.connect();
  try {
    await client.query("set timezone = 'Asia/Kolkata'");
    const { rows } = await client.query("select '2026-03-29T01:30:00Z'::timestamptz as value");
    expect(String(rows[0].value)).toBe('2026-03-29T01:30:00Z');
  } finally {
    client.release(true);
  }
});

test('what PostgreSQL cannot keep of an instant is cut off, never rounded up', async () => {
  const end = Temporal.Instant.from('2026-11-21T23:59:59.999999999Z');
  expect(String(await read('$1::timestamptz', end))).toBe('2026-11-21T23:59:59.999999Z');
});

test('dates and durations', async () => {
  expect(String(await read('$1::date', Temporal.PlainDate.from('2028-02-29')))).toBe('2028-02-29');
  expect(await read("'2026-01-31'::date")).toBeInstanceOf(Temporal.PlainDate);
  expect(String(await read('$1::interval', Temporal.Duration.from('P1DT2H')))).toBe('P1DT2H');
});

test('arrays hold the same types, and nulls', async () => {
  const instants = [Temporal.Instant.from('2026-01-01T00:00:00Z'), null];
  const back = (await read('$1::timestamptz[]', instants)) as (Temporal.Instant | null)[];
  expect(back.map((each) => each?.toString() ?? null)).toEqual(['2026-01-01T00:00:00Z', null]);
  const dates = [Temporal.PlainDate.from('2026-01-01')];
  expect(String(await read('$1::date[]', dates))).toBe('2026-01-01');
  expect(await read('array[1, 2]::bigint[]')).toEqual([1, 2]);
  expect(await read("'{}'::timestamptz[]")).toEqual([]);
  expect(await read('array[[1, 2], [3, null]]::bigint[]')).toEqual([
    [1, 2],
    [3, null],
  ]);
});

test('a bigint is a number, or an error where a number would lie', async () => {
  expect(await read('9007199254740991::bigint')).toBe(Number.MAX_SAFE_INTEGER);
  await expect(read('9007199254740992::bigint')).rejects.toThrow('9007199254740992');
});

test('numeric stays exact, as text', async () => {
  expect(await read('1234567890123456789.10::numeric')).toBe('1234567890123456789.10');
});

test('a time without end is refused', async () => {
  await expect(read("'infinity'::timestamptz")).rejects.toThrow('without end');
});

test('Kysely goes through the same parsers', async () => {
  const { rows } = await sql<{
    at: Temporal.Instant;
  }>`select ${Temporal.Instant.from('2026-05-05T05:05:05Z')}::timestamptz as at`.execute(kysely);
  expect(rows[0]?.at.toString()).toBe('2026-05-05T05:05:05Z');
});

test('jsonb keeps instants as text', async () => {
  expect(await read('$1::jsonb', { at: Temporal.Instant.from('2026-05-05T05:05:05Z') })).toEqual({
    at: '2026-05-05T05:05:05Z',
  });
});
