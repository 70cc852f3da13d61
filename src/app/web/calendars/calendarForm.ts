import type { Calendar } from './questions.ts';

/** What the editor holds: what is kept of a calendar, times and dates as typed. */
export type CalendarForm = Pick<Calendar, 'name' | 'zone' | 'country' | 'state' | 'week' | 'closures' | 'openings'>;
export type Hours = CalendarForm['week'][1];
export type Weekday = keyof CalendarForm['week'];

export const WEEKDAYS: readonly { day: Weekday; name: string; short: string }[] = [
  { day: 1, name: 'Monday', short: 'Mon' },
  { day: 2, name: 'Tuesday', short: 'Tue' },
  { day: 3, name: 'Wednesday', short: 'Wed' },
  { day: 4, name: 'Thursday', short: 'Thu' },
  { day: 5, name: 'Friday', short: 'Fri' },
  { day: 6, name: 'Saturday', short: 'Sat' },
  { day: 7, name: 'Sunday', short: 'Sun' },
];

const OFFICE: Hours = [{ from: '09:00', to: '17:00' }];

/** The form of a calendar that is kept. */
export const formOf = ({ name, zone, country, state, week, closures, openings }: Calendar): CalendarForm => ({
  ...{ name, zone, country, state, week, closures, openings },
});

/** The form of a new calendar: office hours in a zone, no holidays. */
export const newForm = (zone: string): CalendarForm => ({
  name: '',
  zone,
  country: null,
  state: null,
  week: { 1: OFFICE, 2: OFFICE, 3: OFFICE, 4: OFFICE, 5: OFFICE, 6: [], 7: [] },
  closures: [],
  openings: [],
});

/** A time as people type it ("9", "930", "9.30", "24") as the server takes it ("09:00"); null where it is none. */
export function timeOf(typed: string): string | null {
  const [, hour = '', minute = '0'] = /^(\d{1,2})(?:[:.h ]?(\d{2}))?$/.exec(typed.trim()) ?? [];
  const [h, m] = [Number(hour), Number(minute)];
  if (hour === '' || m > 59 || h > 24 || (h === 24 && m > 0)) return null;
  return `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`;
}

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
const timeAt = (minutes: number) => timeOf(`${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`);

/** One interval more: office hours on a closed day, else from an hour after the last one; null where the day is full. */
export function withInterval(hours: Hours): Hours | null {
  const last = hours.at(-1);
  if (!last) return OFFICE;
  const close = timeOf(last.to);
  const from = close === null ? null : timeAt(minutesOf(close) + 60);
  if (from === null || from === '24:00') return null;
  return [...hours, { from, to: minutesOf(from) < minutesOf('17:00') ? '17:00' : '24:00' }];
}

/** The date after an ISO date. */
export const dayAfter = (date: string): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
