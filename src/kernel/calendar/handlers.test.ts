import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Module } from '#kernel/module.ts';
import { kernelHouse } from '#tests/support/kernel-house.ts';
import { calendarsContract } from './contract.ts';
import { calendarsHandlers as handlers } from './handlers.ts';
import { calendarsModule } from './index.ts';
import { OFFICE_WEEK } from './store.ts';

let used: { calendar: string | null; label: string; href: string }[] = [];
const trade: Module = {
  name: 'trade',
  contract: {},
  handlers: {},
  calendarUses: [{ name: 'trade', uses: async () => used }],
};
const house = await kernelHouse([calendarsModule, trade]);

const drafted = calendarsContract.add['~orpc'].inputSchema as NonNullable<
  (typeof calendarsContract.add)['~orpc']['inputSchema']
>;
const draft = (more: object = {}) =>
  drafted.parse({ name: 'Berlin', zone: 'Europe/Berlin', week: OFFICE_WEEK, country: 'DE', ...more });
const add = (more: object = {}) => house.act((c) => handlers.add(c, draft(more))).then(({ id }) => id);
const change = (id: string, more: object, basedOn?: string) =>
  house.act((c) => handlers.change(c, { id, ...draft(more), ...(basedOn && { basedOn }) }));
const get = (id: string, promiseDays = 5) => house.act((c) => handlers.get(c, { id, promiseDays }));
const list = () => house.act((c) => handlers.list(c, {})).then(({ calendars }) => calendars);
const remove = (id: string) => house.act((c) => handlers.remove(c, { id }));
const facts = async () =>
  (
    await sql<{ kind: string; data: object }>`select kind, data from ledger.facts order by id`.execute(
      house.database.kysely,
    )
  ).rows.map(({ kind, data }) => [kind, data]);
const nobody = '019a0000-0000-7000-8000-000000000000';

beforeEach(async () => {
  used = [];
  await sql`delete from calendars.business_calendars`.execute(house.database.kysely);
  await sql`truncate ledger.facts cascade`.execute(house.database.kysely);
});

describe('adding', () => {
  test('the first is the default, and all of it comes back with its outlook', async () => {
    const closures = [{ from: '2026-04-20', through: '2026-04-21', name: 'Moving house' }];
    const id = await add({ closures, state: 'BY' });
    const other = await add({ name: 'Kathmandu', zone: 'Asia/Kathmandu', country: null });
    // Tuesday 10 March 2026, 10:00 in Berlin.
    expect(await get(id, 3)).toMatchObject({
      ...{ name: 'Berlin', country: 'DE', state: 'BY', closures, isDefault: true, usedBy: [] },
      outlook: {
        zone: 'Europe/Berlin',
        promise: { days: 3, dueAt: '2026-03-13T16:00:00Z' },
        coming: expect.arrayContaining([{ kind: 'closure', ...closures[0], offAnyway: false }]),
      },
    });
    expect((await list()).map((each) => [each.id, each.isDefault])).toEqual([
      [id, true],
      [other, false],
    ]);
    expect(await facts()).toEqual([
      ['calendar.added', { name: 'Berlin', isDefault: true }],
      ['calendar.added', { name: 'Kathmandu', isDefault: false }],
    ]);
  });

  test('what does not hold is said at its field, and nothing is kept', async () => {
    await add();
    const field = (more: object) =>
      add(more).then(
        () => 'none',
        (fault: { code: string; data: { fields: { field: string }[] } }) => [fault.code, fault.data.fields[0]?.field],
      );
    expect(await field({})).toEqual(['invalid', 'name']);
    expect(await field({ name: 'Mars', country: 'XX' })).toEqual(['invalid', 'country']);
    expect(await field({ name: 'Mars', country: 'DE', state: 'ZZ' })).toEqual(['invalid', 'state']);
    expect(await field({ name: 'Mars', country: null, state: 'BY' })).toEqual(['invalid', 'state']);
    expect(await list()).toHaveLength(1);
    expect(await facts()).toHaveLength(1);
  });

  test('the contract names the field of every fault', () => {
    const paths = (more: object) =>
      drafted
        .safeParse({ name: 'X', zone: 'UTC', week: OFFICE_WEEK, country: null, ...more })
        .error?.issues.map(({ path }) => path.join('.'));
    const spans = (...list: [string, string][]) => list.map(([from, to]) => ({ from, to }));
    expect(paths({ name: '  ' })).toEqual(['name']);
    expect(paths({ zone: 'Mars/Olympus' })).toEqual(['zone']);
    expect(paths({ week: { ...OFFICE_WEEK, 2: spans(['09:00', '12:00'], ['11:00', '17:00']) } })).toEqual([
      'week.2.1.from',
    ]);
    expect(paths({ week: { ...OFFICE_WEEK, 3: spans(['9', '17:00']) } })).toEqual(['week.3.0.from']);
    expect(paths({ week: { 1: [], 2: [], 3: [], 4: [], 5: [], 6: [], 7: [] } })).toEqual(['week']);
    expect(paths({ closures: [{ from: '2026-02-30', through: '2026-03-01', name: '' }] })).toEqual(['closures.0.from']);
    expect(paths({ closures: [{ from: '2026-03-02', through: '2026-03-01', name: '' }] })).toEqual([
      'closures.0.through',
    ]);
    expect(paths({ closures: [{ from: '2000-01-01', through: '2060-12-31', name: 'For ever' }] })).toEqual([
      'closures',
    ]);
    expect(paths({ closures: [{ from: '2026-03-02', through: '9999-03-01', name: '' }] })).toContain(
      'closures.0.through',
    );
    const opening = { day: '2026-03-02', hours: spans(['09:00', '10:00']), name: '' };
    expect(paths({ openings: [opening, opening] })).toEqual(['openings.1.day']);
    expect(paths({ openings: [{ ...opening, hours: [] }] })).toEqual(['openings.0.hours']);
  });
});

describe('changing', () => {
  test('records what was and what is, for the fields that changed alone', async () => {
    const id = await add();
    const week = { ...OFFICE_WEEK, 5: [] };
    await change(id, { week });
    expect(await get(id)).toMatchObject({ week });
    expect((await facts()).at(-1)).toEqual(['calendar.changed', { name: 'Berlin', fields: ['week'] }]);
    const { rows } = await sql`select field, before, after from ledger.details d join ledger.facts f on f.id = d.fact
      where f.kind = 'calendar.changed'`.execute(house.database.kysely);
    expect(rows).toEqual([{ field: 'week', before: OFFICE_WEEK, after: week }]);
  });

  test('nothing changed is no fact', async () => {
    const id = await add();
    await change(id, {});
    expect(await facts()).toHaveLength(1);
  });

  test('two editors do not overwrite one another', async () => {
    const id = await add();
    const { changedAt } = await get(id);
    house.clock.advance({ minutes: 1 });
    const after = await change(id, { name: 'Berlin and Munich' }, changedAt);
    await expect(change(id, { state: 'BY' }, changedAt)).rejects.toMatchObject({
      data: { rule: 'calendar.changed-meanwhile' },
    });
    await change(id, { name: 'Berlin and Munich', state: 'BY' }, after.changedAt);
    expect(await get(id)).toMatchObject({ name: 'Berlin and Munich', state: 'BY' });
  });

  test('a name that another one has, or a calendar that is not there, is refused', async () => {
    const id = await add();
    await add({ name: 'Boston' });
    await expect(change(id, { name: 'Boston' })).rejects.toMatchObject({ code: 'invalid' });
    await expect(change(nobody, { name: 'New' })).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('the default and the end', () => {
  test('another becomes the default, once', async () => {
    const [first, second] = [await add(), await add({ name: 'Boston' })];
    await house.act((c) => handlers.makeDefault(c, { id: second }));
    await house.act((c) => handlers.makeDefault(c, { id: second }));
    expect((await list()).map((each) => [each.id, each.isDefault])).toEqual([
      [second, true],
      [first, false],
    ]);
    expect((await facts()).slice(2)).toEqual([['calendar.made-default', { name: 'Boston', before: first }]]);
  });

  test('the default one and one in use stay', async () => {
    const [first, second] = [await add(), await add({ name: 'Boston' })];
    await expect(remove(first)).rejects.toMatchObject({ data: { rule: 'calendar.is-default' } });
    used = [
      { calendar: second, label: 'Open Source', href: '/a' },
      { calendar: second, label: 'Startups', href: '/b' },
      { calendar: null, label: 'Education', href: '/c' },
    ];
    expect((await list()).map(({ usedBy }) => usedBy.map(({ label }) => label))).toEqual([
      ['Education'],
      ['Open Source', 'Startups'],
    ]);
    await expect(remove(second)).rejects.toMatchObject({
      data: { rule: 'calendar.in-use' },
      message: 'Open Source and Startups count by this calendar. Choose another one there first.',
    });
    used = [];
    await remove(second);
    expect((await list()).map(({ id }) => id)).toEqual([first]);
    expect((await facts()).at(-1)).toEqual(['calendar.removed', { name: 'Boston' }]);
    await expect(remove(second)).rejects.toMatchObject({ code: 'not-found' });
  });
});

test('an unsaved draft is shown as it would be, and its place is judged', async () => {
  const { name: _, ...fields } = draft();
  const outlook = await house.act((c) => handlers.preview(c, { ...fields, promiseDays: 1 }));
  expect(outlook.days[0]).toMatchObject({ date: '2026-03-10', weekday: 2, cause: 'week' });
  expect(outlook.coming[0]).toMatchObject({ from: '2026-04-03', kind: 'holiday', name: 'Karfreitag' });
  await expect(
    house.act((c) => handlers.preview(c, { ...fields, country: 'XX', promiseDays: 1 })),
  ).rejects.toMatchObject({ code: 'invalid', data: { fields: [{ field: 'country' }] } });
  expect(await list()).toEqual([]);
});

test('places are countries with their states, by name', async () => {
  const { places } = await house.act((c) => handlers.places(c, {}));
  expect(places.length).toBeGreaterThan(190);
  expect(places.find(({ code }) => code === 'DE')?.states).toContainEqual({ code: 'BY', name: 'Bayern' });
  expect(places.map(({ name }) => name)).toEqual(
    places.map(({ name }) => name).toSorted(new Intl.Collator('en').compare),
  );
});
