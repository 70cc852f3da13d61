import { type Kysely, sql } from 'kysely';
import type { z } from 'zod';
import { prepared } from '../database/prepared.ts';
import { notFound } from '../errors.ts';
import { type BusinessCalendar, businessCalendar } from './business-calendar.ts';
import { holidaysOf } from './holidays.ts';
import { type CalendarSettings, calendarSettings } from './settings.ts';

/** A named calendar as it is kept. `country` null: it keeps no public holidays. */
export type StoredCalendar = {
  id: string;
  name: string;
  settings: CalendarSettings;
  country: string | null;
  state: string | null;
  isDefault: boolean;
  changedAt: Temporal.Instant;
};

type Tx = { tx: Kysely<unknown> };

const COLUMNS = sql`id, name, zone, week, country, state, closures, openings, is_default, changed_at`;

/** Office hours of a new organisation: Monday to Friday, 09:00 to 17:00. */
export const OFFICE_WEEK: CalendarSettings['week'] = {
  1: [{ from: '09:00', to: '17:00' }],
  2: [{ from: '09:00', to: '17:00' }],
  3: [{ from: '09:00', to: '17:00' }],
  4: [{ from: '09:00', to: '17:00' }],
  5: [{ from: '09:00', to: '17:00' }],
  6: [],
  7: [],
};

/**
 * The calendar with an id, ready to count with; without an id (or with null) the default one. One query each time, so that
 * a change is right on the next request; a calendar read from the same row as before is the same one, with the days it has
 * worked out. Load it once for a page, not once for a row. While none is set up yet, the default one keeps office hours in
 * UTC without holidays: a clock that starts before is better than a page that does not open.
 * Refuses with `not found` if there is none with that id.
 */
export async function loadCalendar(c: Tx, id: string | null = null): Promise<BusinessCalendar> {
  const row = await findRow(c, id);
  if (!row && id === null) return BEFORE_SET_UP;
  if (!row) throw notFound('There is no such business calendar.');
  const key = JSON.stringify([row.zone, row.week, row.country, row.state, row.closures, row.openings]);
  const known = built.get(key);
  if (known) return known;
  const { settings, country, state } = stored(row);
  const calendar = businessCalendar(settings, country === null ? undefined : await holidaysOf(country, state));
  if (built.size >= MOST_BUILT) built.clear();
  built.set(key, calendar);
  return calendar;
}

const BEFORE_SET_UP = businessCalendar({ zone: 'UTC', week: OFFICE_WEEK });

/** Calendars by all that they are made of; one of them never changes, and a changed row makes another. */
const built = new Map<string, BusinessCalendar>();
const MOST_BUILT = 100;

/** The calendar with an id as it is kept; without one the default. Refuses with `not found` if there is none. */
export async function readCalendar(c: Tx, id: string | null = null): Promise<StoredCalendar> {
  const row = await findRow(c, id);
  if (!row) throw notFound(id === null ? 'No business calendar is set up yet.' : 'There is no such business calendar.');
  return stored(row);
}

/**
 * Holds a calendar in place until the transaction ends, so that it cannot be removed before a reference to it stands. Refuses
 * with `not found` if there is none with that id.
 */
export async function holdCalendar(c: Tx, id: string): Promise<void> {
  const { rows } = await sql`select from calendars.business_calendars where id = ${id} for key share`.execute(c.tx);
  if (rows.length === 0) throw notFound('There is no such business calendar.');
}

async function findRow(c: Tx, id: string | null): Promise<Row | undefined> {
  const which = id === null ? sql`is_default` : sql`id = ${id}`;
  const { rows } =
    await sql<Row>`${prepared} select ${COLUMNS} from calendars.business_calendars where ${which}`.execute(c.tx);
  return rows[0];
}

/** All calendars, the default first, then by name. */
export async function listCalendars(c: Tx): Promise<StoredCalendar[]> {
  const { rows } =
    await sql<Row>`select ${COLUMNS} from calendars.business_calendars order by is_default desc, name`.execute(c.tx);
  return rows.map(stored);
}

/** What a calendar is written from. */
export type CalendarDraft = {
  name: string;
  settings: z.input<typeof calendarSettings>;
  country: string | null;
  state?: string | null;
};

/**
 * Adds a calendar, or replaces the one with that id, and answers its id. The first one becomes the default.
 * Throws ZodError for settings that do not hold, RangeError for a place whose holidays are not known.
 */
export async function saveCalendar(
  c: Tx & { now: Temporal.Instant },
  draft: CalendarDraft,
  id: string | null = null,
): Promise<string> {
  const settings = calendarSettings.parse(draft.settings);
  const state = draft.state ?? null;
  if (draft.country !== null) await holidaysOf(draft.country, state);
  const columns = sql`name, zone, week, country, state, closures, openings, changed_at`;
  const values = sql`${draft.name}, ${settings.zone}, ${JSON.stringify(settings.week)}::jsonb, ${draft.country}, ${state},
    ${JSON.stringify(settings.closures)}::jsonb, ${JSON.stringify(settings.openings)}::jsonb, ${c.now}::timestamptz`;
  const { rows } = await (id === null
    ? sql<{ id: string }>`insert into calendars.business_calendars (${columns}, is_default)
        values (${values}, not exists (select from calendars.business_calendars where is_default)) returning id`
    : sql<{
        id: string;
      }>`update calendars.business_calendars set (${columns}) = (${values}) where id = ${id} returning id`
  ).execute(c.tx);
  if (!rows[0]) throw notFound('There is no such business calendar.');
  return rows[0].id;
}

/** Makes a calendar the default in place of the one that is. Refuses with `not found` if there is no such calendar. */
export async function makeDefaultCalendar(c: Tx & { now: Temporal.Instant }, id: string): Promise<void> {
  await readCalendar(c, id);
  // Two statements: a unique index is checked row by row, so the old default has to go first.
  await sql`update calendars.business_calendars set is_default = false, changed_at = ${c.now}::timestamptz where is_default and id <> ${id}`.execute(
    c.tx,
  );
  await sql`update calendars.business_calendars set is_default = true, changed_at = ${c.now}::timestamptz where id = ${id} and not is_default`.execute(
    c.tx,
  );
}

/** Removes a calendar. What refers to it has been asked before; the foreign keys of the database are the last word. */
export async function removeCalendar(c: Tx, id: string): Promise<void> {
  await sql`delete from calendars.business_calendars where id = ${id}`.execute(c.tx);
}

/**
 * The default calendar of a new organisation: office hours in its zone, with its country's public holidays (none where the
 * library knows none). Answers its id; where there is a default already, that one's, unchanged. For the command that
 * sets the organisation up, in its transaction.
 */
export async function setUpDefaultCalendar(
  c: Tx & { now: Temporal.Instant },
  organisation: { zone: string; country: string },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`select id from calendars.business_calendars where is_default`.execute(
    c.tx,
  );
  if (rows[0]) return rows[0].id;
  const settings = { zone: organisation.zone, week: OFFICE_WEEK };
  return saveCalendar(c, { name: 'Office hours', settings, country: await countryWithHolidays(organisation.country) });
}

/**
 * Lets the default calendar follow the organisation to another zone or country, in the transaction that changes it. What
 * was set otherwise on the calendar itself stays: only what stood as the organisation's own is moved. Without a default
 * one is set up. Answers its id.
 */
export async function moveDefaultCalendar(
  c: Tx & { now: Temporal.Instant },
  before: { zone: string; country: string },
  after: { zone: string; country: string },
): Promise<string> {
  const id = await setUpDefaultCalendar(c, after);
  const kept = await readCalendar(c, id);
  const zone = kept.settings.zone === before.zone ? after.zone : kept.settings.zone;
  const own = before.country !== after.country && kept.country === (await countryWithHolidays(before.country));
  const country = own ? await countryWithHolidays(after.country) : kept.country;
  const state = own ? null : kept.state;
  return saveCalendar(c, { name: kept.name, settings: { ...kept.settings, zone }, country, state }, id);
}

async function countryWithHolidays(country: string): Promise<string | null> {
  try {
    await holidaysOf(country);
    return country;
  } catch (fault) {
    if (fault instanceof RangeError) return null;
    throw fault;
  }
}

type Row = {
  id: string;
  name: string;
  zone: string;
  week: unknown;
  country: string | null;
  state: string | null;
  closures: unknown;
  openings: unknown;
  is_default: boolean;
  changed_at: Temporal.Instant;
};

function stored(row: Row): StoredCalendar {
  return {
    id: row.id,
    name: row.name,
    settings: calendarSettings.parse({
      zone: row.zone,
      week: row.week,
      closures: row.closures,
      openings: row.openings,
    }),
    country: row.country,
    state: row.state,
    isDefault: row.is_default,
    changedAt: row.changed_at,
  };
}
