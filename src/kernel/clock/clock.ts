/** Where the house reads the time. Code never asks the machine itself, so that a test can set the hour. */
export type Clock = { now(): Temporal.Instant };

/** The machine's own clock, in nanoseconds as far as the machine knows them. */
export const systemClock: Clock = { now: () => Temporal.Now.instant() };

/** A clock that stands still until it is moved. */
export type TestClock = Clock & {
  /** Puts the clock to an instant, earlier or later, and answers it. */
  set(to: Temporal.Instant | string): Temporal.Instant;
  /** Moves the clock on by exact time (hours and smaller; days have no fixed length) and answers the new instant. */
  advance(by: Temporal.DurationLike | string): Temporal.Instant;
};

/**
 * A clock for tests, standing at `start` (an instant or its ISO text with offset).
 * Throws RangeError for a text that is no instant, and for `advance` by days or longer units.
 */
export function testClock(start: Temporal.Instant | string): TestClock {
  let at = Temporal.Instant.from(start);
  return {
    now: () => at,
    set(to) {
      at = Temporal.Instant.from(to);
      return at;
    },
    advance(by) {
      at = at.add(by);
      return at;
    },
  };
}
