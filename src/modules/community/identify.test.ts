import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { smallHouse } from '#tests/support/small-house.ts';
import { affiliate, identify, identifyOrganisation, noteAttribute } from './identify.ts';
import { wasErased } from './index.ts';
import { communityModule } from './module.ts';

const { house, transact, clock } = await smallHouse([communityModule]);
const rows = async <R>(text: string) => (await sql.raw<R>(text).execute(house.database.kysely)).rows;
const address = (value: string, displayName?: string, source = 'application') =>
  transact((c) => identify(c, { platform: 'email', kind: 'address', value, displayName: displayName ?? null, source }));
const user = (value: string, externalId: string | null, displayName: string | null = null) =>
  transact((c) =>
    identify(c, { platform: 'gitlab.com', kind: 'user', value, externalId, displayName, source: 'gitlab.com' }),
  );

beforeEach(async () => {
  await sql`truncate community.identities, community.organisations cascade`.execute(house.database.kysely);
});

test('naming an identity twice gives one row, in the form it was first written', async () => {
  const one = await address('Ada@Example.org', 'Ada Lovelace');
  expect(await address('ADA@example.ORG', 'Ada Lovelace')).toBe(one);
  expect(await rows('select written, folded, name from community.identities')).toEqual([
    { written: 'Ada@example.org', folded: 'ada@example.org', name: 'Ada Lovelace' },
  ]);
  expect(await rows('select name, value, until from community.identity_attributes')).toEqual([
    { name: 'display-name', value: 'Ada Lovelace', until: null },
  ]);
});

test('fifty at once get one identity, and all the same', async () => {
  const ids = await Promise.all(
    Array.from({ length: 50 }, (_, n) => address(n % 2 ? 'Ada@example.org' : 'ada@EXAMPLE.org', 'Ada')),
  );
  expect(new Set(ids).size).toBe(1);
  expect(await rows('select 1 from community.identities')).toHaveLength(1);
  expect(await rows('select 1 from community.identity_attributes')).toHaveLength(1);
});

test('a transaction that is rolled back leaves no identity behind', async () => {
  const failing = transact(async (c) => {
    await identify(c, { platform: 'email', kind: 'address', value: 'a@example.org', source: 'application' });
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await rows('select 1 from community.identities')).toHaveLength(0);
});

test('a new handle of the same number is dated; a recycled handle is a new identity', async () => {
  const ada = await user('ada', '42');
  clock.advance({ hours: 1 });
  expect(await user('ada-l', '42')).toBe(ada);
  const other = await user('ada', '77');
  expect(other).not.toBe(ada);
  expect(
    await rows(
      `select value, since::text, until::text from community.identity_attributes where identity = '${ada}' order by since`,
    ),
  ).toEqual([
    { value: 'ada', since: '2026-03-10 09:00:00+00', until: '2026-03-10 10:00:00+00' },
    { value: 'ada-l', since: '2026-03-10 10:00:00+00', until: null },
  ]);
  expect(await rows(`select written from community.identities where id = '${ada}'`)).toEqual([{ written: 'ada-l' }]);
});

test('a user and a project may share a number, and a bare handle is nobody’s number', async () => {
  const one = await user('ada', '42');
  const project = await transact((c) =>
    identify(c, {
      platform: 'gitlab.com',
      kind: 'project',
      value: 'ada/engine',
      externalId: '42',
      source: 'gitlab.com',
    }),
  );
  const bare = await user('ada', null);
  expect(new Set([one, project, bare]).size).toBe(3);
});

test('sources do not end each other’s names, and the newest is shown', async () => {
  const id = await address('a@example.org', 'Ada', 'application');
  clock.advance({ hours: 1 });
  await address('a@example.org', 'Ada Lovelace', 'gitlab.com');
  clock.advance({ hours: 1 });
  await address('a@example.org', 'Ada', 'application');
  expect(await rows('select name from community.identities')).toEqual([{ name: 'Ada Lovelace' }]);
  expect(await rows('select 1 from community.identity_attributes where until is null')).toHaveLength(2);
  clock.advance({ hours: 1 });
  await address('a@example.org', 'Countess', 'application');
  expect(await rows('select name, found_by from community.identities')).toEqual([
    { name: 'Countess', found_by: 'countess a@example.org' },
  ]);
  await transact((c) => noteAttribute(c, id, 'country', 'GB', 'application'));
  expect(await rows(`select value from community.identity_attributes where name = 'country'`)).toEqual([
    { value: 'GB' },
  ]);
});

test('what cannot be an identity is said field by field', async () => {
  await expect(address('nobody')).rejects.toMatchObject({ code: 'invalid', data: { fields: [{ field: 'value' }] } });
  await expect(transact((c) => identifyOrganisation(c, { name: 'X', domain: 'not a domain' }))).rejects.toMatchObject({
    code: 'invalid',
    data: { fields: [{ field: 'domain' }] },
  });
});

test('organisations are known by domain, else by name; the same affiliation is one', async () => {
  const named = (name: string, domain?: string) =>
    transact((c) => identifyOrganisation(c, { name, domain: domain ?? null }));
  const [a, b] = await Promise.all([named('ACME', 'acme.example'), named('Acme Inc.', 'https://www.acme.example/')]);
  expect(a).toBe(b);
  expect(await named('acme')).not.toBe(a);
  expect(await named(' ACME ')).toBe(await named('acme'));
  const identity = await address('a@acme.example');
  const until = clock.now().add({ hours: 24 });
  await transact((c) => affiliate(c, { identity, organisation: a, source: 'application' }));
  await transact((c) => affiliate(c, { identity, organisation: a, until, source: 'application' }));
  expect(await rows('select until from community.affiliations')).toHaveLength(1);
});

test('saying again with whom one is changes nothing while it stands; a new beginning after an end is another', async () => {
  const organisation = await transact((c) => identifyOrganisation(c, { name: 'ACME' }));
  const seen = { platform: 'email', kind: 'address', value: 'a@acme.example', organisation, source: 'application' };
  const since = clock.now();
  const identity = await transact((c) => identify(c, seen));
  clock.advance({ hours: 1 });
  await Promise.all(Array.from({ length: 20 }, () => transact((c) => identify(c, seen))));
  const all = 'select since::text, until::text from community.affiliations order by since';
  const text = (at: Temporal.Instant) => `${at.toString().replace('T', ' ').replace('Z', '')}+00`;
  expect(await rows(all)).toEqual([{ since: text(since), until: null }]);
  const until = clock.now();
  await transact((c) => affiliate(c, { identity, organisation, since, until, source: 'application' }));
  clock.advance({ hours: 1 });
  await transact((c) => identify(c, seen));
  await transact((c) => affiliate(c, { identity, organisation, since, source: 'application' }));
  expect(await rows(all)).toEqual([
    { since: text(since), until: text(until) },
    { since: text(clock.now()), until: null },
  ]);
});

test('nothing was erased that nobody erased', async () => {
  await address('a@example.org');
  expect(
    await wasErased(
      { tx: house.database.kysely, house },
      { platform: 'email', kind: 'address', value: 'a@example.org' },
    ),
  ).toBe(false);
});
