import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { testHouse } from '#tests/support/house.ts';
import { openidProvider } from '#tests/support/openid-provider.ts';
import { cookiesOf, faultOf, keepCookies, type Visitor, visitor } from '#tests/support/visitor.ts';
import { writeAccount } from '../accounts.ts';

const CALLBACK = 'https://guildhall.test/auth/callback';
const outside = await openidProvider([CALLBACK]);
afterAll(() => outside.stop());
const house = await testHouse({ allowPrivateHosts: outside.host, now: Temporal.Now.instant().toString() });
const owner = await house.as('owner');

const settings = {
  name: 'Company sign-in',
  clientId: outside.client.id,
  scopes: 'openid profile email',
  groupsClaim: 'groups',
  forStaff: true,
  forProof: false,
  trustsFactor: false,
  admits: false,
  groups: [] as { group: string; role: 'reviewer' | 'analyst' | 'manager'; program: null }[],
};
const { secret } = outside.client;
const { provider } = await owner.access.addProvider({ ...settings, preset: 'openid', issuer: outside.origin, secret });
const set = (change: Partial<typeof settings>) =>
  owner.access.changeProvider({ id: provider, ...settings, ...change, secret: '' });

/** One browser's answer from the house, with its cookies kept. */
async function go(who: Visitor, path: string): Promise<{ status: number; location: string; text: string }> {
  const response = await house.request(path, { headers: { cookie: cookiesOf(who.jar) } });
  keepCookies(who.jar, response);
  return { status: response.status, location: response.headers.get('location') ?? '', text: await response.text() };
}

/** Goes out to the provider, signs in there, and answers the address that the browser is sent back to. */
async function outAndBack(who: Visitor, person: string, next = '/people', change = (address: URL) => address) {
  const { status, location, text } = await go(who, `/auth/provider/${provider}?next=${encodeURIComponent(next)}`);
  expect(status, text).toBe(303);
  const back = new URL(await outside.signIn(change(new URL(location)).href, person));
  return `${back.pathname}${back.search}`;
}
const signIn = async (who: Visitor, person: string, next?: string) => go(who, await outAndBack(who, person, next));

let count = 0;
/** Somebody whom provider and house may know, under a name of their own. */
function person(more: { email_verified?: boolean; groups?: string[] } = {}) {
  const name = `p${++count}`;
  const mail = `${name}@example.org`;
  outside.people.set(name, { email: mail, email_verified: true, name: `Person ${count}`, ...more });
  return { name, mail };
}
const account = (mail: string, role = 'reviewer' as const) =>
  house.transact((c) =>
    writeAccount(c, { name: 'Somebody', mail, password: null, role, program: null, grantedBy: null }),
  );
const rolesOf = (id: string) =>
  house.rows<{ role: string; provider: string | null }>(
    `select role, provider from access.grants where account = '${id}' and ended_at is null order by role`,
  );

beforeEach(async () => {
  await set({});
  await house.rows('delete from house.limits').catch(() => []);
});

describe('who comes in', () => {
  test('somebody with an account, by the address that the provider verified; later by the provider’s own number', async () => {
    const { name, mail } = person();
    const id = await account(mail);
    const who = visitor(house);
    const back = await signIn(who, name, '/people?tab=all');
    expect(back).toMatchObject({ status: 303, location: '/people?tab=all' });
    expect((await who.access.me({})).account?.id).toBe(id);
    expect((await house.mailbox(mail)).at(-1)?.text).toContain('From now on Company sign-in signs in to it.');
    const sessions = await house.rows<{ way: string }>(`select way from access.sessions where account = '${id}'`);
    expect(sessions).toEqual([{ way: 'provider' }]);
    // The address may go to somebody else later: the number stays.
    outside.people.set(name, { email: 'renamed@example.org', email_verified: true });
    const again = visitor(house);
    expect((await signIn(again, name)).location).toBe('/people');
    expect((await again.access.me({})).account?.id).toBe(id);
  });

  test('nobody by an address that is not verified, and nobody who is not invited', async () => {
    const doubtful = person({ email_verified: false });
    await account(doubtful.mail);
    const who = visitor(house);
    const back = await signIn(who, doubtful.name);
    expect(back.status).toBe(409);
    expect(back.text).toContain('does not say that it verified your mail address');
    expect(back.text).toContain('href="/sign-in"');
    expect((await who.access.me({})).account).toBeNull();
    expect((await signIn(who, person().name)).text).toContain('There is no account here for you yet');
    expect((await who.access.me({})).account).toBeNull();
  });

  test('somebody invited accepts by it, and the invitation is used up', async () => {
    const { name, mail } = person();
    await owner.access.invite({ mail, name: '', role: 'analyst', program: null });
    const who = visitor(house);
    expect((await signIn(who, name)).status).toBe(303);
    const me = await who.access.me({});
    expect(me.account?.mail).toBe(mail);
    expect(me.grants.map((g) => g.role)).toEqual(['analyst']);
    expect((await owner.access.listInvitations({})).rows.filter((row) => row.mail === mail)).toEqual([]);
  });

  test('a disabled account stays out', async () => {
    const { name, mail } = person();
    const id = await account(mail);
    await owner.access.disableAccount({ id });
    const who = visitor(house);
    expect((await signIn(who, name)).text).toContain('Your account here is disabled');
    expect((await who.access.me({})).account).toBeNull();
  });

  test('an address that went to somebody new at the provider does not open the account of who had it', async () => {
    const before = person();
    await account(before.mail);
    expect((await signIn(visitor(house), before.name)).status).toBe(303);
    const after = person();
    outside.people.set(after.name, { email: before.mail, email_verified: true });
    const who = visitor(house);
    expect((await signIn(who, after.name)).text).toContain('connected with somebody else');
    expect((await who.access.me({})).account).toBeNull();
  });

  test('many at once for one person make one account and one connection', async () => {
    const { name, mail } = person({ groups: ['team'] });
    await set({ admits: true, groups: [{ group: 'team', role: 'reviewer', program: null }] });
    const visitors = [visitor(house), visitor(house), visitor(house)];
    const ways = await Promise.all(visitors.map((who) => outAndBack(who, name)));
    const answers = await Promise.all(ways.map((way, nth) => go(visitors[nth]!, way)));
    expect(answers.map((one) => one.status)).toEqual([303, 303, 303]);
    expect(await house.rows(`select id from access.accounts where mail = '${mail}'`)).toHaveLength(1);
    expect(await house.rows(`select id from access.provider_subjects where subject = '${name}'`)).toHaveLength(1);
  });
});

describe('roles by groups', () => {
  test('are given and taken at each sign-in; those given by hand stay, and giving one by hand keeps it', async () => {
    const { name, mail } = person({ groups: ['team'] });
    const groups = [
      { group: 'team', role: 'reviewer', program: null },
      { group: 'figures', role: 'analyst', program: null },
    ] satisfies (typeof settings)['groups'];
    await set({ groups });
    expect((await signIn(visitor(house), name)).text).toContain('There is no account here for you yet');
    await set({ groups, admits: true });
    const who = visitor(house);
    expect((await signIn(who, name)).status).toBe(303);
    const id = (await who.access.me({})).account?.id ?? '';
    expect(await rolesOf(id)).toEqual([{ role: 'reviewer', provider }]);
    outside.people.set(name, { email: mail, email_verified: true, groups: ['figures', 'team'] });
    await signIn(who, name);
    expect((await rolesOf(id)).map((one) => one.role)).toEqual(['analyst', 'reviewer']);
    await owner.access.grantRole({ account: id, role: 'analyst', program: null });
    await owner.access.grantRole({ account: id, role: 'manager', program: null });
    outside.people.set(name, { email: mail, email_verified: true, groups: [] });
    await signIn(who, name);
    expect(await rolesOf(id)).toEqual([
      { role: 'analyst', provider: null },
      { role: 'manager', provider: null },
    ]);
    const facts = await house.rows<{ kind: string }>(
      `select kind from ledger.facts where about_id = '${id}' and data ->> 'provider' = '${provider}' order by id`,
    );
    expect(facts.map((one) => one.kind)).toEqual([
      'account.joined',
      'provider.linked',
      'account.role-granted',
      'account.role-ended',
    ]);
  });

  test('whoever leaves the last group is not let in, and an open session may do nothing any more', async () => {
    const { name, mail } = person({ groups: ['team'] });
    await set({ admits: true, groups: [{ group: 'team', role: 'reviewer', program: null }] });
    const [open, later] = [visitor(house), visitor(house)];
    await signIn(open, name);
    expect((await open.access.me({})).permissions.length).toBeGreaterThan(0);
    outside.people.set(name, { email: mail, email_verified: true, groups: ['other'] });
    expect((await signIn(later, name)).text).toContain('You are in no group at Company sign-in any more');
    expect((await later.access.me({})).account).toBeNull();
    expect((await open.access.me({})).permissions).toEqual([]);
  });

  test('end when the mapping goes, or the provider', async () => {
    const { name } = person({ groups: ['team', 'figures'] });
    const team = { group: 'team', role: 'reviewer', program: null } as const;
    await set({ admits: true, groups: [team, { group: 'figures', role: 'analyst', program: null }] });
    const who = visitor(house);
    await signIn(who, name);
    const id = (await who.access.me({})).account?.id ?? '';
    await set({ groups: [team] });
    expect(await rolesOf(id)).toEqual([{ role: 'reviewer', provider }]);
  });

  test('nobody becomes an owner by a group', async () => {
    const groups = [{ group: 'team', role: 'owner' as never, program: null }];
    expect(await faultOf(set({ groups }))).toMatchObject({ code: 'INVALID', fields: ['groups.0.role'] });
  });
});

describe('what does not hold', () => {
  const refusedWith = async (who: Visitor, path: string, words: string | RegExp) => {
    const back = await go(who, path);
    expect(back.status).toBe(409);
    expect(back.text).toMatch(words);
    expect((await who.access.me({})).account).toBeNull();
  };
  const changed = (path: string, name: string, value: string) => {
    const url = new URL(path, CALLBACK);
    url.searchParams.set(name, value);
    return `${url.pathname}${url.search}`;
  };

  test('another state, another browser, no cookie, or a second use', async () => {
    const { name, mail } = person();
    await account(mail);
    const who = visitor(house);
    await refusedWith(who, changed(await outAndBack(who, name), 'state', 'a'.repeat(43)), 'begun elsewhere');
    const stranger = visitor(house);
    await refusedWith(stranger, await outAndBack(who, name), 'begun elsewhere');
    // Somebody else's return, brought under a step of one's own.
    const [mine, other] = [await outAndBack(who, name), visitor(house)];
    await outAndBack(other, name);
    await refusedWith(other, mine, 'begun elsewhere');
    const again = await outAndBack(who, name);
    const cookies = cookiesOf(who.jar);
    expect((await go(who, again)).status).toBe(303);
    const replay = await house.request(again, { headers: { cookie: cookies } });
    expect(replay.status).toBe(409);
    expect(replay.headers.getSetCookie().join()).not.toContain('guildhall_session=');
  });

  test('a code of another sign-in, a wrong nonce, a wrong issuer, a refusal at the provider, and too late', async () => {
    const { name, mail } = person();
    await account(mail);
    const who = visitor(house);
    const code = (path: string) => new URL(path, CALLBACK).searchParams.get('code') ?? '';
    const first = await outAndBack(who, name);
    await refusedWith(who, changed(await outAndBack(who, name), 'code', code(first)), 'used already, or took too long');
    const wrongNonce = (address: URL) => {
      address.searchParams.set('nonce', 'another-nonce');
      return address;
    };
    await refusedWith(who, await outAndBack(who, name, '/', wrongNonce), 'does not hold');
    await refusedWith(who, changed(await outAndBack(who, name), 'iss', 'https://evil.example'), 'does not hold');
    await refusedWith(who, await outAndBack(who, 'nobody'), 'You did not sign in at the provider');
    const late = await outAndBack(who, name);
    house.clock.advance({ minutes: 11 });
    await refusedWith(who, late, 'begun elsewhere');
  });

  test('a provider that is away is said to be, out and back', async () => {
    const { name, mail } = person();
    await account(mail);
    const who = visitor(house);
    const way = await outAndBack(who, name);
    await outside.stop();
    const out = await go(who, `/auth/provider/${provider}`);
    expect(out.status).toBe(503);
    expect(out.text).toContain('The provider cannot be asked right now');
    const again = visitor(house);
    again.jar.others = who.jar.others;
    expect((await go(again, way)).status).toBe(503);
    expect(await owner.access.testProvider({ ...tried, id: provider, secret: '' })).toMatchObject({ ok: false });
    await outside.start();
    expect((await signIn(visitor(house), name)).status).toBe(303);
  });

  test.each([
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example',
    '/\t/evil.example',
    '/%2f/..//evil.example',
    'javascript:alert(1)',
    '/..//evil.example',
  ])('nobody is sent on to another site: %s', async (next) => {
    const { name, mail } = person();
    await account(mail);
    const { location } = await signIn(visitor(house), name, next);
    expect(new URL(location, 'https://guildhall.test').origin).toBe('https://guildhall.test');
  });

  const tried = { preset: 'openid', issuer: outside.origin, clientId: outside.client.id } as const;

  test('the test of a provider says what is wrong', async () => {
    expect(await owner.access.testProvider({ ...tried, secret })).toMatchObject({ ok: true });
    expect(await owner.access.testProvider({ ...tried, id: provider, secret: '' })).toMatchObject({ ok: true });
    const wrong = await owner.access.testProvider({ ...tried, secret: 'wrong' });
    expect(wrong).toEqual({
      ok: false,
      words: 'The provider answers, but refuses client id or secret. Copy both again.',
    });
    const elsewhere = await owner.access.testProvider({ ...tried, issuer: `${outside.origin}/else`, secret });
    expect(elsewhere.words).toContain('There is no OpenID provider of exactly this name');
    // The kept secret never goes to an address that was just typed in.
    const stolen = owner.access.testProvider({ ...tried, issuer: 'https://evil.example', id: provider, secret: '' });
    expect(await faultOf(stolen)).toMatchObject({ code: 'NOT_FOUND' });
    const inside = await owner.access.testProvider({ ...tried, issuer: 'https://127.0.0.1:1', secret });
    expect(inside.words).toContain('GUILDHALL_ALLOW_PRIVATE_HOSTS');
  });
});

describe('the second factor', () => {
  test('is asked of who comes by a provider, unless the organisation trusts the provider’s own', async () => {
    const { name, mail } = person();
    await account(mail);
    await owner.access.updateSignInSettings({ factorFor: 'everybody', passwordFor: 'everybody' });
    const who = visitor(house);
    expect((await signIn(who, name)).location).toBe('/sign-in/step?next=%2Fpeople');
    expect((await who.access.me({})).account).toBeNull();
    expect(await who.access.signInStep({})).toMatchObject({ step: 'set-up' });
    await set({ trustsFactor: true });
    expect((await signIn(visitor(house), name)).location).toBe('/people');
    await owner.access.updateSignInSettings({ factorFor: 'nobody', passwordFor: 'everybody' });
  });
});

describe('settings', () => {
  test('only owners see and change them, the secret is never shown, and owners are told by mail', async () => {
    const manager = await house.as('manager');
    expect(await faultOf(manager.access.listProviders({}))).toMatchObject({ code: 'FORBIDDEN' });
    const shown = JSON.stringify(await owner.access.listProviders({}));
    expect(shown).toContain('Company sign-in');
    expect(shown).not.toContain(secret);
    await set({ name: 'Renamed' });
    const [mail] = await house.rows<{ text: string; body: string }>(
      `select text from mail.messages where template = 'access.provider-changed' order by queued_at desc, id desc limit 1`,
    );
    expect(mail?.text).toContain('changed the sign-in provider “Renamed”: name.');
  });

  test('an account is disconnected by its holder, or by an owner; a removed provider lets nobody in', async () => {
    const { name, mail } = person();
    const id = await account(mail);
    const who = visitor(house);
    await signIn(who, name);
    const [link] = (await who.access.ownProviders({})).links;
    expect(await faultOf(who.access.disconnectOwnProvider({ id: link?.id ?? '' }))).toMatchObject({
      rule: 'access.last-way-in',
    });
    await owner.access.disconnectProviders({ account: id });
    expect((await who.access.me({})).account).toBeNull();
    expect((await signIn(who, name)).status).toBe(303);
    await owner.access.removeProvider({ id: provider });
    expect(await house.stranger.access.signInProviders({})).toEqual({ providers: [] });
    expect((await go(visitor(house), `/auth/provider/${provider}`)).status).toBe(404);
  });
});
