import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { Handlers, Input, Output } from '../contract/handlers.ts';
import { invalid, refused } from '../errors.ts';
import { record } from '../ledger/record.ts';
import { businessCalendar } from './business-calendar.ts';
import type { calendarsContract } from './contract.ts';
import { calendarAdded, calendarChanged, calendarMadeDefault, calendarRemoved } from './facts.ts';
import { type Holidays, holidaysOf, placesWithHolidays } from './holidays.ts';
import { outlookOf } from './outlook.ts';
import {
  type CalendarDraft,
  listCalendars,
  makeDefaultCalendar,
  readCalendar,
  removeCalendar,
  type StoredCalendar,
  saveCalendar,
} from './store.ts';

type Contract = typeof calendarsContract;
type Draft = Input<Contract['add']>;

async function list(c: Context): Promise<Output<Contract['list']>> {
  const [calendars, usedBy] = await Promise.all([listCalendars(c), readUses(c)]);
  return { calendars: calendars.map((calendar) => shown(calendar, usedBy(calendar))) };
}

async function get(c: Context, { id, promiseDays }: Input<Contract['get']>): Promise<Output<Contract['get']>> {
  const [calendar, usedBy] = await Promise.all([readCalendar(c, id), readUses(c)]);
  const flat = { ...flatOf(calendar), promiseDays };
  return { ...shown(calendar, usedBy(calendar)), outlook: await preview(c, flat) };
}

async function preview(c: Context, input: Input<Contract['preview']>): Promise<Output<Contract['preview']>> {
  const { country, state, promiseDays, ...settings } = input;
  const holidays = await holidaysAt(country, state);
  const calendar = businessCalendar(settings, holidays ?? undefined);
  const { promise, ...rest } = outlookOf(calendar, settings, holidays, c.now, promiseDays);
  return { ...rest, promise: { days: promise.days, dueAt: promise.dueAt.toString() } };
}

async function add(c: Context, draft: Draft) {
  await lockCalendars(c);
  const id = await save(c, draft, null);
  const { isDefault } = await readCalendar(c, id);
  const details = Object.fromEntries(Object.entries(draft).map(([field, after]) => [field, { after }]));
  await record(c, calendarAdded, { about: about(id), data: { name: draft.name, isDefault }, details });
  return { id };
}

async function change(c: Context, { id, basedOn, ...draft }: Input<Contract['change']>) {
  await lockCalendars(c);
  const kept = await readCalendar(c, id);
  if (basedOn !== undefined && !Temporal.Instant.from(basedOn).equals(kept.changedAt)) {
    throw refused(
      'calendar.changed-meanwhile',
      'Somebody changed this calendar meanwhile. Load it again and make your changes anew.',
    );
  }
  const before: Draft = flatOf(kept);
  const fields = (Object.keys(draft) as (keyof Draft)[]).filter((key) => !isDeepStrictEqual(before[key], draft[key]));
  if (fields.length === 0) return { changedAt: kept.changedAt.toString() };
  await save(c, draft, id);
  const details = Object.fromEntries(fields.map((key) => [key, { before: before[key], after: draft[key] }]));
  await record(c, calendarChanged, { about: about(id), data: { name: draft.name, fields }, details });
  return { changedAt: c.now.toString() };
}

async function makeDefault(c: Context, { id }: Input<Contract['makeDefault']>) {
  await lockCalendars(c);
  const calendars = await listCalendars(c);
  const { name, isDefault } = await readCalendar(c, id);
  if (isDefault) return {};
  await makeDefaultCalendar(c, id);
  const before = calendars.find((each) => each.isDefault)?.id ?? null;
  await record(c, calendarMadeDefault, { about: about(id), data: { name, before } });
  return {};
}

async function remove(c: Context, { id }: Input<Contract['remove']>) {
  await lockCalendars(c);
  // Waits for whoever is just choosing it (`holdCalendar`), and then sees that it is in use.
  await sql`select from calendars.business_calendars where id = ${id} for update`.execute(c.tx);
  const kept = await readCalendar(c, id);
  if (kept.isDefault)
    throw refused('calendar.is-default', 'This is the default calendar. Make another one the default first.');
  const uses = (await readUses(c))(kept).map(({ label }) => label);
  if (uses.length > 0) {
    throw refused(
      'calendar.in-use',
      `${inWords(uses)} ${uses.length === 1 ? 'counts' : 'count'} by this calendar. Choose another one there first.`,
    );
  }
  await removeCalendar(c, id);
  const details = Object.fromEntries(Object.entries(flatOf(kept)).map(([field, before]) => [field, { before }]));
  await record(c, calendarRemoved, { about: about(id), data: { name: kept.name }, details });
  return {};
}

/** Changes of calendars follow one another, so that names and the one default are checked against what stands. */
async function lockCalendars(c: Context): Promise<void> {
  await sql`lock table calendars.business_calendars in share row exclusive mode`.execute(c.tx);
}

async function save(c: Context, { name, country, state, ...settings }: Draft, id: string | null): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select id from calendars.business_calendars where name = ${name}`.execute(c.tx);
  if (rows.some((row) => row.id !== id))
    throw invalid([{ field: 'name', message: 'Another calendar has this name already.' }]);
  await holidaysAt(country, state);
  const draft: CalendarDraft = { name, settings, country, state };
  return saveCalendar(c, draft, id);
}

/** The holidays of a place; null without one. Throws `invalid` with the field for a place whose holidays are not known. */
async function holidaysAt(country: string | null, state: string | null): Promise<Holidays | null> {
  if (country === null) {
    if (state !== null) throw invalid([{ field: 'state', message: 'Choose the country first.' }]);
    return null;
  }
  try {
    return await holidaysOf(country, state);
  } catch (fault) {
    if (!(fault instanceof RangeError)) throw fault;
    throw invalid([{ field: state === null ? 'country' : 'state', message: `${fault.message}.` }]);
  }
}

type Use = { label: string; href: string };

/** What counts by a calendar, by all rooms. */
async function readUses(c: Context): Promise<(calendar: StoredCalendar) => Use[]> {
  const sources = c.house.modules.flatMap((module) => module.calendarUses ?? []);
  const all = (await Promise.all(sources.map((source) => source.uses(c)))).flat();
  return ({ id, isDefault }) =>
    all
      .filter(({ calendar }) => calendar === id || (calendar === null && isDefault))
      .map(({ label, href }) => ({ label, href }));
}

const about = (id: string) => ({ kind: 'calendar', id });

const inWords = (words: string[]): string => new Intl.ListFormat('en', { type: 'conjunction' }).format(words);

const flatOf = ({ name, country, state, settings }: StoredCalendar): Draft => ({ name, country, state, ...settings });

const shown = (calendar: StoredCalendar, usedBy: Use[]) => ({
  ...flatOf(calendar),
  id: calendar.id,
  isDefault: calendar.isDefault,
  changedAt: calendar.changedAt.toString(),
  usedBy,
});

export const calendarsHandlers: Handlers<Contract> = {
  list,
  places: async () => ({ places: [...(await placesWithHolidays())] }),
  preview,
  get,
  add,
  change,
  makeDefault,
  remove,
};
