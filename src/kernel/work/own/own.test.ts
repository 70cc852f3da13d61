import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { newId } from '#kernel/ids.ts';
import { fact } from '#kernel/ledger/fact.ts';
import { record } from '#kernel/ledger/record.ts';
import type { Module } from '#kernel/module.ts';
import { smallHouse } from '#tests/support/small-house.ts';

const sailed = fact('ship.sailed', z.object({}), 'sailed the ship');
const [oss, startups] = [newId(), newId()];
const ships = new Map([
  [newId(), oss],
  [newId(), startups],
]);
const [ark, argo] = [...ships.keys()] as [string, string];
const room: Module = {
  name: 'tests',
  contract: {},
  handlers: {},
  facts: [sailed],
  searchable: [
    {
      kind: 'ship',
      label: 'Ships',
      permission: 'work.read',
      touchedBy: [],
      all: async () => [],
      entries: async () => [],
      hits: async (c, ids) =>
        ids
          .filter(
            (id) =>
              c.actor.kind === 'account' &&
              c.actor.grants.some((g) => g.program === null || g.program === ships.get(id)),
          )
          .map((id) => ({ id, title: id, words: '', href: `/ships/${id}` })),
    },
  ],
};
const { house, transact, clock, as, stranger, system } = await smallHouse([room]);
const manager = await as('manager');
const reviewer = await as('reviewer', oss);
const other = await as('reviewer', startups);
const analyst = await as('analyst');
const LIST = '/ships';
const view = { list: LIST, name: 'Late', query: '?health=late', audience: 'private' };
const names = async (who: typeof manager) =>
  (await who('work.listViews', { list: LIST })).views.map((v: { name: string }) => v.name);

beforeEach(async () => {
  await sql`truncate work.views, work.view_places, work.bookmarks, work.visits, work.settings, ledger.facts cascade`.execute(
    house.database.kysely,
  );
});

describe('views', () => {
  test('are one’s own, or shared with everybody or with a program', async () => {
    await reviewer('work.saveView', view);
    await reviewer('work.saveView', { ...view, name: 'Ours', audience: 'program', program: oss });
    await manager('work.saveView', {
      ...view,
      name: 'All',
      audience: 'everybody',
      look: { shown: { due: false }, dense: true },
    });
    expect(await names(reviewer)).toEqual(['Late', 'Ours', 'All']);
    expect(await names(manager)).toEqual(['Ours', 'All']);
    expect(await names(other)).toEqual(['All']);
    const { views } = await other('work.listViews', { list: LIST });
    expect(views[0]).toMatchObject({
      query: '?health=late',
      look: { shown: { due: false }, dense: true },
      mine: false,
      mayChange: false,
      owner: 'Test manager',
    });
  });

  test('are shared only by who may write for all of them', async () => {
    await expect(reviewer('work.saveView', { ...view, audience: 'everybody' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(reviewer('work.saveView', { ...view, audience: 'program', program: startups })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(analyst('work.saveView', { ...view, audience: 'everybody' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(reviewer('work.saveView', { ...view, audience: 'program' })).rejects.toMatchObject({
      code: 'invalid',
    });
    await analyst('work.saveView', view);
    await expect(stranger('work.listViews', { list: LIST })).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(system('work.listViews', { list: LIST })).rejects.toMatchObject({
      data: { rule: 'own.needs-account' },
    });
  });

  test('are renamed, given other filters and removed by their maker; a shared one by who may write there', async () => {
    const { id } = await reviewer('work.saveView', { ...view, audience: 'program', program: oss });
    await reviewer('work.changeView', { id, name: 'Later', query: '?health=at-risk' });
    expect((await reviewer('work.listViews', { list: LIST })).views[0]).toMatchObject({
      name: 'Later',
      query: '?health=at-risk',
      audience: 'program',
      program: oss,
    });
    await expect(other('work.changeView', { id, name: 'Mine now' })).rejects.toMatchObject({ code: 'not-found' });
    await expect(analyst('work.removeView', { id })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(manager('work.changeView', { id, audience: 'everybody' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await manager('work.changeView', { id, name: 'Tidied' });
    await expect(reviewer('work.saveView', { ...view, name: 'TIDIED' })).rejects.toMatchObject({
      data: { fields: [{ field: 'name' }] },
    });
    await reviewer('work.changeView', { id, audience: 'private' });
    expect(await names(manager)).toEqual([]);
    await expect(manager('work.removeView', { id })).rejects.toMatchObject({ code: 'not-found' });
    await reviewer('work.removeView', { id });
    await expect(reviewer('work.removeView', { id })).rejects.toMatchObject({ code: 'not-found' });
    expect(await names(reviewer)).toEqual([]);
  });

  test('stand in each one’s order, and the list opens with the one chosen', async () => {
    await manager('work.arrangeViews', { list: LIST, opensWith: 'mine', places: ['b', 'a', 'b'] });
    expect(await manager('work.listViews', { list: LIST })).toMatchObject({ opensWith: 'mine', places: ['b', 'a'] });
    expect(await reviewer('work.listViews', { list: LIST })).toMatchObject({ opensWith: null, places: [] });
  });
});

test('settings are one’s own, and what is left out stays', async () => {
  await manager('work.changeMySettings', { theme: 'dark', zone: 'Europe/Berlin' });
  await manager('work.changeMySettings', { startPage: '/programs', zone: null });
  await manager('work.chooseLook', { list: 'ships', shown: { due: false }, dense: true });
  await manager('work.chooseLook', { list: 'crews', shown: {}, dense: false });
  await manager('work.chooseLook', { list: 'ships', shown: {}, dense: true });
  expect(await manager('work.mySettings', {})).toEqual({
    choices: { theme: 'dark', startPage: '/programs', zone: null },
    lists: { ships: { shown: {}, dense: true }, crews: { shown: {}, dense: false } },
  });
  expect(await reviewer('work.mySettings', {})).toEqual({ choices: {}, lists: {} });
  for (const wrong of [
    { zone: 'Mars/Olympus' },
    { startPage: '//evil.example' },
    { startPage: 'https://evil.example' },
    { theme: 'pink' },
  ])
    await expect(manager('work.changeMySettings', wrong)).rejects.toMatchObject({ code: 'invalid' });
});

test('bookmarks and what one looked at last are one’s own; what may not be seen any more is left out', async () => {
  const { id } = await manager('work.addBookmark', { address: '/ships?health=late', title: 'Late ships' });
  expect((await manager('work.addBookmark', { address: '/ships?health=late', title: 'Late' })).id).toBe(id);
  await expect(manager('work.addBookmark', { address: 'javascript:alert(1)', title: 'x' })).rejects.toMatchObject({
    code: 'invalid',
  });
  await reviewer('work.noteVisit', { kind: 'ship', id: ark });
  clock.advance({ minutes: 1 });
  await reviewer('work.noteVisit', { kind: 'ship', id: argo });
  await manager('work.noteVisit', { kind: 'ship', id: ark });
  clock.advance({ minutes: 1 });
  await manager('work.noteVisit', { kind: 'ship', id: argo });
  const recent = async (who: typeof manager) =>
    (await who('work.atHand', {})).recent.map((hit: { id: string }) => hit.id);
  expect(await recent(manager)).toEqual([argo, ark]);
  expect(await recent(reviewer)).toEqual([ark]);
  expect((await manager('work.atHand', {})).bookmarks).toEqual([{ id, address: '/ships?health=late', title: 'Late' }]);
  await expect(reviewer('work.removeBookmark', { id })).rejects.toMatchObject({ code: 'not-found' });
  await manager('work.removeBookmark', { id });
  expect((await manager('work.atHand', {})).bookmarks).toEqual([]);
});

test('what is new counts from the visit before, and a short absence is none', async () => {
  const visit = async () => (await reviewer('work.noteVisit', { kind: 'ship', id: ark })).newSince;
  const first = clock.now().toString();
  expect(await visit()).toBeNull();
  clock.advance({ minutes: 10 });
  expect(await visit()).toBeNull();
  const second = clock.now().toString();
  clock.advance({ hours: 3 });
  expect(await visit()).toBe(second);
  clock.advance({ minutes: 5 });
  expect(await visit()).toBe(second);
  expect(second > first).toBe(true);
});

test('at home: what others did in one’s programs since one was here, by what it was', async () => {
  const sail = (program: string | null) =>
    transact((c) => record(c, sailed, { about: { kind: 'ship', id: ark }, program, data: {} }));
  expect(await reviewer('work.newSinceVisit', {})).toEqual({ since: null, groups: [], more: false });
  await sail(oss);
  await reviewer('work.noteVisit', { kind: 'home', id: reviewer.accountId });
  const since = clock.now().toString();
  clock.advance({ hours: 5 });
  await sail(oss);
  await sail(oss);
  await sail(startups);
  await sail(null);
  const wanted = {
    since,
    groups: [{ kind: 'ship.sailed', words: 'sailed the ship', count: 2, latest: clock.now().toString() }],
    more: false,
  };
  expect(await reviewer('work.newSinceVisit', {})).toEqual(wanted);
  await reviewer('work.noteVisit', { kind: 'home', id: reviewer.accountId });
  expect(await reviewer('work.newSinceVisit', {})).toEqual(wanted);
});
