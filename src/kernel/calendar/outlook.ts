import { type BusinessCalendar, dayAt, hoursOn } from './business-calendar.ts';
import { addBusinessDays } from './business-time.ts';
import { type Day, dayNumber, isoDate, type Weekday, weekdayOf } from './day.ts';
import type { Holidays } from './holidays.ts';
import type { CalendarSettings, Hours } from './settings.ts';

/** Why a day has the hours that it has: an opening, a closure, a public holiday, or its weekday. */
export type Cause = 'opening' | 'closure' | 'holiday' | 'week';

/** What comes of a calendar from now on, for people to check it by. Dates and times are local to `zone`. */
export type Outlook = {
  zone: string;
  days: { date: string; weekday: Weekday; hours: Hours; cause: Cause; name: string | null }[];
  /** Holidays, closures and openings that are not over, the next first. `offAnyway`: no hours are lost by it. */
  coming: {
    from: string;
    through: string;
    kind: 'opening' | 'closure' | 'holiday';
    name: string;
    offAnyway: boolean;
  }[];
  /** When a promise of so many business days that begins now is due. */
  promise: { days: number; dueAt: Temporal.Instant };
};

/** How far ahead an outlook looks: days with their hours, and things that come. */
const DAYS = 14;
const COMING = 10;

/** The outlook of a calendar as of `now`. `settings` and `holidays` are what it was built from. */
export function outlookOf(
  calendar: BusinessCalendar,
  settings: CalendarSettings,
  holidays: Holidays | null,
  now: Temporal.Instant,
  promiseDays: number,
): Outlook {
  const today = dayAt(calendar, now.epochMilliseconds);
  const openings = new Map(settings.openings.map((opening) => [dayNumber(opening.day), opening.name]));
  const causeOf = (day: Day): { cause: Cause; name: string | null } => {
    const opening = openings.get(day);
    if (opening !== undefined) return { cause: 'opening', name: opening };
    const closure = settings.closures.find(({ from, through }) => from <= isoDate(day) && isoDate(day) <= through);
    if (closure) return { cause: 'closure', name: closure.name };
    const holiday = holidays?.names.get(day);
    return holiday === undefined ? { cause: 'week', name: null } : { cause: 'holiday', name: holiday };
  };
  return {
    zone: calendar.zone,
    days: Array.from({ length: DAYS }, (_, ahead) => {
      const day = today + ahead;
      return { date: isoDate(day), weekday: weekdayOf(day), hours: hoursOn(calendar, day), ...causeOf(day) };
    }),
    coming: comingOf(calendar, settings, holidays, today),
    promise: { days: promiseDays, dueAt: addBusinessDays(calendar, now, promiseDays) },
  };
}

function comingOf(
  calendar: BusinessCalendar,
  settings: CalendarSettings,
  holidays: Holidays | null,
  today: Day,
): Outlook['coming'] {
  const usual = (day: Day) => (calendar.week[weekdayOf(day)] ?? []).length > 0 && !calendar.openings.has(day);
  const closed = (from: Day, through: Day) => {
    for (let day = from; day <= through; day++) if (usual(day)) return true;
    return false;
  };
  const all = [
    ...stretches(holidays, today).map(({ from, through, name }) => ({ from, through, name, kind: 'holiday' as const })),
    ...settings.closures.map(({ from, through, name }) => ({
      ...{ from: dayNumber(from), through: dayNumber(through), name },
      kind: 'closure' as const,
    })),
    ...settings.openings.map(({ day, name }) => ({
      ...{ from: dayNumber(day), through: dayNumber(day), name },
      kind: 'opening' as const,
    })),
  ];
  return all
    .filter(({ through }) => through >= today)
    .sort((a, b) => a.from - b.from || a.through - b.through)
    .slice(0, COMING)
    .map(({ from, through, kind, name }) => ({
      ...{ from: isoDate(from), through: isoDate(through), kind, name },
      offAnyway: kind !== 'opening' && !closed(from, through),
    }));
}

/** The next holidays; days of one name that follow each other are one. */
function stretches(holidays: Holidays | null, today: Day) {
  const found: { from: Day; through: Day; name: string }[] = [];
  for (const [day, name] of holidays?.names ?? []) {
    if (day < today) continue;
    const last = found.at(-1);
    if (last && last.name === name && last.through === day - 1) last.through = day;
    else if (found.length > COMING) break;
    else found.push({ from: day, through: day, name });
  }
  return found;
}
