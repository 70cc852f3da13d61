import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { kernelHouse } from '#tests/support/kernel-house.ts';
import { Fault } from '../errors.ts';
import { addressPrefix, bucketKey } from './bucket.ts';
import { forgetLimit, purgeLimits, takeLimit } from './limit.ts';

const house = await kernelHouse([]);
const at = (iso: string) => ({ house, now: Temporal.Instant.from(iso) });
const START = Temporal.Instant.from('2026-03-10T09:00:00Z');

async function allowed(
  c: { house: typeof house; now: Temporal.Instant },
  limit: Parameters<typeof takeLimit>[1],
): Promise<boolean> {
  try {
    await takeLimit(c, limit);
    return true;
  } catch (error) {
    if (error instanceof Fault && error.code === 'limited') return false;
    throw error;
  }
}

describe('a limit', () => {
  const limit = { bucket: 'tests.try', whom: '203.0.113.7', of: 3, per: { minutes: 3 } };

  test('gives so many at once, then says when there is one again', async () => {
    for (let nr = 0; nr < 3; nr++) await takeLimit(at('2026-03-10T09:00:00Z'), limit);
    await expect(takeLimit(at('2026-03-10T09:00:10Z'), { ...limit, words: 'Too many tries.' })).rejects.toMatchObject({
      ...{ code: 'limited', message: 'Too many tries. Try again in 50 seconds.', data: { retryAfterSeconds: 50 } },
    });
    expect(await allowed(at('2026-03-10T09:00:59Z'), limit)).toBe(false);
    expect(await allowed(at('2026-03-10T09:01:00Z'), limit)).toBe(true);
    expect(await allowed(at('2026-03-10T09:01:00Z'), limit)).toBe(false);
    expect(await allowed(at('2026-03-10T09:01:00Z'), { ...limit, whom: '203.0.113.8' })).toBe(true);
    expect(await allowed(at('2026-03-10T09:01:00Z'), { ...limit, bucket: 'tests.other' })).toBe(true);
  });

  test('counts although the caller’s transaction does not stand, and while it is open', async () => {
    const mine = { ...limit, whom: 'rolled back' };
    for (let nr = 0; nr < 3; nr++) {
      await expect(
        house.act(async (c) => {
          await takeLimit(c, mine);
          throw new Error('wrong password');
        }),
      ).rejects.toThrow('wrong password');
    }
    await expect(house.act((c) => takeLimit(c, mine))).rejects.toMatchObject({ code: 'limited' });
    await forgetLimit({ house }, mine.bucket, mine.whom);
    await house.act((c) => takeLimit(c, mine));
  });

  test('does not block when every connection of the house is in a transaction', async () => {
    const results = await Promise.all(
      Array.from({ length: 40 }, (_, nr) =>
        house.act((c) => allowed({ house, now: c.now }, { ...limit, whom: `crowd ${nr % 4}` })),
      ),
    );
    expect(results.filter(Boolean)).toHaveLength(12);
  });

  test('lets exactly so many through however many come at once', async () => {
    const results = await Promise.all(
      Array.from({ length: 50 }, () => allowed(at('2026-03-10T09:00:00Z'), { ...limit, whom: 'burst', of: 7 })),
    );
    expect(results.filter(Boolean)).toHaveLength(7);
  });

  test('never gives more than twice its number in any span, and always gives one after per/of (property)', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 6 }),
        fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 30 }),
        async (of, waits) => {
          const mine = { bucket: 'tests.property', whom: String(run++), of, per: { seconds: 60 } };
          let seconds = 0;
          const times: number[] = [];
          for (const wait of waits) {
            seconds += wait;
            if (await allowed({ house, now: START.add({ seconds }) }, mine)) times.push(seconds);
          }
          for (const from of times)
            expect(times.filter((time) => time >= from && time < from + 60).length).toBeLessThanOrEqual(2 * of);
          expect(await allowed({ house, now: START.add({ seconds: seconds + Math.ceil(60 / of) }) }, mine)).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('forgets what is full again, and names nobody', async () => {
    await takeLimit(at('2026-03-10T09:00:00Z'), { ...limit, whom: 'ada@example.org' });
    const kept = await sql<{ bucket: string }>`select bucket from house.limits`.execute(house.database.kysely);
    expect(JSON.stringify(kept.rows)).not.toMatch(/ada@|203\.0/);
    house.clock.set('2027-01-01T00:00:00Z');
    expect(await house.act(purgeLimits)).toBe(kept.rows.length);
    expect(await house.act(purgeLimits)).toBe(0);
  });

  test('a limit that lets nothing through is a mistake', async () => {
    for (const wrong of [{ of: 0 }, { per: { seconds: 0 } }, { of: Number.NaN }]) {
      await expect(takeLimit(at('2026-03-10T09:00:00Z'), { ...limit, ...wrong })).rejects.toThrow(
        /lets nothing through/,
      );
    }
  });
});

describe('an address prefix', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2:ffff::1', '2001:db8:1:2::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    [null, 'unknown'],
    ['', 'unknown'],
    ['nonsense', 'unknown'],
  ])('%j counts as %j', (address, prefix) => {
    expect(addressPrefix(address)).toBe(prefix);
  });

  test('a bucket’s key is short for any name', () => {
    expect(bucketKey('a', 'x'.repeat(1_000_000)).length).toBeLessThan(40);
  });
});
