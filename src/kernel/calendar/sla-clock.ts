import { type BusinessCalendar, dayAt, workingDay } from './business-calendar.ts';
import { daysBetween, nextBusinessDay, wholeDays, workedBetween } from './business-time.ts';

/** A time in which we wait for them, from <= t < to; null while it lasts. */
export type Pause = { from: Temporal.Instant; to: Temporal.Instant | null };

/** The clock of one promise: when it started, what was promised (business days, 1 or more), when it stood still, when it stopped. */
export type SlaClock = {
  startedAt: Temporal.Instant;
  promiseDays: number;
  pauses: readonly Pause[];
  stoppedAt: Temporal.Instant | null;
};

/** `businessDays` as `businessDaysBetween` counts them; `businessTime` in milliseconds of working time. */
type Elapsed = { businessDays: number; businessTime: number };

export type SlaReading = {
  state: 'running' | 'paused' | 'done';
  /** The last moment at which the promise is kept. Null while paused, unless it has passed: it depends on their answer. */
  due: Temporal.Instant | null;
  /** `due`, were the pause that lasts to end now. The same as `due` unless that is null. */
  dueIfResumedNow: Temporal.Instant;
  /** From when on it is at risk, until it is late. Null while paused, unless that has passed; null once done. */
  atRisk: Temporal.Instant | null;
  /** Promised business days used up to their close; never more than promised. */
  daysUsed: number;
  /** Promised business days not used up, today's included: "4 of 5 business days left"; 1 on the last day, 0 once all are used. */
  daysLeft: number;
  /** The part of the promised working time that is used: 0 at the start, 1 when it is over, more when late. */
  share: number;
  health: 'in-time' | 'at-risk' | 'late';
  /** Whether the promise was kept; false as soon as it is late; null while it still may be. */
  kept: boolean | null;
  /** From start to stop (or now), the times of waiting for them left out. */
  withoutWaiting: Elapsed;
  /** From start to stop (or now), all of it. */
  withWaiting: Elapsed;
};

/** Above this share of the promised working time a clock is at risk, unless the caller has a threshold of its own. */
const AT_RISK_SHARE = 0.75;

/**
 * Reads a clock as of `now`; what lies after `now` (a stop, a pause, the end of one) is not known yet and has no effect.
 *
 * The promise is an amount of working time: all of it from the start to the close of business day `promiseDays` (day 0 is
 * not counted). `due` is the first moment by which that amount has passed outside pauses; so each pause moves it by the
 * working time paused before it, and a pause after it moves nothing. Overlapping and touching pauses count once.
 * Works in whole milliseconds; a stop exactly at `due` keeps the promise.
 *
 * Throws RangeError if the promise is not a whole number of days from 1, or a pause ends before it begins.
 */
export function slaReading(
  clock: SlaClock,
  calendar: BusinessCalendar,
  now: Temporal.Instant,
  options: { atRiskShare?: number } = {},
): SlaReading {
  wholeDays(clock.promiseDays, 1);
  const start = clock.startedAt.epochMilliseconds;
  const present = now.epochMilliseconds;
  const stop = clock.stoppedAt?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
  const done = stop <= present;
  const end = Math.max(start, Math.min(stop, present));
  const paused = !done && clock.pauses.some((pause) => holds(pause, present));
  const pauses = pausesWithin(clock.pauses, start, end);

  const total = workedBetween(calendar, start, end);
  const used = total - pauses.reduce((sum, pause) => sum + workedBetween(calendar, pause.from, pause.to), 0);
  const budgets = budgetsOf(calendar, start, clock.promiseDays);
  const budget = budgets[clock.promiseDays]!;
  const due = instantOf(calendar, start, pauses, budget);
  const late = end > due;
  const daysUsed = budgets.filter((days, n) => n > 0 && days <= used).length;
  const share = used / budget;
  const riskyShare = options.atRiskShare ?? AT_RISK_SHARE;
  const soon = !done && share > riskyShare;
  // The first millisecond of work above the share; so a night after exactly the share was used is still in time.
  const risky = instantOf(calendar, start, pauses, Math.floor(budget * riskyShare) + 1);
  const dueIfResumedNow = Temporal.Instant.fromEpochMilliseconds(due);

  return {
    state: done ? 'done' : paused ? 'paused' : 'running',
    due: paused && due > present ? null : dueIfResumedNow,
    dueIfResumedNow,
    atRisk: done || (paused && risky > present) ? null : Temporal.Instant.fromEpochMilliseconds(risky),
    daysUsed,
    daysLeft: clock.promiseDays - daysUsed,
    share,
    health: late ? 'late' : soon ? 'at-risk' : 'in-time',
    kept: late ? false : done ? true : null,
    withoutWaiting: { businessDays: daysWithoutWaiting(calendar, start, end, pauses, used), businessTime: used },
    withWaiting: { businessDays: daysBetween(calendar, start, end), businessTime: total },
  };
}

type Stretch = { from: number; to: number };

function holds(pause: Pause, at: number): boolean {
  return pause.from.epochMilliseconds <= at && (pause.to === null || pause.to.epochMilliseconds > at);
}

/** The pauses cut to start <= t < end, joined where they overlap or touch, in order. */
function pausesWithin(pauses: readonly Pause[], start: number, end: number): Stretch[] {
  const cut: Stretch[] = [];
  for (const pause of pauses) {
    const from = pause.from.epochMilliseconds;
    const to = pause.to?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
    if (to < from) throw new RangeError(`A pause ends (${pause.to}) before it begins (${pause.from})`);
    const within = { from: Math.max(from, start), to: Math.min(to, end) };
    if (within.from < within.to) cut.push(within);
  }
  cut.sort((a, b) => a.from - b.from);
  const joined: Stretch[] = [];
  for (const stretch of cut) {
    const last = joined.at(-1);
    if (last && stretch.from <= last.to) last.to = Math.max(last.to, stretch.to);
    else joined.push(stretch);
  }
  return joined;
}

/** Working time from the start to the close of business day 0 (what is left of it), 1, ... n. */
function budgetsOf(calendar: BusinessCalendar, start: number, n: number): number[] {
  let day = dayAt(calendar, start);
  const budgets = [workedBetween(calendar, start, workingDay(calendar, day + 1).start)];
  while (budgets.length <= n) {
    day = nextBusinessDay(calendar, day);
    budgets.push(budgets.at(-1)! + workingDay(calendar, day).worked);
  }
  return budgets;
}

/** The first moment by which `amount` (more than 0) of working time has passed since the start, outside the pauses. */
function instantOf(calendar: BusinessCalendar, start: number, pauses: readonly Stretch[], amount: number): number {
  let from = start;
  let left = amount;
  for (const pause of pauses) {
    const worked = workedBetween(calendar, from, pause.from);
    if (worked >= left) break;
    left -= worked;
    from = pause.to;
  }
  for (let day = dayAt(calendar, from); ; day = nextBusinessDay(calendar, day)) {
    const { spans } = workingDay(calendar, day);
    for (let i = 0; i < spans.length; i += 2) {
      const opens = Math.max(spans[i]!, from);
      const worked = spans[i + 1]! - opens;
      if (worked >= left) return opens + left;
      if (worked > 0) left -= worked;
    }
  }
}

/** 0 if the end falls on day 0; otherwise the least n for which a promise of n business days, moved by the pauses, was kept. */
function daysWithoutWaiting(
  calendar: BusinessCalendar,
  start: number,
  end: number,
  pauses: readonly Stretch[],
  used: number,
): number {
  let day = dayAt(calendar, start);
  if (dayAt(calendar, end) <= day) return 0;
  let n = 0;
  let budget = workedBetween(calendar, start, workingDay(calendar, day + 1).start);
  while (budget < used || (budget === used && (budget === 0 || end > instantOf(calendar, start, pauses, budget)))) {
    day = nextBusinessDay(calendar, day);
    budget += workingDay(calendar, day).worked;
    n++;
  }
  return n;
}
