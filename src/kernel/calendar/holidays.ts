import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Day, dayNumber, isoDate } from './day.ts';
import type { Answer, Place, PlacesQuestion, Question } from './read-holidays.ts';

/** The years whose holidays are known. Asking for a day outside them is an error, not a working day. */
export const HOLIDAY_YEARS = { from: 2000, through: 2060 } as const;

/** The public holidays of a place. */
export type Holidays = {
  readonly country: string;
  readonly state: string | null;
  /** Each holiday's name (in the place's own language) by day, in order. */
  readonly names: ReadonlyMap<Day, string>;
  /** Throws RangeError for a day outside `HOLIDAY_YEARS`. */
  has(day: Day): boolean;
};

const places = new Map<string, Promise<Holidays>>();
/** Somebody who looks through all countries must not fill the memory. */
const MOST_PLACES = 40;

/**
 * The public holidays of a country (ISO 3166-1, `US`), or of one of its states as the library names it (`CA`, `BY`).
 *
 * Public ones only, and only days that are off as a whole: where a holiday begins at noon, add an opening with the day's
 * shorter hours to the calendar. The library takes 45 MB once loaded and a thread that ends gives little of it back, so a process
 * of its own reads it, answers all years at once and ends (0.2 to 1 s); each place is asked for once.
 *
 * Rejects with RangeError if the place is not known.
 */
export function holidaysOf(country: string, state: string | null = null): Promise<Holidays> {
  const key = `${country}/${state ?? ''}`;
  const known = places.get(key);
  if (known) return known;
  const oldest = places.keys().next().value;
  if (oldest !== undefined && places.size >= MOST_PLACES) places.delete(oldest);
  const asked = ask({ country, state, ...HOLIDAY_YEARS }).catch((fault: unknown) => {
    places.delete(key);
    throw fault;
  });
  places.set(key, asked);
  return asked;
}

async function ask(question: Question): Promise<Holidays> {
  const reply = await read<Answer>(question);
  if (!reply.ok) throw new RangeError(reply.words);
  const first = dayNumber(`${question.from}-01-01`);
  const last = dayNumber(`${question.through}-12-31`);
  const names = new Map<Day, string>();
  for (const { date, days, name } of reply.holidays) {
    for (let day = dayNumber(date); day < dayNumber(date) + days; day++) if (!names.has(day)) names.set(day, name);
  }
  return {
    country: question.country,
    state: question.state,
    names: new Map([...names].sort(([a], [b]) => a - b)),
    has(day) {
      if (day < first || day > last) {
        throw new RangeError(
          `Holidays are known from ${question.from} to ${question.through}, not for ${isoDate(day)}`,
        );
      }
      return names.has(day);
    },
  };
}

const run = promisify(execFile);
const READER = fileURLToPath(new URL('./read-holidays.ts', import.meta.url));

let listed: Promise<Place[]> | null = null;

/** Every country whose public holidays are known, with its states where those have holidays of their own; names in English. */
export function placesWithHolidays(): Promise<readonly Place[]> {
  listed ??= read<Place[]>('places').catch((fault: unknown) => {
    listed = null;
    throw fault;
  });
  return listed;
}

async function read<Told>(question: Question | PlacesQuestion): Promise<Told> {
  const { stdout } = await run(process.execPath, [READER, JSON.stringify(question)], {
    maxBuffer: 16 * 1024 * 1024,
    timeout: 60_000,
  });
  return JSON.parse(stdout) as Told;
}
