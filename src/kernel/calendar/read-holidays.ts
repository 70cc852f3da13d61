// Run as a process of its own by holidays.ts: question in the first argument, answer on standard output, both JSON.
import Holidays from 'date-holidays';

/** What `holidays.ts` asks: a place and the years, first and last included. */
export type Question = { country: string; state: string | null; from: number; through: number };
/** What `holidays.ts` asks for the list of places. */
export type PlacesQuestion = 'places';
/** A country (ISO 3166-1) and its states as the library calls them. */
export type Place = { code: string; name: string; states: { code: string; name: string }[] };
/** One entry for each holiday, from its first local date, for whole days. */
export type Answer =
  | { ok: true; holidays: { date: string; days: number; name: string }[] }
  | { ok: false; words: string };

const HOUR_MS = 3_600_000;

const asked = JSON.parse(process.argv[2] ?? '') as Question | PlacesQuestion;
process.stdout.write(JSON.stringify(asked === 'places' ? places() : answer(asked)));

function places(): Place[] {
  const library = new Holidays();
  return byName(library.getCountries('en')).map((country) => ({
    ...country,
    states: byName(library.getStates(country.code, 'en') ?? {}),
  }));
}

function byName(names: Record<string, string>) {
  const all = Object.entries(names).map(([code, name]) => ({ code, name }));
  return all.sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

function answer({ country, state, from, through }: Question): Answer {
  const countries = new Holidays().getCountries();
  if (!Object.hasOwn(countries, country))
    return { ok: false, words: `No holidays are known for the country ${country}` };
  if (state !== null && !Object.hasOwn(new Holidays().getStates(country) ?? {}, state)) {
    return { ok: false, words: `No holidays are known for ${state} in ${country}` };
  }
  const place =
    state === null ? new Holidays(country, { types: ['public'] }) : new Holidays(country, state, { types: ['public'] });
  const holidays: { date: string; days: number; name: string }[] = [];
  for (let year = from; year <= through; year++) {
    for (const holiday of place.getHolidays(year)) {
      // Only days that are off as a whole. The hour more: a holiday on the day the clock goes forward has 23.
      const days = Math.floor((holiday.end.getTime() - holiday.start.getTime() + HOUR_MS) / (24 * HOUR_MS));
      if (days > 0) holidays.push({ date: holiday.date.slice(0, 10), days, name: holiday.name });
    }
  }
  return { ok: true, holidays };
}
