import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Keepable, keptBackups, USUAL_RULE } from './keep.ts';

const ZONE = 'Europe/Berlin';
const START = Temporal.Instant.from('2024-01-01T01:30:00Z');

/** Backups at these hours after the start, some of them taken before migrating. */
const history = fc
  .array(fc.record({ hour: fc.integer({ min: 0, max: 24 * 800 }), beforeMigrating: fc.boolean() }), { maxLength: 120 })
  .map((all) =>
    all
      .toSorted((a, b) => a.hour - b.hour)
      .map(
        ({ hour, beforeMigrating }, n): Keepable => ({
          id: String(n).padStart(4, '0'),
          takenAt: START.add({ hours: hour }),
          beforeMigrating,
        }),
      ),
  );
const rule = fc.record({
  daily: fc.integer({ min: 1, max: 9 }),
  weekly: fc.integer({ min: 0, max: 6 }),
  monthly: fc.integer({ min: 0, max: 14 }),
});

test('the newest stays, and no more stay than the rule says', () => {
  fc.assert(
    fc.property(history, rule, (all, r) => {
      const kept = keptBackups(all, r, ZONE);
      const last = all.at(-1);
      if (last) expect(kept).toContain(last.id);
      expect(kept.size).toBeLessThanOrEqual(r.daily + r.weekly + r.monthly + 4);
      for (const id of kept) expect(all.some((each) => each.id === id)).toBe(true);
    }),
  );
});

test('whoever removes after every backup keeps the same as who removes once at the end', () => {
  fc.assert(
    fc.property(history, rule, (all, r) => {
      let here: Keepable[] = [];
      for (const each of all) {
        here.push(each);
        const kept = keptBackups(here, r, ZONE);
        here = here.filter(({ id }) => kept.has(id));
      }
      expect(new Set(here.map(({ id }) => id))).toEqual(keptBackups(all, r, ZONE));
    }),
  );
});

test('two years of nights: seven days, four weeks, twelve months, each its last', () => {
  const nights = Array.from({ length: 731 }, (_, n): Keepable => {
    const takenAt = START.toZonedDateTimeISO(ZONE).add({ days: n }).toInstant();
    return { id: takenAt.toZonedDateTimeISO(ZONE).toPlainDate().toString(), takenAt, beforeMigrating: false };
  });
  const kept = [...keptBackups(nights, USUAL_RULE, ZONE)].toSorted();
  expect(nights.at(-1)?.id).toBe('2025-12-31');
  expect(kept).toEqual([
    ...['2025-01-31', '2025-02-28', '2025-03-31', '2025-04-30', '2025-05-31', '2025-06-30', '2025-07-31', '2025-08-31'],
    ...['2025-09-30', '2025-10-31', '2025-11-30', '2025-12-14', '2025-12-21', '2025-12-25', '2025-12-26', '2025-12-27'],
    ...['2025-12-28', '2025-12-29', '2025-12-30', '2025-12-31'],
  ]);
});
