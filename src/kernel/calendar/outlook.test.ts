import { expect, test } from 'vitest';
import { businessCalendar } from './business-calendar.ts';
import { holidaysOf } from './holidays.ts';
import { outlookOf } from './outlook.ts';
import { calendarSettings } from './settings.ts';
import { OFFICE_WEEK } from './store.ts';

const at = (text: string) => Temporal.Instant.from(text);
const settings = calendarSettings.parse({
  zone: 'Europe/Berlin',
  week: OFFICE_WEEK,
  closures: [
    { from: '2026-12-28', through: '2026-12-30', name: 'Winter break' },
    { from: '2026-12-19', through: '2026-12-20', name: 'Paint on a weekend' },
    { from: '2026-11-02', through: '2026-11-03', name: 'Over' },
  ],
  openings: [{ day: '2026-12-24', hours: [{ from: '09:00', to: '12:00' }], name: 'Christmas Eve' }],
});
const holidays = await holidaysOf('DE', 'BY');
const calendar = businessCalendar(settings, holidays);

test('each day has its hours and what they come from', () => {
  // 23:30 UTC on the 17th is the 18th in Berlin already.
  const { days, zone } = outlookOf(calendar, settings, holidays, at('2026-12-17T23:30Z'), 3);
  expect(zone).toBe('Europe/Berlin');
  expect(days).toHaveLength(14);
  expect(days[0]).toEqual({
    ...{ date: '2026-12-18', weekday: 5, hours: [{ from: '09:00', to: '17:00' }], cause: 'week', name: null },
  });
  const told = (date: string) => {
    const day = days.find((each) => each.date === date);
    return [day?.hours.map(({ from, to }) => `${from}-${to}`).join(' '), day?.cause, day?.name];
  };
  expect(told('2026-12-19')).toEqual(['', 'closure', 'Paint on a weekend']);
  expect(told('2026-12-24')).toEqual(['09:00-12:00', 'opening', 'Christmas Eve']);
  expect(told('2026-12-25')).toEqual(['', 'holiday', '1. Weihnachtstag']);
  expect(told('2026-12-28')).toEqual(['', 'closure', 'Winter break']);
  expect(told('2026-12-31')).toEqual(['09:00-17:00', 'week', null]);
});

test('what comes is in order, without what is over, and says what costs no hours', () => {
  const { coming } = outlookOf(calendar, settings, holidays, at('2026-12-18T10:00Z'), 3);
  expect(coming).toHaveLength(10);
  expect(coming.slice(0, 6).map(({ from, name, offAnyway }) => [from, name, offAnyway])).toEqual([
    ['2026-12-19', 'Paint on a weekend', true],
    ['2026-12-24', 'Christmas Eve', false],
    ['2026-12-25', '1. Weihnachtstag', false],
    ['2026-12-26', '2. Weihnachtstag', true],
    ['2026-12-28', 'Winter break', false],
    ['2027-01-01', 'Neujahr', false],
  ]);
});

test('a holiday of several days is one line', async () => {
  const china = await holidaysOf('CN');
  const { coming } = outlookOf(
    businessCalendar({ zone: 'Asia/Shanghai', week: OFFICE_WEEK }, china),
    calendarSettings.parse({ zone: 'Asia/Shanghai', week: OFFICE_WEEK }),
    china,
    at('2026-02-01T00:00Z'),
    1,
  );
  const longest = Math.max(...coming.map(({ from, through }) => Date.parse(through) - Date.parse(from)));
  expect(longest).toBeGreaterThanOrEqual(86_400_000);
  expect(new Set(coming.map(({ from }) => from)).size).toBe(coming.length);
});

test('the promise is the one of the SLA clock', () => {
  // Friday; the break leaves 21 to 23, the short 24, then 31 December.
  const { promise } = outlookOf(calendar, settings, holidays, at('2026-12-18T10:00Z'), 5);
  expect([promise.days, promise.dueAt.toString()]).toEqual([5, '2026-12-31T16:00:00Z']);
});
