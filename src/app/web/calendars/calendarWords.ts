import { type CalendarForm, type Hours, WEEKDAYS } from './calendarForm.ts';
import type { Calendar, Outlook, Place } from './questions.ts';

/** "09:00–12:30, 13:30–17:00", or "Closed". */
export const hoursWords = (hours: Hours): string =>
  hours.length === 0 ? 'Closed' : hours.map(({ from, to }) => `${from}–${to}`).join(', ');

/** "Mon–Thu 09:00–17:00; Fri 09:00–14:00": the days that are open, those of the same hours that follow each other together. */
export function weekWords(week: CalendarForm['week']): string {
  const runs: { first: string; last: string; hours: string }[] = [];
  let together = false;
  for (const { day, short } of WEEKDAYS) {
    const hours = hoursWords(week[day]);
    const run = runs.at(-1);
    if (week[day].length === 0) together = false;
    else if (together && run?.hours === hours) run.last = short;
    else {
      runs.push({ first: short, last: short, hours });
      together = true;
    }
  }
  return runs.map(({ first, last, hours }) => `${first === last ? first : `${first}–${last}`} ${hours}`).join('; ');
}

/** "Public holidays of Germany, Bavaria"; the codes where the names are not at hand. */
export function holidayWords(
  { country, state }: Pick<Calendar, 'country' | 'state'>,
  places: readonly Place[],
): string {
  if (country === null) return 'No public holidays';
  const place = places.find(({ code }) => code === country);
  const region = state === null ? '' : `, ${place?.states.find(({ code }) => code === state)?.name ?? state}`;
  return `Public holidays of ${place?.name ?? new Intl.DisplayNames('en', { type: 'region' }).of(country) ?? country}${region}`;
}

const dated = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });
const ranged = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const weekdayed = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });

/** "Tue 10 Mar" of an ISO date. */
export const dayWords = (date: string): string => dated.format(Date.parse(date)).replace(',', '');

/** "25 Dec 2026", "24–31 Dec 2026" of ISO dates. */
export const spanWords = (from: string, through: string): string =>
  from === through
    ? weekdayed.format(Date.parse(from))
    : ranged
        .formatRange(Date.parse(from), Date.parse(through))
        .replaceAll('\u2009', ' ')
        .replace(/^(\d+) – (?=\d+ \D+\d+$)/, '$1–');

/** What stands beside a day that is not as its weekday usually is. */
export function causeWords({ cause, name, hours }: Outlook['days'][number]): string | null {
  if (cause === 'week') return null;
  const usual = { opening: hours.length > 0 ? 'Own hours' : 'Closed', closure: 'Closure', holiday: 'Public holiday' }[
    cause
  ];
  return name === null || name === '' ? usual : name;
}
