import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { nextDue } from '../clock/timetable-rule.ts';
import { businessCalendar } from './business-calendar.ts';
import { periodNamed } from './fiscal.ts';
import type { Hours } from './settings.ts';
import { type Pause, slaReading } from './sla-clock.ts';

const guide = readFileSync(new URL('../../../docs/guides/time.md', import.meta.url), 'utf8');

/** The rows of the table whose first heading is given, without the heading. */
function table(heading: string): string[][] {
  const lines = guide.split('\n');
  const head = lines.findIndex((line) => line.startsWith(`| ${heading}`));
  const rows = lines.slice(
    head + 2,
    lines.findIndex((line, i) => i > head && !line.startsWith('|')),
  );
  return rows.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const zone = 'Europe/Berlin';
const hours: Hours = [
  { from: '09:00', to: '12:30' },
  { from: '13:30', to: '17:00' },
];
const easter = ['2026-04-03', '2026-04-06'].map((day) => ({ from: day, through: day, name: 'Easter' }));
const office = businessCalendar({
  zone,
  week: { 1: hours, 2: hours, 3: hours, 4: hours, 5: hours, 6: [], 7: [] },
  closures: easter,
});
const local = (text: string) => Temporal.PlainDateTime.from(text.replace(' ', 'T')).toZonedDateTime(zone).toInstant();
const written = (at: Temporal.Instant | null) =>
  at?.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ');
const pauses = (text: string): Pause[] => {
  const [from, to] = text.split(' to ');
  return from && to ? [{ from: local(from), to: local(to) }] : [];
};

describe('the guide to time', () => {
  const promises = table('started | days promised');
  const decisions = table('started | waiting');
  const runs = table('every day at');
  const periods = table('period');

  test('has all its tables', () => {
    expect([promises, decisions, runs, periods].map((rows) => rows.length)).toEqual([9, 7, 4, 5]);
  });

  test.each(promises)('started %s, %s days, waiting %s: due %s', (started, days, waiting, due) => {
    const clock = { startedAt: local(started!), promiseDays: Number(days), pauses: pauses(waiting!), stoppedAt: null };
    expect(written(slaReading(clock, office, local('2026-05-01 00:00')).due)).toBe(due);
  });

  test.each(decisions)(
    'started %s, waiting %s, decided %s: %s days, %s without waiting',
    (started, waiting, decided, days, without) => {
      const stoppedAt = local(decided!);
      const reading = slaReading(
        { startedAt: local(started!), promiseDays: 3, pauses: pauses(waiting!), stoppedAt },
        office,
        stoppedAt,
      );
      expect([reading.withWaiting.businessDays, reading.withoutWaiting.businessDays].map(String)).toEqual([
        days,
        without,
      ]);
    },
  );

  test.each(runs)('every day at %s in %s: on %s at %s', (at, where, date, due) => {
    const before = Temporal.PlainDate.from(date!).toZonedDateTime(where!).toInstant().subtract({ nanoseconds: 1 });
    expect(nextDue({ every: 'day', at: at!, zone: where! }, before).toString()).toBe(due);
  });

  test.each(periods)('%s runs from %s through %s', (label, first, last) => {
    const period = periodNamed(label!, zone, { startMonth: 2 });
    expect([period?.first, period?.last].map(String)).toEqual([first, last]);
  });
});
