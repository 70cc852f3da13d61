import { describe, expect, test } from 'vitest';
import { linkIn, testHouse } from '#tests/support/house.ts';
import { faultOf, visitor } from '#tests/support/visitor.ts';
import { writeAccount } from './accounts.ts';

const password = 'correct teapot marsh lantern';
const another = 'seven quiet herons upstream';

describe('changing one’s password', async () => {
  const house = await testHouse();
  await house.transact((c) =>
    writeAccount(c, { name: 'Ada', mail: 'ada@example.org', password, role: 'owner', program: null, grantedBy: null }),
  );
  const here = visitor(house);
  const there = visitor(house);
  await here.access.signIn({ mail: 'ada@example.org', password });
  await there.access.signIn({ mail: 'ada@example.org', password });

  test('needs the present one and a good new one', async () => {
    const change = (current: string, next: string) => faultOf(here.access.changePassword({ current, password: next }));
    expect(await change('wrong teapot marsh lantern', another)).toMatchObject({ code: 'INVALID', fields: ['current'] });
    expect(await change(password, 'short')).toMatchObject({ code: 'INVALID', fields: ['password'] });
    expect(await change(password, password)).toMatchObject({ code: 'INVALID', fields: ['password'] });
  });

  test('ends the sessions elsewhere, keeps this one, and tells the account by mail', async () => {
    expect(await here.access.changePassword({ current: password, password: another })).toEqual({ endedSessions: 1 });
    expect((await here.access.me({})).account).not.toBeNull();
    expect((await there.access.me({})).account).toBeNull();
    expect((await house.mailbox('ada@example.org')).map((m) => m.template)).toEqual(['access.password-changed']);
    expect((await faultOf(there.access.signIn({ mail: 'ada@example.org', password })))?.code).toBe('INVALID');
    expect(await faultOf(there.access.signIn({ mail: 'ada@example.org', password: another }))).toBeNull();
  });
});

describe('a forgotten password', async () => {
  const house = await testHouse();
  const id = await house.transact((c) =>
    writeAccount(c, { name: 'Ada', mail: 'ada@example.org', password, role: 'owner', program: null, grantedBy: null }),
  );
  const ask = (mail: string) => house.stranger.access.requestPasswordReset({ mail });
  const mails = async () => (await house.mailbox()).filter((m) => m.template === 'access.password-reset');
  const newestKey = async () =>
    linkIn((await mails()).at(-1)?.text ?? '', '/new-password').replace('/new-password?key=', '');

  test('answers every address alike and leaves the same trace, but writes to accounts only', async () => {
    expect(await ask('ADA@example.org')).toEqual(await ask('nobody@example.org'));
    expect(await house.rows('select id from access.resets')).toHaveLength(2);
    await house.work();
    expect((await mails()).map((m) => m.to_address)).toEqual(['ada@example.org']);
  });

  test('is set anew by the link, once; every session ends', async () => {
    const browser = visitor(house);
    await browser.access.signIn({ mail: 'ada@example.org', password });
    const key = await newestKey();
    expect(await faultOf(house.stranger.access.resetPassword({ key, password: 'adaada123456' }))).toMatchObject({
      fields: ['password'],
    });
    await house.stranger.access.resetPassword({ key, password: another });
    expect((await browser.access.me({})).account).toBeNull();
    expect(await faultOf(house.stranger.access.resetPassword({ key, password }))).toMatchObject({
      rule: 'access.dead-link',
    });
    expect(await faultOf(browser.access.signIn({ mail: 'ada@example.org', password: another }))).toBeNull();
    const facts = await house.rows<{ data: unknown; actor_id: string }>(
      `select data, actor_id from ledger.facts where kind = 'account.password-changed'`,
    );
    expect(facts).toEqual([{ data: { how: 'reset' }, actor_id: id }]);
  });

  test('link dies after an hour, with the next change, and when the account is disabled', async () => {
    await ask('ada@example.org');
    await house.work();
    const old = await newestKey();
    house.clock.advance({ hours: 1 });
    expect(await faultOf(house.stranger.access.resetPassword({ key: old, password }))).toMatchObject({
      rule: 'access.dead-link',
    });
    await ask('ada@example.org');
    await house.work();
    const spare = await newestKey();
    const browser = visitor(house);
    await browser.access.signIn({ mail: 'ada@example.org', password: another });
    await browser.access.changePassword({ current: another, password });
    expect(await faultOf(house.stranger.access.resetPassword({ key: spare, password: another }))).toMatchObject({
      rule: 'access.dead-link',
    });
    await ask('ada@example.org');
    await house.work();
    const last = await newestKey();
    await house.rows(`update access.accounts set disabled_at = now() where id = '${id}'`);
    expect(await faultOf(house.stranger.access.resetPassword({ key: last, password: another }))).toMatchObject({
      rule: 'access.dead-link',
    });
  });

  test('is not a way to flood a mailbox', async () => {
    house.clock.advance({ hours: 2 });
    const codes: (string | undefined)[] = [];
    for (let i = 0; i < 6; i++) codes.push((await faultOf(ask('nobody@example.org')))?.code);
    expect(codes).toEqual([...Array(5).fill(undefined), 'LIMITED']);
  });
});

describe('an API token', async () => {
  const house = await testHouse();
  await house.transact((c) =>
    writeAccount(c, { name: 'Ada', mail: 'ada@example.org', password, role: 'owner', program: null, grantedBy: null }),
  );
  const browser = visitor(house);
  await browser.access.signIn({ mail: 'ada@example.org', password });
  const using = (token: string) => house.client({ authorization: `Bearer ${token}` }).access;

  test('acts for its account, is kept as a hash, and ends at a word', async () => {
    const { id, token } = await browser.access.makeToken({ name: 'Reports' });
    expect(token).toMatch(/^ghl_[\w-]{43}$/);
    expect((await house.mailbox('ada@example.org')).at(-1)?.text).toContain('The API token “Reports” was made.');
    expect((await using(token).me({})).permissions).toEqual((await browser.access.me({})).permissions);
    expect(JSON.stringify(await house.rows('select t::text from access.tokens t'))).not.toContain(token);
    const listed = (await browser.access.listTokens({})).tokens;
    expect(listed).toMatchObject([{ id, name: 'Reports', scopes: null, lastUsedAt: '2026-03-10T09:00:00Z' }]);
    await browser.access.endToken({ id });
    expect((await using(token).me({})).account).toBeNull();
    expect((await browser.access.listTokens({})).tokens).toEqual([]);
  });

  test('with scopes may do those things at most', async () => {
    const { token } = await browser.access.makeToken({ name: 'Narrow', scopes: ['access.read'] });
    expect((await using(token).me({})).permissions).toEqual(['access.read']);
    expect(await faultOf(using(token).listAccounts({}))).toBeNull();
    expect((await faultOf(using(token).organisation({})))?.code).toBe('FORBIDDEN');
    expect(await faultOf(browser.access.makeToken({ name: 'Odd', scopes: ['all.things'] }))).toMatchObject({
      fields: ['scopes'],
    });
    expect((await faultOf(browser.access.makeToken({ name: 'Empty', scopes: [] })))?.code).toBe('INVALID');
  });

  test('ends at its time', async () => {
    const { token } = await browser.access.makeToken({ name: 'Short', expiresAt: '2026-03-10T11:00:00+01:00' });
    expect((await using(token).me({})).account).not.toBeNull();
    house.clock.set('2026-03-10T10:00:00Z');
    expect((await using(token).me({})).account).toBeNull();
    expect(await faultOf(browser.access.makeToken({ name: 'Late' }))).toMatchObject({ rule: 'access.prove-first' });
    await browser.access.proveMyself({ password });
    expect(await faultOf(browser.access.makeToken({ name: 'Past', expiresAt: '2026-03-10T10:00:00Z' }))).toMatchObject({
      fields: ['expiresAt'],
    });
  });

  test('cannot make itself wider, change the password or hide its traces, but can end itself', async () => {
    const { id, token } = await browser.access.makeToken({ name: 'Leaked' });
    const other = await browser.access.makeToken({ name: 'Other' });
    const leaked = using(token);
    const session = (await browser.access.listSessions({})).sessions[0]?.id ?? '';
    const tries = [
      leaked.makeToken({ name: 'More' }),
      leaked.changePassword({ current: password, password: another }),
      leaked.rename({ name: 'Eve' }),
      leaked.endSession({ id: session }),
    ];
    for (const answer of await Promise.all(tries.map(faultOf))) expect(answer?.code).toBe('FORBIDDEN');
    expect((await faultOf(leaked.endToken({ id: other.id })))?.code).toBe('NOT_FOUND');
    await leaked.endToken({ id });
    expect((await leaked.me({})).account).toBeNull();
  });

  test('that does not hold is not replaced by a cookie', async () => {
    const both = house.client({
      authorization: 'Bearer ghl_wrong',
      cookie: `__Host-guildhall_session=${browser.jar.cookie}`,
    });
    expect((await both.access.me({})).account).toBeNull();
  });
});

describe('the organisation', async () => {
  const house = await testHouse();

  test('changes by those who may, with what was before kept', async () => {
    const manager = await house.as('manager');
    const changed = {
      name: 'Marble Clock',
      zone: 'Pacific/Auckland',
      fiscalStartMonth: 4,
      country: 'NZ',
      language: 'de' as const,
      privacyContact: 'privacy@example.org',
    };
    expect(await manager.access.updateOrganisation(changed)).toEqual({ ...changed, sample: false });
    expect(await manager.access.organisation({})).toEqual({ ...changed, sample: false });
    await manager.access.updateOrganisation(changed);
    const facts = await house.rows<{ data: { fields: string[] } }>(
      `select data from ledger.facts where kind = 'organisation.changed'`,
    );
    expect(facts.map((f) => f.data.fields.toSorted())).toEqual([
      ['country', 'fiscalStartMonth', 'language', 'name', 'privacyContact', 'zone'],
    ]);
    expect((await faultOf((await house.as('program-manager')).access.updateOrganisation(changed)))?.code).toBe(
      'FORBIDDEN',
    );
    expect(await faultOf(manager.access.updateOrganisation({ ...changed, zone: 'Nowhere/City' }))).toMatchObject({
      fields: ['zone'],
    });
  });
});
