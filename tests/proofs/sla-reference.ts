import fc from 'fast-check';
import { businessCalendar } from '#kernel/calendar/business-calendar.ts';
import { type Day, dayNumber } from '#kernel/calendar/day.ts';
import type { Hours } from '#kernel/calendar/settings.ts';
import type { SlaClock, SlaReading } from '#kernel/calendar/sla-clock.ts';

const MINUTE = 60_000;

/** A calendar as the reference knows it: plain texts, nothing worked out. */
export type Office = { zone: string; week: Hours[]; holidays: Set<string>; openings: Map<string, Hours> };

/** The same office as the product sees it. */
export function calendarOf(office: Office) {
  const [mon, tue, wed, thu, fri, sat, sun] = office.week as [Hours, Hours, Hours, Hours, Hours, Hours, Hours];
  return businessCalendar(
    {
      zone: office.zone,
      week: { 1: mon, 2: tue, 3: wed, 4: thu, 5: fri, 6: sat, 7: sun },
      openings: [...office.openings].map(([day, hours]) => ({ day, hours, name: '' })),
    },
    new Set<Day>([...office.holidays].map((date) => dayNumber(date))),
  );
}

/**
 * Slow and plain on purpose: somebody sits in the office from the first minute on and looks at the wall clock every minute.
 * They open when it first shows an opening time or later, close when it first shows a closing time or later; when it is put
 * back they wait until it shows something new. Everything else is counting minutes. All instants must be whole minutes.
 */
export class Reference {
  readonly office: Office;
  readonly origin: number;
  readonly dates: string[] = [];
  readonly open: boolean[] = [];
  private latest = '';
  private today: { date: string; hours: Hours } = { date: '', hours: [] };

  constructor(office: Office, origin: Temporal.Instant) {
    this.office = office;
    this.origin = origin.epochMilliseconds;
  }

  /** Which minute an instant begins. */
  minute(at: Temporal.Instant): number {
    const minute = (at.epochMilliseconds - this.origin) / MINUTE;
    if (!Number.isInteger(minute) || minute < 0)
      throw new Error(`${at} is not a whole minute after the reference begins`);
    this.watchUntil(minute);
    return minute;
  }

  instant(minute: number): string {
    return Temporal.Instant.fromEpochMilliseconds(this.origin + minute * MINUTE).toString();
  }

  private watchUntil(minute: number): void {
    while (this.dates.length <= minute) {
      const at = Temporal.Instant.fromEpochMilliseconds(this.origin + this.dates.length * MINUTE);
      const shown = at.toZonedDateTimeISO(this.office.zone).toPlainDateTime().toString({ smallestUnit: 'minute' });
      if (shown > this.latest) this.latest = shown;
      const [date, time] = this.latest.split('T') as [string, string];
      this.dates.push(date);
      if (date !== this.today.date) this.today = { date, hours: this.hours(date) };
      this.open.push(this.today.hours.some(({ from, to }) => from <= time && time < to));
    }
  }

  private hours(date: string): Hours {
    const own = this.office.openings.get(date);
    if (own) return own;
    return this.office.holidays.has(date) ? [] : (this.office.week[Temporal.PlainDate.from(date).dayOfWeek - 1] ?? []);
  }

  /** Open minutes in from <= t < to that `counts` accepts. */
  count(from: number, to: number, counts: (minute: number) => boolean = () => true): number {
    this.watchUntil(to);
    let n = 0;
    for (let m = from; m < to; m++) if (this.open[m] && counts(m)) n++;
    return n;
  }

  /** The end of the last open minute of the nth date after the start's that has one; n = 0: of the start's own, or the start. */
  close(start: number, n: number): number {
    let close = start;
    let seen = 0;
    let counted = '';
    for (let m = start; ; m++) {
      this.watchUntil(m + 1);
      const date = this.dates[m]!;
      if (!this.open[m]) continue;
      if (date !== this.dates[start] && date !== counted) {
        if (seen === n) return close;
        seen++;
        counted = date;
      }
      close = m + 1;
    }
  }

  /** The first minute at which so many open minutes have passed outside pauses. */
  private after(start: number, amount: number, waiting: (minute: number) => boolean): number {
    let left = amount;
    let m = start;
    for (; left > 0; m++) {
      this.watchUntil(m);
      if (this.open[m] && !waiting(m)) left--;
    }
    return m;
  }

  daysBetween(start: number, end: number): number {
    if (end <= start || this.dates[start] === this.dates[end]) return 0;
    for (let n = 1; ; n++) if (end <= this.close(start, n)) return n;
  }

  /** What the product's reading should say. */
  reading(clock: SlaClock, now: Temporal.Instant) {
    const start = this.minute(clock.startedAt);
    const present = this.minute(now);
    const stop = clock.stoppedAt ? this.minute(clock.stoppedAt) : Number.POSITIVE_INFINITY;
    const end = Math.max(start, Math.min(present, stop));
    this.watchUntil(end);
    const pauses = clock.pauses.map(
      (p) => [this.minute(p.from), p.to ? this.minute(p.to) : Number.POSITIVE_INFINITY] as const,
    );
    const waiting = (m: number) => m < end && pauses.some(([from, to]) => from <= m && m < to);
    const dueFor = (n: number) => this.after(start, this.count(start, this.close(start, n)), waiting);
    const used = this.count(start, end, (m) => !waiting(m));
    const due = dueFor(clock.promiseDays);
    const done = stop <= present;
    const paused = !done && pauses.some(([from, to]) => from <= present && present < to);
    let daysUsed = 0;
    for (let n = 1; n <= clock.promiseDays; n++) if (this.count(start, this.close(start, n)) <= used) daysUsed = n;
    let days = 0;
    if (this.dates[start] !== this.dates[end]) while (end > dueFor(days)) days++;
    return {
      state: done ? 'done' : paused ? 'paused' : 'running',
      due: paused && due > present ? null : this.instant(due),
      dueIfResumedNow: this.instant(due),
      daysUsed,
      daysLeft: clock.promiseDays - daysUsed,
      late: end > due,
      kept: end > due ? false : done ? true : null,
      withoutWaiting: { businessDays: days, businessTime: used * MINUTE },
      withWaiting: { businessDays: this.daysBetween(start, end), businessTime: this.count(start, end) * MINUTE },
    };
  }
}

/** The product's reading in the words of the reference. */
export function inPlainWords(reading: SlaReading) {
  const { due, dueIfResumedNow, atRisk: _atRisk, share, health, ...same } = reading;
  return {
    ...same,
    due: due?.toString() ?? null,
    dueIfResumedNow: dueIfResumedNow.toString(),
    late: health === 'late',
  };
}

/** Every moment from 2024 through 2030 at which a zone's offset changes. */
export function transitions(): { zone: string; at: Temporal.Instant }[] {
  const found: { zone: string; at: Temporal.Instant }[] = [];
  const end = Temporal.Instant.from('2031-01-01T00:00Z');
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    let at = Temporal.Instant.from('2023-12-31T23:59:59Z').toZonedDateTimeISO(zone);
    for (;;) {
      const next = at.getTimeZoneTransition('next');
      if (!next || Temporal.Instant.compare(next.toInstant(), end) >= 0) break;
      found.push({ zone, at: next.toInstant() });
      at = next;
    }
  }
  return found;
}

// Nights and midnights more often than chance: that is where clocks are moved.
const timeOfDay = fc.oneof(
  fc.integer({ min: 0, max: 24 * 60 }),
  fc.integer({ min: 0, max: 4 * 60 }),
  fc.integer({ min: 22 * 60, max: 24 * 60 }),
  fc.constantFrom(0, 60, 120, 150, 180, 1380, 1440),
);
const written = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** The hours of one day: none to three intervals, which may touch. */
const hours: fc.Arbitrary<Hours> = fc
  .tuple(fc.uniqueArray(timeOfDay, { minLength: 2, maxLength: 6 }), fc.boolean())
  .map(([cuts, touching]) => {
    const sorted = [...cuts].sort((a, b) => a - b);
    const spans: Hours = [];
    for (let i = 0; i + 1 < sorted.length; i += touching ? 1 : 2)
      spans.push({ from: written(sorted[i]!), to: written(sorted[i + 1]!) });
    return spans.slice(0, 3);
  });
const dayHours = fc.oneof({ weight: 3, arbitrary: hours }, { weight: 1, arbitrary: fc.constant<Hours>([]) });

/** An office in a zone, with holidays and openings of its own within twelve days of a moment. */
export function offices(zone: string, around: Temporal.Instant): fc.Arbitrary<Office> {
  const today = around.toZonedDateTimeISO(zone).toPlainDate();
  const near = fc.integer({ min: -6, max: 12 }).map((days) => today.add({ days }).toString());
  return fc.record({
    zone: fc.constant(zone),
    week: fc
      .tuple(hours, dayHours, dayHours, dayHours, dayHours, dayHours, dayHours)
      .chain((week) => fc.integer({ min: 0, max: 6 }).map((by) => [...week.slice(by), ...week.slice(0, by)])),
    holidays: fc.uniqueArray(near, { maxLength: 4 }).map((dates) => new Set(dates)),
    openings: fc
      .uniqueArray(fc.tuple(near, hours), { maxLength: 2, selector: ([date]) => date })
      .map((list) => new Map(list)),
  });
}

/** A clock that starts within six days before a moment or a day after, and the moments at which to read it; whole minutes. */
export function clocksAround(moment: Temporal.Instant): fc.Arbitrary<{ clock: SlaClock; readAt: Temporal.Instant[] }> {
  const minutes = (days: number) =>
    fc.oneof(fc.integer({ min: 0, max: days * 1440 }), fc.integer({ min: 0, max: 400 }));
  return fc
    .record({
      start: fc.oneof(fc.integer({ min: -6 * 1440, max: 1440 }), fc.integer({ min: -200, max: 200 })),
      promiseDays: fc.integer({ min: 1, max: 6 }),
      pauses: fc.array(fc.record({ from: minutes(9), length: fc.option(minutes(5)) }), { maxLength: 3 }),
      stop: fc.option(minutes(14)),
      readAt: fc.array(minutes(15), { minLength: 1, maxLength: 4 }),
    })
    .map((drawn) => {
      const startedAt = moment.add({ minutes: drawn.start });
      const pauses = drawn.pauses.map(({ from, length }) => ({
        from: startedAt.add({ minutes: from }),
        to: length === null ? null : startedAt.add({ minutes: from + length }),
      }));
      const stoppedAt = drawn.stop === null ? null : startedAt.add({ minutes: drawn.stop });
      return {
        clock: { startedAt, promiseDays: drawn.promiseDays, pauses, stoppedAt },
        readAt: drawn.readAt.map((by) => startedAt.add({ minutes: by })),
      };
    });
}
