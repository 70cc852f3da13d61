import { describe, expect, test } from 'vitest';
import { testHouse } from '#tests/support/house.ts';
import { faultOf, visitor } from '#tests/support/visitor.ts';
import { openSetup } from './setup.ts';

const organisation = {
  name: 'Marble Clock',
  zone: 'Europe/Berlin',
  fiscalStartMonth: 2,
  country: 'DE',
  privacyContact: '',
};
const owner = { name: 'Ada King', mail: 'Ada.King@Example.org', password: 'correct teapot marsh lantern' };
const given = (key: string) => ({ key, owner, organisation, sample: true });

describe('the first visit', async () => {
  const house = await testHouse();

  test('opens for the newest link only', async () => {
    expect(await house.stranger.access.setUpState({})).toEqual({ open: true });
    expect((await house.stranger.access.me({})).setUp).toBe(false);
    const older = (await house.transact(openSetup)) ?? '';
    const newest = (await house.transact(openSetup)) ?? '';
    expect(older).toMatch(/^[\w-]{43}$/);
    expect(newest).not.toBe(older);
    for (const wrong of [older, 'x', `${newest}x`]) {
      expect(await faultOf(house.stranger.access.setUp(given(wrong)))).toMatchObject({
        code: 'REFUSED',
        rule: 'access.wrong-key',
      });
    }
    expect(await house.rows('select id from access.accounts')).toEqual([]);
  });

  test('says what is wrong with the entries, and changes nothing', async () => {
    const key = (await house.transact(openSetup)) ?? '';
    const weak = { ...given(key), owner: { ...owner, password: 'marbleclock1' } };
    expect(await faultOf(house.stranger.access.setUp(weak))).toMatchObject({
      code: 'INVALID',
      fields: ['owner.password'],
    });
    const wrong = {
      ...given(key),
      owner: { ...owner, mail: 'ada' },
      organisation: { ...organisation, zone: 'Mars/Base' },
    };
    expect((await faultOf(house.stranger.access.setUp(wrong)))?.fields?.toSorted()).toEqual([
      'organisation.zone',
      'owner.mail',
    ]);
    expect(await house.stranger.access.setUpState({})).toEqual({ open: true });
  });

  test('of two that come at once makes one owner, signs in, and closes', async () => {
    const key = (await house.transact(openSetup)) ?? '';
    const visitors = [visitor(house), visitor(house), visitor(house)];
    const outcomes = await Promise.all(visitors.map((v) => faultOf(v.access.setUp(given(key)))));
    expect(outcomes.filter((o) => o === null)).toHaveLength(1);
    expect(outcomes.filter((o) => o?.rule === 'access.already-set-up')).toHaveLength(2);
    const winner = visitors[outcomes.indexOf(null)];
    expect(winner?.jar.setCookie).toMatch(
      /^__Host-guildhall_session=[\w-]{43}; Max-Age=7776000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );

    const me = await winner?.access.me({});
    expect(me?.account).toMatchObject({ name: 'Ada King', mail: 'Ada.King@example.org' });
    expect(me?.organisation).toEqual({
      name: 'Marble Clock',
      zone: 'Europe/Berlin',
      fiscalStartMonth: 2,
      sample: false,
    });
    expect(me?.grants).toMatchObject([{ role: 'owner', program: null }]);
    expect(me?.permissions).toContain('organisation.settings');

    expect(await house.stranger.access.setUpState({})).toEqual({ open: false });
    expect(await house.transact(openSetup)).toBeNull();
    expect(await faultOf(house.stranger.access.setUp(given(key)))).toMatchObject({ rule: 'access.already-set-up' });
  });

  test('left facts that name the choice, and no personal value', async () => {
    const facts = await house.rows<{ kind: string; data: Record<string, unknown>; actor_kind: string }>(
      'select kind, data, actor_kind from ledger.facts order by id',
    );
    expect(facts.map((f) => f.kind).sort()).toEqual(['account.joined', 'account.signed-in', 'organisation.set-up']);
    expect(facts.find((f) => f.kind === 'organisation.set-up')).toMatchObject({
      data: { sample: true },
      actor_kind: 'account',
    });
    expect(JSON.stringify(facts)).not.toMatch(/ada|king|example/i);
    const details = await house.rows<{ field: string }>('select field from ledger.details order by field');
    expect(details.map((d) => d.field)).toEqual(['mail', 'name']);
  });

  test('set office hours in the organisation’s zone', async () => {
    expect(await house.rows('select zone, country, is_default from calendars.business_calendars')).toEqual([
      { zone: 'Europe/Berlin', country: 'DE', is_default: true },
    ]);
  });
});
