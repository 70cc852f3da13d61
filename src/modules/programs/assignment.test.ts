import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dealOut, isAway, type Turn } from './assignment.ts';

const at = (n: number) => Temporal.Instant.fromEpochMilliseconds(n * 1000);
const turn = (account: string, open: number, last: number | null = null): Turn => ({
  account,
  open,
  lastGiven: last === null ? null : at(last),
});
const waiting = (n: number) => Array.from({ length: n }, (_, i) => ({ id: `a${i}`, conflicts: new Set<string>() }));
const given = (dealt: ReturnType<typeof dealOut>) => dealt.map(({ account }) => account);

test('goes to who has the fewest, then to who was given one longest ago, then by id', () => {
  expect(given(dealOut(waiting(4), [turn('c', 1), turn('b', 0, 20), turn('a', 0, 30)], null))).toEqual([
    'b',
    'a',
    'c',
    'b',
  ]);
  expect(given(dealOut(waiting(2), [turn('b', 0), turn('a', 0)], null))).toEqual(['a', 'b']);
});

test('skips who must not judge it, and who has enough; what nobody can take is left', () => {
  const [one, two] = waiting(2) as [ReturnType<typeof waiting>[number], ReturnType<typeof waiting>[number]];
  expect(given(dealOut([{ ...one, conflicts: new Set(['a']) }, two], [turn('a', 0), turn('b', 0)], 1))).toEqual([
    'b',
    'a',
  ]);
  expect(dealOut(waiting(3), [turn('a', 2)], 2)).toEqual([]);
});

const turns = fc
  .uniqueArray(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 8 })
  .chain((ids) =>
    fc.tuple(
      ...ids.map((id) => fc.record({ account: fc.constant(`r${id}`), open: fc.nat(6), last: fc.option(fc.nat(50)) })),
    ),
  )
  .map((all) => all.map(({ account, open, last }) => turn(account, open, last)));

test('whatever there is: never above the capacity, never to a conflict, fair, and the same in any order of reviewers', () => {
  fc.assert(
    fc.property(
      turns,
      fc.nat(40),
      fc.option(fc.integer({ min: 1, max: 8 })),
      fc.nat(7),
      (reviewers, n, capacity, seed) => {
        const all = waiting(n).map((each, i) => ({
          ...each,
          conflicts: new Set(
            reviewers.filter((_, k) => (i * 7 + k * 3 + seed) % 5 === 0).map(({ account }) => account),
          ),
        }));
        const dealt = dealOut(all, reviewers, capacity);
        expect(dealOut(all, [...reviewers].reverse(), capacity)).toEqual(dealt);
        const open = new Map(reviewers.map((r) => [r.account, r.open]));
        for (const { application, account } of dealt) {
          const conflicts = all.find(({ id }) => id === application)?.conflicts ?? new Set();
          expect(conflicts.has(account)).toBe(false);
          const others = reviewers.filter((r) => !conflicts.has(r.account)).map((r) => open.get(r.account) as number);
          // Nobody who could have taken it had fewer.
          expect(open.get(account)).toBe(Math.min(...others));
          open.set(account, (open.get(account) as number) + 1);
        }
        if (capacity !== null) for (const { account } of dealt) expect(open.get(account)).toBeLessThanOrEqual(capacity);
        const left = all.filter(({ id }) => !dealt.some(({ application }) => application === id));
        for (const { conflicts } of left)
          for (const { account } of reviewers)
            if (!conflicts.has(account))
              expect(open.get(account)).toBeGreaterThanOrEqual(capacity ?? Number.POSITIVE_INFINITY);
      },
    ),
  );
});

test('away through the last day, or until back', () => {
  const day = (n: number) => Temporal.PlainDate.from(`2026-03-${n}`);
  expect([isAway(null, day(10)), isAway({ until: null }, day(10)), isAway({ until: day(10) }, day(10))]).toEqual([
    false,
    true,
    true,
  ]);
  expect(isAway({ until: day(10) }, day(11))).toBe(false);
});
