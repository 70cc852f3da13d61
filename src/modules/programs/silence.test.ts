import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endOfNotice, mayGiveMoreTime, nextOfSilence } from './silence.ts';

const at = (day: number) => Temporal.Instant.from('2026-03-01T12:00:00Z').add({ hours: 24 * day });
const policy = { noticeAfterDays: 14, endsAfterDays: 20 };

describe('what comes of silence', () => {
  test('first a notice, then the end that it named', () => {
    expect(nextOfSilence({ since: at(0), moreTime: null, told: null }, policy)).toEqual({
      act: 'notice',
      at: at(14),
      endsAt: at(20),
    });
    expect(nextOfSilence({ since: at(0), moreTime: null, told: at(20) }, policy)).toMatchObject({
      act: 'end',
      at: at(20),
    });
    expect(nextOfSilence({ since: at(0), moreTime: null, told: null }, null)).toBeNull();
  });

  test('time that was given moves both; less than there is moves nothing', () => {
    expect(nextOfSilence({ since: at(0), moreTime: at(40), told: null }, policy)).toMatchObject({
      at: at(34),
      endsAt: at(40),
    });
    expect(nextOfSilence({ since: at(0), moreTime: at(10), told: null }, policy)).toMatchObject({ endsAt: at(20) });
  });

  test('whatever the policy, the time given and the moment of the notice: between notice and end lies what the policy promises', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 60 }),
        fc.option(fc.integer({ min: 0, max: 500 })),
        fc.integer({ min: 0, max: 400 }),
        (noticeAfterDays, between, more, late) => {
          const own = { noticeAfterDays, endsAfterDays: noticeAfterDays + between };
          const next = nextOfSilence({ since: at(0), moreTime: more === null ? null : at(more), told: null }, own);
          if (!next) throw new Error('nothing comes');
          const now = next.at.add({ hours: late });
          const end = endOfNotice(next, own, now);
          expect(Temporal.Instant.compare(end, now.add({ hours: 24 * between }))).toBeGreaterThanOrEqual(0);
          expect(Temporal.Instant.compare(end, at(own.endsAfterDays))).toBeGreaterThanOrEqual(0);
          if (more !== null) expect(Temporal.Instant.compare(end, at(more))).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });

  test('time is given only where something would end, and until a day to come within a year', () => {
    const asks = (waits: boolean, until: number, own: typeof policy | null = policy) =>
      mayGiveMoreTime({ waits, policy: own }, at(until), at(0))?.rule ?? null;
    expect([asks(true, 5), asks(true, 0), asks(true, 400), asks(false, 5), asks(true, 5, null)]).toEqual([
      null,
      'silence.past',
      'silence.too-long',
      'silence.not-waiting',
      'silence.none',
    ]);
  });
});
