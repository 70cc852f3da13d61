import { expect, test } from 'vitest';
import { testHouse } from '#tests/support/house.ts';
import { accountOf, faultOf, visitor } from '#tests/support/visitor.ts';
import { writeAccount } from './accounts.ts';
import { networkOf } from './token-network.ts';

const P1 = '019aa000-0000-7000-8000-00000000000a';
const P2 = '019aa000-0000-7000-8000-00000000000b';
const password = 'correct teapot marsh lantern';
const house = await testHouse();
(house.house.scopes as Map<string, unknown>).delete('program');

const account = await house.transact((c) =>
  writeAccount(c, { name: 'Ada', mail: 'ada@example.org', password, role: 'owner', program: null, grantedBy: null }),
);
const ada = visitor(house);
await ada.access.signIn({ mail: 'ada@example.org', password });
const using = (token: string, from?: string) =>
  house.client({ authorization: `Bearer ${token}`, ...(from ? { 'x-forwarded-for': from } : {}) }).access;
const facts = (kind: string) =>
  house.rows<{ about_id: string; data: Record<string, unknown>; address_prefix: string | null; key: string | null }>(
    `select f.about_id, f.data, o.address_prefix, o.key from ledger.facts f left join ledger.origins o on o.fact = f.id
     where f.kind = '${kind}' order by f.id`,
  );

test('a token for one program does nothing in others, even where its account may do everything', async () => {
  const { token } = await ada.access.makeToken({ name: 'One', program: P1 });
  const grants = (await using(token).me({})).grants;
  expect(grants).toMatchObject([{ role: 'owner', program: P1 }]);
  const other = await accountOf(await house.as('analyst', P1));
  expect(await faultOf(using(token).grantRole({ account: other, role: 'reviewer', program: P1 }))).toBeNull();
  expect(await faultOf(using(token).grantRole({ account: other, role: 'reviewer', program: P2 }))).toMatchObject({
    code: 'FORBIDDEN',
  });
  expect(await faultOf(using(token).organisation({}))).toMatchObject({ code: 'FORBIDDEN' });
  expect(await faultOf(using(token).grantRole({ account: other, role: 'owner', program: null }))).toMatchObject({
    code: 'FORBIDDEN',
  });
  expect((await ada.access.listTokens({})).tokens[0]).toMatchObject({ name: 'One', program: P1 });
});

test('a token without a word about its end lasts 90 days; its holder is told a week before, once', async () => {
  const usual = await ada.access.makeToken({ name: 'Usual' });
  expect(usual.expiresAt).toBe('2026-06-08T09:00:00Z');
  expect((await ada.access.makeToken({ name: 'Forever', expiresAt: null })).expiresAt).toBeNull();
  await ada.access.makeToken({ name: 'Short', expiresAt: '2026-03-14T09:00:00Z' });
  const warned = async () =>
    (await house.mailbox('ada@example.org')).filter((m) => m.template === 'access.token-ending');
  const daily = house.house.timetables.get('access.warn-of-ending-tokens');
  const { warnOfEndingTokens } = await import('./ending-tokens.ts');
  expect(daily).toBeDefined();
  expect(await house.transact(warnOfEndingTokens)).toBe(0);
  house.clock.set('2026-05-31T09:00:00Z');
  expect(await house.transact(warnOfEndingTokens)).toBe(0);
  house.clock.set('2026-06-02T09:00:00Z');
  // The one for a single program was made without an end as well.
  expect(await house.transact(warnOfEndingTokens)).toBe(2);
  expect(await house.transact(warnOfEndingTokens)).toBe(0);
  await house.work();
  expect((await warned()).map((m) => m.subject).sort()).toEqual([
    'Your API token “One” ends on 8 June 2026',
    'Your API token “Usual” ends on 8 June 2026',
  ]);
  house.clock.set('2026-06-08T09:00:00Z');
  expect((await using(usual.token).me({})).account).toBeNull();
  house.clock.set('2026-03-10T09:00:00Z');
});

test('networks: the first use is none to tell, one from elsewhere is', async () => {
  expect(networkOf('192.0.2.77')).toBe('192.0.2.0/24');
  expect(networkOf('2001:db8:1:2:3::4')).toBe('2001:db8:1::/48');
  expect(networkOf(null)).toBe('unknown');
  const { token, id } = await ada.access.makeToken({ name: 'Roaming' });
  const from = (address: string) =>
    house.house.identify(new Headers({ authorization: `Bearer ${token}` }), house.clock.now(), {
      id: '019aa000-0000-7000-8000-0000000000ff',
      address,
      language: 'en',
    });
  await from('192.0.2.1');
  await from('192.0.2.200');
  expect(await facts('account.token-new-network')).toEqual([]);
  house.clock.advance({ minutes: 1 });
  await Promise.all([from('198.51.100.7'), from('198.51.100.8')]);
  expect(await facts('account.token-new-network')).toEqual([
    expect.objectContaining({ about_id: account, data: { token: id }, key: id }),
  ]);
  expect((await ada.access.listTokens({})).tokens.find((t) => t.id === id)).toMatchObject({
    networks: 2,
    newestNetwork: '198.51.100.0/24',
  });
});

test('signing in is written down, and failing to, within bounds; nothing of addresses that nobody has', async () => {
  const [first] = await facts('account.signed-in');
  expect(first).toMatchObject({ about_id: account, data: { way: 'password' }, address_prefix: 'unknown' });
  expect(first?.key).toBe(first?.data.session);
  const guess = visitor(house);
  await faultOf(guess.access.signIn({ mail: 'nobody@example.org', password }));
  expect(await facts('account.sign-in-failed')).toEqual([]);
  for (let n = 0; n < 14; n++) {
    house.clock.advance({ minutes: 1 });
    await faultOf(guess.access.signIn({ mail: 'ada@example.org', password: 'wrong and wrong again' }));
  }
  const failed = await facts('account.sign-in-failed');
  expect(failed.length).toBeGreaterThanOrEqual(10);
  expect(failed.length).toBeLessThan(14);
  expect(failed[0]).toMatchObject({ about_id: account, data: { step: 'password' }, address_prefix: 'unknown' });
});

test('somebody who is refused again and again is written down once an hour', async () => {
  const person = await house.as('analyst');
  const knock = () => faultOf(person.access.organisation({}));
  for (let n = 0; n < 5; n++) expect(await knock()).toMatchObject({ code: 'FORBIDDEN' });
  expect(await facts('permission.refused')).toEqual([]);
  for (let n = 0; n < 8; n++) await knock();
  expect(await facts('permission.refused')).toEqual([
    expect.objectContaining({ about_id: person.accountId, data: { operation: 'access.organisation' } }),
  ]);
});
