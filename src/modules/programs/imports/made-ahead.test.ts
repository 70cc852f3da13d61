import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { madeAhead } from './made-ahead.ts';

test('everything comes once, in order, made one after the other, never further ahead than it may', async () => {
  const waits = fc.array(fc.tuple(fc.nat(2), fc.nat(2)), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(waits, fc.integer({ min: 1, max: 3 }), async (items, most) => {
      let [making, begun, taken] = [0, 0, 0];
      const came: number[] = [];
      const make = async (n: number) => {
        begun++;
        expect(++making).toBe(1);
        // What is worked on, and so many beyond it.
        expect(begun - taken).toBeLessThanOrEqual(most + 1);
        await sleep(items[n]?.[0]);
        making--;
        return n * 10;
      };
      for await (const [n, made] of madeAhead(items.keys(), most, make)) {
        taken++;
        expect(made).toBe(n * 10);
        await sleep(items[n]?.[1]);
        came.push(n);
      }
      expect(came).toEqual([...items.keys()]);
    }),
    { numRuns: 50 },
  );
});

test('an error comes in its turn, and nothing is made after it', async () => {
  const begun: number[] = [];
  const make = async (n: number) => {
    begun.push(n);
    await sleep(1);
    if (n === 2) throw new Error('of the third');
    return n;
  };
  const came: number[] = [];
  const all = async () => {
    for await (const [n] of madeAhead([0, 1, 2, 3, 4].values(), 2, make)) came.push(n);
  };
  await expect(all()).rejects.toThrow('of the third');
  expect(came).toEqual([0, 1]);
  expect(begun).toEqual([0, 1, 2]);
});

test('whoever stops early waits until nothing is being made', async () => {
  let making = 0;
  const make = async (n: number) => {
    making++;
    await sleep(5);
    making--;
    return n;
  };
  for await (const [n] of madeAhead([0, 1, 2, 3, 4].values(), 2, make)) if (n === 1) break;
  expect(making).toBe(0);
});
